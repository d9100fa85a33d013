import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { Commune, Services } from './http.ts';

const UNE_MINUTE = 60_000;

interface Gardee {
  commune: Commune;
  jusqua: number;
}

const gardees = new WeakMap<Db, Gardee>();

/**
 * Lit l'identité de la collectivité ; gardée une minute, elle sert à chaque page. Null tant que la
 * base n'en a pas : cela ne se garde pas, l'installation se voit aussitôt de tous les processus.
 */
export function lireCollectivite({ db, clock }: Services): () => Promise<Commune | null> {
  return async () => {
    const maintenant = clock.now().getTime();
    const gardee = gardees.get(db);
    // L'horloge de développement peut reculer : l'âge se compte dans les deux sens.
    if (gardee && gardee.jusqua - maintenant <= UNE_MINUTE && maintenant < gardee.jusqua) {
      return gardee.commune;
    }
    const { rows } = await sql<Commune>`
      select id, nom, nom_court as "nomCourt", courriel, telephone, couleur, fuseau,
        zone_scolaire as "zoneScolaire", territoire, code_insee as "codeInsee", logo,
        coalesce(declaration_accessibilite_etat, 'non_conforme') as accessibilite
      from collectivites`.execute(db);
    const [commune] = rows;
    if (!commune) return null;
    gardees.set(db, { commune, jusqua: maintenant + UNE_MINUTE });
    return commune;
  };
}

/** Un réglage vient de changer : ce processus le relit ; les autres, dans la minute. */
export function oublierCollectivite(db: Db): void {
  gardees.delete(db);
}
