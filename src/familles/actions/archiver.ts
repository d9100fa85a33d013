import { fermerComptes, rouvrirComptes } from '../../comptes/actions/ouvrir.ts';
import { type Acteur, noter, noterEnNombre } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { obstacles } from '../regles/archivage.ts';
import {
  lireAttaches,
  listerComptesSansDossier,
  listerDormantes,
  noterArchivees,
  noterDesarchivee,
  verrouillerDossiers,
} from '../requetes/archivage.ts';
import { listerComptesDeLaFamille } from '../requetes/guichet.ts';

interface Geste {
  acteur: Acteur;
  aujourdhui: Jour;
}

/**
 * Sort un dossier des listes et ferme les accès qui n'en ont plus d'autre ; rien ne s'efface. Deux
 * fois égale une. Verrous : la famille, puis ses enfants, comme qui réserve.
 * @throws Introuvable si le dossier n'existe pas
 * @throws Refus si quelque chose le retient : une phrase par raison
 */
export async function archiverFamille(
  services: Services,
  { familleId, acteur, aujourdhui }: Geste & { familleId: number },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerDossiers(tx, [familleId]);
    const attaches = await lireAttaches(tx, familleId, aujourdhui);
    if (!attaches) throw new Introuvable();
    if (attaches.archiveeLe) return;
    const [premier, ...autres] = obstacles(attaches, ecrireEuros);
    if (premier) throw new Refus('dossier_retenu', [premier, ...autres].join(' '));
    await noterArchivees(tx, [familleId], le);
    await fermerComptes(tx, await listerComptesSansDossier(tx, [familleId]), le);
    await noter(tx, {
      le,
      acteur,
      verbe: 'archiver',
      phrase: `${acteur.nom} a archivé ce dossier.`,
      sujets: [`famille:${familleId}`],
    });
  });
}

/** Remet un dossier dans les listes, et rouvre les accès de ses adultes. Deux fois égale une. */
export async function desarchiverFamille(
  services: Services,
  { familleId, acteur }: { familleId: number; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerDossiers(tx, [familleId]);
    if (!(await noterDesarchivee(tx, familleId))) return;
    await rouvrirComptes(tx, await listerComptesDeLaFamille(tx, familleId));
    await noter(tx, {
      le,
      acteur,
      verbe: 'desarchiver',
      phrase: `${acteur.nom} a sorti ce dossier des archives.`,
      sujets: [`famille:${familleId}`],
    });
  });
}

/**
 * Archive d'un coup les dossiers sans réservation depuis ce jour, que rien ne retient : relus sous
 * verrou, car l'un d'eux a pu réserver depuis l'aperçu. Rend leur nombre.
 */
export async function archiverDormantes(
  services: Services,
  { depuis, acteur, aujourdhui }: Geste & { depuis: Jour },
): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const vues = await listerDormantes(tx, depuis, aujourdhui);
    await verrouillerDossiers(
      tx,
      vues.map((f) => f.id),
    );
    const relues = new Set((await listerDormantes(tx, depuis, aujourdhui)).map((f) => f.id));
    const aArchiver = vues.map((f) => f.id).filter((id) => relues.has(id));
    const archivees = await noterArchivees(tx, aArchiver, le);
    await fermerComptes(tx, await listerComptesSansDossier(tx, archivees), le);
    const phrase = `${acteur.nom} a archivé ce dossier, sans réservation depuis longtemps.`;
    await noterEnNombre(
      tx,
      { le, acteur, verbe: 'archiver' },
      archivees.map((id) => ({ phrase, sujets: [`famille:${id}`] })),
    );
    return archivees.length;
  });
}
