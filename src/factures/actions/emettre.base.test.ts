import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { poserMois } from '../../../test/mois-a-facturer.ts';
import { petiteCommune } from '../../../test/petite-commune.ts';
import { type PetiteRegie, petiteRegie } from '../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { lancerEnsemble } from '../../../test/verrous.ts';
import { transaction } from '../../platform/db.ts';
import { refusDepuis } from '../../platform/errors.ts';
import { chercherCampagne } from '../requetes/campagnes.ts';
import { faireAvoir } from './avoir.ts';
import { ouvrirCampagne, previsualiser } from './campagne.ts';
import { emettreCampagne } from './emettre.ts';

const FAMILLES = 7;
const DECEMBRE = new Date('2026-12-03T09:00:00Z');

let portail: Portail;
let regie: PetiteRegie;
let campagneId: number;
const ACTEUR = { compteId: 1, nom: 'Régisseur Moreau' };

beforeEach(async () => {
  portail = await ouvrirPortail({ maintenant: DECEMBRE });
  const commune = await petiteCommune(portail.services.db, { familles: FAMILLES });
  regie = await petiteRegie(portail, commune);
  await poserMois(portail.services.db, regie.regieId, commune);
  campagneId = await ouvrirCampagne(portail.services, {
    regieId: regie.regieId,
    mois: '2026-11',
    acteur: ACTEUR,
  });
});
afterEach(() => portail.fermer());

function emettre(parLot?: number) {
  return emettreCampagne(portail.services, campagneId, ACTEUR, parLot);
}

async function numeros(): Promise<number[]> {
  const { rows } = await sql<{ numero: number }>`
    select numero from factures order by numero`.execute(portail.services.db);
  return rows.map((r) => r.numero);
}

const suite = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('Émettre une campagne', () => {
  test('l’aperçu dit ce que l’émission fera, au centime', async () => {
    const campagne = await chercherCampagne(portail.services.db, campagneId);
    const apercu = await previsualiser(portail.services.db, campagne!);
    const annonce = [...apercu.totaux.values()].reduce((a, b) => a + b, 0);
    expect(await emettre()).toEqual({ factures: FAMILLES, totalCentimes: annonce });
    expect(annonce).toBe(FAMILLES * 1000);
    expect(await regie.soldes()).toEqual({ produits: -7000, redevables: 7000 });
  });

  test('deux fois égale une : ni facture de plus, ni numéro perdu', async () => {
    await emettre();
    expect((await emettre()).factures).toBe(0);
    expect(await numeros()).toEqual(suite(FAMILLES));
  });

  test('deux agents au même instant, par petits lots : chacun sa facture, des numéros sans trou', async () => {
    const bilans = await Promise.all([emettre(2), emettre(2), emettre(3)]);
    expect(bilans.reduce((n, b) => n + b.factures, 0)).toBe(FAMILLES);
    expect(await numeros()).toEqual(suite(FAMILLES));
    expect(await regie.soldes()).toEqual({ produits: -7000, redevables: 7000 });
  });

  test('interrompue au milieu, elle garde ce qui est fait et reprend sans doublon ni trou', async () => {
    const { db } = portail.services;
    const { rows } = await sql<{ id: number }>`
      select id from payeurs order by id offset 4 limit 1`.execute(db);
    await sql`
      create function panne() returns trigger language plpgsql as
        'begin if new.payeur_id = ${sql.lit(rows[0]!.id)} then raise exception ''panne''; end if; return new; end';
    `.execute(db);
    await sql`create trigger panne before insert on factures for each row execute function panne()`.execute(
      db,
    );
    await expect(emettre(2)).rejects.toThrow('panne');
    expect(await numeros()).toEqual(suite(4));
    await sql`drop trigger panne on factures`.execute(db);
    await emettre(2);
    expect(await numeros()).toEqual(suite(FAMILLES));
    expect(await regie.soldes()).toEqual({ produits: -7000, redevables: 7000 });
  });

  test('un mois en cours ne s’émet pas', async () => {
    portail.horloge.advance(new Date('2026-11-30T20:00:00Z').getTime() - DECEMBRE.getTime());
    await expect(emettre()).rejects.toThrow(/n’est pas fini/);
  });
});

test('sans le compteur verrouillé, deux émissions prennent le même numéro : la base refuse', async () => {
  await emettre();
  const { db } = portail.services;
  const { promise: lus, resolve } = Promise.withResolvers<void>();
  let lectures = 0;
  const prendreLeMaximum = () =>
    transaction(db, async (tx) => {
      const { rows } = await sql<{ n: number }>`select max(numero) + 1 as n from factures`.execute(
        tx,
      );
      lectures++;
      if (lectures === 2) resolve();
      await lus;
      await sql`insert into factures (regie_id, exercice, numero, genre, payeur_id, jour, echeance, du,
        au, montant_centimes, emetteur, destinataire, emise_le)
        select regie_id, exercice, ${rows[0]!.n}, 'facture', payeur_id, jour, echeance, du, au,
          montant_centimes, emetteur, destinataire, emise_le from factures limit 1`.execute(tx);
    });
  const issues = await Promise.allSettled([prendreLeMaximum(), prendreLeMaximum()]);
  expect(issues.filter((i) => i.status === 'rejected')).toHaveLength(1);
});

describe('Corriger', () => {
  test('une facture émise ne change plus, et la base le dit en clair', async () => {
    await emettre();
    const erreur = await sql`update factures set montant_centimes = 1`
      .execute(portail.services.db)
      .catch((e: unknown) => e);
    expect(refusDepuis(erreur)?.message).toContain('Faites un avoir');
  });

  test('un avoir annule la facture et ses écritures ; un seul par facture, avec son motif', async () => {
    await emettre();
    const { rows } = await sql<{ id: number }>`select min(id) as id from factures`.execute(
      portail.services.db,
    );
    const saisie = {
      factureId: rows[0]!.id,
      motif: 'Enfant malade, certificat reçu',
      acteur: ACTEUR,
    };
    await expect(faireAvoir(portail.services, { ...saisie, motif: ' ' })).rejects.toThrow(/motif/);
    await faireAvoir(portail.services, saisie);
    await expect(faireAvoir(portail.services, saisie)).rejects.toThrow(/déjà son avoir/);
    expect(await numeros()).toEqual(suite(FAMILLES + 1));
    expect(await regie.soldes()).toEqual({ produits: -6000, redevables: 6000 });
    expect((await regie.restes())[rows[0]!.id]).toBe(0);
  });

  test('deux agents au même instant ne font qu’un avoir', async () => {
    await emettre();
    const { db } = portail.services;
    const { rows } = await sql<{ id: number }>`select min(id)::int as id from factures`.execute(db);
    const saisie = { factureId: rows[0]!.id, motif: 'Enfant malade', acteur: ACTEUR };
    const gestes = [1, 2].map(() => () => faireAvoir(portail.services, saisie));
    const payeursTenus = sql`select from payeurs for no key update`;
    expect(await lancerEnsemble(db, payeursTenus, gestes)).toBe(1);
    expect(await numeros()).toEqual(suite(FAMILLES + 1));
    expect((await regie.restes())[rows[0]!.id]).toBe(0);
  });

  test('deux émissions au même instant se suivent : chaque payeur n’a qu’une facture', async () => {
    const { db } = portail.services;
    const campagneTenue = sql`select from campagnes for no key update`;
    await lancerEnsemble(db, campagneTenue, [() => emettre(), () => emettre()]);
    expect(await numeros()).toEqual(suite(FAMILLES));
  });
});

test('une facture quelconque et son avoir font zéro, ligne à ligne', async () => {
  const { db } = portail.services;
  const ligne = fc.tuple(
    fc.integer({ min: -2000, max: 20_000 }),
    fc.boolean(),
    fc.constantFrom('7066', '7067', 'repas'),
  );
  // Les factures d'essai se numérotent seules : les avoirs partent de plus loin.
  await sql`insert into compteurs_de_numeros (regie_id, exercice, serie, dernier)
    values (${regie.regieId}, 2026, 'facture', 1000)`.execute(db);
  await fc.assert(
    fc.asyncProperty(fc.array(ligne, { minLength: 1, maxLength: 6 }), async (lignes) => {
      fc.pre(lignes.reduce((somme, [centimes]) => somme + centimes, 0) >= 0);
      const factureId = await regie.facturer(0, lignes);
      const avoir = await faireAvoir(portail.services, {
        factureId,
        motif: 'Essai d’avoir',
        acteur: ACTEUR,
      });
      const { rows } = await sql`
        select rang from lignes_facture where facture_id in (${factureId}, ${avoir})
        group by rang, code_produit, garde_d_enfant, payable_en_cesu
        having sum(montant_centimes) <> 0 or count(*) <> 2`.execute(db);
      expect(rows).toEqual([]);
      expect((await regie.restes())[factureId]).toBe(0);
    }),
    { numRuns: 20 },
  );
});
