import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { repondre } from '../../actions/contester.ts';
import { acteurDe, exigerRegie } from '../../documents/acces.ts';
import { listerContestationsATraiter } from '../../requetes/famille.ts';

/** Les lignes que des familles contestent, la plus ancienne d'abord. */
export const GET: Handler<SessionAgent> = (ctx) => {
  exigerRegie(ctx);
  return montrer(ctx, null);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const contestationId = entierDe(ctx.form.get('contestation'));
  const saisie = texte(ctx.form, 'reponse');
  const { refus } = await tenter(async () =>
    repondre(ctx, { contestationId, texte: saisie, acteur: acteurDe(ctx) }),
  );
  if (refus) return montrer(ctx, { contestationId, saisie, message: refus.message });
  return redirect('/agent/contestations', 'La réponse est partie à la famille.');
};

interface Erreur {
  contestationId: number;
  saisie: string;
  message: string;
}

async function montrer(ctx: Ctx<SessionAgent>, erreur: Erreur | null): Promise<Reply> {
  const contestations = await listerContestationsATraiter(ctx.db);
  return cadre(
    ctx,
    {
      titre: 'Contestations',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Contestations' }],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>Contestations</h1>
      {contestations.length === 0 && (
        <EtatVide titre="Aucune contestation">Tout le monde a sa réponse.</EtatVide>
      )}
      {contestations.map((c) => {
        const sienne = erreur?.contestationId === c.id ? erreur : null;
        return (
          <Carte key={c.id} titre={`${c.enfant} : ${c.quoi}, ${ecrireJour(c.jour)}`}>
            <p>
              <a href={`/agent/familles/${c.familleId}`}>{c.par}</a>,{' '}
              {ecrireInstant(c.recueLe, ctx.commune.fuseau)} :
            </p>
            <blockquote>{c.texte}</blockquote>
            <Formulaire action="/agent/contestations" caches={{ contestation: c.id }}>
              <Champ
                type="textarea"
                nom="reponse"
                id={`reponse-${c.id}`}
                libelle="Votre réponse"
                valeur={sienne?.saisie ?? ''}
                erreur={sienne?.message}
                lignes={3}
              />
              <Boutons>
                <Bouton icone="message">Répondre à la famille</Bouton>
              </Boutons>
            </Formulaire>
          </Carte>
        );
      })}
    </>,
  );
}
