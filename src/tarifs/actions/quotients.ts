import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ajouterJours, ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import { REGIMES } from '../regles/phrases.ts';
import type { Regime } from '../regles/types.ts';
import {
  clorePanierRepas,
  cloreQuotient,
  effacerQuotients,
  insererPanierRepas,
  insererQuotient,
  listerQuotientsDepuis,
  panierSeChevauche,
  type Source,
  verrouillerEnfant,
  verrouillerPayeur,
} from '../requetes/quotients.ts';

export type { Source } from '../requetes/quotients.ts';

export interface SaisieQuotient {
  payeurId: number;
  /** Quand c'est la page d'une famille : le payeur doit en être. */
  familleId?: number;
  /** En euros. */
  valeur: number;
  regime: Regime;
  source: Source;
  du: Jour;
  /** Exclu ; null : jusqu'à nouvel ordre. */
  au: Jour | null;
  acteur: Acteur;
}

/**
 * Un quotient, du jour dit : il clôt celui d'avant, remplace celui du même jour, et s'arrête où
 * commence un quotient déjà connu (Tarifs, règle 2).
 * @throws Introuvable si le payeur n'est pas de la famille ; Refus si les dates se contredisent
 */
export async function enregistrerQuotient(
  services: Pick<Services, 'db' | 'clock'>,
  saisie: SaisieQuotient,
): Promise<number> {
  const le = services.clock.now();
  exigerOrdre(saisie);
  return transaction(services.db, async (tx) => {
    const payeur = await verrouillerPayeur(tx, saisie.payeurId);
    const autreFamille = saisie.familleId !== undefined && payeur?.familleId !== saisie.familleId;
    if (!payeur || autreFamille) throw new Introuvable();
    const au = await faireLaPlace(tx, saisie);
    const { payeurId, valeur, regime, source, du, acteur } = saisie;
    const par = acteur.compteId;
    const id = await insererQuotient(tx, { payeurId, valeur, regime, source, du, au, le, par });
    await noter(tx, {
      le,
      acteur,
      verbe: 'enregistrer_quotient',
      phrase: `Quotient familial de ${payeur.nom} : ${valeur} (${REGIMES[regime]}), ${direPeriode(du, au)}.`,
      sujets: [
        `payeur:${payeurId}`,
        ...(payeur.familleId === null ? [] : [`famille:${payeur.familleId}`]),
      ],
      details: { source },
    });
    return id;
  });
}

/** Clôt ou remplace ce qui valait, et rend la fin du nouveau. */
async function faireLaPlace(tx: Tx, { payeurId, du, au }: SaisieQuotient): Promise<Jour | null> {
  const connus = await listerQuotientsDepuis(tx, payeurId, du);
  const avant = connus.find((q) => q.du < du);
  if (avant) await cloreQuotient(tx, avant.id, du);
  await effacerQuotients(
    tx,
    connus.filter((q) => q.du === du).map((q) => q.id),
  );
  const suivant = connus.find((q) => q.du > du)?.du ?? null;
  return suivant !== null && (au === null || suivant < au) ? suivant : au;
}

export interface SaisiePanierRepas {
  familleId: number;
  enfantId: number;
  du: Jour;
  /** Exclu. */
  au: Jour | null;
  acteur: Acteur;
}

/** L'enfant apporte son repas, de telle à telle date. La facturation n'en sait pas plus. */
export async function enregistrerPanierRepas(
  services: Pick<Services, 'db' | 'clock'>,
  saisie: SaisiePanierRepas,
): Promise<void> {
  const le = services.clock.now();
  const { familleId, enfantId, du, au, acteur } = saisie;
  exigerOrdre(saisie);
  await transaction(services.db, async (tx) => {
    const enfant = await verrouillerEnfant(tx, enfantId, familleId);
    if (!enfant) throw new Introuvable();
    if (await panierSeChevauche(tx, saisie)) {
      throw new Refus(
        'panier_deja_la',
        'Un panier-repas couvre déjà une partie de ces jours : finissez-le d’abord.',
        'panier_du',
      );
    }
    await insererPanierRepas(tx, { enfantId, du, au });
    await noter(tx, {
      le,
      acteur,
      verbe: 'enregistrer_panier_repas',
      phrase: `Panier-repas de ${enfant.nom}, ${direPeriode(du, au)}.`,
      sujets: [`famille:${familleId}`, `enfant:${enfantId}`],
    });
  });
}

/** @throws Introuvable s'il n'est pas de cette famille, ou s'il commence après ce jour */
export async function finirPanierRepas(
  services: Pick<Services, 'db' | 'clock'>,
  geste: { familleId: number; panierId: number; au: Jour; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const { familleId, panierId: id, au } = geste;
    const enfant = await clorePanierRepas(tx, { id, familleId, au });
    if (!enfant) throw new Introuvable();
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'finir_panier_repas',
      phrase: `Panier-repas de ${enfant.nom} : fini le ${dernierJour(au)}.`,
      sujets: [`famille:${familleId}`, `enfant:${enfant.enfantId}`],
    });
  });
}

function exigerOrdre({ du, au }: { du: Jour; au: Jour | null }): void {
  if (au === null || du < au) return;
  throw new Refus('fin_avant_debut', 'Le dernier jour vient avant le premier : corrigez-le.', 'au');
}

function direPeriode(du: Jour, au: Jour | null): string {
  const debut = ecrireJourEnChiffres(du);
  return au === null ? `à partir du ${debut}` : `du ${debut} au ${dernierJour(au)}`;
}

function dernierJour(au: Jour): string {
  return ecrireJourEnChiffres(ajouterJours(au, -1));
}
