import { verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recompterPlaces, verifierCompteurs } from '../../../src/activites/requetes/places.ts';
import { type Db, openDatabase, transaction } from '../../../src/platform/db.ts';
import { deriveKeyring } from '../../../src/platform/encryption.ts';
import { jourDeLaSemaine } from '../../../src/platform/jours.ts';
import { lireSante } from '../../../src/sante/actions/fiche.ts';
import { creerBase } from '../../../test/base.ts';
import {
  COMPTES_DE_DEMONSTRATION,
  chargerSaintAubin,
  MOT_DE_PASSE_DE_DEMONSTRATION,
} from './charger.ts';
import { NOM_CANARI } from './familles.ts';

const ADRESSE = 'http://localhost:3000';
const ETATS = [
  'annulee_par_centre',
  'annulee_par_famille',
  'demandee',
  'en_liste_attente',
  'refusee',
  'validee',
];

const CLES = deriveKeyring('les clés de cet essai');

/** Novembre, l'été qui prépare la rentrée, et le milieu d'hiver : le jeu vit toute l'année. */
describe.each(['2026-11-23T09:00:00Z', '2026-07-10T09:00:00Z', '2027-02-10T22:30:00Z'])(
  'Saint-Aubin, chargée le %s',
  (date) => {
    const maintenant = new Date(date);
    let db: Db;
    let supprimer: () => Promise<void>;

    beforeAll(async () => {
      const base = await creerBase();
      supprimer = base.supprimer;
      db = openDatabase(base.config);
      await chargerSaintAubin(db, { maintenant, adresse: ADRESSE, cles: CLES });
    });
    afterAll(async () => {
      await db.destroy();
      await supprimer();
    });

    async function lire<T>(ordre: ReturnType<typeof sql<T>>): Promise<T[]> {
      return (await ordre.execute(db)).rows;
    }

    it('se charge une seule fois : recommencer ne touche à rien', async () => {
      const compter = () => lire(sql<{ n: number }>`select count(*)::int as n from reservations`);
      const avant = await compter();
      const retour = await chargerSaintAubin(db, { maintenant, adresse: ADRESSE });
      expect(retour).toMatchObject({ charge: false, connexion: `${ADRESSE}/connexion` });
      expect(await compter()).toEqual(avant);
    });

    it('a deux fiches sanitaires, dont un PAI, que les clés du portail ouvrent', async () => {
      const enfants = await lire(
        sql<{ prenom: string; id: number; pai: boolean }>`
          select e.prenom, e.id, f.pai from fiches_sanitaires f
          join enfants e on e.id = f.enfant_id order by f.pai desc`,
      );
      expect(enfants.map((e) => [e.prenom, e.pai])).toEqual([
        ['Lucie', true],
        ['Hugo', false],
      ]);
      const sante = await lireSante(db, { config: { cles: CLES } }, enfants[0]?.id ?? 0);
      expect(sante.pai?.contenu?.texte).toContain('Trousse rouge');
    });

    it('tient des compteurs de places justes, et un compteur faussé se voit', async () => {
      expect(await verifierCompteurs(db)).toEqual([]);
      await sql`update places set prises = prises + 1 where (jauge_id, jour) in
        (select jauge_id, jour from places where prises < places order by jour limit 1)`.execute(
        db,
      );
      expect(await verifierCompteurs(db)).toHaveLength(1);
      await transaction(db, recompterPlaces);
      expect(await verifierCompteurs(db)).toEqual([]);
    });

    it('ouvre la cantine lundi, mardi, jeudi, vendredi, et les mercredis le mercredi', async () => {
      const rows = await lire(sql<{ genre: string; jour: string }>`
        select a.genre, o.jour from ouvertures o join prestations p on p.id = o.prestation_id
          join activites a on a.id = p.activite_id where a.genre in ('cantine', 'mercredi')`);
      const semaine = (genre: string) => [
        ...new Set(rows.filter((r) => r.genre === genre).map((r) => jourDeLaSemaine(r.jour))),
      ];
      expect(semaine('cantine').sort()).toEqual([1, 2, 4, 5]);
      expect(semaine('mercredi')).toEqual([3]);
    });

    it.each(['Martin', 'Petit'])('montre les six états à la famille %s', async (nom) => {
      const rows = await lire(sql<{ etat: string }>`
        select distinct r.etat from reservations r join enfants e on e.id = r.enfant_id
          join familles f on f.id = e.famille_id where f.nom = ${nom} order by 1`);
      expect(rows.map(({ etat }) => etat)).toEqual(ETATS);
    });

    it('met Mila première et Hugo deuxième sur la liste d’un mercredi complet', async () => {
      const rows = await lire(sql<{ prenom: string }>`
        select e.prenom from reservations r join enfants e on e.id = r.enfant_id
        where r.etat = 'en_liste_attente' and r.jour > ${maintenant}::date
        order by r.jour, r.ordre_attente limit 3`);
      expect(rows.map(({ prenom }) => prenom)).toEqual(['Mila', 'Hugo', 'Nour']);
    });

    it('ne met personne en attente là où il reste une place', async () => {
      expect(
        await lire(sql`
          select r.id from reservations r
          where r.etat = 'en_liste_attente' and not exists (
            select from jauges_prestations jp
              join places p on p.jauge_id = jp.jauge_id and p.jour = r.jour
            where jp.prestation_id = r.prestation_id and p.prises = p.places)`),
      ).toEqual([]);
    });

    it('laisse une douzaine de demandes à traiter, toutes à venir et déjà reçues', async () => {
      const rows = await lire(sql<{ recue_le: Date; premier: string }>`
        select d.recue_le, min(r.jour) as premier from demandes d
          join reservations r on r.demande_id = d.id
        where d.traitee_le is null group by d.id`);
      expect(rows.length).toBeGreaterThanOrEqual(10);
      expect(rows.length).toBeLessThanOrEqual(18);
      for (const { recue_le, premier } of rows) {
        expect(recue_le < maintenant).toBe(true);
        expect(premier > date.slice(0, 10)).toBe(true);
      }
    });

    it('ne raconte rien qui ne soit pas encore arrivé', async () => {
      expect(
        await lire(sql`
          select 'demande' from demandes where greatest(recue_le, traitee_le) > ${maintenant}
          union all select 'reservation' from reservations
            where greatest(creee_le, decidee_le, annulee_le) > ${maintenant}
          union all select 'journal' from journal where le > ${maintenant}`),
      ).toEqual([]);
    });

    it('donne à chaque compte montré le mot de passe imprimé', async () => {
      const rows = await lire(sql<{ identifiant: string; hache: string }>`
        select identifiant::text as identifiant, mot_de_passe_hache as hache from comptes
        where active_le is not null`);
      const haches = new Map(rows.map((r) => [r.identifiant, r.hache]));
      for (const { identifiant } of COMPTES_DE_DEMONSTRATION) {
        const hache = haches.get(identifiant) ?? '';
        expect(hache).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
        expect(await verify(hache, MOT_DE_PASSE_DE_DEMONSTRATION)).toBe(true);
      }
    });

    it('contient les cas : canari, jamais activé, sans courriel, deux familles', async () => {
      const [cas] = await lire(sql<Record<string, number>>`
        select (select count(*) from familles where nom = ${NOM_CANARI})::int as canari,
          (select count(*) from comptes where active_le is null)::int as jamais_active,
          (select count(*) from comptes where courriel is null)::int as sans_courriel,
          (select count(*) from (select from rattachements group by responsable_id
            having count(*) > 1) as r)::int as deux_familles`);
      expect(cas).toEqual({ canari: 1, jamais_active: 1, sans_courriel: 1, deux_familles: 1 });
    });
  },
);
