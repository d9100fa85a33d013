import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ajouterRegisseur, emettreFacture, poserRegie } from '../../../../test/factures.ts';
import { lirePdf } from '../../../../test/pdf.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { type Attachment, sendQueuedMail } from '../../../platform/mail.ts';
import { composerPieces } from '../pieces.ts';
import { envoyerCampagne } from './envoyer.ts';

const NADIA = { compteId: null, nom: 'Nadia Benali' };

let portail: Portail;
let regisseur = '';
let guichet = '';

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await poserRegie(db);
  await sql`insert into payeurs (genre, nom, adresse, code_postal, commune, courriel, cree_le) values
    ('tiers', 'CCAS de Saint-Aubin', '2 rue du Puits', '45130', 'Saint-Aubin', 'ccas@exemple.test', '2026-08-01'),
    ('tiers', 'Comité de l’usine', '8 quai Nord', '45000', 'Orléans', null, '2026-08-01'),
    ('tiers', 'Amicale', '9 quai Nord', '45000', 'Orléans', null, '2026-08-01')`.execute(db);
  await sql`update responsables set facture_electronique = (id = 1), adresse = '3 rue Haute',
    code_postal = '45190', commune = 'Beaugency'`.execute(db);
  await sql`insert into campagnes (regie_id, mois, ouverte_le, emise_le) values
    (1, '2026-10-01', '2026-11-02', '2026-11-05'), (1, '2026-11-01', '2026-11-15', null)`.execute(
    db,
  );
  for (const payeur of [1, 2, 3, 4, 5]) {
    await emettreFacture(db, { numero: payeur, payeur, campagne: 1 });
  }
  regisseur = await connecter(db, await ajouterRegisseur(db), portail.horloge.now());
  guichet = await connecter(db, await ajouterRegisseur(db, 'guichet'), portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`truncate envois_de_factures, courriels, journal restart identity cascade`.execute(db);
  await sql`update campagnes set envoyee_le = null`.execute(db);
});

const envoyer = (campagne = 1) => envoyerCampagne(portail.services, campagne, NADIA);
const lignes = async (ordre: ReturnType<typeof sql<Record<string, unknown>>>) =>
  (await ordre.execute(portail.services.db)).rows;

describe('Envoyer une campagne', () => {
  test('par courriel à qui l’a choisi, sur papier aux autres', async () => {
    expect(await envoyer()).toEqual({ factures: 5, courriel: 2, papier: 3 });
    const voies = await lignes(
      sql`select facture_id as f, voie from envois_de_factures order by 1`,
    );
    expect(voies.map((v) => v.voie)).toEqual([
      'courriel',
      'papier',
      'courriel',
      'papier',
      'papier',
    ]);
    const courriels = await lignes(
      sql`select destinataire, sujet, texte, pieces from courriels order by id`,
    );
    expect(courriels.map((c) => c.destinataire)).toEqual([
      'claire@exemple.test',
      'ccas@exemple.test',
    ]);
    expect(courriels[0]?.texte).toContain('http://portail.test/famille/factures/1');
    expect(courriels[1]?.texte).not.toContain('http://portail.test');
    expect(courriels[0]?.pieces).toEqual([{ genre: 'facture', id: 1 }]);
    const [note] = await lignes(sql`select phrase from journal`);
    expect(note?.phrase).toContain('2 par courriel, 3 sur papier');
  });

  test('deux fois égale une, même ensemble', async () => {
    await Promise.all([envoyer(), envoyer(), envoyer()]);
    await envoyer();
    expect((await lignes(sql`select 1 from courriels`)).length).toBe(2);
    expect((await lignes(sql`select 1 from envois_de_factures`)).length).toBe(5);
    expect((await lignes(sql`select 1 from journal`)).length).toBe(1);
  });

  test('interrompue, elle reprend sans rien renvoyer', async () => {
    await sql`insert into envois_de_factures values (1, 'courriel', '2026-11-16')`.execute(
      portail.services.db,
    );
    expect(await envoyer()).toEqual({ factures: 5, courriel: 2, papier: 3 });
    const courriels = await lignes(sql`select destinataire from courriels`);
    expect(courriels).toEqual([{ destinataire: 'ccas@exemple.test' }]);
  });

  test('pas encore émise, elle ne part pas', async () => {
    await expect(envoyer(2)).rejects.toThrow('pas encore émise');
  });

  test('le courriel emporte le PDF, composé quand il part', async () => {
    await envoyer();
    const partis: { to: string; attachments: Attachment[] }[] = [];
    const { services } = portail;
    await sendQueuedMail(
      services.db,
      { send: async (mail) => void partis.push(mail) },
      1,
      services.clock.now(),
      (pieces) => composerPieces(services, pieces),
    );
    const [piece] = partis[0]?.attachments ?? [];
    expect(piece?.filename).toBe('facture-2026-000001.pdf');
    expect(lirePdf(piece?.content ?? Buffer.alloc(0)).texte).toContain('Facture n° 2026-000001');
  });
});

describe('La page d’envoi', () => {
  test('dit ce qui part, envoie, puis donne le courrier trié pour la poste', async () => {
    const cookie = regisseur;
    const avant = await portail.visiter('GET', '/agent/campagnes/1/envoi', { cookie });
    expect(avant.body).toContain('Envoyer les factures');
    const fait = await portail.visiter('POST', '/agent/campagnes/1/envoi', { cookie });
    expect(fait.statusCode).toBe(303);
    const apres = await portail.visiter('GET', '/agent/campagnes/1/envoi', { cookie });
    expect(apres.body).toContain('Toutes les factures sont parties');
    const { rawPayload } = await portail.visiter('GET', '/agent/campagnes/1/courrier.pdf', {
      cookie,
    });
    const { texte, pages } = lirePdf(rawPayload);
    expect(pages).toBe(3);
    const ordre = ['Amicale', 'Comité de l’usine', 'Paul PETIT'].map((nom) => texte.indexOf(nom));
    expect(ordre).toEqual([...ordre].sort((a, b) => a - b));
    expect(Math.min(...ordre)).toBeGreaterThan(0);
  });

  test('n’existe que pour la régie', async () => {
    for (const chemin of ['/agent/campagnes/1/envoi', '/agent/campagnes/1/courrier.pdf']) {
      expect((await portail.visiter('GET', chemin, { cookie: guichet })).statusCode).toBe(404);
    }
    const envoi = await portail.visiter('POST', '/agent/campagnes/1/envoi', { cookie: guichet });
    expect(envoi.statusCode).toBe(404);
  });
});
