import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ajouterRegisseur, emettreFacture, poserRegie, regler } from '../../../../test/factures.ts';
import { lirePdf } from '../../../../test/pdf.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { lancerEnsemble, PAYEURS_TENUS } from '../../../../test/verrous.ts';
import { relancer } from './relancer.ts';
import { emettreTitres } from './titrer.ts';

const NADIA = { compteId: null, nom: 'Nadia Benali' };
const COMMUNE = { fuseau: 'Europe/Paris', nom: 'Commune de Saint-Aubin' };

let portail: Portail;
let regisseur = '';
let guichet = '';
const f = { claire1: 0, claire2: 0, paul: 0, soldee: 0, petite: 0 };

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2026-12-22T09:00Z') });
  const { db } = portail.services;
  await poserDecor(db);
  await poserRegie(db);
  await sql`update responsables set facture_electronique = (id = 1), adresse = '3 rue Haute',
    code_postal = '45190', commune = 'Beaugency'`.execute(db);
  await sql`insert into payeurs (genre, nom, cree_le)
    values ('tiers', '=CMD("x")', '2026-08-01')`.execute(db);
  const ligne = (centimes: number) => [
    { enfant: 1, prestation: 1, jour: '2026-10-05', centimes, garde: true },
  ];
  f.claire1 = await emettreFacture(db, { numero: 1, payeur: 1, lignes: ligne(4560) });
  f.claire2 = await emettreFacture(db, { numero: 2, payeur: 1, lignes: ligne(1000) });
  f.paul = await emettreFacture(db, { numero: 3, payeur: 2, lignes: ligne(2000) });
  f.soldee = await emettreFacture(db, { numero: 4, payeur: 2, lignes: ligne(700) });
  f.petite = await emettreFacture(db, { numero: 5, payeur: 3, lignes: ligne(1200) });
  await regler(db, {
    payeur: 2,
    jour: '2026-12-01',
    numero: 1,
    parts: [{ facture: f.soldee, centimes: 700 }],
  });
  regisseur = await connecter(db, await ajouterRegisseur(db), portail.horloge.now());
  guichet = await connecter(db, await ajouterRegisseur(db, 'guichet'), portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.reset();
  await sql`truncate relances, titres, contestations, courriels, journal
    restart identity cascade`.execute(portail.services.db);
  await sql`delete from compteurs_de_numeros where serie = 'titre'`.execute(portail.services.db);
});

const lignes = async <L>(ordre: ReturnType<typeof sql<L>>) =>
  (await ordre.execute(portail.services.db)).rows;
const relancerTout = () =>
  relancer(portail.services, { factureIds: Object.values(f), acteur: NADIA, commune: COMMUNE });
const titrerTout = () =>
  emettreTitres(portail.services, {
    factureIds: Object.values(f),
    acteur: NADIA,
    commune: COMMUNE,
  });
const ouvrir = (chemin: string, cookie = regisseur) => portail.visiter('GET', chemin, { cookie });
const le = (jour: string) => portail.horloge.moveTo(new Date(`${jour}T09:00Z`));
async function relancerTroisFois() {
  for (const jour of ['2026-12-22', '2027-01-06', '2027-01-20']) {
    le(jour);
    await relancerTout();
  }
}

describe('Relancer', () => {
  test('une lettre par payeur : par courriel à qui l’a choisi, sur papier aux autres', async () => {
    expect(await relancerTout()).toEqual({ courriel: 1, papier: 2 });
    const faites = await lignes(sql<{ facture: number; degre: number; voie: string }>`
      select facture_id as facture, degre, voie from relances order by 1`);
    expect(faites).toEqual([
      { facture: f.claire1, degre: 1, voie: 'courriel' },
      { facture: f.claire2, degre: 1, voie: 'courriel' },
      { facture: f.paul, degre: 1, voie: 'papier' },
      { facture: f.petite, degre: 1, voie: 'papier' },
    ]);
    const [courriel] = await lignes(sql<{ sujet: string; texte: string; pieces: object[] }>`
      select sujet, texte, pieces from courriels`);
    expect(courriel?.sujet.replace(/\s/g, ' ')).toBe('Rappel : une somme reste à payer (55,60 €)');
    expect(courriel?.texte).toContain('2026-000002');
    expect(courriel?.pieces.length).toBe(2);
    expect((await lignes(sql`select 1 from journal`)).length).toBe(3);
  });

  test('deux fois égale une, même ensemble', async () => {
    const { db } = portail.services;
    const parties: number[] = [];
    const relance = async () => {
      const { courriel, papier } = await relancerTout();
      parties.push(courriel + papier);
    };
    await lancerEnsemble(db, PAYEURS_TENUS, [relance, relance]);
    expect(parties.toSorted()).toEqual([0, 3]);
    await relancerTout();
    expect((await lignes(sql`select 1 from relances`)).length).toBe(4);
    expect((await lignes(sql`select 1 from courriels`)).length).toBe(1);
  });

  test('une facture contestée attend notre réponse', async () => {
    await sql`insert into contestations (famille_id, responsable_id, enfant_id, prestation_id, jour,
        facture_id, texte, recue_le, cle_unique)
      values (2, 2, 3, 1, '2026-10-05', ${f.paul}, 'Tom était malade', '2026-12-20',
        '7f3c1b0e-8a52-4f0e-9a53-0a58a9feac02')`.execute(portail.services.db);
    expect(await relancerTout()).toEqual({ courriel: 1, papier: 1 });
  });
});

describe('Passer en titre', () => {
  test('quinze jours après la troisième relance, un titre par payeur, jamais sous 15 €', async () => {
    await relancerTroisFois();
    le('2027-02-03');
    expect(await titrerTout()).toBe(0);
    le('2027-02-04');
    const passees: number[] = [];
    const passer = async () => passees.push(await titrerTout());
    await lancerEnsemble(portail.services.db, PAYEURS_TENUS, [passer, passer]);
    expect(passees.toSorted()).toEqual([0, 2]);
    const titres = await lignes(sql<Record<string, number>>`
      select facture_id as facture, numero, montant_centimes as montant, total_centimes as total
      from titres order by 1`);
    expect(titres).toEqual([
      { facture: f.claire1, numero: 1, montant: 4560, total: 5560 },
      { facture: f.claire2, numero: 1, montant: 1000, total: 5560 },
      { facture: f.paul, numero: 2, montant: 2000, total: 2000 },
    ]);
    const comptes = await lignes(sql<{ compte: string; total: number }>`
      select m.compte, sum(m.montant_centimes)::int as total
      from mouvements m join ecritures e on e.id = m.ecriture_id and e.genre = 'titre'
      group by 1 order by 1`);
    expect(comptes).toEqual([
      { compte: 'redevables', total: -7560 },
      { compte: 'titres', total: 7560 },
    ]);
  });

  test('passée en titre, une facture n’est plus un impayé de la régie', async () => {
    await relancerTroisFois();
    le('2027-02-04');
    await titrerTout();
    const { body } = await ouvrir('/agent/impayes');
    expect(body).toContain('2026-000005');
    expect(body).not.toContain('2026-000001');
  });

  test('l’export dit tout au service financier, et un nom n’y devient pas une formule', async () => {
    await sql`insert into titres values (${f.petite}, 2027, 9, 1200, '2027-02-04', null, 1500)`.execute(
      portail.services.db,
    );
    const { body, headers } = await ouvrir('/agent/impayes/titres.csv?exercice=2027');
    expect(headers['content-type']).toContain('text/csv');
    expect(body).toContain(`"'=CMD(""x"")"`);
    expect(body).toContain('2027-000009;2027-02-04;15,00');
    expect((await ouvrir('/agent/impayes/titres.csv?exercice=x')).statusCode).toBe(404);
  });
});

describe('Les pages des impayés', () => {
  test('la balance âgée, puis chaque facture échue et ce qu’il y a à faire', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir('/agent/impayes');
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    const lu = body.replace(/[\u00a0\u202f]|&nbsp;/g, ' ');
    expect(lu).toContain('87,60 € (4)');
    expect(lu).toContain('À relancer (degré 1)');
    expect(lu).toContain('Préparer les relances (4)');
    expect(lu).not.toContain('2026-000004');
  });

  test('les lettres se lisent avant de partir ; décochée, une lettre ne part pas', async () => {
    const avant = await ouvrir('/agent/impayes/relances');
    expect(avant.body).toContain(`value="${f.claire1}-${f.claire2}"`);
    expect(avant.body).toContain('nous n’avons pas reçu le paiement complet');
    const corps = new URLSearchParams([
      ['lettre', `${f.paul}`],
      ['lettre', `${f.petite}`],
    ]);
    const fait = await portail.visiter('POST', '/agent/impayes/relances', {
      cookie: regisseur,
      corps,
    });
    expect(fait.statusCode).toBe(303);
    expect((await lignes(sql`select 1 from courriels`)).length).toBe(0);
    const apres = await ouvrir('/agent/impayes/relances');
    expect(apres.body).toContain('/agent/impayes/courrier.pdf?jour=2026-12-22');
    const { rawPayload } = await ouvrir('/agent/impayes/courrier.pdf?jour=2026-12-22');
    const { texte, pages } = lirePdf(rawPayload);
    expect(pages).toBe(2);
    expect(texte).toContain('Rappel : une somme reste à payer');
    expect(texte).toContain('Paul PETIT');
  });

  test('les titres se préparent et s’émettent depuis leur page', async () => {
    await relancerTroisFois();
    le('2027-02-04');
    const { body } = await ouvrir('/agent/impayes/titres');
    expect(body.replace(/[\u00a0\u202f]/g, ' ')).toContain('il manque 3,00 €');
    const corps = new URLSearchParams({ titre: `${f.claire1}-${f.claire2}` });
    await portail.visiter('POST', '/agent/impayes/titres', { cookie: regisseur, corps });
    expect((await ouvrir('/agent/impayes/titres')).body).toContain('titres.csv?exercice=2027');
  });

  test('n’existent que pour la régie', async () => {
    const chemins = ['', '/relances', '/titres', '/titres.csv?exercice=2026', '/courrier.pdf'];
    for (const chemin of chemins) {
      expect((await ouvrir(`/agent/impayes${chemin}`, guichet)).statusCode).toBe(404);
    }
    for (const chemin of ['relances', 'titres']) {
      const envoi = await portail.visiter('POST', `/agent/impayes/${chemin}`, { cookie: guichet });
      expect(envoi.statusCode).toBe(404);
    }
  });
});
