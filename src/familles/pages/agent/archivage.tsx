import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { archiverFamille, desarchiverFamille } from '../../actions/archiver.ts';
import { obstacles } from '../../regles/archivage.ts';
import { lireAttaches } from '../../requetes/archivage.ts';
import { acteurDe, filDuDossier } from './dossier-tenu.tsx';

/** Archiver un dossier : ce que cela fait, ou ce qui l'empêche. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const familleId = entierDe(ctx.params.id);
  const acteur = acteurDe(ctx.session);
  if (texte(ctx.form, 'geste') === 'desarchiver') {
    await desarchiverFamille(ctx, { familleId, acteur });
    return redirect(`/agent/familles/${familleId}`, 'Le dossier est revenu dans les listes.');
  }
  const { refus } = await tenter(() =>
    archiverFamille(ctx, { familleId, acteur, aujourdhui: aujourdhuiDe(ctx) }),
  );
  if (refus) return montrer(ctx, refus.message);
  return redirect(`/agent/familles/${familleId}`, 'Le dossier est archivé.');
};

function aujourdhuiDe(ctx: Ctx) {
  return jourLocal(ctx.clock.now(), ctx.commune.fuseau);
}

async function montrer(ctx: Ctx<SessionAgent>, refus: string | null): Promise<Reply> {
  const id = entierDe(ctx.params.id);
  const attaches = await lireAttaches(ctx.db, id, aujourdhuiDe(ctx));
  if (!attaches) throw new Introuvable();
  const empechements = obstacles(attaches, ecrireEuros);
  return cadre(
    ctx,
    {
      titre: 'Archiver',
      filAriane: filDuDossier({ id, nom: attaches.nom }, 'Archiver'),
      status: refus ? 422 : 200,
    },
    <>
      <h1>{`Archiver la famille ${attaches.nom}`}</h1>
      {empechements.length > 0 ? (
        <Message ton="attention" titre="Pas encore">
          <ul>
            {empechements.map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </Message>
      ) : (
        <>
          <p>
            Le dossier quitte les recherches, les listes et les files ; l’accès de ses adultes se
            ferme s’ils n’ont pas d’autre dossier. Rien ne s’efface : factures, historique et
            réservations restent, et le dossier peut revenir.
          </p>
          <Formulaire action={`/agent/familles/${id}/archivage`}>
            <Boutons>
              <Bouton allure="danger">Archiver ce dossier</Bouton>
              <Bouton href={`/agent/familles/${id}`} allure="secondaire">
                Revenir au dossier
              </Bouton>
            </Boutons>
          </Formulaire>
        </>
      )}
    </>,
  );
}
