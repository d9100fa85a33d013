import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DECOR } from '../../../../test/decor.ts';
import { ouvrirReglages, type Reglages, reserverPour } from '../../../../test/reglages.ts';
import { poserSemaine } from '../../../semaines-types/actions/appliquer.ts';

let r: Reglages;
beforeAll(async () => {
  r = await ouvrirReglages();
});
afterAll(() => r.fermer());

const GARDERIE = `/agent/activites/${DECOR.garderie}`;
const RYTHME = `${GARDERIE}/rythme`;
const PARTICULIERS = `${GARDERIE}/jours-particuliers`;
const LEO = { enfantId: DECOR.leo, periodeId: DECOR.annee, prestationId: DECOR.soir };

type Champs = [string, string][];

/** Lundi, mardi, mercredi, jeudi : le vendredi se ferme, le mercredi s'ouvre. */
const SANS_VENDREDI: Champs = [
  ['rythme', 'scolaire'],
  ...['1', '2', '3', '4'].map((j): [string, string] => ['jours', j]),
];

async function joursOuverts(du: string, au: string): Promise<string[]> {
  const { rows } = await sql<{ jour: string }>`
    select distinct jour from ouvertures o join prestations p on p.id = o.prestation_id
    where p.activite_id = ${DECOR.garderie} and jour between ${du}::date and ${au}::date
    order by jour`.execute(r.portail.services.db);
  return rows.map(({ jour }) => jour);
}

describe('les jours d’accueil', () => {
  test('se voient avant de s’enregistrer : l’année, ce qui change, et les jours réservés gardés', async () => {
    await reserverPour(r.portail, { ...LEO, jours: ['2026-12-11'] });
    const avant = await joursOuverts('2026-11-01', '2027-07-31');
    const page = await r.lire(`${RYTHME}?${new URLSearchParams(SANS_VENDREDI)}`);
    expect(page).toContain('lundi, mardi, mercredi et jeudi, les semaines de classe');
    expect(page).toMatch(/\d+ jours s’ouvrent, \d+ jours se ferment dans les douze mois/);
    expect(page).toContain('vendredi 11 décembre (1 enfant inscrit)');
    expect(page).toContain('21 au 24 : Vacances de Noël');
    expect(page.match(/<caption>/g)?.length).toBeGreaterThanOrEqual(12);
    expect(await joursOuverts('2026-11-01', '2027-07-31')).toEqual(avant);
  });

  test('enregistrés, ils valent à partir d’aujourd’hui ; le réservé reste, une seule ligne le dit', async () => {
    const passe = await joursOuverts('2026-09-01', '2026-11-15');
    for (const _ of [1, 2]) expect((await r.envoyer(RYTHME, SANS_VENDREDI)).statusCode).toBe(303);
    expect(await joursOuverts('2026-09-01', '2026-11-15')).toEqual(passe);
    expect(await joursOuverts('2026-12-07', '2026-12-18')).toEqual([
      '2026-12-07',
      '2026-12-08',
      '2026-12-09',
      '2026-12-10',
      '2026-12-11',
      '2026-12-14',
      '2026-12-15',
      '2026-12-16',
      '2026-12-17',
    ]);
    const page = await r.lire(GARDERIE);
    expect(page.match(/Accueil, à partir du/g)).toHaveLength(1);
    expect(page).toContain(
      'lundi, mardi, mercredi et jeudi, les semaines de classe, sans minimum de jours (avant : lundi, ' +
        'mardi, jeudi et vendredi, les semaines de classe, sans minimum de jours). 1 ouverture gardée : ' +
        'des enfants y sont inscrits.',
    );
  });

  test('mal remplis, ils gardent la saisie et disent quoi corriger', async () => {
    const faux = await r.envoyer(RYTHME, [['rythme', 'scolaire']]);
    expect(faux.statusCode).toBe(422);
    expect(faux.body).toContain('Cochez au moins un jour d’accueil.');
    const trop = await r.envoyer(RYTHME, [...SANS_VENDREDI, ['minimum', '5']]);
    expect(trop.statusCode).toBe(422);
    expect(trop.body).toContain('value="5"');
    await r.lire(`${RYTHME}?rythme=jamais`, 422);
  });
});

describe('au moins tant de jours par semaine', () => {
  test('la famille le lit sur son calendrier, et une semaine incomplète n’est pas reçue', async () => {
    const minimum: Champs = [...SANS_VENDREDI, ['minimum', '2'], ['minimum_du', '2027-01-04']];
    expect((await r.envoyer(RYTHME, minimum)).statusCode).toBe(303);
    await reserverPour(r.portail, { ...LEO, jours: ['2026-12-07'] });
    await expect(reserverPour(r.portail, { ...LEO, jours: ['2027-01-04'] })).rejects.toThrow(
      'au moins 2 jours par semaine',
    );
    await reserverPour(r.portail, { ...LEO, jours: ['2027-01-04', '2027-01-07'] });
    await reserverPour(r.portail, { ...LEO, jours: ['2027-01-05'] });
    expect(await r.lire(GARDERIE)).toContain(
      'au moins 2 jours par semaine à partir du lundi 4 janvier 2027',
    );
  });

  test('la semaine coupée par la fin du mois se compte entière', async () => {
    await reserverPour(r.portail, { ...LEO, jours: ['2027-03-29', '2027-04-01', '2027-03-31'] });
    await reserverPour(r.portail, { ...LEO, jours: ['2027-03-30'] });
  });

  test('une semaine type posée en milieu de semaine compte ce qui y est déjà', async () => {
    await reserverPour(r.portail, { ...LEO, jours: ['2027-05-10', '2027-05-11'] });
    const maintenant = r.portail.horloge.now();
    const jeudi = {
      enfantId: DECOR.leo,
      prestationId: DECOR.soir,
      jour: 4,
      semaines: 'toutes',
    } as const;
    await poserSemaine(
      r.portail.services,
      {
        acteur: { compteId: 1, nom: 'Claire Martin' },
        familles: [1],
        annee: '2026-2027',
        semaine: { du: '2027-05-12', au: '2027-05-13', cycle: 'chaque_semaine', cases: [jeudi] },
        cleUnique: crypto.randomUUID(),
      },
      { aujourdhui: '2026-11-16', maintenant, fuseau: 'Europe/Paris' },
    );
    const { rows } = await sql`
      select etat from reservations where enfant_id = ${DECOR.leo} and jour = '2027-05-13'`.execute(
      r.portail.services.db,
    );
    expect(rows).toEqual([{ etat: 'validee' }]);
  });

  test('un minimum ne part pas d’un jour passé', async () => {
    const passe: Champs = [...SANS_VENDREDI, ['minimum', '2'], ['minimum_du', '2026-09-01']];
    expect((await r.envoyer(RYTHME, passe)).statusCode).toBe(422);
  });
});

describe('un jour particulier', () => {
  const samedi = { jour: '2026-12-12', motif: 'marché <b> de Noël', geste: 'ouvrir' };

  test('s’ouvre une fois contre le calendrier, se réserve, et se montre dans l’année', async () => {
    for (const _ of [1, 2]) expect((await r.envoyer(PARTICULIERS, samedi)).statusCode).toBe(303);
    expect(await joursOuverts('2026-12-12', '2026-12-13')).toEqual(['2026-12-12']);
    await r.envoyer(`${GARDERIE}/ouvertures`, {});
    expect(await joursOuverts('2026-12-12', '2026-12-13')).toEqual(['2026-12-12']);
    await reserverPour(r.portail, { ...LEO, jours: ['2026-12-12'] });
    expect(await r.lire(RYTHME)).toContain('12 : marché &lt;b> de Noël');
    expect((await r.lire(GARDERIE)).match(/Ouverture exceptionnelle le/g)).toHaveLength(1);
  });

  test('où des enfants sont inscrits, il ne se ferme ni ne se rend : une fermeture les prévient', async () => {
    for (const geste of ['fermer', 'rendre']) {
      const refus = await r.envoyer(PARTICULIERS, { ...samedi, geste });
      expect(refus.statusCode).toBe(422);
      expect(refus.body).toContain('déclarez une fermeture');
    }
    expect(await joursOuverts('2026-12-12', '2026-12-13')).toEqual(['2026-12-12']);
  });

  test('se ferme, puis se rend au calendrier', async () => {
    const mardi = { jour: '2026-12-15', motif: 'formation', geste: 'fermer' };
    for (const _ of [1, 2]) expect((await r.envoyer(PARTICULIERS, mardi)).statusCode).toBe(303);
    expect(await joursOuverts('2026-12-15', '2026-12-15')).toEqual([]);
    expect(await r.lire(RYTHME)).toContain('15 : formation');
    await expect(reserverPour(r.portail, { ...LEO, jours: ['2026-12-15'] })).rejects.toThrow(
      'fermé : formation',
    );
    const rendu = { jour: '2026-12-15', geste: 'rendre' };
    for (const _ of [1, 2]) expect((await r.envoyer(PARTICULIERS, rendu)).statusCode).toBe(303);
    expect(await joursOuverts('2026-12-15', '2026-12-15')).toEqual(['2026-12-15']);
    const page = await r.lire(GARDERIE);
    expect(page.match(/Fermeture du mardi 15 décembre 2026 levée/g)).toHaveLength(1);
  });

  test.each([
    ['passé', { ...samedi, jour: '2026-11-02' }, 'Ce jour est passé'],
    ['hors des périodes', { ...samedi, jour: '2027-08-02' }, 'dans aucune période'],
    ['déjà ouvert', { ...samedi, jour: '2026-12-14' }, 'déjà ouvert'],
    ['sans motif', { ...samedi, jour: '2026-12-19', motif: '' }, 'Dites pourquoi'],
    ['illisible', { ...samedi, jour: 'demain' }, 'Choisissez un jour.'],
  ])('%s, il est refusé avec sa raison, et la saisie reste', async (_, f, message) => {
    const refus = await r.envoyer(PARTICULIERS, f);
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain(message);
    if (f.motif) expect(refus.body).toContain('value="marché &lt;b> de Noël"');
  });
});

test('la page tient en peu de requêtes', async () => {
  await r.lire(RYTHME);
  r.portail.requetes.length = 0;
  await r.lire(`${RYTHME}?${new URLSearchParams(SANS_VENDREDI)}`);
  expect(r.portail.requetes.length).toBeLessThanOrEqual(10);
});
