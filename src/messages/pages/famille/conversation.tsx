import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { majuscule } from '../../../platform/mots.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { continuerConversation } from '../../actions/continuer.ts';
import { FilDesEchanges } from '../../fil.tsx';
import { direALaFamille, examinerEchange } from '../../regles/conversation.ts';
import { estCleUnique, TEXTE_AU_PLUS } from '../../regles/ecrire.ts';
import { chercherConversationDuParent, listerEchanges } from '../../requetes/conversations.ts';

interface Etat {
  texte: string;
  cle: string;
  erreur?: string | undefined;
  refus?: string | undefined;
}

/** Une conversation de cet adulte : ce qu'on lui a répondu, et de quoi poursuivre. */
export const GET: Handler<SessionFamille> = (ctx) =>
  habiller(ctx, { texte: '', cle: randomUUID() });

export const POST: Handler<SessionFamille> = async (ctx) => {
  const { responsable, compteId } = ctx.session;
  const conversation = await trouver(ctx);
  const saisi = texte(ctx.form, 'texte');
  const cle = texte(ctx.form, 'cle_unique');
  const { texte: propre, erreurs } = examinerEchange(saisi);
  const etat = { texte: saisi, cle: estCleUnique(cle) ? cle : randomUUID() };
  if (erreurs.length > 0) return habiller(ctx, { ...etat, erreur: erreurs[0]?.message });
  const { refus } = await tenter(() =>
    continuerConversation(ctx, {
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      responsableId: responsable.id,
      commune: ctx.commune,
      messageId: conversation.id,
      texte: propre,
      cle,
    }),
  );
  if (refus) return habiller(ctx, { ...etat, refus: refus.message });
  return redirect(ctx.path, 'Votre réponse est bien partie.');
};

async function trouver(ctx: Ctx<SessionFamille>) {
  const id = entierDe(ctx.params.id);
  const conversation = await chercherConversationDuParent(ctx.db, ctx.session.responsable.id, id);
  if (!conversation) throw new Introuvable();
  return conversation;
}

async function habiller(ctx: Ctx<SessionFamille>, etat: Etat): Promise<Reply> {
  const conversation = await trouver(ctx);
  const { responsable } = ctx.session;
  const echanges = await listerEchanges(ctx.db, conversation.id);
  const premier = {
    id: 0,
    de: 'famille' as const,
    auteur: `${responsable.prenom} ${responsable.nom}`,
    texte: conversation.texte,
    ecritLe: conversation.recuLe,
  };
  return cadre(
    ctx,
    {
      titre: `Message n° ${conversation.id}`,
      filAriane: [
        { libelle: 'Accueil', href: '/famille' },
        { libelle: 'Contacter le centre', href: '/famille/contact' },
        { libelle: `N° ${conversation.id}` },
      ],
      status: etat.erreur || etat.refus ? 422 : 200,
    },
    <>
      <h1>{conversation.objet}</h1>
      <p class="discret">
        {`${conversation.structure ?? 'La collectivité'}. ${majuscule(direALaFamille(conversation.etat))}.`}
      </p>
      <FilDesEchanges echanges={[premier, ...echanges]} moi="famille" fuseau={ctx.commune.fuseau} />
      {responsable.familles.includes(conversation.familleId) && (
        <Repondre action={ctx.path} etat={etat} />
      )}
    </>,
  );
}

function Repondre({ action, etat }: { action: string; etat: Etat }) {
  return (
    <Formulaire action={action} caches={{ cle_unique: etat.cle }}>
      <Carte titre="Répondre">
        {etat.refus && <Message ton="attention">{etat.refus}</Message>}
        <Champ
          type="textarea"
          nom="texte"
          libelle="Votre réponse"
          aide="Pas d’information de santé ici : elle s’écrit dans « Mes enfants », fiche sanitaire."
          lignes={5}
          longueurMax={TEXTE_AU_PLUS}
          valeur={etat.texte}
          erreur={etat.erreur}
        />
        <Boutons>
          <Bouton icone="message">Envoyer</Bouton>
        </Boutons>
      </Carte>
    </Formulaire>
  );
}
