import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { copierGrilles } from '../../tarifs/actions/copier.ts';
import {
  chercherCopie,
  copierDelais,
  copierJauges,
  copierLActivite,
  copierPeriodes,
  copierPlaces,
  copierPrestations,
} from '../requetes/copier.ts';
import {
  chercherActivite,
  chercherActiviteParNom,
  verrouillerActivite,
  verrouillerStructure,
} from '../requetes/reglages.ts';
import { engendrerOuvertures } from './ouvrir.ts';

export interface Copie {
  activiteId: number;
  nom: string;
  structureId: number;
  aujourdhui: Jour;
  /** Tirée par la page : le même formulaire envoyé deux fois ne copie qu'une fois. */
  cle: string;
  acteur: Acteur;
}

/**
 * Copie une activité et tous ses réglages, sous un autre nom ou ailleurs, encore cachée aux familles
 * (docs/regles/reconduction.md, règles 1 à 5).
 * @returns le numéro de la copie
 * @throws Introuvable, Refus si le nom est pris dans la structure
 */
export function copierActivite(services: Services, geste: Copie): Promise<number> {
  const { activiteId, nom, structureId, cle, acteur } = geste;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerStructure(tx, structureId))) throw new Introuvable();
    const deja = await chercherCopie(tx, cle);
    if (deja !== null) return deja;
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const source = await chercherActivite(tx, activiteId);
    if (!source) throw new Introuvable();
    if ((await chercherActiviteParNom(tx, structureId, nom)) !== null) {
      throw new Refus('nom_deja_pris', 'Cette structure a déjà une activité de ce nom.', 'nom');
    }
    const copie = await copierLActivite(tx, activiteId, { nom, structureId });
    const { jours, grilles } = await remplir(tx, { ...geste, copie, le });
    const tarifs =
      grilles === 0 ? '' : ` ${grilles > 1 ? `${grilles} tarifs` : 'Un tarif'} en brouillon.`;
    await noter(tx, {
      le,
      acteur,
      verbe: 'copier_activite',
      phrase: `Activité « ${nom} » copiée de « ${source.nom} » : ${jours} jours ouverts.${tarifs} Cachée aux familles.`,
      sujets: [`activite:${copie}`, `saisie:${cle}`],
      details: { activiteId: copie, source: activiteId },
    });
    return copie;
  });
}

/** Ce que l'activité contient, dans l'ordre où chaque ligne en nomme une autre. */
async function remplir(
  tx: Tx,
  geste: Copie & { copie: number; le: Date },
): Promise<{ jours: number; grilles: number }> {
  const { activiteId: source, copie, aujourdhui, le, acteur } = geste;
  const { prestations, groupes } = await copierPrestations(tx, source, {
    activiteId: copie,
    aujourdhui,
  });
  await copierDelais(tx, source, { activiteId: copie, prestations, aujourdhui });
  const jauges = await copierJauges(tx, source, { activiteId: copie, prestations, groupes });
  let jours = 0;
  for (const periodeId of await copierPeriodes(tx, source, { activiteId: copie, aujourdhui })) {
    jours += (await engendrerOuvertures(tx, periodeId)).ajoutees;
  }
  await copierPlaces(tx, jauges, aujourdhui);
  const qui = { le, compteId: acteur.compteId, aujourdhui };
  return { jours, grilles: await copierGrilles(tx, prestations, qui) };
}
