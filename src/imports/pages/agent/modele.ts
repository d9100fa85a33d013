import type { SessionAgent } from '../../../comptes/session.ts';
import { writeCsv } from '../../../platform/csv.ts';
import { file, type Handler } from '../../../platform/http.ts';
import { composerModele } from '../../regles/modele.ts';

/** Le fichier à remplir, avec deux lignes d'exemple. */
export const GET: Handler<SessionAgent> = () => {
  const { titres, lignes } = composerModele();
  return file('text/csv; charset=utf-8', writeCsv(titres, lignes), 'modele-familles.csv');
};
