import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import {
  type OptionsCommune,
  type PetiteCommune,
  petiteCommune,
} from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Souhait } from '../regles/types.ts';
import { annuler } from './annuler.ts';
import { type InscriptionDirecte, reserver } from './reserver.ts';

const MERCREDI = '2026-11-25';
const CE_MATIN = '2026-11-18';
const TOUT = { delai: true, places: true };

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let agent: number;

beforeEach(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2026-11-18T06:00:00Z') });
});
afterEach(() => portail.fermer());

async function fonder(options: OptionsCommune = {}) {
  const { db } = portail.services;
  commune = await petiteCommune(db, options);
  gestes = gestesDe(portail, commune);
  const { rows } = await sql<{ id: number }>`
    with c as (insert into comptes (identifiant, courriel, active_le, cree_le)
      values ('nadia', 'nadia@mairie.test', '2026-01-01', '2026-01-01') returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Nadia', 'Benali', 'directeur', '2026-01-01' from c returning compte_id as id
  `.execute(db);
  agent = rows[0]!.id;
}

function inscrire(
  qui: number,
  souhaits: Souhait[],
  options: Partial<InscriptionDirecte> & { cleUnique?: string } = {},
) {
  const { familles, enfantId, acteur } = gestes.famille(qui);
  const { cleUnique, ...direct } = options;
  return reserver(portail.services, {
    acteur: { compteId: agent, nom: 'Nadia Benali' },
    familles,
    enfantId,
    periodeId: commune.periodeId,
    souhaits,
    ...(cleUnique ? { cleUnique } : {}),
    direct: {
      compteId: acteur.compteId,
      structures: null,
      droits: TOUT,
      depasser: false,
      motif: '',
      ...direct,
    },
  });
}

const matin = (jour = MERCREDI): Souhait => ({ prestationId: commune.matin, jour });
const etats = async () => (await gestes.lignes()).map((l) => l.etat);

async function places(jour = MERCREDI) {
  const { rows } = await sql<{ places: number; prises: number }>`
    select places, prises from places where jour = ${jour} order by jauge_id
  `.execute(portail.services.db);
  return rows.map((p) => `${p.prises}/${p.places}`);
}

async function journal() {
  const { rows } = await sql<{ verbe: string; phrase: string }>`
    select verbe, phrase from journal order by id`.execute(portail.services.db);
  return rows;
}

describe('inscrire directement', () => {
  test('valide sur-le-champ, même où un agent doit décider, et se dit « du centre »', async () => {
    await fonder({ approbation: 'agent' });
    await inscrire(0, [matin()]);
    expect(await etats()).toEqual(['validee']);
    const { rows } = await sql`
      select r.origine, d.origine as demande, d.saisie_par, d.compte_id, d.traitee_le is not null as traitee
      from reservations r join demandes d on d.id = r.demande_id`.execute(portail.services.db);
    expect(rows).toEqual([
      {
        origine: 'centre',
        demande: 'centre',
        saisie_par: agent,
        compte_id: gestes.famille(0).acteur.compteId,
        traitee: true,
      },
    ]);
    expect((await journal()).map((l) => l.verbe)).toEqual(['inscrire_directement']);
  });

  test('la famille l’apprend par courriel, pas l’agent', async () => {
    await fonder();
    await inscrire(0, [matin()]);
    expect(await gestes.sujets()).toEqual([
      'parent.1@famille.test : Inscription directe par le centre : Enfant parent.1, MERCREDIS',
      'centre@saint-aubin.test : Inscription directe par le centre : Enfant parent.1, MERCREDIS',
    ]);
    const { rows } = await sql<{ texte: string }>`
      select texte from courriels order by id limit 1`.execute(portail.services.db);
    expect(rows[0]?.texte).toContain('Inscription directe par le centre (1)');
  });

  test('passé la date limite : refusé sans motif, fait et noté avec', async () => {
    await fonder();
    await expect(inscrire(0, [matin(CE_MATIN)])).rejects.toMatchObject({ champ: 'motif' });
    expect(await etats()).toEqual([]);
    await inscrire(0, [matin(CE_MATIN)], { motif: 'Hospitalisation de la mère.' });
    expect(await gestes.lignes()).toMatchObject([
      { etat: 'validee', motif: 'Hospitalisation de la mère.' },
    ]);
    expect((await journal())[0]?.phrase).toMatch(/dont 1 hors délai\. Motif : Hospitalisation/);
  });

  test('sans le droit de passer la date, la même raison que la famille', async () => {
    await fonder();
    const droits = { delai: false, places: false };
    await expect(inscrire(0, [matin(CE_MATIN)], { droits, motif: 'x' })).rejects.toThrow(
      /Aucun des jours/,
    );
  });

  test('complet : à la file si l’agent ne relève pas les places', async () => {
    await fonder({ places: 0 });
    await inscrire(0, [matin()]);
    expect(await etats()).toEqual(['en_liste_attente']);
    expect(await places()).toEqual(['0/0', '0/0']);
  });

  test('relever les places : jamais plus de prises que de places, et deux lignes au journal', async () => {
    await fonder({ places: 0 });
    await expect(inscrire(0, [matin()], { depasser: true })).rejects.toMatchObject({
      champ: 'motif',
    });
    expect(await places()).toEqual(['0/0', '0/0']);
    await inscrire(0, [matin()], { depasser: true, motif: 'Fratrie.' });
    expect(await etats()).toEqual(['validee']);
    expect(await places()).toEqual(['1/1', '0/0']);
    expect((await journal()).map((l) => l.verbe)).toEqual([
      'inscrire_directement',
      'relever_places',
    ]);
  });

  test('sans le droit de relever, cocher la case ne relève rien', async () => {
    await fonder({ places: 0 });
    const droits = { delai: true, places: false };
    await inscrire(0, [matin()], { droits, depasser: true, motif: 'Fratrie.' });
    expect(await etats()).toEqual(['en_liste_attente']);
    expect(await places()).toEqual(['0/0', '0/0']);
  });

  test('une place due à la file lui reste', async () => {
    await fonder({ places: 0, listeAttente: 'manuelle' });
    await gestes.demander(0, [matin()]);
    await sql`update places set places = 1`.execute(portail.services.db);
    await inscrire(1, [matin()], { depasser: true, motif: 'Urgence.' });
    expect(await places()).toEqual(['1/2', '0/1']);
  });

  test('dix agents relèvent au même instant : chacun sa place, aucun compteur ne déborde', async () => {
    await fonder({ places: 0, familles: 10 });
    await Promise.all(
      commune.familles.map((_, qui) => inscrire(qui, [matin()], { depasser: true, motif: 'x' })),
    );
    expect(await places()).toEqual(['10/10', '0/0']);
  });

  test('le même formulaire deux fois n’inscrit et ne relève qu’une fois', async () => {
    await fonder({ places: 0 });
    const options = { depasser: true, motif: 'Fratrie.', cleUnique: crypto.randomUUID() };
    await inscrire(0, [matin()], options);
    expect(await inscrire(0, [matin()], options)).toMatchObject({ dejaFaite: true });
    expect(await places()).toEqual(['1/1', '0/0']);
  });

  test('hors de ses structures, introuvable', async () => {
    await fonder();
    await expect(inscrire(0, [matin()], { structures: [99] })).rejects.toBeInstanceOf(Introuvable);
  });

  test('où les familles ne réservent pas, le centre inscrit', async () => {
    await fonder();
    await sql`update activites set ouverte_aux_familles = false`.execute(portail.services.db);
    await inscrire(0, [matin()]);
    expect(await etats()).toEqual(['validee']);
    await expect(gestes.demander(1, [matin()])).rejects.toBeInstanceOf(Introuvable);
  });
});

describe('annuler pour la famille', () => {
  const rendre = (id: number, direct: { motif?: string; structures?: number[] } = {}) =>
    annuler(portail.services, {
      acteur: { compteId: agent, nom: 'Nadia Benali' },
      familles: gestes.famille(0).familles,
      reservationId: id,
      direct: { structures: null, droits: TOUT, motif: 'Varicelle.', ...direct },
    });

  test('hors délai, rend la place, dit « par le centre » et prévient la famille', async () => {
    await fonder();
    await gestes.demander(0, [matin()]);
    portail.horloge.moveTo(new Date('2026-11-25T06:00:00Z'));
    const [r] = await gestes.lignes();
    await expect(gestes.renoncer(0, r!.id)).rejects.toThrow(/ne peut plus être annulé en ligne/);
    await rendre(r!.id);
    expect(await gestes.lignes()).toMatchObject([
      { etat: 'annulee_par_centre', motif: 'Varicelle.' },
    ]);
    expect(await places()).toEqual(['0/2', '0/2']);
    expect((await journal()).at(-1)).toMatchObject({ verbe: 'annuler_directement' });
    expect(await gestes.sujets()).toContain(
      'parent.1@famille.test : Changement décidé par le centre : Enfant parent.1, MERCREDIS',
    );
  });

  test('un jour encore en attente : une seule lettre le dit', async () => {
    await fonder({ approbation: 'agent' });
    await gestes.demander(0, [matin()]);
    const [r] = await gestes.lignes();
    await rendre(r!.id);
    const aLaFamille = (await gestes.sujets()).filter((s) => s.startsWith('parent.1'));
    expect(aLaFamille).toHaveLength(2); // l'accusé de sa demande, l'annulation
  });

  test('deux fois égale une', async () => {
    await fonder();
    await gestes.demander(0, [matin()]);
    const [r] = await gestes.lignes();
    await rendre(r!.id);
    const lettres = (await gestes.sujets()).length;
    expect(await rendre(r!.id)).toMatchObject({ dejaAnnulee: true });
    expect((await gestes.sujets()).length).toBe(lettres);
    expect(await places()).toEqual(['0/2', '0/2']);
  });

  test('sans motif, refusé ; hors de ses structures, introuvable ; un jour passé, jamais', async () => {
    await fonder();
    await gestes.demander(0, [matin()]);
    const [r] = await gestes.lignes();
    await expect(rendre(r!.id, { motif: ' ' })).rejects.toMatchObject({ champ: 'motif' });
    await expect(rendre(r!.id, { structures: [99] })).rejects.toBeInstanceOf(Introuvable);
    portail.horloge.moveTo(new Date('2026-11-27T09:00:00Z'));
    await expect(rendre(r!.id)).rejects.toThrow(/jour passé/);
    expect(await etats()).toEqual(['validee']);
  });
});
