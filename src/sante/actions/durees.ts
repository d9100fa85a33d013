import { type Acteur, noter, PREAU } from '../../journal/actions.ts';
import { type Db, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import type { Jour } from '../../platform/jours.ts';
import { chiffrer, dechiffrer } from '../coffre.ts';
import { type Durees, limitesDe } from '../regles/durees.ts';
import {
  changerDurees,
  effacerFiches,
  effacerLectures,
  listerARechiffrer,
  listerFichesDepassees,
  remplacerChiffres,
  retenirDepassees,
  trouverDurees,
  trouverFuseau,
} from '../requetes/durees.ts';

type Depuis = Pick<Services, 'db' | 'clock'>;
const LOT = 200;

/** Annoncées sur /donnees-personnelles et réglées par la collectivité. */
export function lireDurees(db: Db): Promise<Durees> {
  return trouverDurees(db);
}

export function reglerDurees(
  { db, clock }: Depuis,
  { durees, acteur }: { durees: Durees; acteur: Acteur },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    if (!(await changerDurees(tx, durees))) return false;
    const { fichesMois, lecturesMois } = durees;
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'changer_durees_de_sante',
      phrase: `${acteur.nom} garde les fiches sanitaires ${fichesMois} mois après la dernière venue, leurs lectures ${lecturesMois} mois.`,
      sujets: ['durees_de_sante'],
    });
    return true;
  });
}

/**
 * Chaque nuit : efface les fiches des enfants qui ne viennent plus, puis les lectures anciennes, par
 * lots. Le journal dit qu'une fiche est effacée, rien de ce qu'elle disait.
 * @returns combien de fiches
 */
export async function purgerSante({ db, clock }: Depuis): Promise<number> {
  const fuseau = await trouverFuseau(db);
  if (fuseau === null) return 0;
  const le = clock.now();
  const durees = await trouverDurees(db);
  const limites = limitesDe(jourLocal(le, fuseau), durees);
  let effacees = 0;
  for (;;) {
    const enfants = await listerFichesDepassees(db, limites.fiches, LOT);
    const faites = await effacerUnLot(db, enfants, limites.fiches, durees, le);
    effacees += faites;
    if (enfants.length < LOT || faites === 0) break;
  }
  await transaction(db, (tx) => effacerLectures(tx, limites.lectures));
  return effacees;
}

function effacerUnLot(
  db: Db,
  candidats: readonly number[],
  limite: Jour,
  { fichesMois }: Durees,
  le: Date,
): Promise<number> {
  return transaction(db, async (tx) => {
    const enfants = await retenirDepassees(tx, candidats, limite);
    await effacerFiches(
      tx,
      enfants.map((e) => e.id),
    );
    await noter(
      tx,
      ...enfants.map((enfant) => ({
        le,
        acteur: PREAU,
        verbe: 'effacer_fiche',
        phrase: `Fiche sanitaire effacée (${enfant.prenom}) : aucune venue depuis ${fichesMois} mois.`,
        sujets: [`famille:${enfant.familleId}`, `enfant:${enfant.id}`],
      })),
    );
    return enfants.length;
  });
}

/**
 * Chaque nuit : remet sous la clé courante ce qu'une ancienne chiffrait encore, par lots. Ce qui ne
 * s'ouvre pas reste tel quel : la clé perdue peut se retrouver.
 * @returns combien de rubriques
 */
export async function rechiffrer({
  db,
  config: { cles },
}: Pick<Services, 'db' | 'config'>): Promise<number> {
  let apres = { enfantId: 0, rubrique: '' };
  let total = 0;
  for (;;) {
    const lot = await transaction(db, async (tx) => {
      const rubriques = await listerARechiffrer(tx, cles.current, apres, LOT);
      const neuves = rubriques.flatMap(({ enfantId, rubrique, cle, contenu }) => {
        const clair = dechiffrer(cles, enfantId, rubrique, { key: cle, data: contenu });
        if (clair === null) return [];
        const { key, data } = chiffrer(cles, enfantId, rubrique, clair);
        return [{ enfantId, rubrique, cle: key, contenu: data }];
      });
      await remplacerChiffres(tx, neuves);
      total += neuves.length;
      return rubriques;
    });
    const derniere = lot.at(-1);
    if (!derniere || lot.length < LOT) return total;
    apres = derniere;
  }
}
