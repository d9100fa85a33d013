import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gestesDe } from '../../../test/gestes.ts';
import {
  type OptionsCommune,
  type PetiteCommune,
  petiteCommune,
} from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { accuserLesDemandes } from '../../../test/travaux.ts';
import { jourLocal } from '../../platform/instants.ts';
import { defaire } from '../../reservations/actions/defaire.ts';
import type { CaseDeSemaine, SemaineType } from '../regles/semaine.ts';
import { poserSemaine } from './appliquer.ts';

const FUSEAU = 'Europe/Paris';
const MERCREDIS = ['2026-11-18', '2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16'];
const ANNEE = '2026-2027';

let portail: Portail;
let commune: PetiteCommune;
let gestes: ReturnType<typeof gestesDe>;
let zoe: number;

beforeEach(async () => {
  portail = await ouvrirPortail();
});
afterEach(() => portail.fermer());

/** La famille 0 a deux enfants : le sien et Zoé, d'un an plus jeune. */
async function fonder(options: OptionsCommune = {}) {
  commune = await petiteCommune(portail.services.db, options);
  gestes = gestesDe(portail, commune);
  const { rows } = await sql<{ id: number }>`
    insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    values (${commune.familles[0]!.familleId}, 'Zoé', 'parent.1', '2019-05-10', '2026-01-01')
    returning id`.execute(portail.services.db);
  zoe = rows[0]!.id;
}

const mercredi = (enfantId: number, prestationId = commune.matin): CaseDeSemaine => ({
  enfantId,
  prestationId,
  jour: 3,
  semaines: 'toutes',
});

function poser(cases: CaseDeSemaine[], plus: Partial<SemaineType> & { cle?: string } = {}) {
  const { cle, ...semaine } = plus;
  const { acteur, familles } = gestes.famille(0);
  const maintenant = portail.horloge.now();
  return poserSemaine(
    portail.services,
    {
      acteur,
      familles,
      annee: ANNEE,
      semaine: { du: '2026-11-16', au: '2026-12-16', cycle: 'chaque_semaine', cases, ...semaine },
      cleUnique: cle ?? crypto.randomUUID(),
    },
    { aujourdhui: jourLocal(maintenant, FUSEAU), maintenant, fuseau: FUSEAU },
  );
}

function annulerTout(operationId: number) {
  return defaire(portail.services, { ...gestes.famille(0), operationId });
}

/** « enfant jour etat », les vivantes seulement. */
async function vivantes(enfantId: number) {
  return (await gestes.lignes())
    .filter(
      (l) => l.enfant === enfantId && ['validee', 'demandee', 'en_liste_attente'].includes(l.etat),
    )
    .map((l) => `${l.jour} ${l.etat}`);
}

async function prises() {
  const { rows } = await sql<{ prises: number }>`
    select prises from places p join jauges j on j.id = p.jauge_id
    where j.nom = 'Salle' and jour = any(${MERCREDIS}::date[]) order by jour`.execute(
    portail.services.db,
  );
  return rows.map((r) => r.prises);
}

const leo = () => commune.familles[0]!.enfantId;

describe('Poser la semaine type', () => {
  test('deux enfants, tous les mercredis à venir, un seul reçu', async () => {
    await fonder();
    const { operationId } = await poser([mercredi(leo()), mercredi(zoe)]);
    expect(await vivantes(leo())).toEqual(MERCREDIS.map((j) => `${j} validee`));
    expect(await vivantes(zoe)).toEqual(MERCREDIS.map((j) => `${j} validee`));
    expect(await prises()).toEqual([2, 2, 2, 2, 2]);
    await accuserLesDemandes(portail.services);
    await accuserLesDemandes(portail.services);
    const { rows } = await sql<{ a: string; sujet: string }>`
      select destinataire as a, sujet from courriels order by id`.execute(portail.services.db);
    expect(rows).toEqual([
      { a: 'parent.1@famille.test', sujet: 'Votre reçu : 10 réservés' },
      { a: 'centre@saint-aubin.test', sujet: 'Semaine type : Enfant parent.1, Zoé parent.1' },
    ]);
    const { rows: ops } = await sql`select id, defaite_le from operations`.execute(
      portail.services.db,
    );
    expect(ops).toEqual([{ id: operationId, defaite_le: null }]);
  });

  test('une seule place : l’aîné l’a, la cadette attend ; jamais la même place deux fois', async () => {
    await fonder({ places: 1 });
    await poser([mercredi(leo()), mercredi(zoe)]);
    expect(await prises()).toEqual([1, 1, 1, 1, 1]);
    expect(await vivantes(zoe)).toEqual(MERCREDIS.map((j) => `${j} en_liste_attente`));
  });

  test('le même formulaire envoyé deux fois, et au même instant, ne réserve qu’une fois', async () => {
    await fonder();
    const cle = crypto.randomUUID();
    const faites = await Promise.all([1, 2, 3].map(() => poser([mercredi(leo())], { cle })));
    expect(new Set(faites.map((f) => f.operationId)).size).toBe(1);
    expect(faites.filter((f) => !f.dejaFaite)).toHaveLength(1);
    expect(await vivantes(leo())).toHaveLength(5);
  });

  test('deux téléphones au même instant : l’un pose, l’autre apprend que rien ne changerait', async () => {
    await fonder();
    const issues = await Promise.allSettled([1, 2].map(() => poser([mercredi(leo())])));
    expect(issues.map((i) => i.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(issues.find((i) => i.status === 'rejected')).toMatchObject({
      reason: { code: 'rien_a_faire' },
    });
    expect(await vivantes(leo())).toHaveLength(5);
  });

  test('la changer retire ce qu’elle avait posé, garde ce qui est fait à la main', async () => {
    await fonder();
    await gestes.demander(0, [{ prestationId: commune.journee, jour: MERCREDIS[4]! }]);
    await poser([mercredi(leo())]);
    await poser([mercredi(zoe)]);
    expect(await vivantes(zoe)).toHaveLength(5);
    expect(await vivantes(leo())).toEqual([`${MERCREDIS[4]} validee`]);
  });

  test('un jour annulé à la main le reste quand on repose la même semaine', async () => {
    await fonder();
    await poser([mercredi(leo())]);
    const ligne = (await gestes.lignes()).find((l) => l.jour === MERCREDIS[2])!;
    await gestes.renoncer(0, ligne.id);
    await poser([mercredi(leo()), mercredi(zoe)]);
    expect(await vivantes(leo())).toHaveLength(4);
    expect(await vivantes(zoe)).toHaveLength(5);
  });

  test('les bornes : rien avant « du », rien après « au »', async () => {
    await fonder();
    await poser([mercredi(leo())], { du: '2026-11-24', au: '2026-12-08' });
    expect(await vivantes(leo())).toEqual(['2026-11-25 validee', '2026-12-02 validee']);
  });

  test('une semaine sur deux', async () => {
    await fonder();
    const cases: CaseDeSemaine[] = [{ ...mercredi(leo()), semaines: 'paires' }];
    await poser(cases, { cycle: 'paires_impaires' });
    expect(await vivantes(leo())).toEqual(['2026-11-25 validee', '2026-12-09 validee']);
  });

  test('l’enfant d’une autre famille n’est pas dans la grille : rien ne change pour lui', async () => {
    await fonder();
    const autre = commune.familles[1]!.enfantId;
    await expect(poser([mercredi(autre)])).rejects.toMatchObject({ code: 'rien_a_faire' });
    expect(await vivantes(autre)).toEqual([]);
  });
});

describe('Annuler l’opération', () => {
  test('tout revient comme avant : places, jours posés, jours retirés', async () => {
    await fonder();
    await poser([mercredi(leo())]);
    const avant = { lignes: await vivantes(leo()), prises: await prises() };
    const { operationId } = await poser([mercredi(zoe)]);
    expect(await vivantes(leo())).toEqual([]);
    const bilan = await annulerTout(operationId);
    expect(bilan).toMatchObject({ retires: 5, remis: 5, enAttente: 0, perdus: 0 });
    expect({ lignes: await vivantes(leo()), prises: await prises() }).toEqual(avant);
    expect(await vivantes(zoe)).toEqual([]);
  });

  test('deux fois, et au même instant, égale une', async () => {
    await fonder();
    const { operationId } = await poser([mercredi(leo())]);
    const bilans = await Promise.all([1, 2, 3].map(() => annulerTout(operationId)));
    expect(bilans.filter((b) => !b.dejaDefaite)).toHaveLength(1);
    expect(await prises()).toEqual([0, 0, 0, 0, 0]);
  });

  test('ce qu’elle avait repris de réservé à la main redevient une exception', async () => {
    await fonder();
    await gestes.demander(0, [{ prestationId: commune.matin, jour: MERCREDIS[0]! }]);
    const { operationId } = await poser([mercredi(leo())]);
    await annulerTout(operationId);
    await poser([mercredi(zoe)]);
    expect(await vivantes(leo())).toEqual([`${MERCREDIS[0]} validee`]);
  });

  test('après dix minutes, non : jour par jour', async () => {
    await fonder();
    const { operationId } = await poser([mercredi(leo())]);
    portail.horloge.advance(10 * 60_000);
    await expect(annulerTout(operationId)).rejects.toMatchObject({ code: 'trop_tard' });
    expect(await vivantes(leo())).toHaveLength(5);
  });

  test('une place reprise entre-temps : le jour revient sur la liste d’attente, et se dit', async () => {
    await fonder({ places: 1 });
    await poser([mercredi(leo())]);
    const { operationId } = await poser([]);
    await gestes.demander(1, [{ prestationId: commune.matin, jour: MERCREDIS[0]! }]);
    expect(await annulerTout(operationId)).toMatchObject({ remis: 5, enAttente: 1, perdus: 0 });
    expect((await vivantes(leo()))[0]).toBe(`${MERCREDIS[0]} en_liste_attente`);
    expect(await prises()).toEqual([1, 1, 1, 1, 1]);
  });

  test('l’autre famille ne peut pas l’annuler : elle n’existe pas pour elle', async () => {
    await fonder();
    const { operationId } = await poser([mercredi(leo())]);
    const sien = defaire(portail.services, { ...gestes.famille(1), operationId });
    await expect(sien).rejects.toThrow('Introuvable');
  });

  test('la semaine d’avant redevient la semaine type ; reposée, elle ne change rien', async () => {
    await fonder();
    await poser([mercredi(leo())]);
    const { operationId } = await poser([mercredi(zoe)]);
    await annulerTout(operationId);
    await expect(poser([mercredi(leo())])).rejects.toMatchObject({ code: 'rien_a_faire' });
  });
});
