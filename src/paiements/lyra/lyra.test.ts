import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demarrerJumeauLyra, type JumeauLyra } from '../../dev/lyra/serveur.ts';
import type { DemandeDePaiement, Fournisseur } from '../port.ts';
import { lyra } from './adaptateur.ts';
import { chaineASigner, signatureJuste, signer } from './signature.ts';

const VECTEUR = {
  vads_action_mode: 'INTERACTIVE',
  vads_amount: '4560',
  vads_ctx_mode: 'TEST',
  vads_currency: '978',
  vads_page_action: 'PAYMENT',
  vads_payment_config: 'SINGLE',
  vads_site_id: '12345678',
  vads_trans_date: '20261015093000',
  vads_trans_id: '000123',
  vads_version: 'V2',
};
const CLE = '1122334455667788';

describe('la signature de Lyra', () => {
  test('rend le vecteur connu', () => {
    expect(chaineASigner(VECTEUR, CLE)).toBe(
      `INTERACTIVE+4560+TEST+978+PAYMENT+SINGLE+12345678+20261015093000+000123+V2+${CLE}`,
    );
    expect(signer(VECTEUR, CLE)).toBe('JdCHhOzaHR68YozjSfKy4K+i9Qz7YDhbDaXHQ1eWruQ=');
  });

  test('un champ changé, une autre clé, une signature absente : faux', () => {
    const signee = { ...VECTEUR, signature: signer(VECTEUR, CLE) };
    expect(signatureJuste(signee, CLE)).toBe(true);
    expect(signatureJuste({ ...signee, vads_amount: '4561' }, CLE)).toBe(false);
    expect(signatureJuste(signee, 'autre-cle-autre-cle')).toBe(false);
    expect(signatureJuste(VECTEUR, CLE)).toBe(false);
  });
});

describe('le port, tenu par Lyra face à son jumeau', () => {
  let jumeau: JumeauLyra;
  let port: Fournisseur;
  const demande: DemandeDePaiement = {
    numeroClient: '12345678',
    exercice: 2026,
    reference: '012026F0012341',
    objet: 'Facture',
    montantCentimes: 4560,
    courriel: 'claire@example.org',
    saisie: 'T',
    rang: 123,
    le: new Date('2026-10-15T09:30:00Z'),
    retour: 'http://127.0.0.1:9/retour',
    notification: 'http://127.0.0.1:9/notification',
  };
  beforeAll(async () => {
    jumeau = await demarrerJumeauLyra({ cle: CLE });
    port = lyra({ adresse: jumeau.adresse, site: '12345678', cle: CLE, mode: 'TEST' });
  });
  afterAll(() => jumeau.arreter());

  const formulaire = async () => {
    const vers = port.destination(demande, await port.ouvrir(demande));
    if (vers.methode !== 'POST') throw new Error('Lyra reçoit un formulaire');
    return vers;
  };

  test('le jumeau accepte le formulaire signé et montre sa page', async () => {
    const { adresse, champs } = await formulaire();
    expect(champs).toMatchObject({ vads_trans_date: '20261015093000', vads_trans_id: '000123' });
    const page = await fetch(adresse, { method: 'POST', body: new URLSearchParams(champs) });
    expect(await page.text()).toContain('Payer par carte bancaire');
    const faussee = new URLSearchParams({ ...champs, vads_amount: '1' });
    expect(await (await fetch(adresse, { method: 'POST', body: faussee })).text()).toContain(
      'Signature invalide',
    );
  });

  test.each([
    ['AUTHORISED', 'paye'],
    ['CAPTURED', 'paye'],
    ['REFUSED', 'refuse'],
    ['ABANDONED', 'abandonne'],
  ] as const)('%s : %s', async (statut, issue) => {
    const { champs } = await formulaire();
    const annonce = port.lireNotification(new URLSearchParams(await jumeau.payer(champs, statut)));
    expect(annonce?.operation).toBe(demande.reference);
    const resultat = await port.demanderResultat(demande.reference, [annonce?.contenu ?? {}]);
    expect(resultat).toMatchObject({ issue, constat: { montantCentimes: 4560 } });
  });

  test('autorisé sans être remis à la banque n’est pas encore payé', async () => {
    const { champs } = await formulaire();
    const autorise = await jumeau.payer(champs, 'AUTHORISED_TO_VALIDATE');
    expect(await port.demanderResultat('x', [autorise])).toEqual({ issue: 'en_attente' });
  });

  test('sans annonce bien signée, on attend ; un paiement accepté passe devant un abandon', async () => {
    const { champs } = await formulaire();
    const paye = await jumeau.payer(champs, 'AUTHORISED');
    const abandon = await jumeau.payer(champs, 'ABANDONED');
    expect(await port.demanderResultat('x', [])).toEqual({ issue: 'en_attente' });
    expect(await port.demanderResultat('x', [{ ...paye, vads_amount: '1' }])).toEqual({
      issue: 'en_attente',
    });
    expect((await port.demanderResultat('x', [paye, abandon])).issue).toBe('paye');
    expect(
      port.lireNotification(new URLSearchParams({ ...paye, vads_order_id: 'AUTRE123' })),
    ).toBeNull();
  });
});
