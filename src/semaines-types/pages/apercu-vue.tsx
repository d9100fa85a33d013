import { ecrireEuros } from '../../platform/argent.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { Carte } from '../../ui/accueil.tsx';
import { ActionsGroupees, Repli } from '../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import type { ApercuDeSemaine, EstimationDeSemaine } from '../actions/apercevoir.ts';
import { direDifference, type GroupeAPart } from '../regles/phrases.ts';
import { ecrireCase, type SemaineType } from '../regles/semaine.ts';

interface Props {
  annee: string;
  semaine: SemaineType;
  apercu: ApercuDeSemaine;
  cle: string;
}

/** Ce que la semaine changerait : une différence, un prix, et ce qui demande un regard. */
export function VueApercu({ annee, semaine, apercu, cle }: Props) {
  const rien = apercu.plus === 0 && apercu.moins === 0;
  return (
    <>
      <h1>Ce que cela donne</h1>
      <p class="discret">{`Du ${ecrireJour(semaine.du)} au ${ecrireJour(semaine.au, { annee: true })}. Rien n’est encore réservé.`}</p>
      <Bilan apercu={apercu} />
      {apercu.groupes.map((groupe) => (
        <APart key={groupe.titre} {...groupe} />
      ))}
      <Fermetures fermetures={apercu.fermetures} />
      <Formulaire
        action="/famille/semaine-type"
        caches={{ annee, cle, du: semaine.du, au: semaine.au, cycle: semaine.cycle }}
      >
        {semaine.cases.map((c) => (
          <input type="hidden" name="case" value={ecrireCase(c)} key={ecrireCase(c)} />
        ))}
        {rien ? (
          <Boutons>
            <Bouton nom="geste" valeur="modifier">
              Modifier la semaine
            </Bouton>
            <Bouton href="/famille/inscriptions" allure="secondaire">
              Voir mes inscriptions
            </Bouton>
          </Boutons>
        ) : (
          <ActionsGroupees resume={<b>{direDifference(apercu.plus, apercu.moins)}</b>}>
            <Bouton nom="geste" valeur="modifier" allure="secondaire">
              Modifier
            </Bouton>
            <Bouton nom="geste" valeur="reserver">
              Réserver
            </Bouton>
          </ActionsGroupees>
        )}
      </Formulaire>
    </>
  );
}

function Bilan({ apercu }: { apercu: ApercuDeSemaine }) {
  const { activites, plus, moins, estimation } = apercu;
  return (
    <Carte titre={plus + moins === 0 ? 'Rien ne changerait' : direDifference(plus, moins)}>
      {estimation && <Prix {...estimation} />}
      {activites.map((a) => (
        <section key={a.nom}>
          <h3>{a.nom}</h3>
          <ul class="bilan-de-semaine">
            {a.prestations.map((p) => (
              <li key={p.nom}>
                <span>{p.nom}</span> <b>{`${p.total} jour${p.total > 1 ? 's' : ''}`}</b>{' '}
                <small>{direDifference(p.plus, p.moins)}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {activites.length === 0 && <p>Aucun jour ne serait réservé sur cette période.</p>}
    </Carte>
  );
}

/** Un ordre de grandeur : la facture suivra ce qui se passe vraiment. */
function Prix({ centimesParMois, centimes, mois, quotient, partage }: EstimationDeSemaine) {
  const parMois = Math.round(centimesParMois / 100).toLocaleString('fr-FR');
  return (
    <p>
      <b class="prix-de-semaine">{`≈\u00a0${parMois}\u00a0€ par mois`}</b>
      {quotient !== null && ` (quotient familial ${quotient})`}
      <br />
      <small>
        {`${ecrireEuros(centimes)} sur ${mois} mois, au tarif connu aujourd’hui`}
        {partage && ', avant le partage des frais'}. <a href="/famille/tarifs">Mes tarifs</a>
      </small>
    </p>
  );
}

/** La raison d'abord, les jours à qui l'ouvre, et que faire. */
function APart({ titre, quoiFaire, jours }: GroupeAPart) {
  return (
    <Repli titre={titre}>
      {quoiFaire && <p>{quoiFaire}</p>}
      <ul>
        {jours.map((j) => (
          <li key={`${j.jour}${j.enfant}${j.prestation}`}>
            {`${ecrireJour(j.jour)}, ${j.enfant}, ${j.prestation}`}
            {j.precision && ` (${j.precision})`}
          </li>
        ))}
      </ul>
    </Repli>
  );
}

function Fermetures({ fermetures }: Pick<ApercuDeSemaine, 'fermetures'>) {
  if (fermetures.length === 0) return null;
  const total = fermetures.reduce((n, f) => n + f.jours, 0);
  return (
    <Repli
      titre={`${total} jour${total > 1 ? 's' : ''} fermé${total > 1 ? 's' : ''}, vacances comprises`}
    >
      <ul>
        {fermetures.map((f) => (
          <li key={f.libelle}>{`${f.libelle} : ${f.jours} jour${f.jours > 1 ? 's' : ''}`}</li>
        ))}
      </ul>
    </Repli>
  );
}
