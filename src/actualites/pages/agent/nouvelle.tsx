import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterJours } from '../../../platform/jours.ts';
import { creerActualite } from '../../actions/ecrire.ts';
import { type ErreurDActualite, examiner, type Saisie } from '../../regles/actualite.ts';
import { FormulaireDActualite, lireCle, lireSaisie, quiEcrit } from './saisie.tsx';

/** Le temps qu'une nouvelle ordinaire intéresse. */
const JOURS_PROPOSES = 14;

/** Écrire une actualité : un brouillon, que l'on relit avant de publier. */
export const GET: Handler<SessionAgent> = (ctx) => {
  const du = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const saisie = { titre: '', texte: '', du, au: ajouterJours(du, JOURS_PROPOSES) };
  return habiller(ctx, { ...saisie, importante: false }, randomUUID(), []);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const saisie = lireSaisie(ctx.form);
  const cleUnique = lireCle(ctx.form);
  const { actualite, erreurs } = examiner(saisie);
  if (erreurs.length > 0) return habiller(ctx, saisie, cleUnique, erreurs);
  const id = await creerActualite(ctx, { acteur: quiEcrit(ctx), actualite, cleUnique });
  return redirect(`/agent/actualites/${id}`, 'Le brouillon est gardé : relisez-le, puis publiez.');
};

function habiller(
  ctx: Ctx<SessionAgent>,
  saisie: Saisie,
  cle: string,
  erreurs: readonly ErreurDActualite[],
): Reply {
  return cadre(
    ctx,
    {
      titre: 'Écrire une actualité',
      largeur: 'normale',
      filAriane: [
        { libelle: 'Actualités', href: '/agent/actualites' },
        { libelle: 'Nouvelle actualité' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Écrire une actualité</h1>
      <FormulaireDActualite
        action="/agent/actualites/nouvelle"
        caches={{ cle_unique: cle }}
        saisie={saisie}
        erreurs={erreurs}
        bouton="Garder et relire"
      />
    </>,
  );
}
