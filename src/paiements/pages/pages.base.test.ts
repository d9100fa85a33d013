import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../../test/decor.ts';
import { ouvrirCaisse, type PetiteCaisse, viderCaisse } from '../../../test/petite-caisse.ts';

let caisse: PetiteCaisse;
let cookie: string;
let voisin: string;
let regisseur: string;
let guichet: string;
beforeAll(async () => {
  caisse = await ouvrirCaisse({ delaiMs: 300 });
  const { db } = caisse.services;
  const maintenant = caisse.horloge.now();
  cookie = await caisse.cookie(0);
  voisin = await caisse.cookie(1);
  regisseur = await connecter(db, caisse.regie.agents[0]!, maintenant);
  guichet = await connecter(db, caisse.regie.agents[2]!, maintenant);
});
afterAll(() => caisse.fermer());
beforeEach(() => viderCaisse(caisse));

const lire = (chemin: string, qui = cookie) =>
  caisse.portail.visiter('GET', chemin, { cookie: qui });
const poster = (chemin: string, champs: Record<string, string>, qui = cookie) =>
  caisse.portail.visiter('POST', chemin, { cookie: qui, corps: new URLSearchParams(champs) });
const payer = (facture: number, de: Record<string, string> = {}) =>
  poster('/famille/paiements/nouveau', {
    facture: String(facture),
    courriel: 'parent@famille.test',
    cle_unique: randomUUID(),
    ...de,
  });
const dernier = async () => (await caisse.paiements()).at(-1)!;

describe('Payer en ligne', () => {
  test('la liste, le récapitulatif, puis le Trésor, que la politique de sécurité permet', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    expect((await lire('/famille/paiements/nouveau')).body).toContain('45,60');
    const recap = await lire(`/famille/paiements/nouveau?facture=${facture}`);
    expect(recap.body).toContain('parent.1@famille.test');
    const csp = String(recap.headers['content-security-policy']);
    expect(csp).toContain(`form-action 'self' ${caisse.jumeau.adresse}`);
    const depart = await payer(facture);
    expect(depart.statusCode).toBe(303);
    expect(depart.headers.location).toContain(`${caisse.jumeau.adresse}/tpa/paiementws.web?idop=`);
  });

  test('une adresse fausse se corrige sans rien perdre', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    const reponse = await payer(facture, { courriel: 'pas-une-adresse' });
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('value="pas-une-adresse"');
    expect(reponse.body).toContain('adresse électronique complète');
  });

  test('le Trésor éteint : une phrase claire, et la facture se paie toujours', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    caisse.jumeau.reglages.panne = 'muet';
    const reponse = await payer(facture);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('Rien n’a été débité');
    caisse.jumeau.remettre();
    expect((await payer(facture)).statusCode).toBe(303);
  });

  test('un paiement récent prévient avant d’en ouvrir un autre', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    await payer(facture);
    expect((await lire(`/famille/paiements/nouveau?facture=${facture}`)).body).toContain(
      'Un paiement est peut-être déjà en cours',
    );
    expect((await payer(facture)).statusCode).toBe(422);
    expect((await payer(facture, { confirme: 'oui' })).statusCode).toBe(303);
  });

  test('la facture, le paiement d’un autre, ou rien : la même 404', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    await payer(facture);
    const { id } = await dernier();
    const adresses = [
      `/famille/paiements/nouveau?facture=${facture}`,
      `/famille/paiements/${id}`,
      '/famille/paiements/999999',
      '/famille/paiements/nouveau?facture=999999',
      '/famille/paiements/abc',
    ];
    const statuts = await Promise.all(
      adresses.map(async (a) => (await lire(a, voisin)).statusCode),
    );
    expect(statuts).toEqual([404, 404, 404, 404, 404]);
    expect(
      (await poster('/famille/paiements/nouveau', { facture: String(facture) }, voisin)).statusCode,
    ).toBe(404);
  });
});

describe('Revenir du Trésor', () => {
  const ouvrir = async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    await payer(facture);
    return (await dernier()) as { id: number; operation: string };
  };

  test.each([
    ['P', 'Merci, c’est payé'],
    ['V', 'Prélèvement'],
    ['R', 'Le paiement a été refusé'],
    ['A', 'en cours de vérification'],
  ] as const)('%s : la page dit « %s »', async (choix, phrase) => {
    const { id, operation } = await ouvrir();
    caisse.jumeau.reglages.notification = 'jamais';
    await caisse.jumeau.choisir(operation, choix);
    const retour = await lire(`/paiement/retour?idop=${operation}`, '');
    expect(retour.headers.location).toBe(`/famille/paiements/${id}`);
    const page = await lire(`/famille/paiements/${id}`);
    expect(page.body).toContain(phrase);
    expect(page.headers.refresh).toBe(choix === 'A' ? '10' : undefined);
  });

  test('le retour se poste aussi, d’un autre site, avec idOp', async () => {
    const { id, operation } = await ouvrir();
    await caisse.jumeau.choisir(operation, 'P');
    const retour = await caisse.portail.visiter('POST', '/paiement/retour', {
      corps: new URLSearchParams({ idOp: operation }),
      origine: 'https://www.payfip.gouv.fr',
    });
    expect([retour.statusCode, retour.headers.location]).toEqual([303, `/famille/paiements/${id}`]);
  });

  test('une notification inconnue, vide ou fausse : 200, et rien ne bouge', async () => {
    await ouvrir();
    for (const corps of ['', 'idop=inconnue', 'idop=%00', 'idop=<script>', 'autre=1']) {
      const reponse = await caisse.portail.visiter('POST', '/paiement/notification', {
        corps,
        origine: null,
      });
      expect([corps, reponse.statusCode]).toEqual([corps, corps.includes('%00') ? 422 : 200]);
    }
    expect((await dernier()).etat).toBe('en_cours');
  });

  test('« Mes paiements » montre le reçu, et la page tient son budget de requêtes', async () => {
    const { id, operation } = await ouvrir();
    await caisse.jumeau.choisir(operation, 'P');
    const page = await lire('/famille/paiements');
    expect(page.body).toContain('Quittance 2026-000001');
    const [quittance] = page.body.match(/\/famille\/quittances\/\d+\/pdf/) ?? [''];
    expect((await lire(`/famille/paiements/${id}`)).body).toContain(quittance);
    const pdf = await lire(quittance);
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await lire(quittance, voisin)).statusCode).toBe(404);
    caisse.portail.requetes.length = 0;
    await lire('/famille/paiements');
    expect(page.body).toContain('1 enregistrement');
    expect(page.body).toContain(`/famille/paiements/${id}`);
    expect(caisse.portail.requetes.length).toBeLessThanOrEqual(3);
    expect((await lire('/famille/paiements', voisin)).body).toContain('Aucun paiement');
  });
});

describe('La régie', () => {
  test('le guichet n’y entre pas', async () => {
    for (const a of ['', '/releve', '/configuration', '/1']) {
      expect((await lire(`/agent/paiements${a}`, guichet)).statusCode).toBe(404);
    }
    const envoi = await poster('/agent/paiements/configuration', { regie: '1' }, guichet);
    expect(envoi.statusCode).toBe(404);
  });

  const quarantaine = async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    await payer(facture);
    caisse.jumeau.reglages.ecartDeMontant = -560;
    const { id, operation } = await dernier();
    await caisse.jumeau.choisir(operation!, 'P');
    return { id, facture };
  };

  test('encaisser une quarantaine prend la somme annoncée, une seule fois, avec un motif', async () => {
    const { id, facture } = await quarantaine();
    expect((await lire('/agent/paiements', regisseur)).body).toContain('Le montant payé n’est pas');
    const sans = await poster(
      `/agent/paiements/${id}`,
      { decision: 'encaisse', motif: '' },
      regisseur,
    );
    expect(sans.statusCode).toBe(422);
    const geste = { decision: 'encaisse', motif: 'Vu avec la DDFiP' };
    for (const _ of [1, 2]) {
      expect((await poster(`/agent/paiements/${id}`, geste, regisseur)).statusCode).toBe(303);
    }
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
    expect(await caisse.regie.restes()).toEqual({ [facture]: 560 });
  });

  test('écarter ne prend rien, et une notification tardive n’y change rien', async () => {
    const { id, facture } = await quarantaine();
    await poster(`/agent/paiements/${id}`, { decision: 'ecarte', motif: 'Pas à nous' }, regisseur);
    const { operation } = await dernier();
    await lire(`/paiement/retour?idop=${operation}`, '');
    expect(await dernier()).toMatchObject({ etat: 'anomalie', reglements: 0 });
    expect(await caisse.regie.restes()).toEqual({ [facture]: 4560 });
    expect((await lire(`/famille/paiements/${id}`)).body).toContain('pas été retenu');
  });

  test('le relevé retrouve un paiement perdu, et le même fichier deux fois n’ajoute rien', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    await payer(facture);
    caisse.jumeau.reglages.notification = 'jamais';
    const { operation } = await dernier();
    await caisse.jumeau.choisir(operation!, 'P');
    const reference = caisse.jumeau.operations().at(-1)?.champs.refdet;
    const fichier = [
      'EN-TETE;123456',
      `LIGNE;16/11/2026;${reference};45,60;CB`,
      'LIGNE;16/11/2026;012026F009999T9;10,00;CB',
      'PIED-DE-PAGE;2;55,60',
    ].join('\r\n');
    const envoi = { regie: String(caisse.regie.regieId), fichier };
    await poster('/agent/paiements/releve', envoi, regisseur);
    await poster('/agent/paiements/releve', envoi, regisseur);
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
    const { rows } = await sql`select * from releves_du_tresor`.execute(caisse.services.db);
    expect(rows).toHaveLength(2);
    const page = (await lire('/agent/paiements', regisseur)).body;
    expect(page).toContain('012026F009999T9');
    expect(page).toContain('Au relevé, pas encaissé ici');
    expect(page).not.toContain('Encaissé ici, pas au relevé');
    const coupe = await poster(
      '/agent/paiements/releve',
      { ...envoi, fichier: 'EN-TETE' },
      regisseur,
    );
    expect(coupe.statusCode).toBe(422);
  });

  test('le relevé se dépose aussi tel quel, même écrit par Excel ; un inconnu ne dépose rien', async () => {
    const deposer = (octets: BlobPart, qui: string) => {
      const corps = new FormData();
      corps.set('regie', String(caisse.regie.regieId));
      corps.set('fichier', '');
      corps.set('depot', new File([octets], 'relevé.csv', { type: 'text/csv' }));
      return caisse.portail.visiter('POST', '/agent/paiements/releve', { cookie: qui, corps });
    };
    const fichier =
      'EN-TETE;R\u00e9gie\nLIGNE;17/11/2026;012026F008888T8;12,00;CB\nPIED-DE-PAGE;1;12,00';
    const windows = Uint8Array.from(fichier, (c) => c.charCodeAt(0));
    expect((await deposer(windows, '')).statusCode).toBe(303);
    const compter = () =>
      sql`select 1 from releves_du_tresor where reference = '012026F008888T8'`.execute(
        caisse.services.db,
      );
    expect((await compter()).rows).toEqual([]);
    expect((await deposer(windows, regisseur)).statusCode).toBe(303);
    expect((await compter()).rows).toHaveLength(1);
    const gros = await deposer(new Uint8Array(5 * 1024 * 1024 + 1), regisseur);
    expect(gros.statusCode).toBe(422);
    expect(gros.body).toContain('Ce fichier dépasse 5 Mo');
    expect((await deposer('', regisseur)).body).toContain('Choisissez le fichier reçu du Trésor');
  });

  test('tester la configuration : les libellés, ou le code expliqué', async () => {
    const envoi = { regie: String(caisse.regie.regieId) };
    const juste = await poster('/agent/paiements/configuration', envoi, regisseur);
    expect(juste.body).toContain('COMMUNE DE SAINT-AUBIN');
    await sql`update regies set payfip_numero_client = '999999'`.execute(caisse.services.db);
    const faux = await poster('/agent/paiements/configuration', envoi, regisseur);
    expect(faux.body).toContain('code T2');
    await sql`update regies set payfip_numero_client = '123456'`.execute(caisse.services.db);
  });
});
