import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { creerBase } from '../../../test/base.ts';
import { planter, reserver, type Terrain } from '../../../test/terrain-activites.ts';
import { type Db, openDatabase, type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Jour } from '../../platform/jours.ts';
import { listerDelais } from '../requetes/delais.ts';
import { verifierCompteurs } from '../requetes/places.ts';
import { VACANCES_SCOLAIRES } from '../vacances-scolaires.ts';
import { chargerVacances, engendrerOuvertures } from './ouvrir.ts';
import { definirPlaces } from './places.ts';

let db: Db;
let supprimer: () => Promise<void>;

beforeAll(async () => {
  const base = await creerBase();
  supprimer = base.supprimer;
  db = openDatabase(base.config);
});
afterAll(async () => {
  await db.destroy();
  await supprimer();
});
beforeEach(async () => {
  await sql`truncate collectivites, communes, comptes, structures, familles, enfants, activites,
    demandes, reservations, jauges, places, fermetures, vacances_scolaires
    restart identity cascade`.execute(db);
});

async function joursOuverts(tx: Tx, prestation: number): Promise<Jour[]> {
  const { rows } = await sql<{ jour: Jour }>`
    select jour from ouvertures where prestation_id = ${prestation} order by jour`.execute(tx);
  return rows.map(({ jour }) => jour);
}

async function fermer(tx: Tx, jour: Jour, activite: number | null = null): Promise<void> {
  await sql`insert into fermetures (activite_id, du, au, motif)
    values (${activite}, ${jour}, ${jour}, 'Grève')`.execute(tx);
}

const dansUneBase = (scenario: (tx: Tx, t: Terrain) => Promise<void>) => () =>
  transaction(db, async (tx) => scenario(tx, await planter(tx)));

describe('les ouvertures', () => {
  it(
    'sont les mercredis de classe, ni vacances ni fériés, pour chaque prestation',
    dansUneBase(async (tx, t) => {
      const bilan = await engendrerOuvertures(tx, t.annee);
      const jours = await joursOuverts(tx, t.matin);
      expect(jours).toEqual(await joursOuverts(tx, t.journee));
      expect(bilan).toEqual({ ajoutees: jours.length * 2, retirees: 0, gardees: 0 });
      expect(jours[0]).toBe('2026-09-02');
      expect(jours.at(-1)).toBe('2027-06-30');
      expect(jours).not.toContain('2026-10-21'); // Toussaint
      expect(jours).not.toContain('2026-11-11'); // Armistice
      expect(jours).not.toContain('2027-02-24'); // hiver, zone B
      expect(jours).toContain('2027-02-17'); // hiver en zone A seulement
    }),
  );

  it(
    'engendrées deux fois ne changent rien',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      const avant = await joursOuverts(tx, t.matin);
      expect(await engendrerOuvertures(tx, t.annee)).toEqual({
        ajoutees: 0,
        retirees: 0,
        gardees: 0,
      });
      expect(await joursOuverts(tx, t.matin)).toEqual(avant);
    }),
  );

  it(
    'disparaissent le jour d’une fermeture, et reviennent avec elle',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      await fermer(tx, '2026-09-16');
      expect(await engendrerOuvertures(tx, t.annee)).toMatchObject({ retirees: 2, ajoutees: 0 });
      expect(await joursOuverts(tx, t.matin)).not.toContain('2026-09-16');
      await sql`delete from fermetures`.execute(tx);
      expect(await engendrerOuvertures(tx, t.annee)).toMatchObject({ retirees: 0, ajoutees: 2 });
    }),
  );

  it(
    'ignorent la fermeture d’une autre activité',
    dansUneBase(async (tx, t) => {
      await fermer(tx, '2026-09-16', t.cantine);
      await engendrerOuvertures(tx, t.annee);
      expect(await joursOuverts(tx, t.matin)).toContain('2026-09-16');
      await fermer(tx, '2026-09-23', t.mercredis);
      expect(await engendrerOuvertures(tx, t.annee)).toMatchObject({ retirees: 2 });
    }),
  );

  it.each(['demandee', 'en_liste_attente', 'validee'])(
    'restent tant qu’une réservation « %s » y est attachée',
    (etat) =>
      dansUneBase(async (tx, t) => {
        await engendrerOuvertures(tx, t.annee);
        await reserver(tx, t, '2026-09-16', { etat });
        await fermer(tx, '2026-09-16');
        expect(await engendrerOuvertures(tx, t.annee)).toEqual({
          ajoutees: 0,
          retirees: 1, // la journée, que personne n'attend
          gardees: 1,
        });
        expect(await joursOuverts(tx, t.matin)).toContain('2026-09-16');
      })(),
  );

  it(
    'ne sont pas retenues par une réservation annulée',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      await reserver(tx, t, '2026-09-16', { etat: 'annulee_par_famille' });
      await fermer(tx, '2026-09-16');
      expect(await engendrerOuvertures(tx, t.annee)).toMatchObject({ retirees: 2, gardees: 0 });
    }),
  );

  it(
    'd’une période inconnue : introuvable',
    dansUneBase(async (tx) => {
      await expect(engendrerOuvertures(tx, 9999)).rejects.toThrow(Introuvable);
    }),
  );
});

describe('les vacances officielles', () => {
  it(
    'chargées deux fois restent les mêmes, et une date corrigée remplace l’ancienne',
    dansUneBase(async (tx) => {
      await sql`update vacances_scolaires set du = '2026-10-01'
        where zone = 'B' and du = '2026-10-17'`.execute(tx);
      await chargerVacances(tx);
      const { rows } = await sql<{ n: number; justes: number }>`
        select count(*)::int as n, (count(*) filter (where zone = 'B' and du = '2026-10-17'))::int
          as justes from vacances_scolaires`.execute(tx);
      expect(rows[0]).toEqual({ n: VACANCES_SCOLAIRES.length, justes: 1 });
    }),
  );
});

describe('les places', () => {
  const septembre = { du: '2026-09-01', au: '2026-09-30' };

  it(
    'se fixent chaque jour ouvert d’une prestation de la jauge, et se corrigent',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      expect(await definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 16 })).toBe(5);
      await definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 12 });
      const { rows } = await sql`
        select count(*)::int as jours, min(places) as min, max(places) as max from places
      `.execute(tx);
      expect(rows[0]).toEqual({ jours: 5, min: 12, max: 12 });
    }),
  );

  it(
    'ne descendent jamais sous celles déjà prises, et le refus dit quel jour et combien',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      await definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 16 });
      await sql`update places set prises = 11 where jour = '2026-09-16'`.execute(tx);
      await sql`update places set prises = 14 where jour = '2026-09-23'`.execute(tx);
      await expect(
        definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 10 }),
      ).rejects.toThrow(
        new Refus(
          'places_deja_prises',
          'Le mercredi 23 septembre 2026, 14 places sont déjà prises, et un autre jour en a plus ' +
            'de 10. Indiquez au moins 14, ou annulez d’abord des réservations.',
          'places',
        ),
      );
      expect(await definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 14 })).toBe(5);
    }),
  );

  it(
    'fixées après des réservations comptent celles-ci, une seule par enfant et par jour',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      await reserver(tx, t, '2026-09-16');
      await reserver(tx, t, '2026-09-23', { etat: 'demandee' });
      await expect(
        definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 0 }),
      ).rejects.toThrow('1 place est déjà prise');
      await definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 1 });
      expect(await verifierCompteurs(tx)).toEqual([]);
      const { rows } = await sql`select jour from places where prises = 1`.execute(tx);
      expect(rows).toEqual([{ jour: '2026-09-16' }]);
    }),
  );

  it.each([-1, 1.5, Number.NaN])('ne valent jamais %d', (places) =>
    dansUneBase(async (tx, t) => {
      await expect(definirPlaces(tx, { jaugeId: t.salle, ...septembre, places })).rejects.toThrow(
        Refus,
      );
    })(),
  );

  it(
    'dont le compteur ment se voient',
    dansUneBase(async (tx, t) => {
      await engendrerOuvertures(tx, t.annee);
      await definirPlaces(tx, { jaugeId: t.salle, ...septembre, places: 3 });
      expect(await verifierCompteurs(tx)).toEqual([]);
      await reserver(tx, t, '2026-09-16');
      expect(await verifierCompteurs(tx)).toEqual([
        { jaugeId: t.salle, jauge: 'Salle', jour: '2026-09-16', prises: 0, attendues: 1 },
      ]);
    }),
  );
});

describe('les délais', () => {
  const ecrire = (tx: Tx, t: Terrain, regle: unknown) =>
    sql`insert into delais (activite_id, prestation_id, pour, du, regle)
      values (${t.mercredis}, ${t.matin}, 'annuler', '2026-09-01', ${JSON.stringify(regle)})
    `.execute(tx);

  it(
    'se relisent avec leur prestation, leur validité et leur règle',
    dansUneBase(async (tx, t) => {
      const regle = { forme: 'heures', heures: 48, debutJournee: '07:30' };
      await ecrire(tx, t, regle);
      expect(await listerDelais(tx, t.mercredis)).toEqual([
        {
          id: 1,
          pour: 'annuler',
          prestationId: t.matin,
          du: '2026-09-01',
          au: null,
          regle,
          tardif: 'refusee',
        },
      ]);
      expect(await listerDelais(tx, t.cantine)).toEqual([]);
    }),
  );

  it(
    'mal écrits ne décident de rien : la lecture échoue et nomme la ligne',
    dansUneBase(async (tx, t) => {
      await ecrire(tx, t, { forme: 'heures', heurs: 48 });
      await expect(listerDelais(tx, t.mercredis)).rejects.toThrow('Le délai 1 est mal écrit.');
    }),
  );
});
