import { cadre } from '../../cadre.tsx';
import type { SessionFamille } from '../../comptes/session.ts';
import { Refus } from '../../platform/errors.ts';
import { tenter, texte } from '../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { ecrireInstant, jourLocal } from '../../platform/instants.ts';
import { type Jour, lePlusTot } from '../../platform/jours.ts';
import { listerOperations } from '../../reservations/actions/lire-calendriers.ts';
import { type ApercuDeSemaine, apercevoirSemaine } from '../actions/apercevoir.ts';
import { poserSemaine } from '../actions/appliquer.ts';
import {
  type Grille,
  lireGrille,
  type Quand,
  seulementDeLaGrille,
} from '../actions/lire-grille.ts';
import { proposerSemaine, type Source } from '../actions/proposer.ts';
import { changerDeCycle, copierPour, type SemaineType, verifierBornes } from '../regles/semaine.ts';
import { VueApercu } from './apercu-vue.tsx';
import { lireAnnee, lireCle, lireCopie, lireSaisie, type SaisieDeGrille } from './saisie.ts';
import { RienAPlanifier, VueSemaine } from './semaine-vue.tsx';

const RECUS_AU_PLUS = 5;

/** L'année d'un geste : la semaine de chaque enfant, ce qu'elle change, puis « Réserver ». */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { familles } = ctx.session.responsable;
  const grille = await lireGrille(ctx.db, familles, quandDe(ctx), lireAnnee(ctx.query));
  if (grille.lignes.length === 0) return vide(ctx);
  const { source, ...semaine } = await proposerSemaine(ctx.db, familles, grille);
  return montrer(
    ctx,
    grille,
    { ...semaine, cases: [...semaine.cases], annee: grille.annee },
    { source },
  );
};

export const POST: Handler<SessionFamille> = async (ctx) => {
  const { familles } = ctx.session.responsable;
  const quand = quandDe(ctx);
  const grille = await lireGrille(ctx.db, familles, quand, lireAnnee(ctx.form));
  if (grille.lignes.length === 0) return vide(ctx);
  const geste = texte(ctx.form, 'geste');
  const saisie = normaliser(grille, lireSaisie(ctx.form, grille.annee));
  const copie = lireCopie(geste);
  if (copie) return montrer(ctx, grille, copier(grille, saisie, copie), {});
  if (geste === 'cycle' || geste === 'modifier') return montrer(ctx, grille, saisie, {});
  const { fait, refus } = await tenter(async () => {
    const semaine = verifier(grille, saisie, quand.aujourdhui);
    return geste === 'reserver' ? reserver(ctx, grille, semaine) : voir(ctx, grille, semaine);
  });
  return refus ? montrer(ctx, grille, saisie, { refus }) : fait;
};

function quandDe(ctx: Ctx): Quand {
  const maintenant = ctx.clock.now();
  const { fuseau } = ctx.commune;
  return { maintenant, fuseau, aujourdhui: jourLocal(maintenant, fuseau) };
}

function normaliser(grille: Grille, saisie: SaisieDeGrille): SaisieDeGrille {
  const cases = changerDeCycle(seulementDeLaGrille(grille, saisie.cases), saisie.cycle);
  return { ...saisie, cases };
}

function copier(
  grille: Grille,
  saisie: SaisieDeGrille,
  copie: { de: number; vers: number },
): SaisieDeGrille {
  const admises = grille.lignes
    .filter((l) => l.pour.includes(copie.vers))
    .map((l) => l.prestationId);
  return { ...saisie, cases: copierPour(saisie.cases, copie, new Set(admises)) };
}

/** @throws Refus si les dates ne vont pas */
export function verifier(grille: Grille, saisie: SaisieDeGrille, aujourdhui: Jour): SemaineType {
  const annee = { du: `${grille.annee.slice(0, 4)}-09-01`, au: `${grille.annee.slice(5)}-08-31` };
  const faute = verifierBornes(saisie, annee, aujourdhui);
  if (faute) throw new Refus('bornes', faute.message, faute.champ);
  const { du, au, cycle, cases } = saisie;
  return { du, au: lePlusTot(au, annee.au), cycle, cases };
}

async function reserver(
  ctx: Ctx<SessionFamille>,
  { annee }: Grille,
  semaine: SemaineType,
): Promise<Reply> {
  const { compteId, responsable } = ctx.session;
  const { operationId, dejaFaite, bilan } = await poserSemaine(
    ctx,
    {
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      familles: responsable.familles,
      annee,
      semaine,
      cleUnique: lireCle(ctx.form),
    },
    quandDe(ctx),
  );
  return redirect(
    `/famille/operations/${operationId}`,
    dejaFaite ? 'Cette semaine était déjà réservée : rien n’a changé.' : `Enregistré : ${bilan}.`,
  );
}

async function voir(
  ctx: Ctx<SessionFamille>,
  grille: Grille,
  semaine: SemaineType,
): Promise<Reply> {
  const apercu = await apercevoirPour(ctx, grille, semaine);
  return cadre(
    ctx,
    { titre: 'Aperçu de la semaine type', filAriane: fil('Aperçu') },
    // Une page rendue, une clé : la même page validée deux fois ne fait qu'une opération.
    <VueApercu annee={grille.annee} semaine={semaine} apercu={apercu} cle={crypto.randomUUID()} />,
  );
}

export function apercevoirPour(
  ctx: Ctx<SessionFamille>,
  grille: Grille,
  semaine: SemaineType,
): Promise<ApercuDeSemaine> {
  const { id: responsableId, familles } = ctx.session.responsable;
  const { aujourdhui, maintenant } = quandDe(ctx);
  return apercevoirSemaine(
    ctx.db,
    { familles, responsableId, grille, aujourdhui, maintenant },
    semaine,
  );
}

function fil(page: string) {
  return [
    { libelle: 'Inscriptions', href: '/famille/inscriptions' },
    { libelle: 'Semaine type', href: '/famille/semaine-type' },
    { libelle: page },
  ];
}

async function montrer(
  ctx: Ctx<SessionFamille>,
  grille: Grille,
  saisie: SaisieDeGrille,
  { source, refus }: { source?: Source; refus?: Refus },
): Promise<Reply> {
  const { familles } = ctx.session.responsable;
  const recus = await listerOperations(ctx.db, familles, RECUS_AU_PLUS);
  return cadre(
    ctx,
    {
      titre: 'Semaine type',
      filAriane: fil('').slice(0, 1).concat({ libelle: 'Semaine type' }),
      scripts: ['client/semaine-type.tsx'],
      status: refus ? 422 : 200,
    },
    <VueSemaine
      grille={grille}
      saisie={saisie}
      source={source}
      refus={refus}
      aujourdhui={quandDe(ctx).aujourdhui}
      recus={recus.map((r) => ({
        id: r.id,
        mots: `${ecrireInstant(r.faiteLe, ctx.commune.fuseau, { annee: true })}${r.defaiteLe ? ' (annulé)' : ''}`,
      }))}
    />,
  );
}

function vide(ctx: Ctx<SessionFamille>): Reply {
  return cadre(
    ctx,
    { titre: 'Semaine type', filAriane: fil('').slice(0, 1).concat({ libelle: 'Semaine type' }) },
    <RienAPlanifier />,
  );
}
