import { deplacerCompteurs } from '../../activites/actions/places.ts';
import { noter, PREAU } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { annoncerPlaceLiberee } from '../courriels/annoncer.tsx';
import { limiteDAnnulation, peutEtrePromue } from '../regles/annuler.ts';
import { ordonnerLaFile } from '../regles/file.ts';
import { servirParFratries } from '../regles/fratries.ts';
import {
  jaugesDe,
  type LienJauge,
  prestationsDesJauges,
  tientDansLeVerrou,
} from '../regles/jauges.ts';
import { deciderEcheance, type Echeance } from '../regles/offre-de-place.ts';
import { additionnerPrises, type Candidat, Compteur, type PlacesDuJour } from '../regles/places.ts';
import { changerEtat } from '../requetes/ecrire.ts';
import {
  chercherDelaisDe,
  type DelaisDeReservation,
  decrireReservations,
} from '../requetes/lire.ts';
import { noterPassages } from '../requetes/offres-de-place.ts';
import { type EnFile, listerFile } from '../requetes/places.ts';
import { offrir } from './offrir.ts';

export interface PlacesRendues {
  liens: readonly LienJauge[];
  jauges: readonly number[];
  jours: readonly Jour[];
  places: readonly PlacesDuJour[];
}

/** Ce que la file ferait d'une place pour quelqu'un ; null : un agent en décide. */
type Sort = { donne: true } | { donne: false; echeance: Echeance };

/**
 * Donne ou propose les places rendues à la file, dans l'ordre, pour les activités qui le veulent. Les
 * places sont déjà verrouillées par l'appelant ; `places` est leur compte après ce qu'il a rendu.
 * Rend les réservations validées.
 */
export async function promouvoir(
  tx: Tx,
  services: Services,
  rendues: PlacesRendues,
  maintenant: Date,
): Promise<number[]> {
  const prestations = prestationsDesJauges(rendues.liens, rendues.jauges);
  const file = ordonnerLaFile(await listerFile(tx, prestations, rendues.jours));
  if (file.length === 0) return [];
  const ids = file.map((f) => f.id);
  const delais = await chercherDelaisDe(tx, ids);
  const verrouillees = new Set(rendues.jauges);
  const candidats = file.flatMap((f) => {
    const jauges = jaugesDe(rendues.liens, f);
    const sort = f.ouvert && deciderSort(f, delais.get(f.id), maintenant);
    return sort && tientDansLeVerrou(jauges, verrouillees) ? [{ ...f, jauges, sort }] : [];
  });
  const { groupes, passees } = servirParFratries(new Compteur(rendues.places), candidats);
  await noterPassages(
    tx,
    passees.flatMap(({ membres, passages }) => membres.map(({ id }) => ({ id, passages }))),
  );
  const limitees = new Set(rendues.places.map((p) => `${p.jaugeId}:${p.jour}`));
  await deplacerCompteurs(tx, additionnerPrises(groupes.flat().map(dansSesLimites(limitees)), 1));
  for (const groupe of groupes) {
    const { sort } = groupe[0] ?? {};
    if (!sort || sort.donne) continue;
    await offrir(tx, services, groupe, { ...sort.echeance, faiteLe: maintenant, par: null });
  }
  const donnees = groupes.flat().flatMap((c) => (c.sort.donne ? [c.id] : []));
  await valider(tx, services, donnees, maintenant);
  return donnees;
}

function dansSesLimites(limitees: ReadonlySet<string>) {
  return ({ jour, jauges }: Candidat): Candidat => ({
    jour,
    jauges: jauges.filter((j) => limitees.has(`${j}:${jour}`)),
  });
}

/** Donnée d'elle-même, proposée, ou ni l'un ni l'autre : Places, règle 6 ; Liste d'attente, règle 8. */
function deciderSort(f: EnFile, d: DelaisDeReservation | undefined, maintenant: Date): Sort | null {
  if (!d) return null;
  if (d.listeAttente === 'automatique')
    return peutEtrePromue(f, d.delais, d.faits, maintenant) ? { donne: true } : null;
  if (d.listeAttente !== 'offre') return null;
  const limite = limiteDAnnulation(f, d.delais, d.faits, maintenant);
  if (!limite) return null;
  const { fuseau } = d.faits;
  const echeance = deciderEcheance(maintenant, { heures: d.offreHeures, limite, fuseau });
  return echeance && { donne: false, echeance };
}

async function valider(tx: Tx, services: Services, ids: readonly number[], le: Date) {
  if (ids.length === 0) return;
  await changerEtat(tx, ids, { etat: 'validee', le, par: null, motif: null });
  const decrites = await decrireReservations(tx, ids);
  await noter(
    tx,
    ...decrites.map((r) => ({
      le,
      acteur: PREAU,
      verbe: 'promouvoir',
      phrase: `Une place s’est libérée : ${r.activite}, ${r.prestation}, ${ecrireJour(r.jour)}, validé pour ${r.enfant}.`,
      sujets: [
        `famille:${r.familleId}`,
        `enfant:${r.enfantId}`,
        `demande:${r.demandeId}`,
        `reservation:${r.id}`,
      ],
    })),
  );
  await annoncerPlaceLiberee(tx, services, decrites, le);
}
