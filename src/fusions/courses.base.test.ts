import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  compterTout,
  type DeuxDossiers,
  ouvrirDeuxDossiers,
  resteAccroche,
  souhait,
} from '../../test/dossiers-en-double.ts';
import { lancerEnsemble } from '../../test/verrous.ts';
import { verifierCompteurs } from '../activites/requetes/places.ts';

let d: DeuxDossiers;
beforeEach(async () => {
  d = await ouvrirDeuxDossiers();
});
afterEach(() => d.portail.fermer());

const ENFANTS_TENUS = sql`select id from enfants order by id for no key update`;

describe('une réservation pendant la fusion', () => {
  test('quel que soit l’ordre, aucune ne reste à l’enfant disparu, et les places sont justes', async () => {
    await lancerEnsemble(d.db, ENFANTS_TENUS, [
      () => d.gestes.demander(1, [souhait(d.commune, 0)]),
      () => d.reunir(),
    ]);
    expect(await resteAccroche(d.db, d.ids.enfantDisparu)).toBe(0);
    expect(await verifierCompteurs(d.db)).toEqual([]);
  });

  test('la fusion d’abord : la page ouverte avant ne réserve plus chez l’enfant disparu', async () => {
    await d.reunir();
    await expect(d.gestes.demander(1, [souhait(d.commune, 0)])).rejects.toThrow('Introuvable');
  });

  test('sans le gardien de la base, la course perd une demande', async () => {
    await d.reunir();
    const inserer = () =>
      sql`insert into demandes
          (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
        values (${d.ids.enfantDisparu}, ${d.commune.activiteId}, ${d.commune.periodeId},
          ${d.commune.familles[1]!.compteId}, 'portail', gen_random_uuid(), '2026-11-16')`.execute(
        d.db,
      );
    await expect(inserer()).rejects.toThrow('a rejoint un autre dossier');
    await sql`alter table demandes disable trigger refuser_un_enfant_fusionne`.execute(d.db);
    await inserer();
    expect(await resteAccroche(d.db, d.ids.enfantDisparu)).toBe(1);
  });
});

test('un message écrit pendant la fusion n’arrive jamais dans le dossier disparu', async () => {
  const { rows } = await sql<{ id: number }>`
    select id from responsables where compte_id = ${d.commune.familles[1]!.compteId}`.execute(d.db);
  const ecrire = () =>
    sql`insert into messages (famille_id, responsable_id, objet, texte, cle_unique, recu_le)
      values (${d.ids.disparue}, ${rows[0]!.id}, 'Objet', 'Texte', gen_random_uuid(), '2026-11-16')
      `.execute(d.db);
  await lancerEnsemble(d.db, sql`select id from familles order by id for update`, [
    ecrire,
    () => d.reunir(),
  ]);
  const { rows: perdus } = await sql`
    select id from messages where famille_id = ${d.ids.disparue}`.execute(d.db);
  expect(perdus).toEqual([]);
});

describe('deux fusions ensemble', () => {
  test('croisées, une seule a lieu : un dossier reste, l’autre y mène', async () => {
    const { gardee, disparue } = d.ids;
    const [premier, second] = [d.commune.familles[0]!, d.commune.familles[1]!];
    await d.gestes.demander(0, [souhait(d.commune, 0)]);
    await d.gestes.demander(1, [souhait(d.commune, 1)]);
    const avant = await compterTout(d.db);
    const inverse = {
      [`enfant_${d.ids.enfant}`]: String(d.ids.enfantDisparu),
      [`adulte_${await d.adulte(premier.compteId)}`]: String(await d.adulte(second.compteId)),
    };
    await lancerEnsemble(d.db, sql`select id from familles order by id for update`, [
      () => d.reunir(),
      () => d.reunir(inverse, `/agent/familles/${disparue}/fusion/${gardee}`),
    ]);
    const { rows } = await sql<{ id: number; vers: number }>`
      select id, fusionnee_dans as vers from familles where fusionnee_dans is not null`.execute(
      d.db,
    );
    expect(rows).toHaveLength(1);
    expect([rows[0]?.id, rows[0]?.vers].sort()).toEqual([gardee, disparue].sort());
    expect(await compterTout(d.db)).toEqual(avant);
  });

  test('la même deux fois ensemble n’en fait qu’une', async () => {
    await lancerEnsemble(d.db, sql`select id from familles order by id for update`, [
      () => d.reunir(),
      () => d.reunir(),
    ]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from journal where verbe = 'fusionner_familles'`.execute(d.db);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
