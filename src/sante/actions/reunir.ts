import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { chiffrer, dechiffrer } from '../coffre.ts';
import { reunirRubrique } from '../regles/reunir.ts';
import { RUBRIQUES, type Rubrique } from '../regles/rubriques.ts';
import { enregistrerRubrique, listerRubriques, type RubriqueChiffree } from '../requetes/fiche.ts';
import { deplacerLaFiche, effacerLAncienne, reunirLesFiches } from '../requetes/reunir.ts';

/**
 * La santé d'un enfant en double tient dans une seule fiche. Chaque rubrique est rechiffrée : son
 * chiffré est lié au numéro de l'enfant. Personne ne la lit, rien n'en sort (Fusions, règle 8).
 */
export async function reunirSante(
  tx: Tx,
  { config }: { config: Pick<Services['config'], 'cles'> },
  paires: readonly { de: number; vers: number }[],
  geste: { le: Date; par: number },
): Promise<void> {
  for (const { de, vers } of paires) {
    await reunirLesFiches(tx, de, vers);
    const parNom = (lignes: readonly RubriqueChiffree[]) =>
      new Map(lignes.map((l) => [l.rubrique, l]));
    const [gardees, disparues] = [
      parNom(await listerRubriques(tx, vers)),
      parNom(await listerRubriques(tx, de)),
    ];
    const ouvrir = <R extends Rubrique>(enfantId: number, rubrique: R, l?: RubriqueChiffree) =>
      l && {
        contenu: dechiffrer(config.cles, enfantId, rubrique, { key: l.cle, data: l.contenu }),
        modifieeLe: l.modifieeLe,
      };
    for (const rubrique of RUBRIQUES) {
      if (!disparues.has(rubrique)) continue;
      const contenu = reunirRubrique(
        rubrique,
        ouvrir(vers, rubrique, gardees.get(rubrique)),
        ouvrir(de, rubrique, disparues.get(rubrique)),
      );
      if (contenu === null) continue;
      const { key, data } = chiffrer(config.cles, vers, rubrique, contenu);
      await enregistrerRubrique(tx, {
        enfantId: vers,
        rubrique,
        cle: key,
        contenu: data,
        ...geste,
      });
    }
    await deplacerLaFiche(tx, de, vers);
    await effacerLAncienne(tx, de);
  }
}
