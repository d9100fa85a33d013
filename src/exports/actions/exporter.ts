import { Readable } from 'node:stream';
import { type Acteur, noter } from '../../journal/actions.ts';
import { csvRows, writeCsv } from '../../platform/csv.ts';
import { type Db, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { lireAMesure } from '../requetes/lire.ts';
import { EXPORTS, type Export } from '../requetes/sujets.ts';

/**
 * Un fichier de toute une partie du portail, écrit à mesure qu'il se lit. Qui l'a demandé est noté :
 * ce fichier quitte le portail avec les données des familles.
 * @throws Introuvable si rien ne s'exporte sous ce nom
 */
export async function exporter(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { nom, acteur }: { nom: string; acteur: Acteur },
): Promise<Readable> {
  const sujet = Object.hasOwn(EXPORTS, nom) ? EXPORTS[nom] : undefined;
  if (!sujet) throw new Introuvable();
  await transaction(db, (tx) =>
    noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'exporter',
      phrase: `${acteur.nom} a téléchargé l’export « ${sujet.titre} ».`,
      sujets: [`export:${nom}`],
    }),
  );
  return Readable.from(ecrire(db, sujet));
}

async function* ecrire(db: Db, sujet: Export): AsyncGenerator<string> {
  yield writeCsv(sujet.colonnes, []);
  for await (const lignes of lireAMesure(db, sujet)) yield csvRows(lignes);
}
