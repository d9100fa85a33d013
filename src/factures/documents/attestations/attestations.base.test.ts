import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ajouterRegisseur, emettreFacture, poserRegie, regler } from '../../../../test/factures.ts';
import { lirePdf } from '../../../../test/pdf.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { emettreAttestations } from './emettre.ts';

const NADIA = { compteId: null, nom: 'Nadia Benali' };
const INES = { enfant: 2, prestation: 1, garde: true };

let portail: Portail;
let claire = '';
let paul = '';
let regisseur = '';
let guichet = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2027-01-18T09:00Z') });
  const { db } = portail.services;
  await poserDecor(db);
  await poserRegie(db);
  await sql`insert into payeurs (genre, nom, cree_le) values ('tiers', 'CCAS', '2026-08-01')`.execute(
    db,
  );
  // Inès a quatre ans, Léo huit, Tom huit.
  const octobre = await emettreFacture(db, {
    numero: 1,
    payeur: 1,
    lignes: [
      { ...INES, jour: '2026-10-05', centimes: 6000 },
      { enfant: 2, prestation: 3, jour: '2026-10-05', centimes: 4000, libelle: 'Repas' },
      { enfant: 1, prestation: 1, jour: '2026-10-06', centimes: 2000, garde: true },
    ],
  });
  const novembre = await emettreFacture(db, {
    numero: 2,
    payeur: 1,
    lignes: [{ ...INES, jour: '2026-11-05', centimes: 5000 }],
  });
  const deTom = await emettreFacture(db, {
    numero: 3,
    payeur: 2,
    lignes: [{ enfant: 3, prestation: 1, jour: '2026-10-05', centimes: 3000, garde: true }],
  });
  const duCcas = await emettreFacture(db, {
    numero: 4,
    payeur: 3,
    lignes: [{ ...INES, jour: '2026-10-05', centimes: 1000 }],
  });
  const reglements = [
    { payeur: 1, jour: '2026-11-20', facture: octobre, centimes: 6000 },
    { payeur: 1, jour: '2027-01-04', facture: octobre, centimes: 6000 },
    { payeur: 1, jour: '2027-01-05', facture: novembre, centimes: 5000 },
    { payeur: 2, jour: '2026-11-21', facture: deTom, centimes: 3000 },
    { payeur: 3, jour: '2026-11-22', facture: duCcas, centimes: 1000 },
  ];
  for (const [rang, r] of reglements.entries()) {
    await regler(db, { ...r, numero: rang + 1, parts: [r] });
  }
  const maintenant = portail.horloge.now();
  claire = await connecter(db, 1, maintenant);
  paul = await connecter(db, 2, maintenant);
  regisseur = await connecter(db, await ajouterRegisseur(db), maintenant);
  guichet = await connecter(db, await ajouterRegisseur(db, 'guichet'), maintenant);
});
afterAll(() => portail.fermer());

const emettre = (annee: number) =>
  emettreAttestations(portail.services, {
    regieId: 1,
    annee,
    acteur: NADIA,
    commune: { fuseau: 'Europe/Paris' },
  });
const ouvrir = (chemin: string, cookie: string) => portail.visiter('GET', chemin, { cookie });
const emises = async () =>
  (
    await sql<{
      annee: number;
      numero: number;
      payeur: number;
      contenu: { totalCentimes: number };
    }>`
      select annee, numero, payeur_id as payeur, contenu from attestations_fiscales order by id`.execute(
      portail.services.db,
    )
  ).rows;

describe('Émettre les attestations d’une année', () => {
  test('une par famille, de ce qui a été réglé dans l’année pour la garde des petits', async () => {
    const faits = await Promise.all([emettre(2026), emettre(2026)]);
    expect(faits.sort()).toEqual([0, 1]);
    const [attestation] = await emises();
    // 60 € réglés sur 120 : la moitié de la garde d'Inès.
    expect(attestation).toMatchObject({ annee: 2026, numero: 1, payeur: 1 });
    expect(attestation?.contenu.totalCentimes).toBe(3000);
  });

  test('l’année en cours attend janvier', async () => {
    await expect(emettre(2027)).rejects.toThrow('n’est pas finie');
    portail.horloge.moveTo(new Date('2028-01-10T09:00Z'));
    expect(await emettre(2027)).toBe(1);
    portail.horloge.reset();
    const [, suivante] = await emises();
    // Le reste d'octobre, et tout novembre.
    expect(suivante).toMatchObject({ annee: 2027, numero: 1 });
    expect(suivante?.contenu.totalCentimes).toBe(3000 + 5000);
  });

  test('figée : rejouée, rien ne change', async () => {
    const avant = await emises();
    expect(await emettre(2026)).toBe(0);
    expect(await emises()).toEqual(avant);
  });

  test('un règlement corrigé en émet une autre, qui la remplace une seule fois', async () => {
    const { db } = portail.services;
    // Un chèque de décembre, saisi après que les attestations sont parties.
    const lignes = [{ ...INES, jour: '2026-12-01', centimes: 1200 }];
    const facture = await emettreFacture(db, { numero: 6, payeur: 1, lignes });
    const parts = [{ facture, centimes: 1200 }];
    await regler(db, { payeur: 1, jour: '2026-12-30', numero: 9, parts });
    const faits = await Promise.all([emettre(2026), emettre(2026)]);
    expect(faits.toSorted()).toEqual([0, 1]);
    const { body } = await ouvrir('/famille/attestations', claire);
    expect(body).toContain('remplacée : prenez la plus récente');
    const derniere = (await emises()).at(-1);
    expect(derniere).toMatchObject({ annee: 2026, numero: 2, payeur: 1 });
    expect(derniere?.contenu.totalCentimes).toBe(4200);
    const pdf = await ouvrir('/famille/attestations/3/pdf', claire);
    const texte = lirePdf(pdf.rawPayload).texte.replace(/[\u00a0\u202f\n]/g, ' ');
    expect(texte).toContain('Annule et remplace l’attestation n° 2026-000001.');
  });
});

describe('L’attestation', () => {
  test('se lit en PDF, avec la garde et sans les repas', async () => {
    const reponse = await ouvrir('/famille/attestations/1/pdf', claire);
    expect(reponse.headers['content-disposition']).toContain('attestation-fiscale-2026.pdf');
    const texte = lirePdf(reponse.rawPayload).texte.replace(/[\u00a0\u202f\n]/g, ' ');
    expect(texte).toContain('Attestation fiscale 2026 n° 2026-000001');
    expect(texte).toContain('Inès MARTIN 10 mars 2022 30,00 €');
    expect(texte).toContain('Le régisseur, Nadia Benali');
    expect(texte).toContain('ni les repas');
    expect(texte).not.toContain('Léo');
  });

  test('n’existe que pour son payeur et pour la régie', async () => {
    expect((await ouvrir('/famille/attestations/1/pdf', paul)).statusCode).toBe(404);
    expect((await ouvrir('/famille/attestations/99/pdf', claire)).statusCode).toBe(404);
    expect((await ouvrir('/agent/attestations/1/pdf', regisseur)).statusCode).toBe(200);
    expect((await ouvrir('/agent/attestations/1/pdf', guichet)).statusCode).toBe(404);
    expect((await ouvrir('/agent/attestations', guichet)).statusCode).toBe(404);
  });

  test('se retrouve dans « Mes attestations fiscales », en trois requêtes', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir('/famille/attestations', claire);
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    expect(body).toContain('Attestation 2026 (PDF)');
    expect((await ouvrir('/famille/attestations', paul)).body).toContain(
      'Pas encore d’attestation',
    );
  });
});

describe('La page des services', () => {
  test('émet une année et montre les attestations émises', async () => {
    const corps = new URLSearchParams({ regie: '1', annee: '2026' });
    const fait = await portail.visiter('POST', '/agent/attestations', { cookie: regisseur, corps });
    expect(fait.headers.location).toBe('/agent/attestations?regie=1&annee=2026');
    const { body } = await ouvrir('/agent/attestations?regie=1&annee=2026', regisseur);
    expect(body).toContain('2026-000001');
  });

  test('refusée, dit pourquoi et garde le choix', async () => {
    const corps = new URLSearchParams({ regie: '1', annee: '2027' });
    const refus = await portail.visiter('POST', '/agent/attestations', {
      cookie: regisseur,
      corps,
    });
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('n’est pas finie');
  });
});
