import { createHash, randomUUID } from 'node:crypto';
import { deplacerCompteurs } from '../../activites/actions.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { groupeDu } from '../regles/admission.ts';
import {
  jaugesAVerrouiller,
  jaugesDe,
  prestationsDesJauges,
  tientDansLeVerrou,
} from '../regles/jauges.ts';
import { additionnerPrises, attribuer, type SouhaitRecevable } from '../regles/places.ts';
import { ecartDeja, examinerJour } from '../regles/possible.ts';
import type { EtatVivant, Souhait } from '../regles/types.ts';
import {
  chercherDemandeDeLaCle,
  conclureDemande,
  insererDemande,
  insererReservations,
  type JourEcarte,
  type NouvelleReservation,
  verrouillerEnfant,
} from '../requetes/ecrire.ts';
import { type Calendrier, chercherCalendrier, type Fenetre } from '../requetes/faits.ts';
import { listerFile, listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';

export interface SaisieReservation {
  acteur: Acteur & { compteId: number };
  familles: readonly number[];
  enfantId: number;
  periodeId: number;
  souhaits: readonly Souhait[];
  /** Donnée par le formulaire : la même ne réserve qu'une fois. */
  cleUnique?: string;
}

export interface DemandeFaite {
  demandeId: number;
  /** Ce formulaire avait déjà été reçu : rien n'a changé. */
  dejaFaite: boolean;
}

interface Retenu extends NouvelleReservation, SouhaitRecevable {}

/**
 * Enregistre une demande : chaque jour est validé, demandé, mis en liste d'attente, ou écarté avec
 * sa raison. Une transaction ; verrous : l'enfant, puis les places dans l'ordre.
 * @throws Introuvable si l'enfant n'est pas de ces familles, ou la période inconnue
 * @throws Refus si aucun jour n'est recevable, ou si un jour n'est pas de cette période
 */
export async function reserver(
  services: Services,
  saisie: SaisieReservation,
): Promise<DemandeFaite> {
  const { db, clock } = services;
  const maintenant = clock.now();
  return transaction(db, async (tx) => {
    if (!(await verrouillerEnfant(tx, saisie.enfantId, saisie.familles))) throw new Introuvable();
    const calendrier = await chercherCalendrier(
      tx,
      saisie,
      saisie.periodeId,
      fenetreDe(saisie.souhaits),
    );
    if (!calendrier) throw new Introuvable();
    const cleUnique = saisie.cleUnique ?? randomUUID();
    const demandeId = await insererDemande(tx, {
      enfantId: saisie.enfantId,
      activiteId: calendrier.activite.id,
      periodeId: calendrier.periode.id,
      compteId: saisie.acteur.compteId,
      origine: 'portail',
      cleUnique,
      empreinte: empreinteDe(saisie),
      recueLe: maintenant,
    });
    if (demandeId === null) return retrouver(tx, cleUnique, saisie);
    // Ce qui ne dépend pas des places s'écrit avant leur verrou : toutes les familles l'attendent.
    await services.jobs.enqueue(tx, 'accuse', { demandeId });
    const souhaits = verifierSouhaits(calendrier, saisie.souhaits);
    const { recevables, ecartes } = trier(calendrier, souhaits, maintenant);
    const retenus = await prendrePlaces(tx, calendrier, recevables, ecartes);
    if (retenus.length === 0) throw aucunJour(ecartes);
    const demande = {
      id: demandeId,
      enfantId: saisie.enfantId,
      origine: 'portail',
      le: maintenant,
    } as const;
    await insererReservations(tx, demande, retenus);
    const enAttenteDAgent = retenus.some((r) => r.etat === 'demandee');
    if (enAttenteDAgent || ecartes.length > 0) {
      const traiteeLe = enAttenteDAgent ? null : maintenant;
      await conclureDemande(tx, demandeId, { ecartes, traiteeLe });
    }
    await noter(tx, {
      le: maintenant,
      acteur: saisie.acteur,
      verbe: 'reserver',
      phrase: phraseDuJournal(calendrier, retenus, ecartes),
      sujets: [
        `famille:${calendrier.enfant.familleId}`,
        `enfant:${saisie.enfantId}`,
        `demande:${demandeId}`,
      ],
    });
    return { demandeId, dejaFaite: false };
  });
}

/** Un double-clic rend la demande déjà faite ; la même clé pour d'autres cases n'en est pas un. */
async function retrouver(
  tx: Tx,
  cleUnique: string,
  saisie: SaisieReservation,
): Promise<DemandeFaite> {
  const deja = await chercherDemandeDeLaCle(tx, cleUnique, saisie.acteur.compteId);
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
  return fenetre;
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
  // L'ordre des cases dans le formulaire ne change rien : jour, puis prestation.
  const uniques = new Map(souhaits.map((s) => [`${s.prestationId}:${s.jour}`, s]));
  return [...uniques.values()].sort((a, b) =>
    a.jour < b.jour
      ? -1
      : a.jour > b.jour
        ? 1
        : (rangs.get(a.prestationId) ?? 0) - (rangs.get(b.prestationId) ?? 0),
  );
}

type Recevable = Souhait & { groupeId: number | null; tardif: SouhaitRecevable['tardif'] };

function trier(calendrier: Calendrier, souhaits: readonly Souhait[], maintenant: Date) {
  const { faits } = calendrier;
  const recevables: Recevable[] = [];
  const ecartes: JourEcarte[] = [];
  const parJour = Map.groupBy(souhaits, (s) => s.jour);
  const examines = [...parJour.values()].flatMap((duJour) =>
    examinerJour(duJour, faits, maintenant),
  );
  for (const { souhait, avis } of examines) {
    if (avis.avis === 'possible') {
      const groupe = groupeDu(faits.enfant, faits.activite.groupes, souhait.jour);
      recevables.push({ ...souhait, groupeId: groupe?.id ?? null, tardif: avis.tardif });
    } else {
      const ecart = avis.avis === 'deja' ? ecartDeja(avis.etat) : avis.ecart;
      ecartes.push({
        ...ecart,
        jour: souhait.jour,
        prestation: nomPrestation(calendrier, souhait.prestationId),
      });
    }
  }
  return { recevables, ecartes };
}

/** Verrouille les places concernées, sert la file en pensée, attribue, prend. Les « complet » vont aux écartés. */
async function prendrePlaces(
  tx: Tx,
  calendrier: Calendrier,
  recevables: readonly Recevable[],
  ecartes: JourEcarte[],
): Promise<Retenu[]> {
  if (recevables.length === 0) return [];
  const prestations = [...new Set(recevables.map((r) => r.prestationId))];
  const jours = [...new Set(recevables.map((r) => r.jour))];
  const liens = await listerLiensJauges(tx, prestations);
  const jauges = jaugesAVerrouiller(liens, recevables);
  const places = await verrouillerPlaces(tx, jauges, jours);
  // Un jour sans une place libre, la file n'a rien à prendre : un matin d'ouverture, elle est longue.
  const avecPlace = [...new Set(places.filter((p) => p.prises < p.places).map((p) => p.jour))];
  const file = await listerFile(tx, prestationsDesJauges(liens, jauges), avecPlace);
  const candidats = recevables.map((r) => ({ ...r, jauges: jaugesDe(liens, r) }));
  const verrouillees = new Set(jauges);
  const enFile = file
    .map((f) => ({ jour: f.jour, jauges: jaugesDe(liens, f) }))
    .filter((f) => tientDansLeVerrou(f.jauges, verrouillees));
  const attributions = attribuer(candidats, calendrier.faits.activite, places, enFile);
  const retenus: Retenu[] = [];
  candidats.forEach((candidat, i) => {
    const etat = attributions[i];
    if (etat && etat !== 'complet')
      retenus.push({ ...candidat, etat, horsDelai: candidat.tardif !== null });
    else
      ecartes.push({
        raison: 'complet',
        phrase: 'complet',
        jour: candidat.jour,
        prestation: nomPrestation(calendrier, candidat.prestationId),
      });
  });
  const limitees = new Set(places.map((p) => `${p.jaugeId}:${p.jour}`));
  const validees = retenus
    .filter((r) => r.etat === 'validee')
    .map((r) => ({ jour: r.jour, jauges: r.jauges.filter((j) => limitees.has(`${j}:${r.jour}`)) }));
  await deplacerCompteurs(tx, additionnerPrises(validees, 1));
  return retenus;
}

function nomPrestation(calendrier: Calendrier, id: number): string {
  return calendrier.faits.activite.prestations.find((p) => p.id === id)?.nom ?? '';
}

function aucunJour(ecartes: readonly JourEcarte[]): Refus {
  const raisons = [...new Set(ecartes.map((e) => e.phrase))];
  return new Refus(
    'aucun_jour_possible',
    `Aucun des jours cochés ne peut être demandé : ${raisons.slice(0, 3).join(' ; ')}.`,
  );
}

const MOTS: Record<EtatVivant, (n: number) => string> = {
  validee: (n) => `${n} jour${n > 1 ? 's' : ''} validé${n > 1 ? 's' : ''}`,
  demandee: (n) => `${n} jour${n > 1 ? 's' : ''} en attente de réponse`,
  en_liste_attente: (n) => `${n} jour${n > 1 ? 's' : ''} sur liste d’attente`,
};

function phraseDuJournal(
  calendrier: Calendrier,
  retenus: readonly Retenu[],
  ecartes: readonly JourEcarte[],
): string {
  const parts = (['validee', 'demandee', 'en_liste_attente'] as const).flatMap((etat) => {
    const n = retenus.filter((r) => r.etat === etat).length;
    return n > 0 ? [MOTS[etat](n)] : [];
  });
  if (ecartes.length > 0) parts.push(`${ecartes.length} écarté${ecartes.length > 1 ? 's' : ''}`);
  const { enfant, activite, periode } = calendrier;
  return `Pré-inscription de ${enfant.prenom} ${enfant.nom}, ${activite.nom} (${periode.nom}) : ${parts.join(', ')}.`;
}
