import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AppareilDeCle, creerAppareil } from '../../../test/appareil-de-cle.ts';
import {
  activerComptes,
  ajouterAgent,
  listerCourriels,
  MOT_DE_PASSE,
  temoins,
} from '../../../test/comptes.ts';
import { connecter, poserDecor } from '../../../test/decor.ts';
import { ADRESSE, ouvrirPortail, type Portail, type Reponse } from '../../../test/portail.ts';
import { purgerComptes } from '../taches.ts';

/** Claire : compte 1 ; Paul : compte 2 ; Nadia, agent : compte 3. */
const CLAIRE = 1;
const PAUL = 2;
const NADIA = 3;
let portail: Portail;
const maintenant = new Date('2026-11-16T09:00:00Z');
const MINUTE = 60_000;

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await activerComptes(portail);
  await ajouterAgent(portail);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate cles_d_acces, sessions, courriels, compteurs_d_echecs, defis_resolus,
    doubles_authentifications cascade`.execute(portail.services.db);
});

const lire = (chemin: string, cookie = '') => portail.visiter('GET', chemin, { cookie });
const poster = (chemin: string, champs: Record<string, string>, cookie = '') =>
  portail.visiter('POST', chemin, { corps: new URLSearchParams(champs), cookie });
const session = (compteId: number) =>
  connecter(portail.services.db, compteId, portail.horloge.now());

function demandeDe(page: Reponse, attribut: 'data-cle-neuve' | 'data-cle-demande'): string {
  const brut = new RegExp(`${attribut}="([^"]+)"`).exec(page.body)?.[1];
  if (!brut) throw new Error(`la page n’a pas de ${attribut}`);
  return brut.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Une clé ajoutée par la page, comme le ferait le navigateur. */
async function ajouter(
  compteId = CLAIRE,
  appareil: AppareilDeCle = creerAppareil(ADRESSE),
): Promise<AppareilDeCle> {
  const chemin = compteId === NADIA ? '/agent/cles' : '/famille/cles';
  const cookie = await session(compteId);
  const demande = demandeDe(await lire(chemin, cookie), 'data-cle-neuve');
  const reponse = appareil.fabriquer(demande);
  const ajout = await poster(chemin, { nom: 'Mon téléphone', reponse }, cookie);
  expect([ajout.statusCode, ajout.headers.location]).toEqual([303, chemin]);
  return appareil;
}

const demandeDEntrer = async () => demandeDe(await lire('/connexion'), 'data-cle-demande');
const entrer = (reponse: string, champs: Record<string, string> = {}) =>
  poster('/connexion/cle', { reponse, ...champs });
async function entrerAvec(appareil: AppareilDeCle, faits = {}) {
  return entrer(appareil.signer(await demandeDEntrer(), faits));
}

async function cles() {
  const { rows } = await sql<{
    id: number;
    compte: number;
    nom: string;
    compteur: number;
    suspecte: boolean;
    retiree: boolean;
    transports: string[];
  }>`select id, compte_id as compte, nom, compteur, suspecte_le is not null as suspecte,
    retiree_le is not null as retiree, transports from cles_d_acces order by id`.execute(
    portail.services.db,
  );
  return rows;
}
const sujets = async () => (await listerCourriels(portail)).map((c) => c.sujet);

describe('ajouter une clé', () => {
  test('elle se range avec son nom, une lettre et le journal le disent', async () => {
    await ajouter();
    expect(await cles()).toMatchObject([
      { compte: CLAIRE, nom: 'Mon téléphone', compteur: 1, transports: ['internal'] },
    ]);
    expect(await sujets()).toEqual(['Une clé d’accès est ajoutée']);
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where verbe = 'cle_d_acces' order by id desc limit 1`.execute(
      portail.services.db,
    );
    expect(rows[0]?.phrase).toContain('a ajouté la clé d’accès');
    const page = await lire('/famille/cles', await session(CLAIRE));
    expect(page.body).toContain('Mon téléphone');
    expect(page.body).toContain('Jamais');
  });

  test('une session ouverte depuis un quart d’heure ne suffit pas : il faut le mot de passe', async () => {
    const cookie = await session(CLAIRE);
    portail.horloge.advance(15 * MINUTE);
    const page = await lire('/famille/cles', cookie);
    expect(page.body).not.toContain('data-cle-neuve');
    const faux = await poster('/famille/cles', { geste: 'prouver', ancien: 'faux' }, cookie);
    expect(faux.statusCode).toBe(422);
    expect(faux.body).not.toContain('data-cle-neuve');
    const juste = await poster('/famille/cles', { geste: 'prouver', ancien: MOT_DE_PASSE }, cookie);
    const reponse = creerAppareil(ADRESSE).fabriquer(demandeDe(juste, 'data-cle-neuve'));
    expect((await poster('/famille/cles', { nom: 'x', reponse }, cookie)).statusCode).toBe(303);
    const { rows } = await sql`select 1 from compteurs_d_echecs where cle like 'compte:%'`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(0);
  });

  test.each([
    ['un autre site', { origine: 'https://portail-test.exemple' }],
    ['un autre domaine', { rpId: 'ailleurs.test' }],
    ['un porteur que l’appareil n’a pas reconnu', { porteurReconnu: false }],
    ['un défi inventé', { defi: Buffer.alloc(56).toString('base64url') }],
  ])('refusée : %s ; le nom tapé reste', async (_, faits) => {
    const cookie = await session(CLAIRE);
    const demande = demandeDe(await lire('/famille/cles', cookie), 'data-cle-neuve');
    const reponse = creerAppareil(ADRESSE).fabriquer(demande, faits);
    const refus = await poster('/famille/cles', { nom: 'Ma tablette', reponse }, cookie);
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('value="Ma tablette"');
    expect(await cles()).toEqual([]);
  });

  test('la demande faite à Claire ne sert pas à Paul, ni au bout de vingt minutes', async () => {
    const [claire, paul] = [await session(CLAIRE), await session(PAUL)];
    const demande = demandeDe(await lire('/famille/cles', claire), 'data-cle-neuve');
    const reponse = creerAppareil(ADRESSE).fabriquer(demande);
    expect((await poster('/famille/cles', { reponse }, paul)).statusCode).toBe(422);
    portail.horloge.advance(20 * MINUTE);
    expect((await poster('/famille/cles', { reponse }, claire)).statusCode).toBe(422);
    expect(await cles()).toEqual([]);
  });

  test('un double clic n’ajoute qu’une clé et n’écrit qu’une lettre', async () => {
    const cookie = await session(CLAIRE);
    const demande = demandeDe(await lire('/famille/cles', cookie), 'data-cle-neuve');
    const reponse = creerAppareil(ADRESSE).fabriquer(demande);
    const deux = await Promise.all(
      [1, 2].map(() => poster('/famille/cles', { nom: 'x', reponse }, cookie)),
    );
    expect(deux.map((r) => r.statusCode)).toEqual([303, 303]);
    expect(await cles()).toHaveLength(1);
    expect(await sujets()).toHaveLength(1);
  });

  test('dix clés au plus', async () => {
    await sql`insert into cles_d_acces (compte_id, identifiant, cle_publique, nom, compteur, transports, ajoutee_le)
      select 1, ('\\x0' || to_hex(n))::bytea, '\\x00', 'Clé ' || n, 0, '{}', ${maintenant}
      from generate_series(0, 9) n`.execute(portail.services.db);
    const page = await lire('/famille/cles', await session(CLAIRE));
    expect(page.body).toContain('Vous avez déjà 10 clés');
    expect(page.body).not.toContain('data-cle-neuve');
  });

  test('une réponse illisible est un refus, pas une panne', async () => {
    const cookie = await session(CLAIRE);
    for (const reponse of ['', '{', '{}', 'null', 'a'.repeat(70_000), '{"id":"a b"}']) {
      expect((await poster('/famille/cles', { reponse }, cookie)).statusCode).toBe(422);
    }
  });
});

describe('entrer par une clé', () => {
  test('elle ouvre l’espace où l’on allait, et son usage se retient', async () => {
    const appareil = await ajouter();
    const reponse = appareil.signer(await demandeDEntrer());
    const entree = await entrer(reponse, { vers: '/famille/factures' });
    expect(entree.headers.location).toBe('/famille/factures');
    expect((await lire('/famille', temoins(entree))).statusCode).toBe(200);
    expect(await cles()).toMatchObject([{ compteur: 2 }]);
  });

  test('la même signature n’entre qu’une fois, même envoyée deux fois ensemble', async () => {
    const appareil = await ajouter();
    const reponse = appareil.signer(await demandeDEntrer());
    const deux = await Promise.all([entrer(reponse), entrer(reponse)]);
    expect(deux.map((r) => r.statusCode).sort()).toEqual([303, 422]);
    expect(await cles()).toMatchObject([{ suspecte: false }]);
  });

  test.each([
    ['un autre site', { origine: 'https://portail-test.exemple' }],
    ['un autre domaine', { rpId: 'ailleurs.test' }],
    ['un porteur que l’appareil n’a pas reconnu', { porteurReconnu: false }],
    ['un défi inventé', { defi: Buffer.alloc(56).toString('base64url') }],
  ])('refusée : %s', async (_, faits) => {
    const appareil = await ajouter();
    const refus = await entrerAvec(appareil, faits);
    expect(refus.statusCode).toBe(422);
    expect(temoins(refus)).toBe('');
  });

  test('au bout de vingt minutes, la page de connexion se redemande', async () => {
    const appareil = await ajouter();
    const reponse = appareil.signer(await demandeDEntrer());
    portail.horloge.advance(20 * MINUTE);
    expect((await entrer(reponse)).body).toContain('ouverte depuis longtemps');
  });

  test('la demande d’ajouter une clé ne permet pas d’entrer', async () => {
    const appareil = await ajouter();
    const demande = demandeDe(await lire('/famille/cles', await session(CLAIRE)), 'data-cle-neuve');
    expect((await entrer(appareil.signer(demande))).statusCode).toBe(422);
  });

  test('la signature d’un autre appareil n’entre pas sous le nom de celui-ci', async () => {
    const appareil = await ajouter();
    const autre = JSON.parse(creerAppareil(ADRESSE).signer(await demandeDEntrer()));
    const masque = JSON.stringify({ ...autre, id: appareil.id, rawId: appareil.id });
    expect((await entrer(masque)).statusCode).toBe(422);
  });

  test('une clé inconnue, ou une réponse illisible, n’écrit rien', async () => {
    const inconnue = await entrerAvec(creerAppareil(ADRESSE));
    expect(inconnue.statusCode).toBe(422);
    expect(inconnue.body).toContain('ne connaît pas cette clé');
    for (const reponse of ['', '{', 'null', '[]', 'a'.repeat(30_000)]) {
      expect((await entrer(reponse)).statusCode).toBe(422);
    }
    const { rows } = await sql`select 1 from defis_resolus`.execute(portail.services.db);
    expect(rows).toHaveLength(0);
  });

  test('un compteur qui recule bloque la clé, et la personne l’apprend', async () => {
    const appareil = await ajouter();
    await entrerAvec(appareil, { compteur: 40 });
    const copie = await entrerAvec(appareil, { compteur: 40 });
    expect(copie.statusCode).toBe(422);
    expect(copie.body).toContain('peut-être été copiée');
    expect(await cles()).toMatchObject([{ suspecte: true, compteur: 40 }]);
    expect((await sujets()).at(-1)).toBe('Une clé d’accès est bloquée');
    // La vraie non plus n'ouvre plus rien, et une seule lettre est partie.
    expect((await entrerAvec(appareil, { compteur: 99 })).statusCode).toBe(422);
    expect(await sujets()).toHaveLength(2);
    const page = await lire('/famille/cles', await session(CLAIRE));
    expect(page.body).toContain('Bloquée : une copie a pu servir');
  });

  test('une clé qui ne compte pas (zéro) entre autant qu’on veut', async () => {
    const appareil = await ajouter();
    await sql`update cles_d_acces set compteur = 0`.execute(portail.services.db);
    for (let i = 0; i < 3; i++)
      expect((await entrerAvec(appareil, { compteur: 0 })).statusCode).toBe(303);
  });

  test('un compte fermé n’entre plus', async () => {
    const appareil = await ajouter(PAUL);
    await sql`update comptes set ferme_le = ${maintenant} where id = ${PAUL}`.execute(
      portail.services.db,
    );
    expect((await entrerAvec(appareil)).statusCode).toBe(422);
    await sql`update comptes set ferme_le = null`.execute(portail.services.db);
  });

  test('un agent entre sans code, le journal le dit, et ne reste pas connecté', async () => {
    const appareil = await ajouter(NADIA);
    await sql`insert into doubles_authentifications (compte_id, secret_chiffre, cle, pose_le, dernier_pas)
      values (${NADIA}, '\\x00', 1, ${maintenant}, 0)`.execute(portail.services.db);
    await sql`delete from journal`.execute(portail.services.db);
    const entree = await entrer(appareil.signer(await demandeDEntrer()), { rester: 'oui' });
    expect(entree.headers.location).toBe('/agent');
    expect((await lire('/agent/cles', temoins(entree))).statusCode).toBe(200);
    expect(entree.cookies.find((c) => c.name === 'preau_session')?.maxAge).toBeUndefined();
    const { rows } = await sql`select 1 from journal where verbe = 'connecter'`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
  });

  test('onze ordres au plus pour entrer ; la page de connexion n’écrit rien', async () => {
    const appareil = await ajouter();
    portail.requetes.length = 0;
    const demande = await demandeDEntrer();
    expect(portail.requetes.length).toBeLessThanOrEqual(2);
    portail.requetes.length = 0;
    await entrer(appareil.signer(demande));
    expect(portail.requetes.length).toBeLessThanOrEqual(11);
  });
});

describe('retirer une clé', () => {
  const retirer = (id: number, cookie: string) => poster(`/famille/cles/${id}/retrait`, {}, cookie);

  test('elle n’ouvre plus rien ; le second clic ne dit rien de plus', async () => {
    const appareil = await ajouter();
    const [cle] = await cles();
    const cookie = await session(CLAIRE);
    expect((await retirer(cle?.id ?? 0, cookie)).headers.location).toBe('/famille/cles');
    expect((await retirer(cle?.id ?? 0, cookie)).statusCode).toBe(303);
    expect(await sujets()).toEqual(['Une clé d’accès est ajoutée', 'Une clé d’accès est retirée']);
    expect((await entrerAvec(appareil)).body).toContain('ne la connaît plus');
    const { rows } = await sql`select 1 from sessions where revoquee_le is null`.execute(
      portail.services.db,
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test('celle d’un autre, une inconnue, une absurde : la même 404', async () => {
    await ajouter(PAUL);
    const [cle] = await cles();
    const cookie = await session(CLAIRE);
    for (const id of [String(cle?.id), '999999', '0', 'abc']) {
      const reponse = await poster(`/famille/cles/${id}/retrait`, {}, cookie);
      expect(reponse.statusCode).toBe(404);
    }
    expect(await cles()).toMatchObject([{ retiree: false }]);
  });

  test('la seule façon d’entrer ne se retire pas, même à deux ensemble', async () => {
    await ajouter();
    await ajouter();
    const cookie = await session(CLAIRE);
    await sql`update comptes set mot_de_passe_hache = null, courriel = null where id = ${CLAIRE}`.execute(
      portail.services.db,
    );
    const ids = (await cles()).map((c) => c.id);
    const deux = await Promise.all(ids.map((id) => retirer(id, cookie)));
    expect(deux.map((r) => r.statusCode).sort()).toEqual([303, 422]);
    expect(deux.find((r) => r.statusCode === 422)?.body).toContain('seule façon d’entrer');
    expect((await cles()).filter((c) => !c.retiree)).toHaveLength(1);
    await sql`update comptes set courriel = 'claire@exemple.test' where id = ${CLAIRE}`.execute(
      portail.services.db,
    );
    await activerComptes(portail);
  });

  test('retirée depuis un mois, la nuit l’efface', async () => {
    await ajouter();
    await ajouter();
    const [cle] = await cles();
    await retirer(cle?.id ?? 0, await session(CLAIRE));
    portail.horloge.advance(31 * 24 * 60 * MINUTE);
    await purgerComptes(portail.services);
    expect(await cles()).toMatchObject([{ retiree: false }]);
  });
});

test('six ordres au plus pour la page des clés', async () => {
  await ajouter();
  const cookie = await session(CLAIRE);
  portail.requetes.length = 0;
  await lire('/famille/cles', cookie);
  expect(portail.requetes.length).toBeLessThanOrEqual(6);
});
