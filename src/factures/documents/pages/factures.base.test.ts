import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { CANARI_FACTURE } from '../../../../test/facture.ts';
import { ajouterRegisseur, emettreFacture, poserRegie, regler } from '../../../../test/factures.ts';
import { lirePdf } from '../../../../test/pdf.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

let portail: Portail;
let claire = '';
let paul = '';
let marc = '';
let regisseur = '';
let guichet = '';
let commune = 0;
let deClaire = 0;
let avoir = 0;

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await poserRegie(db);
  await sql`
    with c as (insert into comptes (identifiant, courriel, cree_le)
      values ('marc', 'marc@exemple.test', '2026-08-01') returning id),
    r as (insert into responsables (compte_id, prenom, nom, cree_le)
      select id, 'Marc', 'MARTIN', '2026-08-01' from c returning id)
    insert into rattachements select 1, id, 'pere', '2026-08-02' from r`.execute(db);
  await sql`insert into payeurs (genre, famille_id, responsable_id, cree_le)
    values ('responsable', 1, 1, '2026-08-01')`.execute(db);
  await sql`update responsables set adresse = '12 rue des Tilleuls', code_postal = '45130',
    commune = 'Saint-Aubin' where id = 1`.execute(db);
  const maintenant = portail.horloge.now();
  claire = await connecter(db, 1, maintenant);
  paul = await connecter(db, 2, maintenant);
  marc = await connecter(db, 3, maintenant);
  regisseur = await connecter(db, await ajouterRegisseur(db), maintenant);
  guichet = await connecter(db, await ajouterRegisseur(db, 'guichet'), maintenant);
  commune = await emettreFacture(db, { numero: 1, payeur: 1 });
  deClaire = await emettreFacture(db, { numero: 2, payeur: 3 });
  await regler(db, {
    payeur: 1,
    jour: '2026-11-10',
    numero: 1,
    parts: [{ facture: commune, centimes: 1000 }],
  });
  const { rows } = await sql<{ id: number }>`
    insert into factures (regie_id, exercice, numero, genre, payeur_id, avoir_de, motif, jour,
      echeance, du, au, montant_centimes, emetteur, destinataire, emise_le)
    values (1, 2026, 3, 'avoir', 3, ${deClaire}, 'Grève', '2026-11-12', '2026-11-12', '2026-10-01',
      '2026-10-31', -2105, '{}', '{"nom":"Mme Claire MARTIN"}', '2026-11-12') returning id`.execute(
    db,
  );
  avoir = rows[0]?.id ?? 0;
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie: string) => portail.visiter('GET', chemin, { cookie });
const pdf = async (chemin: string, cookie: string) => {
  const reponse = await ouvrir(chemin, cookie);
  expect(reponse.statusCode).toBe(200);
  return { reponse, ...lirePdf(reponse.rawPayload) };
};

describe('Le PDF d’une facture', () => {
  test('s’ouvre pour qui la paie, avec les mentions et la situation du jour', async () => {
    const { reponse, texte } = await pdf(`/famille/factures/${commune}/pdf`, claire);
    expect(reponse.headers['content-type']).toBe('application/pdf');
    expect(reponse.headers['content-disposition']).toBe(
      'inline; filename="facture-2026-000001.pdf"',
    );
    expect(reponse.headers['cache-control']).toBe('no-store');
    const lu = texte.replace(/[\u00a0\u202f\n]/g, ' ');
    for (const dit of ['Saint-Aubin', '12 rue des Tilleuls', 'Léo MARTIN', '11,05 €']) {
      expect(lu).toContain(dit);
    }
    expect(lu.replace(/\s/g, '')).toContain(CANARI_FACTURE.replace(/\s/g, ''));
    expect(lu).toContain('http://portail.test/famille/factures');
  });

  test('l’avoir dit la facture qu’il annule', async () => {
    const { texte } = await pdf(`/famille/factures/${avoir}/pdf`, claire);
    expect(texte).toContain('Avoir n° 2026-000003');
    expect(texte).toContain('la facture n° 2026-000002');
  });

  test('l’autre parent lit la facture commune, jamais celle de l’un', async () => {
    await pdf(`/famille/factures/${commune}/pdf`, marc);
    await pdf(`/famille/factures/${deClaire}/pdf`, claire);
    const refusee = await ouvrir(`/famille/factures/${deClaire}/pdf`, marc);
    const absente = await ouvrir('/famille/factures/999/pdf', marc);
    expect([refusee.statusCode, absente.statusCode]).toEqual([404, 404]);
    expect((await ouvrir(`/famille/factures/${commune}/pdf`, paul)).statusCode).toBe(404);
    expect((await ouvrir('/famille/factures/abc/pdf', paul)).statusCode).toBe(404);
  });

  test('le régisseur ouvre toutes les factures ; le guichet, aucune', async () => {
    await pdf(`/agent/factures/${deClaire}/pdf`, regisseur);
    expect((await ouvrir(`/agent/factures/${deClaire}/pdf`, guichet)).statusCode).toBe(404);
    expect((await ouvrir('/agent/factures/999/pdf', regisseur)).statusCode).toBe(404);
  });

  test('se lit en quatre requêtes', async () => {
    portail.requetes.length = 0;
    await pdf(`/famille/factures/${commune}/pdf`, claire);
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
  });
});

describe('La quittance', () => {
  test('dit la somme reçue, le moyen et la facture payée', async () => {
    const { reponse, texte } = await pdf('/famille/quittances/1/pdf', marc);
    expect(reponse.headers['content-disposition']).toContain('quittance-2026-000001.pdf');
    const lu = texte.replace(/[\u00a0\u202f\n]/g, ' ');
    for (const dit of ['10 novembre 2026', 'Chèque', 'Facture n° 2026-000001 10,00 €']) {
      expect(lu).toContain(dit);
    }
  });

  test('n’existe que pour son payeur et pour la régie', async () => {
    const statuts = [
      await ouvrir('/famille/quittances/1/pdf', paul),
      await ouvrir('/famille/quittances/99/pdf', claire),
      await ouvrir('/agent/quittances/1/pdf', guichet),
      await ouvrir('/agent/quittances/1/pdf', regisseur),
    ].map((r) => r.statusCode);
    expect(statuts).toEqual([404, 404, 404, 200]);
  });
});
