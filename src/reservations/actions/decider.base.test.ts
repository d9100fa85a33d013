import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import {
  type OptionsCommune,
  type PetiteCommune,
  petiteCommune,
} from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { verifierCompteurs } from '../../activites/requetes/places.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import { deciderDemandes } from './decider.ts';

const MERCREDI = '2026-11-25';
const SUIVANT = '2026-12-02';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;

beforeEach(async () => {
  portail = await ouvrirPortail();
});
afterEach(() => portail.fermer());

async function fonder(options: OptionsCommune = {}) {
  const { db } = portail.services;
  commune = await petiteCommune(db, { approbation: 'agent', listeAttente: 'manuelle', ...options });
  gestes = gestesDe(portail, commune);
}

function matin(...jours: string[]) {
  return jours.map((jour) => ({ prestationId: commune.matin, jour }));
}

async function numeros() {
  return (await gestes.lignes()).map((l) => l.id);
}

async function etats() {
  return (await gestes.lignes()).map((l) => l.etat);
}

async function reponses() {
  return (await gestes.sujets()).filter((s) => s.includes('traitée'));
}

async function traiteesLe() {
  const { rows } = await sql<{ le: Date | null }>`
    select traitee_le as le from demandes order by id`.execute(portail.services.db);
  return rows.map((r) => r.le);
}

describe('Valider', () => {
  test('prend la place ; la réponse part une fois, quand toute la demande est traitée', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI, SUIVANT));
    const [premier, second] = await numeros();
    await gestes.trancher([premier ?? 0], 'valider');
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    expect(await reponses()).toEqual([]);
    expect(await traiteesLe()).toEqual([null]);

    await gestes.trancher([second ?? 0], 'valider');
    expect(await reponses()).toHaveLength(1);
    expect((await reponses())[0]).toContain('parent.1@famille.test');
    expect(await traiteesLe()).toEqual([portail.services.clock.now()]);
    expect(await verifierCompteurs(portail.services.db)).toEqual([]);
  });

  test('rejouée, la décision ne change rien et n’écrit à personne', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI));
    await gestes.trancher(await numeros(), 'valider');
    const avant = await gestes.sujets();
    const bilan = await gestes.trancher(await numeros(), 'valider');
    expect(bilan).toEqual({ changees: 0, inchangees: 1, completes: 0, dejaDecidees: 0 });
    expect(await gestes.sujets()).toEqual(avant);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
  });

  test('complet : la demande reste en attente, et l’agent l’apprend', async () => {
    await fonder({ places: 1 });
    for (const qui of [0, 1]) await gestes.demander(qui, matin(MERCREDI));
    const bilan = await gestes.trancher(await numeros(), 'valider');
    expect(bilan).toMatchObject({ changees: 1, completes: 1 });
    expect(await etats()).toEqual(['validee', 'demandee']);
    expect((await traiteesLe())[1]).toBeNull();
  });

  test('l’agent choisit dans la liste d’attente, et la famille le sait', async () => {
    await fonder({ places: 1, approbation: 'automatique' });
    for (const qui of [0, 1]) await gestes.demander(qui, matin(MERCREDI));
    const [premier, attend] = await gestes.lignes();
    await gestes.renoncer(0, premier?.id ?? 0);
    const avant = (await gestes.sujets()).length;
    await gestes.trancher([attend?.id ?? 0], 'valider');
    expect(await etats()).toEqual(['annulee_par_famille', 'validee']);
    const nouveaux = (await gestes.sujets()).slice(avant);
    expect(nouveaux).toEqual([expect.stringContaining('parent.2@famille.test')]);
  });

  test('par demande : tous ses jours encore en attente, et eux seuls', async () => {
    await fonder();
    const { demandeId } = await gestes.demander(0, matin(MERCREDI, SUIVANT));
    const [premier] = await numeros();
    await gestes.trancher([premier ?? 0], 'refuser');
    const valider = { structures: null, decision: 'valider', motif: '' } as const;
    const acteur = { compteId: 1, nom: 'Agent 1' };
    const saisie = { ...valider, acteur, demandes: [demandeId] };
    expect(await deciderDemandes(portail.services, saisie)).toMatchObject({ changees: 1 });
    expect(await etats()).toEqual(['refusee', 'validee']);
    expect(await deciderDemandes(portail.services, saisie)).toMatchObject({ changees: 0 });
  });
});

describe('Refuser', () => {
  test('demande un motif : sans lui, rien ne change', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI));
    const sansMotif = gestes.trancher(await numeros(), 'refuser', { motif: '   ' });
    await expect(sansMotif).rejects.toBeInstanceOf(Refus);
    expect(await etats()).toEqual(['demandee']);
  });

  test('dit le motif à la famille', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI));
    await gestes.trancher(await numeros(), 'refuser', { motif: 'Sortie au lac complète' });
    expect((await gestes.lignes())[0]).toMatchObject({
      etat: 'refusee',
      motif: 'Sortie au lac complète',
    });
    const { rows } = await sql<{ texte: string }>`
      select texte from courriels where sujet like '%traitée%'`.execute(portail.services.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.texte).toContain('Sortie au lac complète');
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
  });
});

describe('Annuler pour la famille', () => {
  test('rend la place, et fait avancer la file', async () => {
    await fonder({ places: 1, approbation: 'automatique', listeAttente: 'automatique' });
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin(MERCREDI));
    const [premier] = await numeros();
    await gestes.trancher([premier ?? 0], 'annuler', { motif: 'Animateur absent' });
    expect(await etats()).toEqual(['annulee_par_centre', 'validee', 'en_liste_attente']);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    const sujets = await gestes.sujets();
    expect(sujets.filter((s) => s.includes('Une place s’est libérée'))).toHaveLength(1);
    expect(await verifierCompteurs(portail.services.db)).toEqual([]);
  });

  test('rien n’en revient : valider ensuite ne fait rien', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI));
    await gestes.trancher(await numeros(), 'annuler');
    const bilan = await gestes.trancher(await numeros(), 'valider');
    expect(bilan).toEqual({ changees: 0, inchangees: 0, completes: 0, dejaDecidees: 1 });
    expect(await etats()).toEqual(['annulee_par_centre']);
  });
});

describe('La famille retire ce que l’agent n’a pas encore décidé', () => {
  test('la demande sort de la file à traiter, sans réponse à attendre', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI));
    await gestes.renoncer(0, (await numeros())[0] ?? 0);
    expect(await traiteesLe()).toEqual([portail.services.clock.now()]);
    expect(await reponses()).toEqual([]);
  });

  test('le reste de la réponse part alors, s’il n’attendait que ce jour-là', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI, SUIVANT));
    const [premier, second] = await numeros();
    await gestes.trancher([premier ?? 0], 'valider');
    await gestes.renoncer(0, second ?? 0);
    expect(await reponses()).toHaveLength(1);
  });
});

describe('Qui décide', () => {
  test('qui annule est écrit sur la réservation : la famille, ou l’agent', async () => {
    await fonder({ approbation: 'automatique' });
    await gestes.demander(1, matin(MERCREDI, SUIVANT));
    const [sien, duCentre] = await numeros();
    await gestes.renoncer(1, sien ?? 0);
    await gestes.trancher([duCentre ?? 0], 'annuler', { agent: 3 });
    const { rows } = await sql<{ etat: string; par: number; decideePar: number | null }>`
      select etat, annulee_par as par, decidee_par as "decideePar" from reservations
      order by jour`.execute(portail.services.db);
    const famille = gestes.famille(1).acteur.compteId;
    expect(rows).toEqual([
      { etat: 'annulee_par_famille', par: famille, decideePar: null },
      { etat: 'annulee_par_centre', par: 3, decideePar: null },
    ]);
  });

  test('l’agent d’une autre structure ne trouve rien, et rien ne change', async () => {
    await fonder();
    await gestes.demander(0, matin(MERCREDI));
    for (const structures of [[], [99_999]]) {
      const ailleurs = gestes.trancher(await numeros(), 'valider', { structures });
      await expect(ailleurs).rejects.toBeInstanceOf(Introuvable);
    }
    expect(await etats()).toEqual(['demandee']);
  });
});
