import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireEuros } from '../../../platform/argent.ts';
import { Introuvable, Refus } from '../../../platform/errors.ts';
import { choix, entierDe, intervalleDe, jourDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { peutLireLesPayeurs, peutModifierLesPayeurs } from '../../../tarifs/regles/acces.ts';
import { ResumeErreurs } from '../../../ui/formulaire.tsx';
import { ajouterTiers, finirPartage, partagerFrais, type QuiPaie } from '../../actions/partages.ts';
import { acteurDe } from '../../documents/acces.ts';
import type { RegleDePartage } from '../../regles/types.ts';
import { chercherDossierPayeurs, type DossierPayeurs } from '../../requetes/partages.ts';
import { EnfantEtPayeurs, NouveauPartage, NouveauTiers } from './payeurs-vue.tsx';

type CtxAgent = Ctx<SessionAgent>;

/** Qui paie pour chaque enfant d'une famille, et depuis quand (Factures, règles 5 à 8, 12 et 13). */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouver(ctx));

export const POST: Handler<SessionAgent> = async (ctx) => {
  if (!peutModifierLesPayeurs(ctx.session.agent)) throw new Introuvable();
  const dossier = await trouver(ctx);
  const geste = GESTES[texte(ctx.form, 'geste')];
  if (!geste) throw new Introuvable();
  const enfantId = choix(ctx.form, 'enfant');
  // L'enfant d'une autre structure n'est pas dans ce dossier : on ne change pas qui paie pour lui.
  if (enfantId !== null && !dossier.enfants.some((e) => e.id === enfantId)) throw new Introuvable();
  const { fait, refus } = await tenter(() => geste(ctx, dossier));
  if (refus) {
    const champ = refus.champ ?? 'enfant';
    return montrer(ctx, dossier, ctx.form, [{ champ, message: refus.message }]);
  }
  return redirect(`/agent/familles/${dossier.familleId}/payeurs`, fait);
};

/** Chaque geste rend la phrase de ce qu'il a fait. */
const GESTES: Record<string, (ctx: CtxAgent, dossier: DossierPayeurs) => Promise<string>> = {
  async partager(ctx, { familleId }) {
    const f = ctx.form;
    await partagerFrais(ctx, {
      familleId,
      enfantId: choisir(f, 'enfant', 'Choisissez un enfant.'),
      activiteId: choix(f, 'activite'),
      qui: lireQui(f),
      regle: lireRegle(f),
      ...intervalleDe(f, 'du', 'au'),
      motif: texte(f, 'motif').slice(0, 200),
      acteur: acteurDe(ctx),
    });
    return 'Le partage est enregistré.';
  },
  async finir(ctx, { familleId }) {
    await finirPartage(ctx, {
      familleId,
      enfantId: entierDe(ctx.form.get('enfant')),
      partageId: entierDe(ctx.form.get('partage')),
      dernierJour: jourDe(ctx.form, 'fini_le'),
      acteur: acteurDe(ctx),
    });
    return 'Le partage est arrêté.';
  },
  async tiers(ctx) {
    const f = ctx.form;
    const nom = texte(f, 'nom');
    if (nom === '')
      throw new Refus('nom', 'Écrivez le nom du tiers, comme « CCAS de Vierzon ».', 'nom');
    const siret = texte(f, 'siret').replaceAll(/\s/g, '');
    if (siret !== '' && !/^\d{14}$/.test(siret)) {
      throw new Refus('siret', 'Un SIRET compte quatorze chiffres.', 'siret');
    }
    const tiers = {
      nom,
      adresse: texte(f, 'adresse'),
      codePostal: texte(f, 'code_postal'),
      commune: texte(f, 'commune'),
      courriel: texte(f, 'courriel') || null,
      siret: siret || null,
    };
    await ajouterTiers(ctx, tiers, acteurDe(ctx));
    return `${nom} peut maintenant payer pour un enfant.`;
  },
};

function choisir(f: URLSearchParams, champ: string, phrase: string): number {
  const id = choix(f, champ);
  if (id === null) throw new Refus(champ, phrase, champ);
  return id;
}

function lireQui(f: URLSearchParams): QuiPaie {
  const [, genre, id] = /^(adulte|tiers)-([1-9]\d{0,8})$/.exec(texte(f, 'payeur')) ?? [];
  if (!id) throw new Refus('payeur', 'Choisissez qui paie.', 'payeur');
  return genre === 'tiers'
    ? { genre: 'tiers', payeurId: Number(id) }
    : { genre: 'adulte', responsableId: Number(id) };
}

function lireRegle(f: URLSearchParams): RegleDePartage {
  const mode = texte(f, 'mode');
  if (mode === 'paires' || mode === 'impaires' || mode === 'toutes') return lireGarde(f, mode);
  const pourcent = Number(texte(f, 'pourcent').replace(/\s*%$/, ''));
  if (!Number.isInteger(pourcent) || pourcent < 1 || pourcent > 100) {
    throw new Refus('pourcent', 'Écrivez une part entre 1 et 100, sans virgule.', 'pourcent');
  }
  if (mode !== 'prise_en_charge') return { mode: 'pourcentage', pourcent };
  const plafond = texte(f, 'plafond');
  if (plafond === '') return { mode, pourcent };
  const plafondCentimes = lireEuros(plafond);
  if (plafondCentimes === null || plafondCentimes < 1) {
    throw new Refus('plafond', 'Écrivez le plafond en euros, comme 2,50.', 'plafond');
  }
  return { mode, pourcent, plafondCentimes };
}

/** Aucun jour coché : tous. Chaque semaine sans jour coché serait tout payer : une part de 100 %. */
function lireGarde(f: URLSearchParams, semaines: 'paires' | 'impaires' | 'toutes'): RegleDePartage {
  const coches = f.getAll('jour');
  const jours = ([1, 2, 3, 4, 5, 6, 7] as const).filter((j) => coches.includes(String(j)));
  if (jours.length > 0) return { mode: 'semaines', semaines, jours };
  if (semaines === 'toutes') throw new Refus('jour', 'Cochez au moins un jour de garde.', 'mode');
  return { mode: 'semaines', semaines };
}

async function trouver(ctx: CtxAgent): Promise<DossierPayeurs> {
  const { agent } = ctx.session;
  if (!peutLireLesPayeurs(agent)) throw new Introuvable();
  const dossier = await chercherDossierPayeurs(ctx.db, agent.structures, entierDe(ctx.params.id));
  if (!dossier) throw new Introuvable();
  return dossier;
}

function montrer(
  ctx: CtxAgent,
  dossier: DossierPayeurs,
  saisie = new URLSearchParams(),
  erreurs: readonly { champ: string; message: string }[] = [],
): Reply {
  const { familleId, nom } = dossier;
  const modifiable = peutModifierLesPayeurs(ctx.session.agent);
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const formulaire = { adresse: `/agent/familles/${familleId}/payeurs`, saisie, erreurs, jour };
  return cadre(
    ctx,
    {
      titre: `Payeurs, famille ${nom}`,
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: nom, href: `/agent/familles/${familleId}` },
        { libelle: 'Payeurs' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Qui paie pour la famille {nom}</h1>
      <p>Sans partage, la famille paie tout. Ce que personne d’autre ne paie lui revient.</p>
      <ResumeErreurs erreurs={erreurs} />
      {dossier.enfants.map((enfant) => (
        <EnfantEtPayeurs key={enfant.id} {...{ dossier, enfant, modifiable }} {...formulaire} />
      ))}
      {modifiable && <NouveauPartage dossier={dossier} {...formulaire} />}
      {modifiable && <NouveauTiers {...formulaire} />}
    </>,
  );
}
