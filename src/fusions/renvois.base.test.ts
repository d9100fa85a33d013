import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { RENVOIS } from './regles/renvois.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
});
afterAll(() => portail.fermer());

test('toute colonne qui désigne une famille, un enfant, un adulte, un payeur ou un compte est décidée', async () => {
  const { rows } = await sql<{ colonne: string }>`
    select c.conrelid::regclass || '.' || a.attname as colonne
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and (
      c.confrelid in ('familles'::regclass, 'enfants'::regclass, 'responsables'::regclass,
        'payeurs'::regclass, 'fiches_sanitaires'::regclass)
      or (c.confrelid = 'comptes'::regclass and a.attname <> 'par'
        and a.attname not like '%\\_par'))
    order by 1`.execute(portail.services.db);
  const conseil =
    'Une fusion de dossiers doit savoir quoi faire de cette colonne : ajoutez-la à ' +
    'src/fusions/regles/renvois.ts, et à l’action « reunir » de sa tranche si elle suit.';
  expect(
    rows.map((r) => r.colonne),
    conseil,
  ).toEqual(Object.keys(RENVOIS).sort());
});
