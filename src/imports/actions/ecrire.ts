import { creerDossiers } from '../../familles/actions/en-lot.ts';
import type { DossierNouveau } from '../../familles/regles/dossier.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { revoir } from '../regles/revoir.ts';
import {
  avancer,
  chercherImport,
  conclureImport,
  type Import,
  lancerImport,
  lireDossiers,
  listerImportsEnCours,
  prendreImport,
  renvoyerImport,
  retenirLesEnfants,
} from '../requetes/imports.ts';
import { lireReferences } from '../requetes/references.ts';

/** « Écrire ces familles » : l'écriture part en arrière-plan, une seule fois. @throws Introuvable */
export async function demanderEcriture(
  { db, jobs }: Pick<Services, 'db' | 'jobs'>,
  importId: number,
): Promise<void> {
  await transaction(db, async (tx) => {
    if (!(await chercherImport(tx, importId))) throw new Introuvable();
    if (await lancerImport(tx, importId)) await jobs.enqueue(tx, 'import', { importId });
  });
}

/** Au démarrage : ce qu'un arrêt a coupé reprend, sans attendre que la file s'en aperçoive. */
export async function reprendreLesImports({
  db,
  jobs,
}: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  for (const importId of await listerImportsEnCours(db))
    await transaction(db, (tx) => jobs.enqueue(tx, 'import', { importId }));
}

const FAMILLES_PAR_LOT = 250;

/**
 * Écrit l'import d'un bloc : tout, ou rien. Rejouable : écrit, ou repris par un autre, il ne fait plus
 * rien. Ce que la base a appris depuis l'examen se revérifie sous verrou (Import, règle 11).
 */
export async function ecrireImport(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  importId: number,
): Promise<void> {
  await transaction(db, async (tx) => {
    if (!(await prendreImport(tx, importId))) return;
    const recu = await chercherImport(tx, importId);
    if (recu?.etat !== 'en_cours') return;
    const dossiers = await lireDossiers(tx, importId);
    await retenirLesEnfants(tx);
    const problemes = await revoirSousVerrou(tx, recu, dossiers);
    if (problemes.length > 0) {
      await renvoyerImport(tx, importId, { ...recu.bilan, problemes });
      return;
    }
    const le = clock.now();
    for (let fait = 0; fait < dossiers.length; fait += FAMILLES_PAR_LOT) {
      const lot = dossiers.slice(fait, fait + FAMILLES_PAR_LOT);
      await raconter(tx, recu, await creerDossiers(tx, lot, { le, annee: recu.anneeScolaire }), le);
      await avancer(db, importId, fait + lot.length);
    }
    await conclureImport(tx, importId, dossiers.length, le);
  });
}

async function revoirSousVerrou(tx: Tx, recu: Import, dossiers: readonly DossierNouveau[]) {
  const references = await lireReferences(tx, {
    annee: recu.anneeScolaire,
    naissances: [...new Set(dossiers.flatMap((d) => d.enfants.map((e) => e.neLe)))],
    courriels: [...new Set(dossiers.flatMap((d) => d.adultes.flatMap((a) => a.courriel ?? [])))],
  });
  return revoir(dossiers, references);
}

async function raconter(
  tx: Tx,
  { id, fichier, recuPar }: Import,
  familles: readonly number[],
  le: Date,
): Promise<void> {
  const acteur: Acteur = recuPar;
  await noter(
    tx,
    ...familles.map((famille) => ({
      le,
      acteur,
      verbe: 'importer',
      phrase: `${acteur.nom} a importé ce dossier du fichier « ${fichier} ».`,
      sujets: [`famille:${famille}`, `import:${id}`],
    })),
  );
}
