import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Radios } from '../../../ui/choix.tsx';
import { ListeDefinitions, Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { envoyerMessage } from '../../actions/envoyer.ts';
import { enParagraphes } from '../../fil.tsx';
import { direALaFamille } from '../../regles/conversation.ts';
import {
  type ChampMessage,
  type ErreurDeMessage,
  estCleUnique,
  examinerMessage,
  OBJET_AU_PLUS,
  type SaisieMessage,
  TEXTE_AU_PLUS,
} from '../../regles/ecrire.ts';
import {
  type Choix,
  lireChoix,
  listerMessagesDuParent,
  type MessageDuParent,
} from '../../requetes/messages.ts';

const ADRESSE = '/famille/contact';
const MESSAGES_MONTRES = 20;
/** La valeur de « Je ne sais pas » : distincte d'une absence de réponse. */
const JE_NE_SAIS_PAS = 'inconnue';

/** « Contacter le centre » : écrire, et retrouver ce qu'on a écrit. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const enfant = ctx.query.get('enfant');
  const enfantId = enfant === null ? null : entierDe(enfant);
  const listes = await lireChoix(ctx.db, ctx.session.responsable.familles, enfantId);
  if (enfantId !== null && listes.enfant === null) throw new Introuvable();
  const objet = listes.enfant ? `Corriger une information : ${listes.enfant}` : '';
  const saisie = { structureId: null, familleId: null, objet, texte: '' };
  return habiller(ctx, listes, { saisie, choisie: '', cle: randomUUID(), erreurs: [] });
};

export const POST: Handler<SessionFamille> = async (ctx) => {
  const { responsable, compteId } = ctx.session;
  const choisie = texte(ctx.form, 'structure');
  const saisie = {
    structureId: choix(ctx.form, 'structure'),
    familleId: choix(ctx.form, 'famille'),
    objet: texte(ctx.form, 'objet'),
    texte: texte(ctx.form, 'texte'),
  };
  const { message, erreurs } = examinerMessage(saisie, responsable.familles);
  if (saisie.structureId === null && choisie !== JE_NE_SAIS_PAS) {
    erreurs.unshift({ champ: 'structure', message: 'Dites à qui vous écrivez.' });
  }
  const cle = texte(ctx.form, 'cle_unique');
  const etat = { saisie, choisie, cle: estCleUnique(cle) ? cle : randomUUID(), erreurs };
  if (erreurs.length > 0) return await reafficher(ctx, etat);
  const { fait, refus } = await tenter(() =>
    envoyerMessage(ctx, {
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      responsableId: responsable.id,
      commune: ctx.commune,
      cle,
      message,
    }),
  );
  if (!refus) return redirect(ADRESSE, `Votre message n° ${fait} est bien parti.`);
  if (refus.champ === 'structure') {
    erreurs.push({ champ: 'structure', message: refus.message });
    return await reafficher(ctx, etat);
  }
  return await reafficher(ctx, { ...etat, refus: refus.message });
};

interface Etat {
  saisie: SaisieMessage;
  choisie: string;
  cle: string;
  erreurs: readonly ErreurDeMessage[];
  refus?: string;
}

async function reafficher(ctx: Ctx<SessionFamille>, etat: Etat): Promise<Reply> {
  const listes = await lireChoix(ctx.db, ctx.session.responsable.familles, null);
  return habiller(ctx, listes, etat, 422);
}

async function habiller(
  ctx: Ctx<SessionFamille>,
  listes: Choix,
  etat: Etat,
  status = 200,
): Promise<Reply> {
  const messages = await listerMessagesDuParent(
    ctx.db,
    ctx.session.responsable.id,
    MESSAGES_MONTRES,
  );
  return cadre(
    ctx,
    {
      titre: 'Contacter le centre',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Contacter le centre' }],
      status,
    },
    <>
      <h1>Contacter le centre</h1>
      {listes.familles.length === 0 ? (
        <SansFamille ctx={ctx} />
      ) : (
        <FormulaireMessage listes={listes} etat={etat} />
      )}
      <MesMessages messages={messages} fuseau={ctx.commune.fuseau} />
    </>,
  );
}

function SansFamille({ ctx }: { ctx: Ctx<SessionFamille> }): VNode {
  const { courriel, telephone } = ctx.commune;
  return (
    <EtatVide titre="Votre accès n’est rattaché à aucune famille">
      <p>
        Écrivez à <a href={`mailto:${courriel}`}>{courriel}</a>
        {telephone && ` ou appelez le ${telephone}`} : nous ferons le nécessaire.
      </p>
    </EtatVide>
  );
}

function FormulaireMessage({ listes, etat }: { listes: Choix; etat: Etat }): VNode {
  const { saisie } = etat;
  const erreur = (champ: ChampMessage) => etat.erreurs.find((e) => e.champ === champ)?.message;
  return (
    <>
      <ResumeErreurs erreurs={etat.erreurs} />
      {etat.refus && <Message ton="attention">{etat.refus}</Message>}
      <Formulaire action={ADRESSE} caches={{ cle_unique: etat.cle }}>
        <Carte titre="Votre message">
          <Champ
            type="select"
            nom="structure"
            libelle="À qui écrivez-vous ?"
            invite="Choisissez"
            valeur={etat.choisie}
            erreur={erreur('structure')}
            options={[
              ...listes.structures.map((s) => ({ valeur: s.id, libelle: s.nom })),
              { valeur: JE_NE_SAIS_PAS, libelle: 'Je ne sais pas' },
            ]}
          />
          {listes.familles.length > 1 && (
            <Radios
              nom="famille"
              legende="Pour quelle famille ?"
              valeur={saisie.familleId}
              erreur={erreur('famille')}
              options={listes.familles.map((f) => ({
                valeur: f.id,
                libelle: `Famille ${f.nom}`,
              }))}
            />
          )}
          <Champ
            nom="objet"
            libelle="Objet"
            valeur={saisie.objet}
            erreur={erreur('objet')}
            longueurMax={OBJET_AU_PLUS}
          />
          <Champ
            type="textarea"
            nom="texte"
            libelle="Message"
            aide="Pas d’information de santé ici : elle s’écrit dans « Mes enfants », fiche sanitaire."
            lignes={7}
            longueurMax={TEXTE_AU_PLUS}
            valeur={saisie.texte}
            erreur={erreur('texte')}
          />
          <Boutons>
            <Bouton icone="message">Envoyer</Bouton>
          </Boutons>
        </Carte>
      </Formulaire>
    </>
  );
}

function MesMessages(props: { messages: readonly MessageDuParent[]; fuseau: string }): VNode {
  const dire = (le: Date) => ecrireInstant(le, props.fuseau, { annee: true });
  return (
    <section class="pile">
      <h2>Mes messages</h2>
      {props.messages.length === 0 && (
        <p class="discret">Vous n’avez encore rien écrit. Vos messages se retrouveront ici.</p>
      )}
      {props.messages.map((m) => (
        <Repli key={m.id} titre={`N° ${m.id}, ${m.objet} : ${direALaFamille(m.etat)}`}>
          <ListeDefinitions
            elements={[
              { terme: 'Envoyé', valeur: dire(m.recuLe) },
              { terme: 'À', valeur: m.structure ?? 'La collectivité' },
            ]}
          />
          {enParagraphes(m.texte)}
          <p>
            <a
              href={`/famille/contact/${m.id}`}
            >{`Lire ou poursuivre la conversation n° ${m.id}`}</a>
          </p>
        </Repli>
      ))}
    </section>
  );
}
