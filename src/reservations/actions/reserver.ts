import { createHash, randomUUID } from 'node:crypto';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ajouterJours, lundiDe } from '../../platform/jours.ts';
import type { Retenu } from '../regles/attribuer.ts';
import type { Droits } from '../regles/direct.ts';
import type { Prise } from '../regles/places.ts';
import { ordonner, type Recevable, trier, trierPourLaFamille } from '../regles/souhaits.ts';
import type { Ecart, Souhait } from '../regles/types.ts';
import {
  chercherDemandeDeLaCle,
  conclureDemande,
  insererDemande,
  insererReservations,
  type JourEcarte,
} from '../requetes/ecrire.ts';
import { type Calendrier, chercherCalendrier, type Fenetre } from '../requetes/faits.ts';
import { verrouillerPourReserver } from '../requetes/fermer.ts';
import { prendrePlaces } from './prendre-places.ts';
import { exigerUnMotif, raconterReservation } from './raconter.ts';

export interface SaisieReservation {
  acteur: Acteur & { compteId: number };
  familles: readonly number[];
  enfantId: number;
  periodeId: number;
  souhaits: readonly Souhait[];
  /** Donnée par le formulaire : la même ne réserve qu'une fois. */
  cleUnique?: string;
  /** L'acteur est un agent, qui inscrit pour la famille (Places, règle 11). */
  direct?: InscriptionDirecte;
}

export interface InscriptionDirecte {
  /** L'adulte à qui l'on écrit, et au nom de qui la demande est faite. */
  compteId: number;
  structures: readonly number[] | null;
  droits: Droits;
  /** Relever les places là où c'est complet, plutôt que mettre à la file. */
  depasser: boolean;
  motif: string;
}

export interface DemandeFaite {
  demandeId: number;
  /** Ce formulaire avait déjà été reçu : rien n'a changé. */
  dejaFaite: boolean;
}

/**
 * Enregistre une demande : chaque jour est validé, demandé, mis en liste d'attente, ou écarté avec
 * sa raison. Une transaction ; verrous : l'activité en partage,
 * l'enfant, puis les places dans l'ordre.
 * @throws Introuvable si l'enfant n'est pas de ces familles, ou la période inconnue
 * @throws Refus si aucun jour n'est recevable, si un jour n'est pas de cette période, ou si un agent
 * dépasse une limite sans dire pourquoi
 */
export async function reserver(
  services: Services,
  saisie: SaisieReservation,
): Promise<DemandeFaite> {
  const { db, clock } = services;
  const maintenant = clock.now();
  return transaction(db, async (tx) => {
    const { enfantId, familles, periodeId } = saisie;
    if (!(await verrouillerPourReserver(tx, enfantId, familles, periodeId)))
      throw new Introuvable();
    const calendrier = await chercherCalendrier(
      tx,
      { ...saisie, structures: saisie.direct?.structures },
      saisie.periodeId,
      fenetreDe(saisie.souhaits),
    );
    if (!calendrier) throw new Introuvable();
    const cleUnique = saisie.cleUnique ?? randomUUID();
    const origine = saisie.direct ? 'centre' : 'portail';
    const demandeId = await insererDemande(tx, {
      enfantId: saisie.enfantId,
      activiteId: calendrier.activite.id,
      periodeId: calendrier.periode.id,
      compteId: saisie.direct?.compteId ?? saisie.acteur.compteId,
      origine,
      saisiePar: saisie.direct ? saisie.acteur.compteId : null,
      cleUnique,
      empreinte: empreinteDe(saisie),
      recueLe: maintenant,
    });
    if (demandeId === null) return retrouver(tx, cleUnique, saisie);
    // Ce qui ne dépend pas des places s'écrit avant leur verrou : toutes les familles l'attendent.
    await services.jobs.enqueue(tx, 'accuse', { demandeId });
    const souhaits = verifierSouhaits(calendrier, saisie.souhaits);
    const { recevables, ecartes } = saisie.direct
      ? trierPourLaFamille(calendrier.faits, souhaits, maintenant, saisie.direct.droits)
      : trier(calendrier.faits, souhaits, maintenant);
    const prise = await prendre(tx, calendrier, recevables, saisie.direct ?? null);
    const { retenus } = prise;
    const tousEcartes = [...ecartes.map((e) => nommer(e, calendrier)), ...prise.complets];
    if (retenus.length === 0) throw aucunJour(tousEcartes);
    const motif = saisie.direct ? exigerUnMotif(saisie.direct.motif, prise) : null;
    const demande = { id: demandeId, enfantId: saisie.enfantId, origine, le: maintenant, motif };
    await insererReservations(
      tx,
      { origine, le: maintenant, motif, parSemaine: false },
      retenus.map((r) => ({ ...r, demandeId, enfantId })),
    );
    const enAttenteDAgent = retenus.some((r) => r.etat === 'demandee');
    if (enAttenteDAgent || tousEcartes.length > 0) {
      const traiteeLe = enAttenteDAgent ? null : maintenant;
      await conclureDemande(tx, demandeId, { ecartes: tousEcartes, traiteeLe });
    }
    await noter(
      tx,
      ...raconterReservation({ saisie, calendrier, demande, prise, ecartes: tousEcartes }),
    );
    return { demandeId, dejaFaite: false };
  });
}

/** Un double-clic rend la demande déjà faite ; la même clé pour d'autres cases n'en est pas un. */
async function retrouver(
  tx: Tx,
  cleUnique: string,
  saisie: SaisieReservation,
): Promise<DemandeFaite> {
  const compteId = saisie.direct?.compteId ?? saisie.acteur.compteId;
  const deja = await chercherDemandeDeLaCle(tx, cleUnique, compteId);
  if (deja === null) throw new Introuvable();
  if (deja.empreinte !== null && deja.empreinte !== empreinteDe(saisie)) {
    throw new Refus(
      'formulaire_deja_servi',
      'Ce formulaire a déjà servi à une autre demande. Vos cases sont gardées : validez de nouveau.',
    );
  }
  return { demandeId: deja.id, dejaFaite: true };
}

function empreinteDe({ enfantId, periodeId, souhaits }: SaisieReservation): string {
  const cases = [...new Set(souhaits.map((s) => `${s.jour}.${s.prestationId}`))].sort();
  return createHash('sha256')
    .update([enfantId, periodeId, ...cases].join(' '))
    .digest('base64');
}

/** Un jour d'ouverture, tous lisent les mêmes trente jours : inutile de lire l'année. */
function fenetreDe(souhaits: readonly Souhait[]): Fenetre | undefined {
  const [premier, ...autres] = souhaits.map((s) => s.jour);
  if (!premier) return undefined;
  const fenetre = { du: premier, au: premier };
  for (const jour of autres) {
    if (jour < fenetre.du) fenetre.du = jour;
    if (jour > fenetre.au) fenetre.au = jour;
  }
  // Un minimum de jours se compte sur la semaine entière (Places, règle 12).
  return { du: lundiDe(fenetre.du), au: ajouterJours(lundiDe(fenetre.au), 6) };
}

/** Un jour hors de la période ou une autre prestation ne viennent pas de notre formulaire : tout est refusé. */
function verifierSouhaits(calendrier: Calendrier, souhaits: readonly Souhait[]): Souhait[] {
  if (souhaits.length === 0) {
    throw new Refus('aucun_jour', 'Cochez au moins un jour, puis validez.');
  }
  const rangs = new Map(calendrier.faits.activite.prestations.map((p, rang) => [p.id, rang]));
  const { du, au } = calendrier.faits.periode;
  for (const { prestationId, jour } of souhaits) {
    if (!rangs.has(prestationId) || jour < du || jour > au) {
      throw new Refus(
        'hors_periode',
        'Un des jours cochés n’est pas de cette période. Rouvrez le calendrier, puis recommencez.',
      );
    }
  }
  return ordonner(souhaits, rangs);
}

/** Ce que la demande a pris, et les jours complets avec leurs noms. */
export interface PriseDePlaces {
  retenus: Retenu[];
  complets: JourEcarte[];
  rallonges: Prise[];
}

async function prendre(
  tx: Tx,
  calendrier: Calendrier,
  recevables: readonly Recevable[],
  direct: InscriptionDirecte | null,
): Promise<PriseDePlaces> {
  const activite = { ...calendrier.faits.activite, id: calendrier.activite.id };
  const [placee] = await prendrePlaces(tx, [{ activite, recevables }], direct);
  const { retenus = [], complets = [], rallonges = [] } = placee ?? {};
  return {
    retenus,
    rallonges,
    complets: complets.map((c) => nommer({ ...c, ...COMPLET }, calendrier)),
  };
}

export const COMPLET: Ecart = { raison: 'complet', phrase: 'complet' };

export function nommer(ecarte: Souhait & Ecart, { faits }: Calendrier): JourEcarte {
  const { jour, raison, phrase, prestationId } = ecarte;
  const prestation = faits.activite.prestations.find((p) => p.id === prestationId)?.nom ?? '';
  return { prestation, jour, raison, phrase };
}

function aucunJour(ecartes: readonly JourEcarte[]): Refus {
  const raisons = [...new Set(ecartes.map((e) => e.phrase))];
  return new Refus(
    'aucun_jour_possible',
    `Aucun des jours cochés ne peut être demandé : ${raisons.slice(0, 3).join(' ; ')}.`,
  );
}
