/** Les deux derniers mois finis, facturés comme un régisseur le ferait ; une garde alternée, un CCAS. */
import { sql } from 'kysely';
import { ouvrirCampagne } from '../../../src/factures/actions/campagne.ts';
import { emettreCampagne } from '../../../src/factures/actions/emettre.ts';
import { PREAU } from '../../../src/journal/actions.ts';
import type { Db } from '../../../src/platform/db.ts';
import { instantLocal, jourLocal } from '../../../src/platform/instants.ts';
import { ajouterMois, moisDe } from '../../../src/platform/jours.ts';
import { FUSEAU } from './commune.ts';

/** Ne fait rien sans régie. */
export async function facturerLesMoisPasses(db: Db, maintenant: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`select id from regies order by id limit 1`.execute(db);
  const regieId = rows[0]?.id;
  if (regieId === undefined) return;
  await insererPartages(db, maintenant);
  const aujourdhui = jourLocal(maintenant, FUSEAU);
  for (const recul of [-2, -1]) {
    const mois = moisDe(ajouterMois(aujourdhui, recul));
    const cinq = instantLocal(`${moisDe(ajouterMois(`${mois}-01`, 1))}-05`, '10:00', FUSEAU);
    const le = cinq < maintenant ? cinq : maintenant;
    const services = { db, clock: { now: () => le } };
    const campagneId = await ouvrirCampagne(services, { regieId, mois, acteur: PREAU });
    await emettreCampagne(services, campagneId, PREAU);
  }
}

/** Haddad-Moreau : moitié chacun. Petit : le CCAS prend la moitié de la cantine, deux euros au plus. */
async function insererPartages(db: Db, le: Date): Promise<void> {
  await sql`
    with parents as (
      insert into payeurs (genre, famille_id, responsable_id, cree_le)
      select 'responsable', f.id, ra.responsable_id, ${le}
      from familles f join rattachements ra on ra.famille_id = f.id
      where f.nom = 'Haddad-Moreau' returning id, famille_id)
    insert into partages (enfant_id, payeur_id, du, regle, motif, cree_le)
    select e.id, p.id, '2026-01-01', '{"mode":"pourcentage","pourcent":50}', 'Garde alternée', ${le}
    from parents p join enfants e on e.famille_id = p.famille_id`.execute(db);
  await sql`
    with ccas as (
      insert into payeurs (genre, nom, adresse, code_postal, commune, cree_le)
      values ('tiers', 'CCAS de Saint-Aubin', '1 place de la Mairie', '45999', 'Saint-Aubin', ${le})
      returning id)
    insert into partages (enfant_id, activite_id, payeur_id, du, regle, motif, cree_le)
    select e.id, a.id, ccas.id, '2026-01-01',
      '{"mode":"prise_en_charge","pourcent":50,"plafondCentimes":200}', 'Aide du CCAS', ${le}
    from ccas, enfants e join familles f on f.id = e.famille_id, activites a
    where f.nom = 'Petit' and a.genre = 'cantine'`.execute(db);
}
