import { sql } from 'kysely';
import type { Commune, Services } from './http.ts';

const UNE_MINUTE = 60_000;

/** Lit l'identité de la collectivité ; gardée une minute, elle sert à chaque page. */
export function lireCollectivite({ db, clock }: Services): () => Promise<Commune> {
  let lue: Commune | null = null;
  let jusqua = 0;
  return async () => {
    const maintenant = clock.now().getTime();
    // L'horloge de développement peut reculer : l'âge se compte dans les deux sens.
    if (lue && Math.abs(jusqua - maintenant) <= UNE_MINUTE && maintenant < jusqua) return lue;
    const { rows } = await sql<Commune>`
      select id, nom, nom_court as "nomCourt", courriel, telephone, couleur, fuseau,
        zone_scolaire as "zoneScolaire", territoire, code_insee as "codeInsee",
        coalesce(declaration_accessibilite_etat, 'non_conforme') as accessibilite, logo
      from collectivites`.execute(db);
    const [ligne] = rows;
    if (!ligne) throw new Error('La base ne contient pas de collectivité : lancez bin/fonder.');
    lue = ligne;
    jusqua = maintenant + UNE_MINUTE;
    return ligne;
  };
}
