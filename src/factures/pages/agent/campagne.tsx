import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireMois } from '../../../platform/jours.ts';
import { Message } from '../../../ui/message.tsx';
import { previsualiser } from '../../actions/campagne.ts';
import { emettreCampagne } from '../../actions/emettre.ts';
import { acteurDe, exigerRegie } from '../../documents/acces.ts';
import {
  type Campagne,
  chercherCampagne,
  listerFacturesDeCampagne,
} from '../../requetes/campagnes.ts';
import { VueApercu } from './apercu-vue.tsx';
import { direEtat } from './campagnes.tsx';
import { VueFactures } from './factures-vue.tsx';

/** L'aperçu d'un mois, puis ses factures une fois émises. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  return montrer(ctx, await trouver(ctx), null);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const campagne = await trouver(ctx);
  if (texte(ctx.form, 'confirmer') !== 'oui') {
    return montrer(ctx, campagne, 'Cochez la confirmation : une facture émise ne change plus.');
  }
  const { fait, refus } = await tenter(async () =>
    emettreCampagne(ctx, campagne.id, acteurDe(ctx)),
  );
  if (refus) return montrer(ctx, campagne, refus.message);
  return redirect(
    `/agent/campagnes/${campagne.id}`,
    fait.factures === 0
      ? 'Rien de plus à émettre : toutes les factures de ce mois le sont.'
      : `${fait.factures} factures émises. Il reste à les envoyer.`,
  );
};

async function trouver(ctx: Ctx<SessionAgent>): Promise<Campagne> {
  const campagne = await chercherCampagne(ctx.db, entierDe(ctx.params.id));
  if (!campagne) throw new Introuvable();
  return campagne;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  campagne: Campagne,
  erreur: string | null,
): Promise<Reply> {
  const titre = `${ecrireMois(campagne.mois)}, ${campagne.regie}`;
  const emise = campagne.emiseLe !== null;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Accueil', href: '/agent' },
        { libelle: 'Facturation', href: '/agent/campagnes' },
        { libelle: titre },
      ],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>{titre}</h1>
      <p>{direEtat(campagne)}.</p>
      {erreur && <Message ton="erreur">{erreur}</Message>}
      {emise ? (
        <VueFactures
          campagneId={campagne.id}
          factures={await listerFacturesDeCampagne(ctx.db, campagne.id)}
        />
      ) : (
        <VueApercu campagne={campagne} apercu={await previsualiser(ctx.db, campagne)} />
      )}
    </>,
  );
}
