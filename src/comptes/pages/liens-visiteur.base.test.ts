import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { activerComptes, listerCourriels } from '../../../test/comptes.ts';
import { poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { demanderUnLien } from '../actions/essais.ts';
import { LIENS_PAR_VISITEUR } from '../regles/essais.ts';

const HEURE = 3_600_000;

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
  await activerComptes(portail);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  await sql`truncate liens_a_usage_unique, courriels, compteurs_d_echecs cascade`.execute(
    portail.services.db,
  );
});

function demander(acces: string, chemin = '/mot-de-passe-oublie') {
  return portail.visiter('POST', chemin, { corps: new URLSearchParams({ acces }) });
}

test('au-delà de la limite de l’heure, un visiteur n’envoie plus rien et n’apprend rien', async () => {
  await demander('personne');
  await sql`update compteurs_d_echecs set echecs = ${LIENS_PAR_VISITEUR - 1}
    where cle like 'liens:%'`.execute(portail.services.db);
  expect((await demander('personne')).body).toContain('Regardez votre messagerie');
  const connu = await demander('claire');
  const inconnu = await demander('fantome');
  expect([connu.statusCode, inconnu.statusCode]).toEqual([422, 422]);
  expect(connu.body).toContain('Réessayez dans une heure');
  // Seul diffère ce que chacun a tapé, et retrouve.
  expect(inconnu.body.replace('value="fantome"', 'value="claire"')).toBe(connu.body);
  expect((await demander('claire', '/activation')).statusCode).toBe(422);
  expect(await listerCourriels(portail)).toHaveLength(0);
  portail.horloge.advance(HEURE);
  await demander('claire');
  expect(await listerCourriels(portail)).toHaveLength(1);
});

test('la base ne garde pas son adresse en clair', async () => {
  await demander('claire');
  const { rows } = await sql<{ cle: string }>`select cle from compteurs_d_echecs`.execute(
    portail.services.db,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.cle).not.toContain('127.0.0.1');
});

test('de cent demandes au même instant, seules celles de la limite passent', async () => {
  const essais = Array.from({ length: 100 }, () => demanderUnLien(portail.services, 'x'));
  expect((await Promise.all(essais)).filter(Boolean)).toHaveLength(LIENS_PAR_VISITEUR);
});
