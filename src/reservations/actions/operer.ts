import { randomUUID } from 'node:crypto';
import { type Acteur, type Note, noter } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { deciderAnnulation } from '../regles/annuler.ts';
import type { Retenu } from '../regles/attribuer.ts';
import {
  type ContenuDOperation,
  direBilan,
  type JourDOperation,
  rangerLesJours,
} from '../regles/operation.ts';
import { ordonner, type Tri, trier } from '../regles/souhaits.ts';
import type { Souhait } from '../regles/types.ts';
import { cloreDemandesTraitees } from '../requetes/agent.ts';
import { changerEtat, insererReservations, type JourEcarte } from '../requetes/ecrire.ts';
import type { Calendrier } from '../requetes/faits.ts';
import { verrouillerPourOperer } from '../requetes/fermer.ts';
import {
  chercherDelaisDe,
  decrireReservations,
  type ReservationDecrite,
} from '../requetes/lire.ts';
import {
  chercherOperationDeLaCle,
  insererDemandes,
  insererOperation,
  noterRetraits,
  reprendreEnSemaine,
} from '../requetes/operations.ts';
import { signer } from '../signature.ts';
import { prendrePlaces } from './prendre-places.ts';
import { COMPLET, nommer } from './reserver.ts';
import { rendreLesPlaces, tenirLesPlaces } from './tenir-les-places.ts';

export interface Verrou {
  enfants: readonly number[];
  familles: readonly number[];
  activites: readonly number[];
}

/**
 * Le début de toute opération : les activités en partage, puis les enfants par numéro. Ce qu'on lit
 * ensuite de leurs réservations ne change plus jusqu'à la fin.
 * @throws Introuvable si un enfant n'est pas de ces familles
 */
export async function tenirPourOperer(tx: Tx, verrou: Verrou): Promise<void> {
  const { enfants, familles, activites } = verrou;
  const tenus = await verrouillerPourOperer(tx, enfants, familles, activites);
  if (tenus.length !== new Set(enfants).size) throw new Introuvable();
}

/**
 * L'opération déjà faite par ce formulaire, s'il revient ; null : il n'a pas servi. À appeler sous le
 * verrou des enfants.
 * @throws Refus si la même clé a servi à autre chose
 */
export async function retrouverOperation(
  tx: Tx,
  { cleUnique, compteId, empreinte }: { cleUnique: string; compteId: number; empreinte: string },
): Promise<number | null> {
  const deja = await chercherOperationDeLaCle(tx, cleUnique, compteId);
  if (!deja) return null;
  if (deja.empreinte === empreinte) return deja.id;
  throw new Refus(
    'formulaire_deja_servi',
    'Ce formulaire a déjà servi à une autre opération. Vos choix sont gardés : validez de nouveau.',
  );
}

export interface Operation {
  acteur: Acteur & { compteId: number };
  cleUnique: string;
  empreinte: string;
  /** Ce qu'on demande, un enfant et une période à la fois ; lu sous `tenirPourOperer`. */
  demandes: readonly { calendrier: Calendrier; souhaits: readonly Souhait[] }[];
  /** Les réservations vivantes de ces enfants à retirer, si leur délai le permet encore. */
  retraits: readonly number[];
  /** Les réservations faites à la main que la semaine type veut aussi, et reprend. */
  reprises: readonly number[];
}

/**
 * Retire, réserve, écrit le reçu signé, note, enfile les lettres : tout ou rien. Les enfants sont tenus
 * par l'appelant ; les places se verrouillent ici, toutes d'un coup et dans l'ordre. Rend son numéro
 * et son bilan.
 * @throws Refus si rien ne change
 */
export async function operer(
  tx: Tx,
  services: Services,
  o: Operation,
): Promise<{ operationId: number; bilan: string }> {
  const le = services.clock.now();
  const aRetirer = await decrireReservations(tx, o.retraits);
  const triees = o.demandes.map(({ calendrier, souhaits }) => ({
    calendrier,
    ...trier(calendrier.faits, ordonnerPour(calendrier, souhaits), le),
  }));
  const verrou = await tenirLesPlaces(tx, [...aRetirer, ...triees.flatMap((t) => t.recevables)]);
  const retirees = await retirer(tx, o, le);
  await rendreLesPlaces(tx, services, verrou, retirees);
  const placees = await prendrePlaces(
    tx,
    triees.map(({ calendrier, recevables }) => ({
      activite: { ...calendrier.faits.activite, id: calendrier.activite.id },
      recevables,
    })),
    null,
  );
  const parties = triees.map((triee, i): PartieFaite => {
    const { retenus = [], complets = [] } = placees[i] ?? {};
    return { ...triee, retenus, ecartes: [...triee.ecartes, ...complets.map(completer)] };
  });
  if (retirees.length === 0 && parties.every((p) => p.retenus.length === 0)) throw rienAFaire();
  const contenu = composerContenu(o.acteur.nom, le, retirees, parties);
  const texte = JSON.stringify(contenu);
  const familles = [
    ...new Set([
      ...retirees.map((r) => r.familleId),
      ...parties.map((p) => p.calendrier.enfant.familleId),
    ]),
  ];
  const operationId = await insererOperation(tx, {
    compteId: o.acteur.compteId,
    familles,
    cleUnique: o.cleUnique,
    empreinte: o.empreinte,
    faiteLe: le,
    contenu: texte,
    signature: signer(services.config.secret, texte),
    reprises: o.reprises,
  });
  await noterRetraits(tx, operationId, retirees);
  const demandes = await ecrireDemandes(tx, o, { operationId, le }, parties);
  await reprendreEnSemaine(tx, o.reprises);
  await noter(tx, ...raconter(o.acteur, le, { operationId, contenu, retirees, parties, demandes }));
  await services.jobs.enqueue(tx, 'accuse', { operationId });
  return { operationId, bilan: direBilan(contenu.lignes) };
}

type PartieFaite = Tri & { calendrier: Calendrier; retenus: readonly Retenu[] };

function ordonnerPour({ faits }: Calendrier, souhaits: readonly Souhait[]): Souhait[] {
  return ordonner(souhaits, new Map(faits.activite.prestations.map((p, rang) => [p.id, rang])));
}

const completer = (souhait: Souhait) => ({ ...souhait, ...COMPLET });

function rienAFaire(): Refus {
  return new Refus(
    'rien_a_faire',
    'Rien ne changerait : ce que vous demandez est déjà réservé, ou ne peut plus l’être. Regardez l’aperçu, puis modifiez la semaine.',
  );
}

/** Retire ce que son délai permet encore, sous les verrous ; rend ce qui l'a été, dans son état d'avant. */
async function retirer(tx: Tx, o: Operation, le: Date): Promise<ReservationDecrite[]> {
  if (o.retraits.length === 0) return [];
  const relues = await decrireReservations(tx, o.retraits);
  const delais = await chercherDelaisDe(tx, o.retraits);
  const retirees = relues.filter((r) => {
    const d = delais.get(r.id);
    return d && deciderAnnulation(r, d.delais, d.faits, le).issue === 'possible';
  });
  await changerEtat(
    tx,
    retirees.map((r) => r.id),
    { etat: 'annulee_par_famille', le, par: o.acteur.compteId, motif: null },
  );
  await cloreDemandesTraitees(tx, [...new Set(retirees.map((r) => r.demandeId))], le);
  return retirees;
}

async function ecrireDemandes(
  tx: Tx,
  { acteur }: Operation,
  { operationId, le }: { operationId: number; le: Date },
  parties: readonly PartieFaite[],
): Promise<{ id: number; partie: PartieFaite }[]> {
  const aEcrire = parties.filter((p) => p.retenus.length > 0);
  if (aEcrire.length === 0) return [];
  const ids = await insererDemandes(
    tx,
    { operationId, compteId: acteur.compteId, le },
    aEcrire.map(({ calendrier, retenus, ecartes }) => ({
      enfantId: calendrier.enfant.id,
      activiteId: calendrier.activite.id,
      periodeId: calendrier.periode.id,
      cleUnique: randomUUID(),
      ecartes: ecartes.map((e): JourEcarte => nommer(e, calendrier)),
      aDecider: retenus.some((r) => r.etat === 'demandee'),
    })),
  );
  await insererReservations(
    tx,
    { origine: 'portail', le, motif: null, parSemaine: true },
    aEcrire.flatMap(({ calendrier, retenus }, i) =>
      retenus.map((r) => ({ ...r, demandeId: ids[i] ?? 0, enfantId: calendrier.enfant.id })),
    ),
  );
  return aEcrire.map((partie, i) => ({ id: ids[i] ?? 0, partie }));
}

function composerContenu(
  par: string,
  le: Date,
  retirees: readonly ReservationDecrite[],
  parties: readonly PartieFaite[],
): ContenuDOperation {
  const jours = parties.flatMap(({ calendrier, retenus, ecartes }): JourDOperation[] => {
    const { enfant, activite, faits } = calendrier;
    const noms = new Map(faits.activite.prestations.map((p) => [p.id, p.nom]));
    const nomsDe = ({ prestationId }: Souhait) => ({
      enfantId: enfant.id,
      enfant: `${enfant.prenom} ${enfant.nom}`,
      activite: activite.nom,
      prestation: noms.get(prestationId) ?? '',
    });
    return [
      ...retenus.map((r) => ({
        ...nomsDe(r),
        issue: r.etat,
        phrase: '',
        raison: null,
        jour: r.jour,
      })),
      ...ecartes.map((e) => ({
        ...nomsDe(e),
        issue: 'ecartee' as const,
        phrase: e.phrase,
        raison: e.raison,
        jour: e.jour,
      })),
    ];
  });
  const retraits = retirees.map(
    ({ enfantId, enfant, activite, prestation, jour }): JourDOperation => ({
      enfantId,
      enfant,
      activite,
      prestation,
      issue: 'retiree',
      phrase: '',
      raison: null,
      jour,
    }),
  );
  return { par, le: le.toISOString(), lignes: rangerLesJours([...jours, ...retraits]) };
}

interface Faits {
  operationId: number;
  contenu: ContenuDOperation;
  retirees: readonly ReservationDecrite[];
  parties: readonly PartieFaite[];
  demandes: readonly { id: number; partie: PartieFaite }[];
}

/** Une ligne de journal par enfant : le bilan, lisible depuis chaque jour retiré. */
function raconter(acteur: Acteur, le: Date, f: Faits): Note[] {
  const enfants = new Map(
    [
      ...f.parties.map(({ calendrier: { enfant } }) => ({
        ...enfant,
        entier: `${enfant.prenom} ${enfant.nom}`,
      })),
      ...f.retirees.map((r) => ({ id: r.enfantId, familleId: r.familleId, entier: r.enfant })),
    ].map((e) => [e.id, e] as const),
  );
  return [...enfants.values()].flatMap((enfant): Note[] => {
    const lignes = f.contenu.lignes.filter((l) => l.enfantId === enfant.id);
    if (lignes.length === 0) return [];
    const siennes = f.demandes.filter((d) => d.partie.calendrier.enfant.id === enfant.id);
    const retirees = f.retirees.filter((r) => r.enfantId === enfant.id);
    return [
      {
        le,
        acteur,
        verbe: 'poser_semaine',
        phrase: `Semaine type de ${enfant.entier} : ${direBilan(lignes)}.`,
        sujets: [
          `famille:${enfant.familleId}`,
          `enfant:${enfant.id}`,
          `operation:${f.operationId}`,
          ...siennes.map((d) => `demande:${d.id}`),
          ...retirees.map((r) => `reservation:${r.id}`),
        ],
      },
    ];
  });
}
