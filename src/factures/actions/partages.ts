import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ajouterJours, ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import {
  direDates,
  direPartage,
  type Examen,
  examinerFin,
  examinerPartage,
} from '../regles/partages.ts';
import type { Intervalle, RegleDePartage } from '../regles/types.ts';
import {
  chercherPremierJourLibre,
  chercherTiers,
  finirPartageRange,
  insererPartage,
  insererTiers,
  type NouveauTiers,
  trouverPayeurAdulte,
  verrouillerEnfantDe,
} from '../requetes/partages.ts';

type Horlogerie = Pick<Services, 'db' | 'clock'>;

/** Un adulte de la famille, ou un tiers : un CCAS, un comité d'entreprise. */
export type QuiPaie =
  | { genre: 'adulte'; responsableId: number }
  | { genre: 'tiers'; payeurId: number };

export interface SaisiePartage extends Intervalle {
  familleId: number;
  enfantId: number;
  /** null : toutes les activités. */
  activiteId: number | null;
  qui: QuiPaie;
  regle: RegleDePartage;
  motif: string;
  acteur: Acteur;
}

/**
 * Qui paie quoi pour cet enfant, à partir d'un jour (Factures, règles 12 et 13).
 * @throws Introuvable si l'enfant, l'adulte ou le tiers n'en est pas ; Refus si le partage contredit un autre
 */
export async function partagerFrais(services: Horlogerie, saisie: SaisiePartage): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const enfant = await verrouillerEnfantDe(tx, saisie.familleId, saisie.enfantId);
    if (!enfant) throw new Introuvable();
    const payeurId = await trouverPayeur(tx, saisie, le);
    const tiers = saisie.qui.genre === 'tiers';
    exiger(
      examinerPartage(
        enfant.partages,
        { ...saisie, payeurId, tiers },
        await chercherPremierJourLibre(tx, saisie.activiteId),
      ),
    );
    await insererPartage(tx, { ...saisie, payeurId, le, par: saisie.acteur.compteId });
    const relu = await verrouillerEnfantDe(tx, saisie.familleId, saisie.enfantId);
    const partage = relu?.partages.find((p) => p.payeurId === payeurId && p.du === saisie.du);
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: 'partager_frais',
      phrase: `Pour ${enfant.nom}, ${partage?.activite ?? 'toutes les activités'} : ${partage?.payeur ?? ''} ${direPartage(saisie.regle)}, ${direDates(saisie)}${saisie.motif ? ` (${saisie.motif})` : ''}.`,
      sujets: [`famille:${saisie.familleId}`, `enfant:${saisie.enfantId}`, `payeur:${payeurId}`],
    });
  });
}

async function trouverPayeur(tx: Tx, { familleId, qui }: SaisiePartage, le: Date): Promise<number> {
  if (qui.genre === 'tiers') {
    if ((await chercherTiers(tx, qui.payeurId)) === null) throw new Introuvable();
    return qui.payeurId;
  }
  const payeurId = await trouverPayeurAdulte(tx, familleId, qui.responsableId, le);
  if (payeurId === null) throw new Introuvable();
  return payeurId;
}

/**
 * Arrête un partage après ce jour, compris ; celui qui n'a pas commencé disparaît.
 * @throws Introuvable s'il n'est pas de cet enfant ; Refus si ces jours sont facturés
 */
export async function finirPartage(
  services: Horlogerie,
  saisie: {
    familleId: number;
    enfantId: number;
    partageId: number;
    dernierJour: Jour;
    acteur: Acteur;
  },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const enfant = await verrouillerEnfantDe(tx, saisie.familleId, saisie.enfantId);
    const partage = enfant?.partages.find((p) => p.id === saisie.partageId);
    if (!enfant || !partage) throw new Introuvable();
    const au = ajouterJours(saisie.dernierJour, 1);
    exiger(examinerFin(au, await chercherPremierJourLibre(tx, partage.activiteId)));
    await finirPartageRange(tx, partage.id, au);
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: 'finir_partage',
      phrase: `Pour ${enfant.nom}, ${partage.payeur} ne paie plus sa part après le ${ecrireJourEnChiffres(saisie.dernierJour)}.`,
      sujets: [
        `famille:${saisie.familleId}`,
        `enfant:${saisie.enfantId}`,
        `payeur:${partage.payeurId}`,
      ],
    });
  });
}

function exiger(examen: Examen): void {
  if (!examen.permis) throw new Refus('partage', examen.raison, examen.champ);
}

/** Un tiers qui paiera pour des familles ; son adresse sert à lui écrire. */
export function ajouterTiers(
  services: Horlogerie,
  tiers: NouveauTiers,
  acteur: Acteur,
): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const id = await insererTiers(tx, tiers, le);
    await noter(tx, {
      le,
      acteur,
      verbe: 'ajouter_tiers',
      phrase: `Nouveau tiers payeur : ${tiers.nom}.`,
      sujets: [`payeur:${id}`],
    });
    return id;
  });
}
