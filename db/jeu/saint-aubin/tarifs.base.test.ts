import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/platform/db.ts';
import { essayer } from '../../../src/tarifs/regles/essais.ts';
import { lireExemples, lireRegle } from '../../../src/tarifs/regles/schema.ts';
import { creerBase } from '../../../test/base.ts';
import { chargerSaintAubin } from './charger.ts';

test('chaque prestation de Saint-Aubin a une grille publiée, dont l’exemple passe', async () => {
  const base = await creerBase();
  const db = openDatabase(base.config);
  try {
    const maintenant = new Date('2026-11-23T09:00:00Z');
    await chargerSaintAubin(db, { maintenant, adresse: 'http://localhost:3000' });
    const { rows } = await sql<{ nom: string; regle: unknown; exemples: unknown }>`
      select a.nom || ', ' || p.nom as nom, g.regle, g.exemples
      from prestations p join activites a on a.id = p.activite_id
      left join grilles g on g.prestation_id = p.id and g.publiee_le is not null`.execute(db);
    expect(rows.length).toBe(8);
    for (const { nom, regle, exemples } of rows) {
      const grille = {
        id: 1,
        prestationId: 1,
        du: '2026-07-01',
        deliberation: '2026-031',
        regle: lireRegle(regle),
        coutDeRevientCentimes: null,
      };
      for (const { faits, attenduCentimes } of lireExemples(exemples)) {
        expect(`${nom} ${essayer(grille, faits).montantCentimes}`).toBe(
          `${nom} ${attenduCentimes}`,
        );
      }
    }
  } finally {
    await db.destroy();
    await base.supprimer();
  }
});
