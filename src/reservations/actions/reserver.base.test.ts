import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type OptionsCommune,
  type PetiteCommune,
  petiteCommune,
} from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { accuserLesDemandes } from '../../../test/travaux.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Souhait } from '../regles/types.ts';
import { rangDeR } from '../requetes/rang.ts';
import { annuler } from './annuler.ts';
import { reserver } from './reserver.ts';

const MERCREDI = '2026-11-25';
const SUIVANT = '2026-12-02';

let portail: Portail;
let commune: PetiteCommune;

beforeEach(async () => {
  portail = await ouvrirPortail();
});
afterEach(() => portail.fermer());

async function fonder(options: OptionsCommune = {}) {
  commune = await petiteCommune(portail.services.db, options);
}

function demander(qui: number, souhaits: Souhait[], cleUnique?: string) {
  const f = commune.familles[qui]!;
  return reserver(portail.services, {
    acteur: { compteId: f.compteId, nom: `Parent ${qui}` },
    familles: [f.familleId],
    enfantId: f.enfantId,
    periodeId: commune.periodeId,
    souhaits,
    ...(cleUnique ? { cleUnique } : {}),
  });
}

async function etats(jour = MERCREDI) {
  const { rows } = await sql<{ enfant: number; etat: string; rang: number | null }>`
    select enfant_id as enfant, etat, ${rangDeR} as rang
    from reservations r where jour = ${jour} order by id`.execute(portail.services.db);
  return rows.map((r) => (r.rang === null ? r.etat : `${r.etat} ${r.rang}`));
}

async function prises(jour = MERCREDI) {
  const { rows } = await sql<{ prises: number }>`
    select prises from places where jour = ${jour} order by jauge_id`.execute(portail.services.db);
  return rows.map((r) => r.prises);
}

async function courriels() {
  await accuserLesDemandes(portail.services);
  const { rows } = await sql<{ a: string; sujet: string }>`
    select destinataire as a, sujet from courriels order by id`.execute(portail.services.db);
  return rows;
}

describe('réserver', () => {
  test('un jour libre d’une activité automatique est validé sur-le-champ et prend une place', async () => {
    await fonder();
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    expect(await etats()).toEqual(['validee']);
    expect(await prises()).toEqual([1, 0]);
  });

  test('la journée prend une place dans la salle et une dans l’après-midi', async () => {
    await fonder();
    await demander(0, [{ prestationId: commune.journee, jour: MERCREDI }]);
    expect(await prises()).toEqual([1, 1]);
  });

  test('une activité qu’un agent décide ne prend pas de place', async () => {
    await fonder({ approbation: 'agent' });
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    expect(await etats()).toEqual(['demandee']);
    expect(await prises()).toEqual([0, 0]);
  });

  test('complet : liste d’attente, chacun son rang, dans l’ordre d’arrivée', async () => {
    await fonder({ places: 1 });
    for (const qui of [0, 1, 2])
      await demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
    expect(await etats()).toEqual(['validee', 'en_liste_attente 1', 'en_liste_attente 2']);
  });

  test('complet sans liste d’attente : le jour est écarté, et s’il était seul rien ne s’enregistre', async () => {
    await fonder({ places: 0, listeAttente: 'aucune' });
    await expect(demander(0, [{ prestationId: commune.matin, jour: MERCREDI }])).rejects.toThrow(
      /complet/,
    );
    expect(await etats()).toEqual([]);
    const { rows } = await sql`select 1 from demandes`.execute(portail.services.db);
    expect(rows).toHaveLength(0);
  });

  test('sans jauge renseignée, il n’y a pas de limite', async () => {
    await fonder({ places: null });
    for (const qui of [0, 1, 2])
      await demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
    expect(await etats()).toEqual(['validee', 'validee', 'validee']);
  });

  test('le même formulaire envoyé deux fois ne réserve qu’une fois et n’écrit qu’une lettre', async () => {
    await fonder();
    const cleUnique = crypto.randomUUID();
    const premiere = await demander(
      0,
      [{ prestationId: commune.matin, jour: MERCREDI }],
      cleUnique,
    );
    const seconde = await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }], cleUnique);
    expect(seconde).toEqual({ demandeId: premiere.demandeId, dejaFaite: true });
    expect(await etats()).toEqual(['validee']);
    expect(await courriels()).toHaveLength(2); // la famille, le centre
  });

  test('la même clé pour d’autres cases n’est pas un double-clic : rien ne se perd en silence', async () => {
    await fonder();
    const cleUnique = '3f0c9b2e-6f0b-4c8e-9f55-1f2f3f4f5f60';
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }], cleUnique);
    await expect(
      demander(0, [{ prestationId: commune.matin, jour: SUIVANT }], cleUnique),
    ).rejects.toThrow(/validez de nouveau/);
  });

  test('double-clic : deux envois au même instant ne font qu’une demande', async () => {
    await fonder();
    const cleUnique = crypto.randomUUID();
    const deux = await Promise.all(
      [1, 2].map(() => demander(0, [{ prestationId: commune.matin, jour: MERCREDI }], cleUnique)),
    );
    expect(new Set(deux.map((d) => d.demandeId)).size).toBe(1);
    expect(await prises()).toEqual([1, 0]);
  });

  test('deux onglets : le second apprend que le jour est déjà réservé', async () => {
    await fonder();
    const souhait = { prestationId: commune.matin, jour: MERCREDI };
    await demander(0, [souhait]);
    await expect(demander(0, [souhait])).rejects.toThrow(/déjà réservé/);
    const { demandeId } = await demander(0, [souhait, { ...souhait, jour: SUIVANT }]);
    const { rows } = await sql<{ jours_ecartes: { raison: string }[] }>`
      select jours_ecartes from demandes where id = ${demandeId}`.execute(portail.services.db);
    expect(rows[0]?.jours_ecartes.map((e) => e.raison)).toEqual(['deja_reserve']);
  });

  test('l’enfant d’une autre famille est introuvable', async () => {
    await fonder();
    const [moi, autre] = commune.familles;
    await expect(
      reserver(portail.services, {
        acteur: { compteId: moi!.compteId, nom: 'Curieux' },
        familles: [moi!.familleId],
        enfantId: autre!.enfantId,
        periodeId: commune.periodeId,
        souhaits: [{ prestationId: commune.matin, jour: MERCREDI }],
      }),
    ).rejects.toBeInstanceOf(Introuvable);
  });

  test('un jour hors de la période, une autre prestation : tout est refusé, rien n’est écrit', async () => {
    await fonder();
    const bon = { prestationId: commune.matin, jour: MERCREDI };
    await expect(demander(0, [bon, { ...bon, jour: '2027-03-03' }])).rejects.toBeInstanceOf(Refus);
    await expect(demander(0, [bon, { ...bon, prestationId: 99_999 }])).rejects.toBeInstanceOf(
      Refus,
    );
    expect(await etats()).toEqual([]);
  });

  test('une année de jours coûte autant de requêtes qu’un seul', async () => {
    await fonder();
    portail.requetes.length = 0;
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    const pourUn = portail.requetes.length;
    portail.requetes.length = 0;
    await demander(
      1,
      ['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16'].flatMap((jour) => [
        { prestationId: commune.matin, jour },
      ]),
    );
    expect(portail.requetes.length).toBe(pourUn);
    expect(pourUn).toBeLessThanOrEqual(24);
  });
});

describe('annuler', () => {
  async function premiere() {
    const { rows } = await sql<{
      id: number;
    }>`select id from reservations order by id limit 1`.execute(portail.services.db);
    return rows[0]!.id;
  }
  function renoncer(qui: number, reservationId: number) {
    const f = commune.familles[qui]!;
    return annuler(portail.services, {
      acteur: { compteId: f.compteId, nom: `Parent ${qui}` },
      familles: [f.familleId],
      reservationId,
    });
  }

  test('rend la place, et le premier de la liste la reçoit avec une lettre', async () => {
    await fonder({ places: 1 });
    for (const qui of [0, 1, 2])
      await demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
    await renoncer(0, await premiere());
    expect(await etats()).toEqual(['annulee_par_famille', 'validee', 'en_liste_attente 1']);
    expect(await prises()).toEqual([1, 0]);
    const sujets = (await courriels()).map((c) => `${c.a} ${c.sujet}`);
    expect(sujets.filter((s) => s.includes('Une place s’est libérée'))).toEqual([
      expect.stringContaining('parent.2@famille.test'),
    ]);
    expect(sujets.filter((s) => s.includes('Annulation'))).toHaveLength(2);
  });

  test('deux fois égale une : la place n’est rendue qu’une fois', async () => {
    await fonder();
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    const id = await premiere();
    await renoncer(0, id);
    const avant = (await courriels()).length;
    expect((await renoncer(0, id)).dejaAnnulee).toBe(true);
    expect(await prises()).toEqual([0, 0]);
    expect((await courriels()).length).toBe(avant);
  });

  test('liste tenue par un agent : la place rendue reste libre', async () => {
    await fonder({ places: 1, listeAttente: 'manuelle' });
    for (const qui of [0, 1])
      await demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
    await renoncer(0, await premiere());
    expect(await etats()).toEqual(['annulee_par_famille', 'en_liste_attente 1']);
    // … et nul ne passe devant celui qui attend.
    await demander(2, [{ prestationId: commune.matin, jour: MERCREDI }]);
    expect(await etats()).toEqual([
      'annulee_par_famille',
      'en_liste_attente 1',
      'en_liste_attente 2',
    ]);
  });

  test('le délai passé, l’annulation est refusée et dit depuis quand', async () => {
    await fonder();
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    portail.horloge.moveTo(new Date('2026-11-25T08:00:00Z'));
    await expect(renoncer(0, await premiere())).rejects.toThrow(/délai est passé depuis/);
    expect(await prises()).toEqual([1, 0]);
  });

  test('la réservation d’une autre famille est introuvable', async () => {
    await fonder();
    await demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    await expect(renoncer(1, await premiere())).rejects.toBeInstanceOf(Introuvable);
  });
});
