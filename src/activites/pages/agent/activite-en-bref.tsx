import type { SessionAgent } from '../../../comptes/session.ts';
import type { Ctx } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { joursDOuverture } from '../../calendrier/calendrier.ts';
import { resumerOuvertures } from '../../calendrier/resume.ts';
import { direAdmission } from '../../regles/admission.ts';
import { direGroupe } from '../../regles/groupes.ts';
import { direLiens } from '../../regles/jauges.ts';
import { direHeures } from '../../regles/prestations.ts';
import { direMinimum, direRythme } from '../../regles/rythme.ts';
import { lireQuiPeutVenir, type QuiPeutVenir } from '../../requetes/admission.ts';
import { lireCalendrier } from '../../requetes/calendrier.ts';
import { type Groupe, listerGroupes } from '../../requetes/groupes.ts';
import { type Jauge, listerJaugesDeLaStructure } from '../../requetes/jauges.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';

export interface EnBref {
  activite: ActiviteReglee;
  periodes: (ActiviteReglee['periodes'][number] & { resume: string })[];
  venir: QuiPeutVenir;
  groupes: Groupe[];
  jauges: Jauge[];
}

/** Ce que disent les cartes de la page, lu en peu de requêtes. */
export async function lireEnBref(
  { db }: Ctx<SessionAgent>,
  activite: ActiviteReglee,
): Promise<EnBref> {
  return {
    activite,
    periodes: await resumerPeriodes(db, activite),
    venir: await lireQuiPeutVenir(db, activite.id),
    groupes: await listerGroupes(db, activite.id),
    jauges: (await listerJaugesDeLaStructure(db, activite)).filter((j) => j.liens.length > 0),
  };
}

/** Une carte par question : ce qui se coche, qui vient, quels jours. Chacune mène à son réglage. */
export function CartesDeLActivite({ activite, periodes, venir, groupes, jauges }: EnBref) {
  const adresse = `/agent/activites/${activite.id}`;
  return (
    <>
      <Carte titre="Prestations et délais">
        <ul>
          {activite.prestations.map((p) => (
            <li key={p.id}>
              {`${p.nom}, ${direHeures(p)}`}
              {p.retireeLe && `, retirée à partir du ${ecrireJour(p.retireeLe, { annee: true })}`}
            </li>
          ))}
        </ul>
        <Boutons>
          <Bouton href={`${adresse}/prestations`} icone="crayon">
            Régler ce qui se coche
          </Bouton>
          <Bouton href={`${adresse}/delais`} allure="secondaire" icone="sablier">
            Régler les délais
          </Bouton>
          <Bouton href={`${adresse}/liste-attente`} allure="secondaire" icone="liste">
            Régler la liste d’attente
          </Bouton>
          <Bouton href={`${adresse}/cuisine`} allure="secondaire" icone="repas">
            Régler la cuisine
          </Bouton>
        </Boutons>
      </Carte>
      <Carte titre="Qui peut s’inscrire">
        <p>{enPhrase(direAdmission(venir.admission, venir))}</p>
        {groupes.length > 0 && (
          <ul>
            {groupes.map((g) => (
              <li key={g.id}>{direGroupe(g)}</li>
            ))}
          </ul>
        )}
        <Boutons>
          <Bouton href={`${adresse}/admission`} icone="famille">
            Régler qui s’inscrit
          </Bouton>
          <Bouton href={`${adresse}/groupes`} allure="secondaire">
            Régler les groupes d’âge
          </Bouton>
        </Boutons>
      </Carte>
      <Carte titre="Places">
        {jauges.length === 0 ? (
          <p>Sans limite : rien ne compte les places de cette activité.</p>
        ) : (
          <ul>
            {jauges.map((j) => (
              <li key={j.id}>{`${j.nom} : ${direLiens(j.liens, { ...activite, groupes })}`}</li>
            ))}
          </ul>
        )}
        <Boutons>
          <Bouton href={`${adresse}/jours?quoi=places`} icone="crayon">
            Fixer les places
          </Bouton>
          <Bouton href={`${adresse}/jauges`} allure="secondaire">
            Régler ce qui compte les places
          </Bouton>
        </Boutons>
      </Carte>
      <PeriodesEtJours activite={activite} periodes={periodes} />
    </>
  );
}

function PeriodesEtJours({ activite, periodes }: Pick<EnBref, 'activite' | 'periodes'>) {
  const adresse = `/agent/activites/${activite.id}`;
  return (
    <Carte titre="Périodes et jours">
      <p>{enPhrase(`${direRythme(activite)} ; ${direMinimum(activite.joursMin)}`)}</p>
      <ul>
        {periodes.map(({ id, nom, du, au, resume }) => (
          <li key={id}>
            <b>{nom}</b>
            {`, du ${ecrireJour(du, { annee: true })} au ${ecrireJour(au, { annee: true })} : ${resume}.`}
          </li>
        ))}
      </ul>
      <p>
        Après une fermeture ou une correction du calendrier, mettez les jours à jour. Un jour où des
        enfants sont inscrits reste ouvert tant qu’un agent ne les a pas annulés.
      </p>
      <Formulaire action={`${adresse}/ouvertures`}>
        <Boutons>
          <Bouton href={`${adresse}/rythme`} icone="calendrier">
            Régler les jours d’accueil
          </Bouton>
          <Bouton href={`${adresse}/jours`} allure="secondaire" icone="plus">
            Ajouter une période
          </Bouton>
          <Bouton allure="secondaire">Mettre les jours à jour</Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}

/** Ce que le calendrier dit de toutes les périodes, lu en une fois. */
async function resumerPeriodes(db: Ctx['db'], activite: ActiviteReglee) {
  const [premiere, derniere] = [activite.periodes[0], activite.periodes.at(-1)];
  if (!premiere || !derniere) return [];
  const bornes = { du: premiere.du, au: derniere.au };
  const faits = await lireCalendrier(db, { ...activite, activiteId: activite.id, ...bornes });
  return activite.periodes.map((periode) => ({
    ...periode,
    resume: resumerOuvertures(
      joursDOuverture({ ...activite, ...faits, du: periode.du, au: periode.au }),
    ),
  }));
}

function enPhrase(texte: string): string {
  return `${texte.charAt(0).toUpperCase()}${texte.slice(1)}.`;
}
