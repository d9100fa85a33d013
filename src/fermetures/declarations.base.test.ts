import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { declarationsDe } from '../../test/declarations.ts';
import { type Gestes, gestesDe } from '../../test/gestes.ts';
import {
  type OptionsCommune,
  type PetiteCommune,
  petiteCommune,
} from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { definirPlaces } from '../activites/actions.ts';
import { verifierCompteurs } from '../activites/requetes.ts';
import { type Db, transaction } from '../platform/db.ts';

const MERCREDI = '2026-11-25';
const SUIVANT = '2026-12-02';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let agent: ReturnType<typeof declarationsDe>;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
});
afterEach(async () => {
  expect(await verifierCompteurs(db)).toEqual([]);
  await portail.fermer();
});

async function fonder(options: OptionsCommune = {}) {
  commune = await petiteCommune(db, options);
  gestes = gestesDe(portail, commune);
  agent = declarationsDe(portail.services);
}

const matin = (jour: string) => ({ prestationId: commune.matin, jour });
const journee = (jour: string) => ({ prestationId: commune.journee, jour });
const etats = async () => (await gestes.lignes()).map((l) => `${l.enfant} ${l.jour} ${l.etat}`);
const greve = () => ({ activites: [commune.activiteId] });

async function lire<T>(ordre: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await ordre.execute(db)).rows;
}

/** Tout ce qu'un retrait doit rendre à l'identique. */
async function photographier() {
  return {
    reservations: await lire(sql`select * from reservations order by id`),
    places: await lire(sql`select * from places order by jauge_id, jour`),
    demandes: await lire(sql`select id, traitee_le, annoncee_le from demandes order by id`),
  };
}

describe('Fermer un jour', () => {
  test('annule ce qui est validé, demandé, en attente ; rend les places ; ne sert pas la file', async () => {
    await fonder({ places: 1 });
    await gestes.demander(0, [matin(MERCREDI), matin(SUIVANT)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    await agent.fermer(greve());
    expect(await etats()).toEqual([
      `1 ${MERCREDI} annulee_par_centre`,
      `2 ${MERCREDI} annulee_par_centre`,
      `1 ${SUIVANT} validee`,
    ]);
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
    expect(await gestes.prises(SUIVANT)).toEqual([1, 0]);
    const [ligne] = await gestes.lignes();
    expect(ligne?.motif).toBe(
      'Grève du mercredi 25 novembre. Le personnel est en grève. Ce jour ne sera pas facturé.',
    );
  });

  test('une demande que plus rien n’attend sort de la file à traiter, sans lettre à elle', async () => {
    await fonder({ approbation: 'agent' });
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(1, [matin(MERCREDI), matin(SUIVANT)]);
    const lettres = (await gestes.sujets()).length;
    await agent.fermer(greve());
    const aTraiter = await lire(sql<{ id: number }>`
      select id from demandes where traitee_le is null order by id`);
    expect(aTraiter).toEqual([{ id: 2 }]);
    expect(await gestes.sujets()).toHaveLength(lettres);
  });

  test('plus personne n’y réserve, et la raison se lit ; les autres jours s’ouvrent comme avant', async () => {
    await fonder();
    await agent.fermer(greve());
    await expect(gestes.demander(0, [matin(MERCREDI)])).rejects.toThrow('fermé : grève');
    await gestes.demander(0, [matin(SUIVANT)]);
    expect(await etats()).toEqual([`1 ${SUIVANT} validee`]);
  });

  test('fermer une prestation laisse les autres ouvertes', async () => {
    await fonder();
    await gestes.demander(0, [matin(MERCREDI)]);
    await agent.fermer({ prestations: [commune.journee] });
    await expect(gestes.demander(1, [journee(MERCREDI)])).rejects.toThrow('fermé : grève');
    await gestes.demander(2, [matin(MERCREDI)]);
    expect(await etats()).toEqual([`1 ${MERCREDI} validee`, `3 ${MERCREDI} validee`]);
  });

  test('une classe en sortie : elle seule est annulée, et elle seule ne réserve plus', async () => {
    await fonder({ familles: 3, places: 5 });
    await poserClasses([1, 2]);
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(2, [matin(MERCREDI)]);
    await agent.fermer({ ...greve(), genre: 'sortie_scolaire', classes: [1] });
    expect(await etats()).toEqual([`1 ${MERCREDI} annulee_par_centre`, `3 ${MERCREDI} validee`]);
    await expect(gestes.demander(1, [matin(MERCREDI)])).rejects.toThrow('fermé : sortie scolaire');
  });

  test('un enfant pointé présent garde sa réservation', async () => {
    await fonder();
    await gestes.demander(0, [matin(MERCREDI)]);
    await sql`insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
      values (1, ${commune.matin}, ${MERCREDI}, 'present', '2026-11-25', 1)`.execute(db);
    await agent.fermer(greve());
    expect(await etats()).toEqual([`1 ${MERCREDI} validee`]);
  });

  test('confirmer deux fois ne fait rien de plus', async () => {
    await fonder();
    await gestes.demander(0, [matin(MERCREDI)]);
    const id = await agent.fermer(greve());
    const avant = await photographier();
    await agent.confirmer(id);
    expect(await photographier()).toEqual(avant);
  });

  test('garder ne change aucune réservation et n’en empêche aucune', async () => {
    await fonder({ places: 1 });
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    const avant = await photographier();
    await agent.fermer({ ...greve(), decision: 'garder', facturation: 'tous' });
    expect(await photographier()).toEqual(avant);
    await gestes.demander(2, [matin(MERCREDI)]);
  });

  test('le journal le dit une fois, et une fois par famille, sur la page de chaque jour', async () => {
    await fonder();
    await gestes.demander(0, [matin(MERCREDI), journee(SUIVANT)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    await agent.fermer({ ...greve(), au: SUIVANT });
    const lignes = await lire(sql<{ phrase: string; sujets: string[] }>`
      select phrase, sujets from journal where verbe = 'annuler_par_declaration' order by id`);
    expect(lignes).toEqual([
      {
        phrase:
          'Annulé par le centre : grève du 25 novembre au 2 décembre (Enfant : 2 réservations). Motif : Le personnel est en grève.',
        sujets: ['famille:1', 'enfant:1', 'demande:1', 'reservation:1', 'reservation:2'],
      },
      {
        phrase:
          'Annulé par le centre : grève du mercredi 25 novembre (Enfant : 1 réservation). Motif : Le personnel est en grève.',
        sujets: ['famille:2', 'enfant:2', 'demande:2', 'reservation:3'],
      },
    ]);
    const [acte] = await lire(sql<{ phrase: string }>`
      select phrase from journal where verbe = 'declarer'`);
    expect(acte?.phrase).toContain('3 réservations annulées, 2 familles à prévenir');
  });
});

describe('Retirer une déclaration', () => {
  test('rend tout exactement : états, rangs, motifs, places, demandes à traiter', async () => {
    await fonder({ places: 1, approbation: 'agent', listeAttente: 'manuelle' });
    await gestes.demander(0, [matin(MERCREDI), journee(SUIVANT)]);
    await gestes.trancher([1], 'valider');
    await gestes.demander(1, [matin(MERCREDI)]);
    await gestes.demander(2, [matin(SUIVANT)]);
    const avant = await photographier();
    const id = await agent.fermer({ ...greve(), au: SUIVANT });
    expect(await photographier()).not.toEqual(avant);
    expect(await agent.retirer(id)).toBe(4);
    expect(await photographier()).toEqual(avant);
    expect(await agent.retirer(id)).toBe(0);
    await gestes.demander(1, [journee(SUIVANT)]);
  });

  test('ce qui a changé entre-temps reste comme il est', async () => {
    await fonder({ places: 5 });
    await poserClasses([1]);
    await gestes.demander(0, [matin(MERCREDI), journee(MERCREDI)]);
    const id = await agent.fermer({ ...greve(), genre: 'sortie_scolaire', classes: [1] });
    // L'enfant change de classe : ce jour lui est de nouveau ouvert, il n'y reprend que le matin.
    await sql`delete from scolarites`.execute(db);
    await gestes.demander(0, [matin(MERCREDI)]);
    expect(await agent.retirer(id)).toBe(1);
    const etatsDe = (await gestes.lignes()).map((l) => l.etat).sort();
    expect(etatsDe).toEqual(['annulee_par_centre', 'validee', 'validee']);
  });

  test('une réservation gardée que la famille annule reste annulée', async () => {
    await fonder();
    await gestes.demander(0, [matin(MERCREDI)]);
    const id = await agent.fermer({ ...greve(), decision: 'garder', facturation: 'tous' });
    await gestes.renoncer(0, 1);
    expect(await agent.retirer(id)).toBe(0);
    expect(await etats()).toEqual([`1 ${MERCREDI} annulee_par_famille`]);
  });

  test('des places retirées entre-temps sont relevées : ces enfants avaient la leur', async () => {
    await fonder({ places: 2 });
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    const id = await agent.fermer(greve());
    await transaction(db, (tx) =>
      definirPlaces(tx, { jaugeId: 1, du: MERCREDI, au: MERCREDI, places: 1 }),
    );
    expect(await agent.retirer(id)).toBe(2);
    const [journal] = await lire(sql<{ phrase: string }>`
      select phrase from journal where verbe = 'retirer_declaration'`);
    expect(journal?.phrase).toContain('2 réservations rétablies, 1 place relevée pour elles');
  });

  test('une déclaration plus récente sur ces jours se retire d’abord', async () => {
    await fonder({ places: 5 });
    await poserClasses([1]);
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    const classe = await agent.fermer({ ...greve(), genre: 'enseignant_absent', classes: [1] });
    const ecole = await agent.fermer(greve());
    await expect(agent.retirer(classe)).rejects.toThrow('plus récente');
    expect(await agent.retirer(ecole)).toBe(1);
    expect(await agent.retirer(classe)).toBe(1);
    expect(await etats()).toEqual([`1 ${MERCREDI} validee`, `2 ${MERCREDI} validee`]);
  });
});

describe('Déclarer deux fois le même jour', () => {
  test('le second agent apprend que c’est déjà fait ; rien ne change', async () => {
    await fonder();
    const autre = await agent.preparer(greve());
    await agent.fermer(greve());
    await expect(agent.confirmer(autre)).rejects.toThrow('déjà déclarés');
  });

  test('ce qui reste à fermer l’est ; ce que tient la première lui reste', async () => {
    await fonder();
    await gestes.demander(0, [matin(MERCREDI), journee(SUIVANT)]);
    await agent.fermer(greve());
    const seconde = await agent.fermer({ ...greve(), au: SUIVANT });
    expect(await agent.retirer(seconde)).toBe(1);
    expect(await etats()).toEqual([`1 ${MERCREDI} annulee_par_centre`, `1 ${SUIVANT} validee`]);
  });
});

/** Ces enfants sont en CE1 cette année ; les autres n'ont pas de classe. */
async function poserClasses(enfants: readonly number[]) {
  await sql`insert into ecoles (nom, code_insee) values ('École du Bourg', '45999')`.execute(db);
  await sql`insert into classes (ecole_id, nom, niveau) values (1, 'CE1', 'CE1')`.execute(db);
  await sql`insert into scolarites select e, '2026-2027', 1 from unnest(${enfants}::int[]) e`.execute(
    db,
  );
}
