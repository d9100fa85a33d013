import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { declarationsDe } from '../../../test/declarations.ts';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { lireJetons, lireOffres, listerAnomalies } from '../../../test/offres.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { deplacerCompteurs } from '../../activites/actions/places.ts';
import { verifierCompteurs } from '../../activites/requetes/places.ts';
import { type Db, type Tx, transaction } from '../../platform/db.ts';
import { deciderReponse } from '../regles/offre-de-place.ts';
import { Compteur } from '../regles/places.ts';
import { changerEtat } from '../requetes/ecrire.ts';
import { chercherOffre, fermerOffre, insererOffre } from '../requetes/offres-de-place.ts';
import { lirePlaces } from '../requetes/places.ts';
import { expirerUneOffre, repondreAUneOffre } from './repondre.ts';
import { tenirLaFile } from './tenir-la-file.ts';

const MERCREDI = '2026-12-09';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: 1, familles: 8, listeAttente: 'offre' });
  gestes = gestesDe(portail, commune);
});
afterEach(() => portail.fermer());

const matin = () => [{ prestationId: commune.matin, jour: MERCREDI }];

async function reservationDe(qui: number) {
  const { enfantId } = gestes.famille(qui);
  const ligne = (await gestes.lignes()).find((l) => l.enfant === enfantId);
  if (!ligne) throw new Error(`la famille ${qui} n’a rien réservé`);
  return ligne;
}

/** La famille 0 a rendu sa place, proposée à la famille 1 ; la 2 attend. */
async function proposer() {
  for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
  await gestes.renoncer(0, (await reservationDe(0)).id);
  const [offre] = await lireOffres(db);
  const [jeton] = await lireJetons(db);
  if (!offre || !jeton) throw new Error('aucune offre');
  return { ...offre, jeton };
}

async function toutEstJuste() {
  expect(await verifierCompteurs(db)).toEqual([]);
  expect(await listerAnomalies(db)).toEqual([]);
}

/** Tous lisent avant que le premier écrive : ce que les verrous interdisent. */
function ensemble(combien: number): () => Promise<void> {
  const depart = Promise.withResolvers<void>();
  let arrives = 0;
  return () => {
    arrives += 1;
    if (arrives === combien) depart.resolve();
    return depart.promise;
  };
}

describe('Deux réponses au même instant', () => {
  test('une seule compte : une place, une lettre, et l’autre lit qu’elle est à lui', async () => {
    const { jeton } = await proposer();
    const reponses = await Promise.all(
      [1, 2, 3, 4].map(() => repondreAUneOffre(portail.services, { jeton }, 'accepter')),
    );
    expect(reponses.filter((r) => r?.decision.issue === 'possible')).toHaveLength(1);
    expect((await reservationDe(1)).etat).toBe('validee');
    const lettres = (await gestes.sujets()).filter((s) => s.includes('Une place s’est libérée'));
    expect(lettres).toHaveLength(1);
    await toutEstJuste();
  });

  test('accepter et laisser : le premier décide', async () => {
    const { jeton } = await proposer();
    const reponses = await Promise.all(
      (['accepter', 'laisser', 'accepter', 'laisser'] as const).map((r) =>
        repondreAUneOffre(portail.services, { jeton }, r),
      ),
    );
    expect(reponses.filter((r) => r?.decision.issue === 'possible')).toHaveLength(1);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    await toutEstJuste();
  });

  test('jumeau : lues sans verrou, les deux se croient seules', async () => {
    const { id } = await proposer();
    const depart = ensemble(2);
    const issues = await Promise.all([1, 2].map(() => sansVerrou(id, 'validee', depart)));
    expect(issues).toEqual(['possible', 'possible']);
  });
});

describe('Accepter pendant que l’offre expire', () => {
  test('l’un des deux seulement a lieu, et la place a toujours quelqu’un', async () => {
    for (let tour = 0; tour < 4; tour++) {
      await sql`truncate reservations, demandes, offres_de_place restart identity cascade`.execute(
        db,
      );
      await sql`delete from courriels`.execute(db);
      await sql`update places set prises = 0`.execute(db);
      portail.horloge.moveTo(new Date('2026-11-16T09:00:00Z'));
      const offre = await proposer();
      // L'horloge est avant l'échéance pour l'un, après pour l'autre.
      const apres = { ...portail.services, clock: { now: () => new Date(+offre.expireLe + 1000) } };
      const [reponse, expiree] = await Promise.all([
        repondreAUneOffre(portail.services, { jeton: offre.jeton }, 'accepter'),
        expirerUneOffre(apres, offre.id),
      ]);
      expect([reponse?.decision.issue === 'possible', expiree].filter(Boolean)).toHaveLength(1);
      const etats = [(await reservationDe(1)).etat, (await reservationDe(2)).etat];
      expect(etats[0]).toBe(expiree ? 'annulee_par_centre' : 'validee');
      expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
      await toutEstJuste();
    }
  });

  test('jumeau : sans verrou, la famille lit « C’est réservé » et la place est perdue', async () => {
    const { id } = await proposer();
    const depart = ensemble(2);
    await Promise.all([
      sansVerrou(id, 'validee', depart),
      sansVerrou(id, 'annulee_par_centre', depart, 150),
    ]);
    expect((await reservationDe(1)).etat).toBe('annulee_par_centre');
    expect(await verifierCompteurs(db)).toMatchObject([{ prises: 1, attendues: 0 }]);
  });
});

describe('Une place rendue pendant que d’autres réservent', () => {
  test('va à la file, jamais à qui arrive ; aucune n’est donnée deux fois', async () => {
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    const { id } = await reservationDe(0);
    await Promise.all([
      gestes.renoncer(0, id),
      ...[3, 4, 5, 6, 7].map((qui) => gestes.demander(qui, matin())),
      tenirLaFile(portail.services),
    ]);
    expect((await lireOffres(db)).map((o) => o.enfants)).toEqual([[gestes.famille(1).enfantId]]);
    for (const qui of [3, 4, 5, 6, 7])
      expect((await reservationDe(qui)).etat).toBe('en_liste_attente');
    await toutEstJuste();
  });

  test('jumeau : comptées sans verrou, une offre et une réservation prennent la dernière', async () => {
    await sql`alter table places drop constraint jamais_plus_de_places_prises_que_de_places`.execute(
      db,
    );
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    await sql`update places set prises = 0 where jour = ${MERCREDI}`.execute(db);
    const [une, autre] = [await reservationDe(1), await reservationDe(2)];
    const salle = (await sql<{ id: number }>`select id from jauges where nom = 'Salle'`.execute(db))
      .rows[0]!.id;
    const depart = ensemble(2);
    const prendre = (ecrire: (tx: Tx) => Promise<unknown>) =>
      transaction(db, async (tx) => {
        const places = await lirePlaces(tx, [salle], MERCREDI, MERCREDI);
        await depart();
        if (!new Compteur(places).prendre({ jour: MERCREDI, jauges: [salle] })) return;
        await deplacerCompteurs(tx, [{ jaugeId: salle, jour: MERCREDI, ecart: 1 }]);
        await ecrire(tx);
      });
    const le = portail.horloge.now();
    await Promise.all([
      prendre((tx) =>
        insererOffre(tx, [une.id], {
          faiteLe: le,
          annonceLe: le,
          expireLe: new Date(+le + 3_600_000),
          par: null,
        }),
      ),
      prendre((tx) => changerEtat(tx, [autre.id], { etat: 'validee', le, par: null, motif: null })),
    ]);
    expect(await gestes.prises(MERCREDI)).toEqual([2, 0]);
  });
});

describe('Accepter pendant que le jour ferme', () => {
  test('personne n’a de place un jour de grève, et nulle place n’est proposée ensuite', async () => {
    const { jeton } = await proposer();
    await sql`insert into agents (compte_id, prenom, nom, role, cree_le)
      values (1, 'Nadia', 'Benali', 'administrateur', '2026-09-01')`.execute(db);
    const declarations = declarationsDe(portail.services);
    const declaration = await declarations.preparer({
      prestations: [commune.matin, commune.journee],
      du: MERCREDI,
      au: MERCREDI,
    });
    await Promise.all([
      repondreAUneOffre(portail.services, { jeton }, 'accepter'),
      declarations.confirmer(declaration),
    ]);
    await tenirLaFile(portail.services);
    for (const qui of [1, 2]) expect((await reservationDe(qui)).etat).toBe('annulee_par_centre');
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
    expect((await lireOffres(db)).map((o) => o.issue)).not.toContain(null);
    await toutEstJuste();
    // Retirée, la déclaration rend son rang à qui attendait : la place libre se propose de nouveau.
    await declarations.retirer(declaration);
    await toutEstJuste();
    await tenirLaFile(portail.services);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    await toutEstJuste();
  });

  test('jumeau : sans verrou, un enfant est attendu un jour fermé', async () => {
    const { id } = await proposer();
    const depart = ensemble(2);
    await Promise.all([
      sansVerrou(id, 'annulee_par_centre', depart),
      sansVerrou(id, 'validee', depart, 150),
    ]);
    expect((await reservationDe(1)).etat).toBe('validee');
    expect(await verifierCompteurs(db)).toMatchObject([{ prises: 0, attendues: 1 }]);
  });
});

/** La même décision que l'action, sur ce qui a été lu avant ; `ensuite` : écrit après l'autre. */
async function sansVerrou(
  id: number,
  etat: 'validee' | 'annulee_par_centre',
  depart: () => Promise<void>,
  ensuite = 0,
): Promise<string> {
  const le = portail.services.clock.now();
  return transaction(db, async (tx) => {
    const offre = await chercherOffre(tx, id);
    if (!offre) throw new Error('offre disparue');
    const decision = deciderReponse(offre, le, 'Europe/Paris');
    await depart();
    await new Promise((fait) => setTimeout(fait, ensuite));
    await fermerOffre(tx, id, etat === 'validee' ? 'acceptee' : 'expiree', le);
    const ids = offre.enfants.map((e) => e.reservationId);
    await changerEtat(tx, ids, { etat, le, par: null, motif: null });
    return decision.issue;
  });
}
