import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../test/decor.ts';
import { poserMois } from '../../test/mois-a-facturer.ts';
import { type PetiteCommune, petiteCommune } from '../../test/petite-commune.ts';
import { type PetiteRegie, petiteRegie } from '../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { ouvrirCampagne } from '../factures/actions/campagne.ts';
import { emettreCampagne } from '../factures/actions/emettre.ts';
import { pointer } from './actions/pointer.ts';

const JOUR = '2026-11-18';
const PRESENT = { etat: 'present', arrivee: null, depart: null, motif: null } as const;
const ABSENT = { ...PRESENT, etat: 'absent' } as const;

let portail: Portail;
let commune: PetiteCommune;
let regie: PetiteRegie;
let agent = '';
let adresse = '';

beforeEach(async () => {
  await portail?.fermer();
  portail = await ouvrirPortail({ maintenant: new Date('2026-11-18T09:00:00Z') });
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 3 });
  regie = await petiteRegie(portail, commune);
  await poserMois(db, regie.regieId, commune);
  agent = await connecter(db, regie.agents[1]!, portail.horloge.now());
  adresse = `/agent/pointages/${commune.matin}/${JOUR}`;
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie = agent) => portail.visiter('GET', chemin, { cookie });
const envoyer = (corps: Record<string, string>, cookie = agent) =>
  portail.visiter('POST', adresse, { cookie, corps: new URLSearchParams(corps) });

function noter(
  pointages: Parameters<typeof pointer>[1]['pointages'],
  options: { jour?: string; aujourdhui?: string } = {},
) {
  return pointer(portail.services, {
    acteur: { compteId: regie.agents[1]!, nom: 'Agent 1' },
    structures: null,
    aujourdhui: options.aujourdhui ?? JOUR,
    prestationId: commune.matin,
    jour: options.jour ?? JOUR,
    pointages,
  });
}

async function etats(): Promise<string[]> {
  const { rows } = await sql<{ etat: string }>`
    select etat from pointages order by enfant_id`.execute(portail.services.db);
  return rows.map((r) => r.etat);
}

const enfant = (qui: number) => commune.familles[qui]!.enfantId;

describe('La feuille', () => {
  test('tous présents d’un doigt ; deux fois ne change rien', async () => {
    expect((await ouvrir('/agent/pointages')).body).toContain('3 attendus, 0 présents');
    await envoyer({});
    expect(await etats()).toEqual(['present', 'present', 'present']);
    expect(await noter('attendus')).toBe(0);
    expect((await ouvrir(adresse)).body).toContain('tout le monde est pointé');
  });

  test('« tous présents » ne repasse pas sur un absent déjà noté', async () => {
    await noter([{ ...ABSENT, enfantId: enfant(1) }]);
    await envoyer({});
    expect(await etats()).toEqual(['present', 'absent', 'present']);
  });

  test('deux tablettes au même instant : un pointage par enfant, aucune erreur', async () => {
    const tous = [0, 1, 2].map((q) => ({ ...PRESENT, enfantId: enfant(q) }));
    await Promise.all([noter(tous), noter('attendus'), noter(tous.toReversed())]);
    expect(await etats()).toEqual(['present', 'present', 'present']);
  });

  test('les heures se gardent, et ce qui était écrit avant reste lisible', async () => {
    const corps = { enfant: String(enfant(0)), etat: 'present', arrivee: '08:10', depart: '12:05' };
    expect((await envoyer(corps)).statusCode).toBe(303);
    await envoyer({ enfant: String(enfant(0)), etat: 'absent' });
    const { body } = await ouvrir(`${adresse}/enfants/${enfant(0)}`);
    expect(body).toContain('08:10 – 12:05');
    expect(body).toContain('Absent');
  });

  test('un enfant venu sans réservation se cherche par son nom', async () => {
    await sql`update reservations set etat = 'annulee_par_famille' where enfant_id = ${enfant(2)}`.execute(
      portail.services.db,
    );
    const { rows } = await sql<{ prenom: string }>`
      select prenom from enfants where id = ${enfant(2)}`.execute(portail.services.db);
    const { body } = await ouvrir(`${adresse}?nom=${rows[0]!.prenom}`);
    expect(body).toContain(': présent');
    await envoyer({ enfant: String(enfant(2)), etat: 'present' });
    expect((await ouvrir(adresse)).body).toContain('sans réservation');
  });
});

describe('Corriger', () => {
  test('un jour passé demande un motif, un jour à venir se refuse', async () => {
    await noter([{ ...PRESENT, enfantId: enfant(0) }]);
    const demain = { aujourdhui: '2026-11-19' };
    await expect(noter([{ ...ABSENT, enfantId: enfant(0) }], demain)).rejects.toThrow(/pourquoi/);
    await noter([{ ...ABSENT, enfantId: enfant(0), motif: 'Erreur de nom' }], demain);
    expect(await etats()).toEqual(['absent']);
    await expect(
      noter([{ ...PRESENT, enfantId: enfant(0) }], { jour: '2026-12-02' }),
    ).rejects.toThrow(/pas encore venu/);
  });

  test('refusée sans motif, une correction garde les heures tapées, le volet ouvert', async () => {
    await noter([{ ...PRESENT, enfantId: enfant(0) }]);
    portail.horloge.advance(86_400_000);
    const corps = { enfant: String(enfant(0)), etat: 'present', arrivee: '08:25', depart: '11:50' };
    const { statusCode, body } = await envoyer({ ...corps, motif: '' });
    portail.horloge.reset();
    expect(statusCode).toBe(422);
    const volet = new RegExp(`id="enfant-${enfant(0)}"[\\s\\S]*?</details>`).exec(body)?.[0] ?? '';
    expect(volet).toContain('<details class="repli" open');
    expect(volet).toContain('value="08:25"');
    expect(volet).toContain('value="11:50"');
  });

  test('facturé, un jour ne se corrige plus ici', async () => {
    portail.horloge.advance(15 * 86_400_000);
    const acteur = { compteId: regie.agents[0]!, nom: 'Régisseur' };
    const campagne = await ouvrirCampagne(portail.services, {
      regieId: regie.regieId,
      mois: '2026-11',
      acteur,
    });
    await emettreCampagne(portail.services, campagne, acteur);
    await expect(
      noter([{ ...ABSENT, enfantId: enfant(0), motif: 'Malade' }], { aujourdhui: '2026-12-03' }),
    ).rejects.toThrow(/déjà facturé/);
  });
});

test('un agent d’une autre structure ne voit ni la feuille ni les enfants : la même 404', async () => {
  const { db } = portail.services;
  await sql`
    with s as (insert into structures (nom, courriel) values ('Autre', 'autre@exemple.test') returning id)
    insert into agents_structures (agent_id, structure_id)
    select a.id, s.id from agents a, s where a.compte_id = ${regie.agents[2]!}`.execute(db);
  const ailleurs = await connecter(db, regie.agents[2]!, portail.horloge.now());
  expect((await ouvrir(adresse, ailleurs)).statusCode).toBe(404);
  expect((await envoyer({}, ailleurs)).statusCode).toBe(404);
  expect((await ouvrir('/agent/pointages', ailleurs)).body).toContain('Rien n’ouvre');
  for (const chemin of [
    '/agent/pointages/999999/2026-11-18',
    `/agent/pointages/${commune.matin}/hier`,
  ]) {
    expect((await ouvrir(chemin)).statusCode).toBe(404);
  }
  expect(await etats()).toEqual([]);
});
