import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connecter, DECOR, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

let portail: Portail;
let claire: string;
let paul: string;
const TRANCHES = {
  periodicite: 'jour',
  base: {
    mode: 'tranches',
    tranches: [
      { des: 0, centimes: 100 },
      { des: 600, centimes: 305 },
    ],
    defautCentimes: 515,
  },
};

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  claire = await connecter(db, 1, portail.horloge.now());
  paul = await connecter(db, 2, portail.horloge.now());
  await sql`
    with d as (insert into deliberations (numero, objet, adoptee_le)
      values ('2026-031', 'Tarifs', '2026-06-12') returning id)
    insert into grilles (prestation_id, du, deliberation_id, regle, creee_le, publiee_le)
    select p, '2026-09-01', d.id, ${JSON.stringify(TRANCHES)}::jsonb, '2026-06-12', '2026-06-12'
    from d, unnest(${[DECOR.matin, DECOR.soir, DECOR.repas]}::int[]) p`.execute(db);
  await sql`
    insert into quotients_familiaux (payeur_id, valeur, regime, source, du, vu_le)
    values (1, 640, 'caf', 'caf', '2026-09-01', '2026-09-01')`.execute(db);
  await sql`
    with d as (insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine,
        cle_unique, recue_le)
      select e, 2, 2, c, 'portail', gen_random_uuid(), '2026-11-10'
      from (values (1, 1), (3, 2)) v(e, c) returning id, enfant_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, d.enfant_id, 3, j::date, 'validee', 'portail', '2026-11-10'
    from d, unnest('{2026-11-19,2026-11-20,2026-11-23}'::text[]) j`.execute(db);
});
afterAll(() => portail.fermer());

async function lire(adresse: string, cookie = claire): Promise<string> {
  const { body, statusCode } = await portail.visiter('GET', adresse, { cookie });
  expect(statusCode).toBe(200);
  return body.replaceAll('\u00a0', ' ');
}

test('le calendrier dit le prix de chaque prestation avant que l’on coche', async () => {
  portail.requetes.length = 0;
  const body = await lire('/famille/pre-inscrire/calendrier?enfant=1&periode=1');
  expect(portail.requetes.length).toBeLessThanOrEqual(8);
  expect(body).toContain('Matin <b>3,05 € (QF 640)</b>');
  const sansQuotient = await lire('/famille/pre-inscrire/calendrier?enfant=3&periode=1', paul);
  expect(sansQuotient).toContain('Soir <b>5,15 € (quotient inconnu)</b>');
});

test('le reçu d’une demande en donne l’estimation', async () => {
  expect(await lire('/famille/demandes/1')).toContain('<b>≈ 9 €</b>');
});

test('« Mes tarifs » dit le prix et pourquoi, pour ses enfants seulement', async () => {
  portail.requetes.length = 0;
  const body = await lire('/famille/tarifs');
  expect(portail.requetes.length).toBeLessThanOrEqual(5);
  expect(body).toContain('3,05 € (QF 640)');
  expect(body).toContain('tranche 2 (QF 640, depuis le 01/09/2026), 3,05 €, délibération 2026-031');
  expect(body).not.toContain('quotient familial n’est pas connu');
  expect(body).not.toContain('Tom');
  const dePaul = await lire('/famille/tarifs', paul);
  expect(dePaul).toContain('Votre quotient familial n’est pas connu');
  expect(dePaul).not.toContain('<script>alert');
});
