import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { lireJetons, lireOffres, listerAnomalies } from '../../../test/offres.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { verifierCompteurs } from '../../activites/requetes.ts';
import type { Db } from '../../platform/db.ts';
import { proposerUnePlace } from './proposer.ts';
import { repondreAUneOffre } from './repondre.ts';
import { tenirLaFile } from './tenir-la-file.ts';

const MERCREDI = '2026-12-09';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
});
afterEach(async () => {
  expect(await verifierCompteurs(db)).toEqual([]);
  expect(await listerAnomalies(db)).toEqual([]);
  await portail.fermer();
});

async function fonder(options: Parameters<typeof petiteCommune>[1] = {}) {
  commune = await petiteCommune(db, { places: 1, familles: 4, listeAttente: 'offre', ...options });
  gestes = gestesDe(portail, commune);
  await sql`insert into delais (activite_id, pour, du, regle, tardif) values (${commune.activiteId},
    'annuler', '2026-09-01', '{"forme":"jour","jours":1,"heure":"09:00","decompte":"calendaires"}', 'refusee')`.execute(
    db,
  );
}

const demander = (qui: number) =>
  gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);

async function reservationDe(qui: number) {
  const { enfantId } = gestes.famille(qui);
  const ligne = (await gestes.lignes()).find((l) => l.enfant === enfantId);
  if (!ligne) throw new Error(`la famille ${qui} n’a rien réservé`);
  return ligne;
}

async function etats(): Promise<string[]> {
  const { rows } = await sql<{ etat: string }>`
    select etat || case when place_offerte then ' (offerte)' else '' end as etat
    from reservations order by enfant_id`.execute(db);
  return rows.map((r) => r.etat);
}

/** Les quatre familles demandent ; la première a la place, et la rend. */
async function rendreUnePlace() {
  for (const qui of [0, 1, 2]) await demander(qui);
  await gestes.renoncer(0, (await reservationDe(0)).id);
}

const repondre = async (reponse: 'accepter' | 'laisser') =>
  repondreAUneOffre(portail.services, { jeton: (await lireJetons(db)).at(-1) ?? '' }, reponse);

describe('Une place rendue', () => {
  test('est proposée au premier de la file, qui la tient : personne d’autre ne la prend', async () => {
    await fonder();
    await rendreUnePlace();
    expect(await etats()).toEqual([
      'annulee_par_famille',
      'en_liste_attente (offerte)',
      'en_liste_attente',
    ]);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    await demander(3);
    expect(await reservationDe(3)).toMatchObject({ etat: 'en_liste_attente', rang: 2 });
    expect(await gestes.sujets()).toContainEqual(
      expect.stringMatching(/^parent\.2@.*Une place pour Enfant : répondez avant le mercredi 18/),
    );
  });

  test('acceptée est validée, une seule fois ; le lien dit alors qu’il a servi', async () => {
    await fonder();
    await rendreUnePlace();
    expect((await repondre('accepter'))?.decision.issue).toBe('possible');
    expect((await etats())[1]).toBe('validee');
    for (const encore of ['accepter', 'laisser'] as const)
      expect((await repondre(encore))?.decision).toMatchObject({
        phrase: 'Vous avez accepté cette place : elle est à vous.',
      });
    expect((await etats())[1]).toBe('validee');
    expect((await lireOffres(db)).map((o) => o.issue)).toEqual(['acceptee']);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
  });

  test('laissée va à la famille suivante', async () => {
    await fonder();
    await rendreUnePlace();
    await repondre('laisser');
    expect(await etats()).toEqual([
      'annulee_par_famille',
      'annulee_par_famille',
      'en_liste_attente (offerte)',
    ]);
    expect((await lireOffres(db)).map((o) => o.issue)).toEqual(['laissee', null]);
  });

  test('sans réponse à l’échéance, va à la suivante une seule fois, et la famille en est prévenue', async () => {
    await fonder();
    await rendreUnePlace();
    const [offre] = await lireOffres(db);
    portail.horloge.moveTo(offre!.expireLe);
    await tenirLaFile(portail.services);
    expect((await etats())[1]).toBe('en_liste_attente (offerte)');
    portail.horloge.moveTo(new Date(offre!.expireLe.getTime() + 60_000));
    await Promise.all([tenirLaFile(portail.services), tenirLaFile(portail.services)]);
    expect(await etats()).toEqual([
      'annulee_par_famille',
      'annulee_par_centre',
      'en_liste_attente (offerte)',
    ]);
    const prevenues = (await gestes.sujets()).filter((s) => s.includes('Place non confirmée'));
    expect(prevenues).toHaveLength(1);
    expect((await lireOffres(db)).map((o) => o.issue)).toEqual(['expiree', null]);
  });

  test('trop tard : le lien ne prend plus la place, même si rien ne l’a encore rendue', async () => {
    await fonder();
    await rendreUnePlace();
    const [offre] = await lireOffres(db);
    portail.horloge.moveTo(new Date(offre!.expireLe.getTime() + 1));
    expect((await repondre('accepter'))?.decision.issue).toBe('trop_tard');
    expect((await etats())[1]).toBe('en_liste_attente (offerte)');
  });

  test('la nuit, est gardée sans lettre ; la lettre part le matin, et le délai court de là', async () => {
    await fonder();
    for (const qui of [0, 1, 2]) await demander(qui);
    portail.horloge.moveTo(new Date('2026-11-16T22:30:00Z'));
    await gestes.renoncer(0, (await reservationDe(0)).id);
    expect((await etats())[1]).toBe('en_liste_attente (offerte)');
    expect(await lireJetons(db)).toEqual([]);
    await tenirLaFile(portail.services);
    expect(await lireJetons(db)).toEqual([]);
    portail.horloge.moveTo(new Date('2026-11-17T07:05:00Z'));
    for (let i = 0; i < 2; i++) await tenirLaFile(portail.services);
    expect(await lireJetons(db)).toHaveLength(1);
    expect((await lireOffres(db))[0]?.expireLe).toEqual(new Date('2026-11-19T07:00:00Z'));
  });

  test('ne se propose pas quand la limite d’annulation est passée : elle reste due à la file', async () => {
    await fonder();
    for (const qui of [0, 1, 2]) await demander(qui);
    portail.horloge.moveTo(new Date('2026-12-08T09:00:00Z'));
    await gestes.trancher([(await reservationDe(0)).id], 'annuler');
    expect((await etats())[1]).toBe('en_liste_attente');
    await demander(3);
    expect((await reservationDe(3)).etat).toBe('en_liste_attente');
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
  });

  test('un jour fermé ne propose plus rien', async () => {
    await fonder();
    for (const qui of [0, 1, 2]) await demander(qui);
    await sql`insert into fermetures (activite_id, du, au, motif)
      values (${commune.activiteId}, ${MERCREDI}, ${MERCREDI}, 'grève')`.execute(db);
    await gestes.trancher([(await reservationDe(0)).id], 'annuler');
    await tenirLaFile(portail.services);
    expect(await lireOffres(db)).toEqual([]);
  });

  test('le portail arrêté, des places ajoutées ailleurs : au réveil, elles sont proposées', async () => {
    await fonder();
    for (const qui of [0, 1, 2]) await demander(qui);
    await sql`update places set places = 2 where jour = ${MERCREDI}`.execute(db);
    for (let i = 0; i < 2; i++) await tenirLaFile(portail.services);
    expect(await etats()).toEqual(['validee', 'en_liste_attente (offerte)', 'en_liste_attente']);
  });
});

describe('L’offre se referme, et la place n’est ni perdue ni doublée', () => {
  test('quand la famille retire sa demande', async () => {
    await fonder();
    await rendreUnePlace();
    await gestes.renoncer(1, (await reservationDe(1)).id);
    expect((await etats()).slice(1)).toEqual(['annulee_par_famille', 'en_liste_attente (offerte)']);
    expect((await lireOffres(db)).map((o) => o.issue)).toEqual(['retiree', null]);
    const [premier] = await lireJetons(db);
    const trop = await repondreAUneOffre(portail.services, { jeton: premier ?? '' }, 'accepter');
    expect(trop?.decision.issue).toBe('trop_tard');
  });

  test.each([
    ['refuser', 'refusee'],
    ['annuler', 'annulee_par_centre'],
  ] as const)('quand un agent choisit de %s : la suivante la reçoit', async (decision, etat) => {
    await fonder();
    await rendreUnePlace();
    await gestes.trancher([(await reservationDe(1)).id], decision);
    expect((await etats()).slice(1)).toEqual([etat, 'en_liste_attente (offerte)']);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
  });

  test('quand un agent valide lui-même : la même place, pas une de plus', async () => {
    await fonder();
    await rendreUnePlace();
    await gestes.trancher([(await reservationDe(1)).id], 'valider');
    expect((await etats()).slice(1)).toEqual(['validee', 'en_liste_attente']);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
  });

  test('qui que ce soit qui annule, même sans connaître les offres', async () => {
    await fonder();
    await rendreUnePlace();
    await sql`update reservations set etat = 'annulee_par_centre',
      annulee_le = ${portail.horloge.now()} where jour = ${MERCREDI}`.execute(db);
    expect((await lireOffres(db)).map((o) => o.issue)).toEqual(['retiree']);
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
  });
});

describe('Une fratrie', () => {
  beforeEach(async () => {
    await fonder({ places: 2, familles: 5 });
    await sql`update activites set fratries_ensemble = true`.execute(db);
    // Les enfants 2 et 3 sont frères.
    await sql`update enfants set famille_id = ${gestes.famille(2).familles[0]}
      where id = ${gestes.famille(3).enfantId}`.execute(db);
    commune.familles[3]!.familleId = commune.familles[2]!.familleId;
  });

  test('reçoit une seule offre pour tous ses enfants, et répond pour tous', async () => {
    for (const qui of [0, 1, 2, 3, 4]) await demander(qui);
    await gestes.trancher([(await reservationDe(0)).id, (await reservationDe(1)).id], 'annuler');
    expect((await lireOffres(db)).map((o) => o.enfants)).toEqual([
      [gestes.famille(2).enfantId, gestes.famille(3).enfantId],
    ]);
    await repondre('accepter');
    expect(await etats()).toEqual([
      'annulee_par_centre',
      'annulee_par_centre',
      'validee',
      'validee',
      'en_liste_attente',
    ]);
  });

  test('laisse passer la suivante s’il manque une place, et cela se compte', async () => {
    for (const qui of [0, 1, 2, 3, 4]) await demander(qui);
    await gestes.renoncer(0, (await reservationDe(0)).id);
    expect((await etats())[4]).toBe('en_liste_attente (offerte)');
    const { rows } = await sql<{ passages: number }>`
      select passages from reservations order by enfant_id`.execute(db);
    expect(rows.map((r) => r.passages)).toEqual([0, 0, 1, 1, 0]);
  });

  test('dont un enfant ne veut plus entrer n’attend plus : la place libre va aussitôt à l’autre', async () => {
    for (const qui of [0, 1, 2, 3]) await demander(qui);
    await gestes.renoncer(0, (await reservationDe(0)).id);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    await gestes.renoncer(2, (await reservationDe(2)).id);
    expect((await etats()).slice(2)).toEqual(['annulee_par_famille', 'en_liste_attente (offerte)']);
  });

  test('dont un enfant renonce pendant l’offre garde la place de l’autre', async () => {
    for (const qui of [0, 1, 2, 3, 4]) await demander(qui);
    const deux = [(await reservationDe(0)).id, (await reservationDe(1)).id];
    await gestes.trancher(deux, 'annuler');
    await gestes.renoncer(2, (await reservationDe(2)).id);
    expect((await etats()).slice(2)).toEqual([
      'annulee_par_famille',
      'en_liste_attente (offerte)',
      'en_liste_attente (offerte)',
    ]);
    const [jeton] = await lireJetons(db);
    await repondreAUneOffre(portail.services, { jeton: jeton ?? '' }, 'accepter');
    expect((await etats())[3]).toBe('validee');
  });
});

describe('Un agent propose à la main', () => {
  const proposer = async (qui: number, structures: number[] | null = null) =>
    proposerUnePlace(portail.services, {
      acteur: { compteId: 1, nom: 'Agent' },
      structures,
      reservationId: (await reservationDe(qui)).id,
    });

  test('à qui il veut s’il reste une place, deux fois égale une ; complet, il le lit', async () => {
    await fonder({ listeAttente: 'manuelle' });
    await rendreUnePlace();
    for (let i = 0; i < 2; i++) await proposer(2);
    expect((await etats())[2]).toBe('en_liste_attente (offerte)');
    expect(await lireJetons(db)).toHaveLength(1);
    await expect(proposer(1)).rejects.toThrow(/plus de place libre/);
  });

  test('pas un jour fermé', async () => {
    await fonder({ listeAttente: 'manuelle' });
    await rendreUnePlace();
    await sql`insert into fermetures (activite_id, du, au, motif)
      values (${commune.activiteId}, ${MERCREDI}, ${MERCREDI}, 'grève')`.execute(db);
    await expect(proposer(2)).rejects.toThrow(/Ce jour est fermé/);
  });

  test('pas dans la structure d’un autre', async () => {
    await fonder({ listeAttente: 'manuelle' });
    await rendreUnePlace();
    await expect(proposer(2, [999])).rejects.toThrow(/Introuvable/);
  });
});
