import { deplacerCompteurs } from '../../activites/actions/places.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { annoncerDecisionDuCentre, annoncerDemandeTraitee } from '../courriels/annoncer.tsx';
import { type Decision, deciderSorts, exigeUnMotif, type Sort } from '../regles/decider-agent.ts';
import { jaugesAVerrouiller, jaugesDe } from '../regles/jauges.ts';
import { additionnerPrises, type Candidat } from '../regles/places.ts';
import {
  cloreDemandesTraitees,
  type Decidable,
  listerDecidables,
  listerReservationsDemandees,
  type Structures,
  verrouillerEnfants,
} from '../requetes/agent.ts';
import { changerEtat } from '../requetes/ecrire.ts';
import { chercherDemande } from '../requetes/lire.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { promouvoir } from './promouvoir.ts';

export interface SaisieDecision {
  acteur: Acteur & { compteId: number };
  structures: Structures;
  reservationIds: readonly number[];
  decision: Decision;
  motif: string;
}

export interface Bilan {
  changees: number;
  inchangees: number;
  completes: number;
  dejaDecidees: number;
}

/**
 * Un agent décide des réservations : une transaction ; verrous : les enfants, puis les places, dans
 * l'ordre. Rejouée, elle ne change rien et n'écrit à personne.
 * @throws Introuvable si l'une n'est pas d'une de ses structures
 * @throws Refus si la décision exige un motif
 */
export async function deciderReservations(
  services: Services,
  saisie: SaisieDecision,
): Promise<Bilan> {
  const motif = saisie.motif.trim();
  if (exigeUnMotif(saisie.decision) && motif === '') {
    throw new Refus('motif', 'Écrivez le motif : il est envoyé à la famille.', 'motif');
  }
  if (motif.length > 500)
    throw new Refus('motif', 'Le motif tient en 500 caractères : raccourcissez-le.', 'motif');
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx) => {
    const vues = await listerDecidables(tx, saisie.reservationIds, saisie.structures);
    if (vues.length !== new Set(saisie.reservationIds).size) throw new Introuvable();
    await verrouillerEnfants(tx, [...new Set(vues.map((v) => v.enfantId))]);
    const verrou = await verrouiller(tx, vues);
    // L'état se relit sous les verrous : une famille a pu annuler, un collègue décider.
    const reservations = (await listerDecidables(tx, saisie.reservationIds, saisie.structures)).map(
      (r) => ({
        ...r,
        jauges: jaugesDe(verrou.liens, r).filter((j) => verrou.limitees.has(`${j}:${r.jour}`)),
      }),
    );
    const sorts = deciderSorts(reservations, saisie.decision, verrou.places);
    const changees = reservations.filter((_, i) => sorts[i]?.sort === 'change');
    await appliquer(tx, services, { ...saisie, motif }, { verrou, changees }, maintenant);
    return dresserBilan(sorts);
  });
}

/** La même décision pour toutes les réservations en attente de ces demandes. */
export async function deciderDemandes(
  services: Services,
  saisie: Omit<SaisieDecision, 'reservationIds'> & { demandes: readonly number[] },
): Promise<Bilan> {
  const reservationIds = await listerReservationsDemandees(
    services.db,
    saisie.demandes,
    saisie.structures,
  );
  if (reservationIds.length === 0)
    return { changees: 0, inchangees: 0, completes: 0, dejaDecidees: 0 };
  return deciderReservations(services, { ...saisie, reservationIds });
}

async function verrouiller(tx: Tx, vues: readonly Decidable[]) {
  const liens = await listerLiensJauges(tx, [...new Set(vues.map((v) => v.prestationId))]);
  const jauges = jaugesAVerrouiller(liens, vues);
  const jours = [...new Set(vues.map((v) => v.jour))];
  const places = await verrouillerPlaces(tx, jauges, jours);
  return {
    liens,
    jauges,
    jours,
    places,
    limitees: new Set(places.map((p) => `${p.jaugeId}:${p.jour}`)),
  };
}

interface Changement {
  verrou: Awaited<ReturnType<typeof verrouiller>>;
  changees: readonly (Decidable & Candidat)[];
}

async function appliquer(
  tx: Tx,
  services: Services,
  saisie: SaisieDecision,
  { verrou, changees }: Changement,
  le: Date,
): Promise<void> {
  if (changees.length === 0) return;
  const { decision, acteur } = saisie;
  const etat = (
    {
      valider: 'validee',
      refuser: 'refusee',
      liste_attente: 'en_liste_attente',
      annuler: 'annulee_par_centre',
    } as const
  )[decision];
  await changerEtat(
    tx,
    changees.map((c) => c.id),
    { etat, le, par: acteur.compteId, motif: saisie.motif || null },
  );
  if (decision === 'valider') {
    const sansPlace = changees.filter((c) => !c.placeOfferte);
    await deplacerCompteurs(tx, additionnerPrises(sansPlace, 1));
  }
  if (decision === 'annuler' || decision === 'refuser')
    await servirApresDepart(tx, services, verrou, changees, le);
  const demandes = [...new Set(changees.map((c) => c.demandeId))];
  await raconter(tx, saisie, changees, demandes, le);
  const closes = new Set(await cloreDemandesTraitees(tx, demandes, le));
  for (const demandeId of demandes) {
    if (closes.has(demandeId)) await annoncerDemandeTraitee(tx, services, demandeId, le);
    else if (changees.some((c) => c.demandeId === demandeId && c.etat !== 'demandee')) {
      // La demande était déjà traitée : le centre revient sur des jours, la famille doit le savoir.
      await annoncerDecisionDuCentre(
        tx,
        services,
        demandeId,
        changees.filter((c) => c.demandeId === demandeId).map((c) => c.id),
        le,
      );
    }
  }
}

/**
 * Rend les places de ceux qui partent, et sert la file. Même sans place rendue, un départ peut la
 * débloquer : un frère qui attendait l'autre n'attend plus que lui.
 */
async function servirApresDepart(
  tx: Tx,
  services: Services,
  verrou: Changement['verrou'],
  partis: readonly (Decidable & Candidat)[],
  le: Date,
): Promise<void> {
  if (partis.every((p) => p.etat === 'demandee')) return;
  const validees = partis.filter((p) => p.etat === 'validee');
  const rendues = additionnerPrises(
    partis.filter((p) => p.etat === 'validee' || p.placeOfferte),
    -1,
  );
  // Une place offerte se rend d'elle-même quand la réservation quitte la file.
  await deplacerCompteurs(tx, additionnerPrises(validees, -1));
  const places = verrou.places.map((p) => ({
    ...p,
    prises:
      p.prises + (rendues.find((x) => x.jaugeId === p.jaugeId && x.jour === p.jour)?.ecart ?? 0),
  }));
  await promouvoir(tx, services, { ...verrou, places }, le);
}

const VERBES: Record<Decision, string> = {
  valider: 'validé',
  refuser: 'refusé',
  liste_attente: 'mis en liste d’attente',
  annuler: 'annulé',
};

async function raconter(
  tx: Tx,
  saisie: SaisieDecision,
  changees: readonly Decidable[],
  demandes: readonly number[],
  le: Date,
): Promise<void> {
  for (const demandeId of demandes) {
    const demande = await chercherDemande(tx, demandeId, null);
    if (!demande) continue;
    const n = changees.filter((c) => c.demandeId === demandeId).length;
    const s = n > 1 ? 's' : '';
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: saisie.decision,
      phrase: `${demande.enfant}, ${demande.activite} : ${n} jour${s} ${VERBES[saisie.decision].replace(/^(\S+)/, `$1${s}`)}${saisie.motif ? `, motif : ${saisie.motif}` : ''}.`,
      sujets: [
        `famille:${demande.familleId}`,
        `enfant:${demande.enfantId}`,
        `demande:${demandeId}`,
      ],
    });
  }
}

function dresserBilan(sorts: readonly Sort[]): Bilan {
  const compter = (choix: (s: Sort) => boolean) => sorts.filter(choix).length;
  return {
    changees: compter((s) => s.sort === 'change'),
    inchangees: compter((s) => s.sort === 'inchange'),
    completes: compter((s) => s.sort === 'impossible' && s.raison === 'complet'),
    dejaDecidees: compter((s) => s.sort === 'impossible' && s.raison === 'deja_decide'),
  };
}
