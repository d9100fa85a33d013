import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { chercherMessageRecu, type MessageRecu } from '../../requetes.ts';

/** Un message : qui, quoi, et le geste qui le clôt. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const id = entierDe(ctx.params.id);
  const message = await chercherMessageRecu(ctx.db, ctx.session.agent.structures, id);
  if (!message) throw new Introuvable();
  const journal = await lireJournal(ctx.db, `message:${id}`);
  const repond = peut(ctx.session.agent, 'repondre', { type: 'message', structureId: null }).oui;
  const dire = (le: Date) => ecrireInstant(le, ctx.commune.fuseau, { annee: true });
  return cadre(
    ctx,
    {
      titre: `Message n° ${id}`,
      filAriane: [{ libelle: 'Messages', href: '/agent/messages' }, { libelle: `N° ${id}` }],
    },
    <>
      <h1>{message.objet}</h1>
      <Carte>
        <ListeDefinitions elements={definitions(message, dire)} />
        {message.texte
          .split('\n')
          .filter((ligne) => ligne.trim() !== '')
          .map((ligne) => (
            <p>{ligne}</p>
          ))}
        {!message.traiteLe && repond && (
          <Formulaire action={`/agent/messages/${id}/traitement`}>
            <Boutons>
              <Bouton icone="coche">Marquer comme traité</Bouton>
            </Boutons>
          </Formulaire>
        )}
      </Carte>
      {journal.length > 0 && (
        <section class="pile">
          <h2>Historique</h2>
          <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
        </section>
      )}
    </>,
  );
};

function definitions(m: MessageRecu, dire: (le: Date) => string) {
  return [
    { terme: 'De', valeur: m.expediteur },
    {
      terme: 'Famille',
      valeur: m.familleVisible ? (
        <a href={`/agent/familles/${m.familleId}`}>{m.famille}</a>
      ) : (
        m.famille
      ),
    },
    {
      terme: 'E-mail',
      valeur: m.courriel ? <a href={`mailto:${m.courriel}`}>{m.courriel}</a> : 'Aucune adresse',
    },
    ...(m.telephone
      ? [
          {
            terme: 'Téléphone',
            valeur: <a href={`tel:${m.telephone.replace(/ /g, '')}`}>{m.telephone}</a>,
          },
        ]
      : []),
    { terme: 'À', valeur: m.structure ?? 'La collectivité' },
    { terme: 'Reçu', valeur: dire(m.recuLe) },
    { terme: 'État', valeur: m.traiteLe ? `Traité, ${dire(m.traiteLe)}` : 'À traiter' },
  ];
}
