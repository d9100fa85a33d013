import { deplacerCompteurs } from '../../activites/actions/places.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ordonnerLaFile } from '../regles/file.ts';
import { jaugesDe, prestationsDesJauges, tientDansLeVerrou } from '../regles/jauges.ts';
import { peutDefaire } from '../regles/operation.ts';
import { additionnerPrises, Compteur, type PlacesDuJour, servirLaFile } from '../regles/places.ts';
import { ETATS_VIVANTS, type EtatVivant } from '../regles/types.ts';
import { cloreDemandesTraitees } from '../requetes/agent.ts';
import { changerEtat } from '../requetes/ecrire.ts';
import { remettreEnEtat, verrouillerPourOperer } from '../requetes/fermer.ts';
import {
  chercherDelaisDe,
  decrireReservations,
  type ReservationDecrite,
} from '../requetes/lire.ts';
import {
  chercherOperation,
  listerEnfantsDeLOperation,
  listerPosees,
  listerRetirees,
  noterDefaite,
  rendreALaMain,
} from '../requetes/operations.ts';
import { listerFile } from '../requetes/places.ts';
import { promouvoir } from './promouvoir.ts';
import {
  dansLeurVerrou,
  libererLesPlaces,
  tenirLesPlaces,
  type VerrouDePlaces,
} from './tenir-les-places.ts';

export interface BilanDefaire {
  retires: number;
  remis: number;
  /** Parmi les remis : leur place a été prise entre-temps, ils attendent. */
  enAttente: number;
  /** Leur place a été prise, et l'activité ne tient pas de liste. */
  perdus: number;
  dejaDefaite: boolean;
}

/**
 * « Annuler l'opération » (Semaine type, règle 9) : ce qu'elle a posé se retire, quel que soit le délai ;
 * ce qu'elle a retiré revient, si sa place est encore libre. Deux fois égale une.
 * @throws Introuvable si l'opération ne touche aucune de ces familles
 * @throws Refus si les dix minutes sont passées
 */
export async function defaire(
  services: Services,
  saisie: {
    acteur: Acteur & { compteId: number };
    familles: readonly number[];
    operationId: number;
  },
): Promise<BilanDefaire> {
  const le = services.clock.now();
  const { acteur, familles, operationId } = saisie;
  return transaction(services.db, async (tx) => {
    const operation = await chercherOperation(tx, operationId, familles);
    if (!operation) throw new Introuvable();
    const enfants = await listerEnfantsDeLOperation(tx, operationId);
    const tenus = await verrouillerPourOperer(tx, enfants, operation.familles, []);
    if (tenus.length !== enfants.length) throw new Introuvable();
    const relue = await chercherOperation(tx, operationId, familles);
    if (relue?.defaiteLe)
      return { retires: 0, remis: 0, enAttente: 0, perdus: 0, dejaDefaite: true };
    const decision = peutDefaire(operation, le);
    if (!decision.possible) throw new Refus('trop_tard', decision.phrase);
    await noterDefaite(tx, operationId, { le, par: acteur.compteId });
    await rendreALaMain(tx, operationId);
    const bilan = await retablir(tx, services, operationId, { le, par: acteur.compteId });
    await noter(tx, {
      le,
      acteur,
      verbe: 'defaire_operation',
      phrase: `Opération annulée : ${direBilanDefaire(bilan)}.`,
      sujets: [
        `operation:${operationId}`,
        ...operation.familles.map((id) => `famille:${id}`),
        ...enfants.map((id) => `enfant:${id}`),
      ],
    });
    await services.jobs.enqueue(tx, 'accuse', { operationId, defaite: true });
    return { ...bilan, dejaDefaite: false };
  });
}

type Bilan = Omit<BilanDefaire, 'dejaDefaite'>;

async function retablir(
  tx: Tx,
  services: Services,
  operationId: number,
  { le, par }: { le: Date; par: number },
): Promise<Bilan> {
  const retraits = await listerRetirees(tx, operationId);
  const posees = await decrireReservations(tx, await listerPosees(tx, operationId));
  const retirees = await decrireReservations(
    tx,
    retraits.map((r) => r.id),
  );
  const verrou = await tenirLesPlaces(tx, [...posees, ...retirees]);
  const avant = new Map(retraits.map((r) => [r.id, r.etatAvant]));
  // Relues sous le verrou : la file a pu valider l'une d'elles entre-temps.
  const relues = (
    await decrireReservations(
      tx,
      posees.map((p) => p.id),
    )
  ).filter((r) => ETATS_VIVANTS.some((etat) => etat === r.etat));
  await changerEtat(
    tx,
    relues.map((r) => r.id),
    { etat: 'annulee_par_famille', le, par, motif: null },
  );
  await cloreDemandesTraitees(tx, [...new Set(relues.map((r) => r.demandeId))], le);
  const places = await libererLesPlaces(tx, verrou, relues);
  const remises = await remettre(tx, { ...verrou, places }, retirees, avant);
  const prises = additionnerPrises(
    dansLeurVerrou(
      verrou,
      remises.filter((r) => r.etat === 'validee'),
    ),
    1,
  );
  await deplacerCompteurs(tx, prises);
  await avancerLaFile(tx, services, { ...verrou, places: ajouter(places, prises) }, relues, le);
  return {
    retires: relues.length,
    remis: remises.length,
    enAttente: remises.filter(
      (r) => r.etat === 'en_liste_attente' && avant.get(r.id) !== 'en_liste_attente',
    ).length,
    perdus: retirees.length - remises.length,
  };
}

/** Remet chaque jour retiré dans son état d'avant ; sans place, sur la liste d'attente s'il y en a une. */
async function remettre(
  tx: Tx,
  verrou: VerrouDePlaces,
  retirees: readonly ReservationDecrite[],
  avant: ReadonlyMap<number, EtatVivant>,
): Promise<(ReservationDecrite & { etat: EtatVivant })[]> {
  const delais = await chercherDelaisDe(
    tx,
    retirees.map((r) => r.id),
  );
  const jours = [...new Set(retirees.map((r) => r.jour))];
  const prestations = prestationsDesJauges(verrou.liens, verrou.jauges);
  const verrouillees = new Set(verrou.jauges);
  const file = ordonnerLaFile(await listerFile(tx, prestations, jours))
    .map((f) => ({ ...f, jauges: jaugesDe(verrou.liens, f) }))
    .filter((f) => tientDansLeVerrou(f.jauges, verrouillees));
  const compteur = new Compteur(verrou.places);
  servirLaFile(compteur, file);
  const remises = retirees.flatMap((r) => {
    const etat = avant.get(r.id) ?? 'validee';
    const [candidat] = dansLeurVerrou(verrou, [r]);
    if (etat !== 'validee' || (candidat && compteur.prendre(candidat))) return [{ ...r, etat }];
    const liste = delais.get(r.id)?.listeAttente;
    return liste && liste !== 'aucune' ? [{ ...r, etat: 'en_liste_attente' as const }] : [];
  });
  await remettreEnEtat(tx, remises);
  return remises;
}

function ajouter(
  places: readonly PlacesDuJour[],
  prises: readonly { jaugeId: number; jour: string; ecart: number }[],
): PlacesDuJour[] {
  const ecarts = new Map(prises.map((p) => [`${p.jaugeId}:${p.jour}`, p.ecart]));
  return places.map((p) => ({
    ...p,
    prises: p.prises + (ecarts.get(`${p.jaugeId}:${p.jour}`) ?? 0),
  }));
}

async function avancerLaFile(
  tx: Tx,
  services: Services,
  verrou: VerrouDePlaces,
  rendues: readonly ReservationDecrite[],
  le: Date,
): Promise<void> {
  const jours = [...new Set(rendues.map((r) => r.jour))];
  await promouvoir(tx, services, { ...verrou, jours }, le);
}

/** « 36 jours retirés, 4 remis, dont 1 sur liste d'attente » */
export function direBilanDefaire({ retires, remis, enAttente, perdus }: Bilan): string {
  const parts: string[] = [];
  if (retires > 0)
    parts.push(`${retires} jour${retires > 1 ? 's' : ''} retiré${retires > 1 ? 's' : ''}`);
  if (remis > 0) {
    const dont = enAttente > 0 ? `, dont ${enAttente} sur liste d’attente` : '';
    parts.push(`${remis} jour${remis > 1 ? 's' : ''} remis${dont}`);
  }
  if (perdus > 0)
    parts.push(`${perdus} perdu${perdus > 1 ? 's' : ''} : une autre famille a pris la place`);
  return parts.join(', ') || 'rien à changer';
}
