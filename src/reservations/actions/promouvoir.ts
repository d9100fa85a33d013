import { deplacerCompteurs } from '../../activites/actions.ts';
import { noter, PREAU } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { annoncerPlaceLiberee } from '../courriels/annoncer.tsx';
import { peutEtrePromue } from '../regles/annuler.ts';
import { ordonnerLaFile } from '../regles/file.ts';
import {
  jaugesDe,
  type LienJauge,
  prestationsDesJauges,
  tientDansLeVerrou,
} from '../regles/jauges.ts';
import { additionnerPrises, Compteur, type PlacesDuJour, servirLaFile } from '../regles/places.ts';
import { changerEtat } from '../requetes/ecrire.ts';
import { chercherDelaisDe, decrireReservations } from '../requetes/lire.ts';
import { listerFile } from '../requetes/places.ts';

/**
 * Donne les places rendues à la file, dans l'ordre, pour les activités qui le veulent. Les places
 * sont déjà verrouillées par l'appelant ; `places` est leur compte après ce qu'il a rendu.
 * Rend les réservations promues.
 */
export async function promouvoir(
  tx: Tx,
  services: Services,
  rendues: {
    liens: readonly LienJauge[];
    jauges: readonly number[];
    jours: readonly Jour[];
    places: readonly PlacesDuJour[];
  },
  maintenant: Date,
): Promise<number[]> {
  const prestations = prestationsDesJauges(rendues.liens, rendues.jauges);
  const file = ordonnerLaFile(await listerFile(tx, prestations, rendues.jours));
  if (file.length === 0) return [];
  const delais = await chercherDelaisDe(
    tx,
    file.map((f) => f.id),
  );
  const verrouillees = new Set(rendues.jauges);
  const candidats = file
    .map((f) => ({ ...f, jauges: jaugesDe(rendues.liens, f) }))
    .filter((f) => {
      const d = delais.get(f.id);
      return (
        tientDansLeVerrou(f.jauges, verrouillees) &&
        d?.listeAttente === 'automatique' &&
        peutEtrePromue(f, d.delais, d.faits, maintenant)
      );
    });
  const limitees = new Set(rendues.places.map((p) => `${p.jaugeId}:${p.jour}`));
  const promues = servirLaFile(new Compteur(rendues.places), candidats);
  const ids = promues.map((p) => p.id);
  if (ids.length === 0) return [];
  await deplacerCompteurs(
    tx,
    additionnerPrises(
      promues.map((p) => ({
        jour: p.jour,
        jauges: p.jauges.filter((j) => limitees.has(`${j}:${p.jour}`)),
      })),
      1,
    ),
  );
  await changerEtat(tx, ids, { etat: 'validee', le: maintenant, par: null, motif: null });
  const decrites = await decrireReservations(tx, ids);
  await noter(
    tx,
    ...decrites.map((r) => ({
      le: maintenant,
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
  await annoncerPlaceLiberee(tx, services, decrites, maintenant);
  return ids;
}
