import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  activerComptes,
  ajouterAgent,
  dernierLien,
  listerCourriels,
  MOT_DE_PASSE,
  temoins,
} from '../../../test/comptes.ts';
import { connecter, poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { transaction } from '../../platform/db.ts';
import { demanderChangementCourriel } from '../actions/courriel.ts';
import { choisirMotDePasse, inviter } from '../actions/liens.ts';
import { chercherLien, consommerLien } from '../requetes/liens.ts';
import { empreinteDuJeton } from '../session.ts';

let portail: Portail;
const maintenant = new Date('2026-11-16T09:00:00Z');
const NOUVEAU = 'Tortue-Verte4';
const HEURE = 3_600_000;

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await ajouterAgent(portail);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate liens_a_usage_unique, courriels, sessions, compteurs_d_echecs cascade`.execute(
    portail.services.db,
  );
  await sql`update comptes set ferme_le = null, courriel = case identifiant
    when 'nadia' then 'nadia@saint-aubin.test' else identifiant || '@exemple.test' end`.execute(
    portail.services.db,
  );
  await activerComptes(portail);
});

function poster(chemin: string, champs: Record<string, string>, cookie?: string) {
  return portail.visiter('POST', chemin, {
    corps: new URLSearchParams(champs),
    ...(cookie ? { cookie } : {}),
  });
}

async function demander(acces = 'claire'): Promise<string> {
  await poster('/mot-de-passe-oublie', { acces });
  return dernierLien(portail);
}

describe('mot de passe oublié', () => {
  test('la même réponse, que le compte existe ou non', async () => {
    const connu = await poster('/mot-de-passe-oublie', { acces: 'claire@exemple.test' });
    const inconnu = await poster('/mot-de-passe-oublie', { acces: 'zoe@exemple.test' });
    expect([inconnu.statusCode, inconnu.body]).toEqual([connu.statusCode, connu.body]);
    expect(await listerCourriels(portail)).toHaveLength(1);
  });

  test('le courriel porte le lien en entier, en texte et en HTML, et aucun mot de passe', async () => {
    const chemin = await demander();
    const [courriel] = await listerCourriels(portail);
    expect(courriel?.destinataire).toBe('claire@exemple.test');
    expect(courriel?.texte).toContain(`http://portail.test${chemin}`);
    expect(courriel?.html).toContain(`>http://portail.test${chemin}</small>`);
    expect(courriel?.texte).toContain('Saint-Aubin\n');
    expect(`${courriel?.texte}${courriel?.html}`).not.toContain(MOT_DE_PASSE);
    const { rows } = await sql<{ t: string }>`
      select l::text as t from liens_a_usage_unique l`.execute(portail.services.db);
    expect(rows[0]?.t).not.toContain(chemin.split('/').at(-1));
  });

  test('regarder le lien ne le consomme pas ; choisir, oui, et connecte', async () => {
    const chemin = await demander();
    for (let i = 0; i < 3; i++) {
      expect((await portail.visiter('GET', chemin)).statusCode).toBe(200);
    }
    const reponse = await poster(chemin, { motDePasse: NOUVEAU });
    expect(reponse.headers.location).toBe('/famille');
    const cookie = temoins(reponse);
    expect((await portail.visiter('GET', '/famille', { cookie })).statusCode).toBe(200);
    expect((await portail.visiter('GET', chemin)).body).toContain('Ce lien ne sert plus');
    expect((await poster(chemin, { motDePasse: 'Autre-Chose8' })).statusCode).toBe(422);
  });

  test('les autres appareils sont déconnectés, et un courriel le dit', async () => {
    const cookie = await connecter(portail.services.db, 1, maintenant);
    const chemin = await demander();
    await poster(chemin, { motDePasse: NOUVEAU });
    expect((await portail.visiter('GET', '/famille', { cookie })).statusCode).toBe(303);
    expect((await listerCourriels(portail)).at(-1)?.sujet).toBe('Votre mot de passe a changé');
  });

  test('un mot de passe refusé laisse le lien bon, et n’est pas réaffiché', async () => {
    const chemin = await demander();
    const refuse = await poster(chemin, { motDePasse: 'Martin-2026' });
    expect(refuse.statusCode).toBe(422);
    expect(refuse.body).toContain('ni votre nom');
    expect(refuse.body).not.toContain('Martin-2026');
    expect(refuse.body).toContain('aria-describedby="motDePasse-aide motDePasse-erreur"');
    expect((await poster(chemin, { motDePasse: NOUVEAU })).statusCode).toBe(303);
  });

  test('un agent a une règle plus haute', async () => {
    const chemin = await demander('nadia');
    expect((await poster(chemin, { motDePasse: 'Kiwi-Bleu9' })).statusCode).toBe(422);
    expect((await poster(chemin, { motDePasse: 'Kiwi-Bleu9-Ta' })).headers.location).toBe('/agent');
  });

  test('le lien vaut une heure', async () => {
    const chemin = await demander();
    portail.horloge.advance(HEURE);
    expect((await poster(chemin, { motDePasse: NOUVEAU })).statusCode).toBe(422);
  });

  test('le dernier lien envoyé est le seul bon', async () => {
    const premier = await demander();
    const second = await demander();
    expect((await portail.visiter('GET', premier)).statusCode).toBe(422);
    expect((await portail.visiter('GET', second)).statusCode).toBe(200);
  });

  test('un lien d’un usage ne sert pas à un autre', async () => {
    const jeton = (await demander()).split('/').at(-1);
    expect((await portail.visiter('GET', `/activation/${jeton}`)).statusCode).toBe(422);
    expect((await portail.visiter('GET', `/courriel/${jeton}`)).statusCode).toBe(422);
  });

  test('une boîte ne se remplit pas à distance : cinq liens par heure', async () => {
    for (let i = 0; i < 8; i++) await poster('/mot-de-passe-oublie', { acces: 'claire' });
    expect(await listerCourriels(portail)).toHaveLength(5);
    portail.horloge.advance(HEURE);
    await poster('/mot-de-passe-oublie', { acces: 'claire' });
    expect(await listerCourriels(portail)).toHaveLength(6);
  });

  test('un compte fermé entre-temps ne s’ouvre pas par un vieux lien', async () => {
    const chemin = await demander();
    await sql`update comptes set ferme_le = ${maintenant} where id = 1`.execute(
      portail.services.db,
    );
    expect((await poster(chemin, { motDePasse: NOUVEAU })).statusCode).toBe(422);
  });

  test('il efface l’attente imposée par des essais malveillants', async () => {
    await sql`insert into compteurs_d_echecs values ('compte:1', 50, ${maintenant}, ${maintenant})`.execute(
      portail.services.db,
    );
    await poster(await demander(), { motDePasse: NOUVEAU });
    const reponse = await poster('/connexion', { identifiant: 'claire', mot_de_passe: NOUVEAU });
    expect(reponse.statusCode).toBe(303);
  });
});

describe('un lien envoyé deux fois au même instant', () => {
  test('ne sert qu’une fois', async () => {
    const jeton = (await demander()).split('/').at(-1) ?? '';
    const choix = { jeton, usage: 'mot_de_passe', userAgent: '', commune: '' } as const;
    const faits = await Promise.all(
      ['Tortue-Verte4', 'Kiwi-Carre55'].map((motDePasse) =>
        choisirMotDePasse(portail.services, { ...choix, motDePasse }),
      ),
    );
    expect(faits.filter((f) => f !== null)).toHaveLength(1);
    const { rows } = await sql`select 1 from sessions where revoquee_le is null`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
  });

  test('jumeau négatif : lire puis écrire laisserait passer les deux', async () => {
    const jeton = (await demander()).split('/').at(-1) ?? '';
    const { db } = portail.services;
    const empreinte = empreinteDuJeton(jeton);
    let arrives = 0;
    let ouvrir = () => {};
    const ensemble = new Promise<void>((suite) => {
      ouvrir = suite;
    });
    const naif = () =>
      transaction(db, async (tx) => {
        const lien = await chercherLien(tx, empreinte, 'mot_de_passe');
        if (++arrives === 2) ouvrir();
        await ensemble;
        await sql`update liens_a_usage_unique set utilise_le = ${maintenant}
          where empreinte = ${empreinte}`.execute(tx);
        return lien && !lien.utiliseLe;
      });
    expect(await Promise.all([naif(), naif()])).toEqual([true, true]);
    const apres = await transaction(db, (tx) =>
      consommerLien(tx, empreinte, 'mot_de_passe', maintenant),
    );
    expect(apres).toBeNull();
  });
});

describe('premier accès', () => {
  beforeEach(async () => {
    await sql`update comptes set active_le = null, mot_de_passe_hache = null where id = 1`.execute(
      portail.services.db,
    );
  });

  test('l’invitation dit l’identifiant et mène au choix du mot de passe', async () => {
    await transaction(portail.services.db, (tx) => inviter(tx, portail.services, 1));
    const [courriel] = await listerCourriels(portail);
    expect(courriel?.texte).toContain('Votre identifiant : claire');
    const reponse = await poster(await dernierLien(portail), { motDePasse: NOUVEAU });
    expect(reponse.headers.location).toBe('/famille');
    const { rows } = await sql<{ active_le: Date }>`
      select active_le from comptes where id = 1`.execute(portail.services.db);
    expect(rows[0]?.active_le).toEqual(maintenant);
  });

  test('après trente jours, le parent se fait renvoyer le lien seul', async () => {
    await transaction(portail.services.db, (tx) => inviter(tx, portail.services, 1));
    const chemin = await dernierLien(portail);
    portail.horloge.advance(30 * 24 * HEURE);
    const perime = await portail.visiter('GET', chemin);
    expect(perime.statusCode).toBe(422);
    expect(perime.body).toContain('href="/activation"');
    await poster('/activation', { acces: 'claire@exemple.test' });
    expect((await portail.visiter('GET', await dernierLien(portail))).statusCode).toBe(200);
  });

  test('« Mot de passe oublié » envoie l’activation à qui n’a jamais activé', async () => {
    expect(await demander()).toMatch(/^\/activation\//);
  });
});

describe('changer d’adresse', () => {
  const acteur = { compteId: 1, nom: 'Claire MARTIN' };
  const demanderVers = (courriel: string) =>
    demanderChangementCourriel(portail.services, { compteId: 1, courriel, acteur });
  const adresse = async () => {
    const { rows } = await sql<{ courriel: string }>`
      select courriel from comptes where id = 1`.execute(portail.services.db);
    return rows[0]?.courriel;
  };
  const lienDeLaNouvelle = async () => {
    const texte = (await listerCourriels(portail))[0]?.texte ?? '';
    return new URL(texte.match(/https?:\/\/\S+/)?.[0] ?? '').pathname;
  };

  test('un lien part à la nouvelle, un avis à l’ancienne, et rien ne change encore', async () => {
    await demanderVers('claire.neuve@exemple.test');
    const courriels = await listerCourriels(portail);
    expect(courriels.map((c) => c.destinataire)).toEqual([
      'claire.neuve@exemple.test',
      'claire@exemple.test',
    ]);
    expect(courriels[1]?.texte).not.toContain('/courriel/');
    expect(await adresse()).toBe('claire@exemple.test');
  });

  test('le lien montre un bouton ; le bouton confirme, une fois', async () => {
    await demanderVers('claire.neuve@exemple.test');
    const chemin = await lienDeLaNouvelle();
    expect((await portail.visiter('GET', chemin)).statusCode).toBe(200);
    expect(await adresse()).toBe('claire@exemple.test');
    expect((await poster(chemin, {})).statusCode).toBe(303);
    expect(await adresse()).toBe('claire.neuve@exemple.test');
    expect((await poster(chemin, {})).statusCode).toBe(422);
  });

  test('l’adresse d’un autre compte est refusée au moment de confirmer', async () => {
    await demanderVers('paul@exemple.test');
    const reponse = await poster(await lienDeLaNouvelle(), {});
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('sert déjà à un autre compte');
    expect(await adresse()).toBe('claire@exemple.test');
  });

  test('un mot de passe changé entre-temps éteint le lien en route', async () => {
    await demanderVers('voleur@exemple.test');
    const chemin = await lienDeLaNouvelle();
    await poster(await demander(), { motDePasse: NOUVEAU });
    expect((await poster(chemin, {})).statusCode).toBe(422);
    expect(await adresse()).toBe('claire@exemple.test');
  });

  test.each(['', 'claire', 'a@b', 'a b@c.fr', 'a@c.fr,b@c.fr', `${'a'.repeat(260)}@c.fr`])(
    '« %s » n’est pas une adresse',
    async (courriel) => {
      await expect(demanderVers(courriel)).rejects.toMatchObject({ champ: 'courriel' });
    },
  );

  test('cinq demandes par jour, pas davantage', async () => {
    for (let i = 0; i < 5; i++) await demanderVers(`neuve${i}@exemple.test`);
    await expect(demanderVers('neuve6@exemple.test')).rejects.toThrow('Réessayez demain');
  });
});
