import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent, listerCourriels } from '../../../../test/comptes.ts';
import { connecter } from '../../../../test/decor.ts';
import { type Gestes, gestesDe } from '../../../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import type { Db } from '../../../platform/db.ts';

const MERCREDI = '2026-11-25';
const CANARI = '<script>alert(1)</script> O’Brien & "fils"';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;
let nadia: string;
let ailleurs: string;
let guichet: string;
let claire: string;

beforeAll(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: 5, familles: 3 });
  gestes = gestesDe(portail, commune);
  const maintenant = portail.horloge.now();
  nadia = await connecter(db, await ajouterAgent(portail), maintenant);
  await sql`insert into structures (nom, courriel) values ('Autre centre', 'autre@saint-aubin.test')`.execute(
    db,
  );
  ailleurs = await connecter(db, await agentDe('directeur', 2), maintenant);
  guichet = await connecter(db, await agentDe('guichet', null), maintenant);
  claire = await connecter(db, commune.familles[0]?.compteId ?? 0, maintenant);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  await sql`truncate reservations, demandes, declarations, courriels, journal restart identity cascade`.execute(
    db,
  );
  await sql`update places set prises = 0`.execute(db);
  for (const qui of [0, 1]) {
    await gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
  }
  portail.requetes.length = 0;
});

async function agentDe(role: string, structure: number | null): Promise<number> {
  const { rows } = await sql<{ id: number; agent: number }>`
    with c as (insert into comptes (identifiant, active_le, cree_le)
      values (${`${role}.${structure}`}, '2026-09-01', '2026-09-01') returning id),
    a as (insert into agents (compte_id, prenom, nom, role, cree_le)
      select id, 'Agent', ${role}, ${role}, '2026-09-01' from c returning id, compte_id)
    select compte_id as id, id as agent from a`.execute(db);
  const [ligne] = rows;
  if (structure !== null) {
    await sql`insert into agents_structures values (${ligne?.agent}, ${structure})`.execute(db);
  }
  return ligne?.id ?? 0;
}

const lire = (chemin: string, cookie = nadia) => portail.visiter('GET', chemin, { cookie });
const poster = (chemin: string, champs: [string, string][] = [], cookie = nadia) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const NOUVELLE = '/agent/fermetures/nouvelle';
const saisie = (de: Record<string, string> = {}): [string, string][] =>
  Object.entries({
    cle: randomUUID(),
    genre: 'greve',
    du: MERCREDI,
    au: '',
    ou: 's:1',
    decision: 'annuler',
    facturation: 'aucune',
    motif: CANARI,
    ...de,
  });

async function preparer(de: Record<string, string> = {}): Promise<string> {
  const reponse = await poster(NOUVELLE, saisie(de));
  expect(reponse.statusCode).toBe(303);
  return String(reponse.headers.location);
}
const etats = async () => (await gestes.lignes()).map((l) => l.etat);

describe('Déclarer', () => {
  test('l’aperçu dit tout avant que rien ne change : familles, jours, lettre, facture', async () => {
    await sql`update comptes set courriel = null where id = 2`.execute(db);
    await sql`update responsables set portable = '06 00 00 00 02' where compte_id = 2`.execute(db);
    const adresse = await preparer();
    portail.requetes.length = 0;
    const page = await lire(adresse);
    expect(page.statusCode).toBe(200);
    expect(portail.requetes.length).toBeLessThanOrEqual(12);
    for (const dit of [
      'Grève du mercredi 25 novembre',
      '2 familles, 2 enfants, 1 jour',
      'Fermer ces jours et annuler 2 réservations ?',
      'Rien n’est facturé',
      'La lettre que recevra une famille',
      '1 famille sans adresse électronique, à appeler',
      '06 00 00 00 02',
    ]) {
      expect(page.body).toContain(dit);
    }
    expect(page.body).not.toContain('<script>alert(1)');
    expect(await etats()).toEqual(['validee', 'validee']);
    await sql`update comptes set courriel = 'parent.2@famille.test' where id = 2`.execute(db);
  });

  test('ce qui manque se dit, et ce qui est saisi reste', async () => {
    const page = await poster(NOUVELLE, saisie({ motif: '', ou: 'x', facturation: 'tous' }));
    expect(page.statusCode).toBe(422);
    for (const dit of [
      'Cochez au moins un centre',
      'Écrivez ce que liront les familles.',
      'Une grève ou une fermeture ne se facture pas',
      `value="${MERCREDI}"`,
    ]) {
      expect(page.body).toContain(dit);
    }
    expect((await lire('/agent/fermetures')).body).toContain('Rien de déclaré');
  });

  test('un jour où rien n’ouvre ne se ferme pas', async () => {
    const page = await poster(NOUVELLE, saisie({ du: '2026-11-26' }));
    expect([page.statusCode, page.body.includes('n’ouvre ces jours-là')]).toEqual([422, true]);
  });

  test('double-cliqué, un seul brouillon', async () => {
    const champs = saisie();
    const reponses = await Promise.all([1, 2].map(() => poster(NOUVELLE, champs)));
    expect(new Set(reponses.map((r) => r.headers.location)).size).toBe(1);
  });
});

describe('Confirmer, retirer, envoyer', () => {
  test('confirmé : fermé aussitôt, rien n’est parti, et retirer remet tout', async () => {
    const adresse = await preparer();
    const fait = await poster(`${adresse}/confirmation`, [['quand', 'minutes']]);
    expect([fait.statusCode, fait.headers.location]).toEqual([303, adresse]);
    expect(await etats()).toEqual(['annulee_par_centre', 'annulee_par_centre']);
    portail.requetes.length = 0;
    const page = await lire(adresse);
    expect(portail.requetes.length).toBeLessThanOrEqual(11);
    expect(page.body).toMatch(/Les lettres partent dans 30.minutes/);
    expect(page.body).toContain('Retirer la déclaration');
    await poster(`${adresse}/retrait`);
    expect(await etats()).toEqual(['validee', 'validee']);
    expect((await lire(adresse)).body).toContain('est retirée');
    expect(await listerCourriels(portail)).toEqual([]);
  });

  test('tout de suite : les lettres sont écrites, et la page dit à qui', async () => {
    const adresse = await preparer();
    await poster(`${adresse}/confirmation`, [['quand', 'maintenant']]);
    const page = await lire(adresse);
    expect(page.body).toContain('2 lettres');
    expect(page.body).toContain('parent.1@famille.test');
    expect(page.body).not.toContain('Retirer la déclaration');
    const refus = await poster(`${adresse}/retrait`);
    expect([refus.statusCode, refus.body.includes('déjà prévenues')]).toEqual([422, true]);
    expect(await listerCourriels(portail)).toHaveLength(2);
  });

  test('une grande fermeture dit où elle en est, et se relit d’elle-même', async () => {
    const adresse = await preparer();
    await sql`update declarations set etat = 'en_cours', confirmee_par = 1, envoi_le = creee_le`.execute(
      db,
    );
    await sql`insert into avancements_de_declaration values (1, 3000, 12000)`.execute(db);
    const page = await lire(adresse);
    expect(page.body).toMatch(/3.000 réservations sur 12.000/);
    expect(page.headers.refresh).toBe('2');
  });

  test('« Envoyer maintenant » n’attend plus ; une heure illisible se redemande', async () => {
    const adresse = await preparer();
    const refus = await poster(`${adresse}/confirmation`, [['quand', 'heure']]);
    expect([refus.statusCode, refus.body.includes('Indiquez l’heure d’envoi')]).toEqual([
      422,
      true,
    ]);
    await poster(`${adresse}/confirmation`, [
      ['quand', 'heure'],
      ['heure', '18:30'],
    ]);
    expect((await lire(adresse)).body).toMatch(/dans 8.h.30, lundi 16 novembre à 18.h.30/);
    await poster(`${adresse}/envoi`);
    expect(await listerCourriels(portail)).toHaveLength(2);
  });

  test('la famille lit « Annulée par le centre », pourquoi, et que ce n’est pas facturé', async () => {
    const adresse = await preparer({ motif: 'Le personnel est en grève.' });
    await poster(`${adresse}/confirmation`, [['quand', 'maintenant']]);
    const [ligne] = await gestes.lignes();
    const page = await lire(`/famille/reservations/${ligne?.id}`, claire);
    for (const dit of [
      'Annulée par le centre',
      'Grève du mercredi 25 novembre. Le personnel est en grève. Ce jour ne sera pas facturé.',
      'Annulé par le centre : grève du mercredi 25 novembre',
    ]) {
      expect(page.body).toContain(dit);
    }
    const recap = await lire('/famille/inscriptions?mois=2026-11', claire);
    expect(recap.body).toContain('Annulée par le centre');
    const calendrier = await lire(
      `/famille/pre-inscrire/calendrier?enfant=1&periode=${commune.periodeId}`,
      claire,
    );
    expect(calendrier.body).toContain('Fermé : grève');
    const demande = await lire('/famille/demandes/1', claire);
    expect(demande.body).toContain('Annulé par le centre : grève');
  });
});

describe('Qui peut', () => {
  test('un agent d’une autre structure ne la voit pas, ne la confirme pas, ne la retire pas', async () => {
    const adresse = await preparer();
    expect((await lire(adresse, ailleurs)).statusCode).toBe(404);
    expect((await lire('/agent/fermetures', ailleurs)).body).toContain('Rien de déclaré');
    for (const geste of ['confirmation', 'envoi', 'retrait']) {
      expect((await poster(`${adresse}/${geste}`, [], ailleurs)).statusCode).toBe(404);
    }
    expect((await lire(NOUVELLE, ailleurs)).body).not.toContain('MERCREDIS');
    const refus = await poster(NOUVELLE, saisie(), ailleurs);
    expect([refus.statusCode, refus.body.includes('n’ouvre ces jours-là')]).toEqual([422, true]);
    expect(await etats()).toEqual(['validee', 'validee']);
  });

  test('le guichet lit et ne déclare pas ; une famille ne voit rien', async () => {
    const adresse = await preparer();
    const page = await lire(adresse, guichet);
    expect([page.statusCode, page.body.includes('Fermer ces jours et')]).toEqual([200, false]);
    expect((await lire(NOUVELLE, guichet)).statusCode).toBe(404);
    expect((await poster(`${adresse}/confirmation`, [], guichet)).statusCode).toBe(404);
    expect((await lire(adresse, claire)).statusCode).toBe(404);
    expect((await lire('/agent/fermetures/999')).statusCode).toBe(404);
  });

  test('la liste dit ce qui est déclaré, où et par qui, en peu de requêtes', async () => {
    await preparer();
    portail.requetes.length = 0;
    const page = await lire('/agent/fermetures');
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    for (const dit of ['MERCREDIS', 'À confirmer', 'Nadia Benali'])
      expect(page.body).toContain(dit);
  });
});
