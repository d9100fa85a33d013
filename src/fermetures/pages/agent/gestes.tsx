import type { Fuseau } from '../../../platform/instants.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Radios } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { type Annonce, composerLettre } from '../../courriels.tsx';
import { direDuree, MINUTES_AVANT_ENVOI, minutesRestantes } from '../../regles/envoi.ts';
import { compter } from '../../regles/phrases.ts';
import type { Resume } from '../../regles/resume.ts';
import type { ErreurDeSaisie } from '../../regles/saisie.ts';
import type { LigneDAvis } from '../../requetes/avis.ts';
import type { Declaration } from '../../requetes/declarations.ts';

/** La question, et quand partent les lettres. */
export function AConfirmer(props: {
  d: Declaration;
  resume: Resume;
  saisie: URLSearchParams;
  erreurs: readonly ErreurDeSaisie[];
}) {
  const { d, resume, saisie, erreurs } = props;
  const adresse = `/agent/fermetures/${d.id}`;
  return (
    <section class="carte pile" aria-labelledby="question">
      <h2 id="question">{question(d, resume)}</h2>
      <Formulaire action={`${adresse}/confirmation`}>
        <Radios
          nom="quand"
          legende="Quand prévenir les familles ?"
          aide="Jusqu’à l’envoi, vous pouvez retirer la déclaration : tout redevient comme avant."
          valeur={saisie.get('quand') ?? 'minutes'}
          options={[
            { valeur: 'minutes', libelle: `Dans ${MINUTES_AVANT_ENVOI} minutes` },
            { valeur: 'heure', libelle: 'Aujourd’hui, à l’heure indiquée ci-dessous' },
            { valeur: 'maintenant', libelle: 'Tout de suite, sans retour possible' },
          ]}
        />
        <Champ
          nom="heure"
          libelle="Heure d’envoi"
          type="time"
          court
          facultatif
          valeur={saisie.get('heure')}
          erreur={erreurs.find((e) => e.champ === 'heure')?.message}
        />
        <Boutons>
          <Bouton icone="coche">
            {d.decision === 'annuler' ? 'Fermer ces jours' : 'Prévenir les familles'}
          </Bouton>
        </Boutons>
      </Formulaire>
      <Formulaire action={`${adresse}/retrait`}>
        <Boutons>
          <Bouton allure="discret">Abandonner, ne rien changer</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}

function question(d: Declaration, resume: Resume): string {
  if (d.decision === 'garder') {
    return `Prévenir ${compter(resume.familles, 'famille')}, sans rien annuler ?`;
  }
  const annulees = resume.annulees + resume.demandes + resume.enAttente;
  return annulees === 0
    ? 'Fermer ces jours ? Aucune réservation n’est à annuler.'
    : `Fermer ces jours et annuler ${compter(annulees, 'réservation')} ?`;
}

/** Confirmée, pas encore dite : le temps qui reste, retirer, ne plus attendre. */
export function Prete(props: { d: Declaration; maintenant: Date; fuseau: Fuseau; agir: boolean }) {
  const { d, maintenant, fuseau, agir } = props;
  if (!d.envoiLe) return null;
  const minutes = minutesRestantes(d.envoiLe, maintenant);
  const adresse = `/agent/fermetures/${d.id}`;
  return (
    <>
      <Message
        ton="info"
        vivant={false}
        titre={
          minutes === 0
            ? 'Les lettres partent dans la minute'
            : `Les lettres partent dans ${direDuree(minutes)}, ${ecrireInstant(d.envoiLe, fuseau)}`
        }
      >
        {d.decision === 'annuler'
          ? 'Ces jours sont déjà fermés : plus personne n’y réserve. Retirer la déclaration rétablit chaque réservation, sa place et son rang.'
          : 'Les réservations ne changent pas. Retirée, la déclaration ne préviendra personne.'}
      </Message>
      {agir && (
        <Boutons>
          <Formulaire action={`${adresse}/retrait`}>
            <Bouton allure="danger" icone="retour">
              Retirer la déclaration
            </Bouton>
          </Formulaire>
          <Formulaire action={`${adresse}/envoi`}>
            <Bouton allure="secondaire" icone="message">
              Envoyer maintenant
            </Bouton>
          </Formulaire>
        </Boutons>
      )}
    </>
  );
}

/** La lettre d'une famille, telle qu'elle partira. */
export function LettreExemple(props: { lignes: LigneDAvis[] | null; annonce: Annonce }) {
  if (!props.lignes) return null;
  const lettre = composerLettre(props.annonce, { lignes: props.lignes }, null);
  return (
    <Repli titre="La lettre que recevra une famille" ouvert>
      <Carte titre={lettre.sujet}>
        <p>{lettre.bonjour}</p>
        {lettre.paragraphes.map((p) => (
          <p key={p}>{p}</p>
        ))}
        {lettre.listes.map((l) => (
          <div key={l.titre}>
            <p>
              <b>{l.titre}</b>
            </p>
            <ul>
              {l.lignes.map((ligne) => (
                <li key={ligne}>{ligne}</li>
              ))}
            </ul>
          </div>
        ))}
        <p>{lettre.signature}</p>
      </Carte>
    </Repli>
  );
}
