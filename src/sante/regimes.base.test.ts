import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

const PAGE = '/agent/regimes';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());

const lire = (cookie: string = COOKIES.claire) => portail.visiter('GET', PAGE, { cookie });
const poster = (chemin: string, champs: Record<string, string> = {}) =>
  portail.visiter('POST', chemin, { cookie: COOKIES.claire, corps: new URLSearchParams(champs) });

describe('Régimes alimentaires', () => {
  test('un portail neuf en propose trois, en quatre ordres SQL au plus', async () => {
    await lire();
    portail.requetes.length = 0;
    const { body } = await lire();
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    for (const nom of ['Sans porc', 'Sans viande', 'Végétarien']) expect(body).toContain(nom);
  });

  test('un directeur, une famille : la page n’existe pas', async () => {
    expect((await lire(COOKIES.denis)).statusCode).toBe(404);
    expect((await lire(COOKIES.nadia)).statusCode).toBe(404);
  });

  test('une religion est refusée, la saisie gardée', async () => {
    const { statusCode, body } = await poster(PAGE, { nom: 'Halal' });
    expect(statusCode).toBe(422);
    expect(body).toContain('la religion d’une famille ne se demande pas');
    expect(body).toContain('value="Halal"');
  });

  test('deux clics, ou le même nom sans accent, n’en font qu’un', async () => {
    await Promise.all([1, 2].map(() => poster(PAGE, { nom: 'Pâtes et légumes' })));
    expect((await poster(PAGE, { nom: 'pates et LÉGUMES' })).statusCode).toBe(303);
    const { rows } = await sql<{ nom: string }>`
      select nom from regimes_alimentaires where mots_de_recherche(nom) = 'pates et legumes'`.execute(
      portail.services.db,
    );
    expect(rows).toEqual([{ nom: 'Pâtes et légumes' }]);
  });

  test('retiré, l’enfant qui l’a le garde ; remis, c’est le même', async () => {
    const fiche = '/famille/enfants/1/sante';
    const choisir = (enfant: string) =>
      portail.visiter('POST', `/famille/enfants/${enfant}/sante`, {
        cookie: COOKIES.nadia,
        corps: new URLSearchParams({ partie: 'regime', regime: '1' }),
      });
    expect((await choisir('1')).statusCode).toBe(303);
    expect((await poster(`${PAGE}/1/retrait`)).statusCode).toBe(303);
    expect((await poster(`${PAGE}/1/retrait`)).statusCode).toBe(303);
    expect((await poster(`${PAGE}/999/retrait`)).statusCode).toBe(404);
    const { body } = await portail.visiter('GET', fiche, { cookie: COOKIES.nadia });
    expect(body).toContain('Sans porc');
    expect((await choisir('2')).statusCode).toBe(422);
    await poster(PAGE, { nom: 'Sans porc' });
    expect((await choisir('2')).statusCode).toBe(303);
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where 'regimes' = any(sujets) order by id desc limit 2`.execute(
      portail.services.db,
    );
    expect(rows.map((r) => r.phrase)).toEqual([
      'Claire Aubry propose le régime « Sans porc » aux familles.',
      'Claire Aubry ne propose plus le régime « Sans porc ».',
    ]);
  });
});
