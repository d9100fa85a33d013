import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../test/comptes.ts';
import { connecter } from '../../test/decor.ts';
import { petiteCommune } from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { lancerEnsemble } from '../../test/verrous.ts';

let portail: Portail;
let cookie: string;
let numero = 0;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await petiteCommune(portail.services.db);
  const compteId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
});
afterAll(() => portail.fermer());

const lire = (chemin: string) => portail.visiter('GET', chemin, { cookie });
const envoyer = (champs: Record<string, string>) =>
  portail.visiter('POST', '/agent/familles/nouvelle', {
    cookie,
    corps: new URLSearchParams(champs),
  });
/** Une famille neuve à chaque fois : ni le nom, ni l'adresse ne se répètent. */
function saisie(change: Record<string, string> = {}): Record<string, string> {
  numero += 1;
  return {
    cle: randomUUID(),
    prenom1: 'Linh',
    nom1: `Nguyen${numero}`,
    qualite1: 'mere',
    courriel1: `linh${numero}@exemple.fr`,
    portable1: '0612345678',
    commune1: 'saint aubin',
    enfant_prenom1: 'Mai',
    ne_le1: '2019-03-07',
    ...change,
  };
}
const compter = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from familles`.execute(
    portail.services.db,
  );
  return rows[0]?.n ?? 0;
};

describe('créer une famille au guichet', () => {
  test('les adultes, les enfants, les accès et l’invitation, en une fois', async () => {
    const champs = saisie({
      prenom2: 'Paul',
      nom2: 'Petit',
      enfant_prenom2: 'An',
      ne_le2: '2021-11-21',
    });
    const { statusCode, headers } = await envoyer(champs);
    expect(statusCode).toBe(303);
    const { body } = await lire(String(headers.location));
    for (const mot of [champs.nom1!, 'Paul Petit', 'Mai', 'An', 'Saint-Aubin', '06 12 34 56 78'])
      expect(body).toContain(mot);
    expect(body).toContain('a créé le dossier de la famille');
    const { rows } = await sql<{ sujet: string }>`
      select sujet from courriels where destinataire = ${champs.courriel1}`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
  });

  test('tout ce qui manque se dit d’un coup, rien de tapé ne se perd', async () => {
    const avant = await compter();
    const faux = { prenom1: '', ne_le1: '', courriel1: 'linh', nom2: 'Petit' };
    const { statusCode, body } = await envoyer(saisie(faux));
    expect(statusCode).toBe(422);
    for (const phrase of [
      'Écrivez le prénom de cet adulte',
      'Choisissez la date de naissance',
      'Écrivez l’adresse électronique en entier',
    ])
      expect(body).toContain(phrase);
    expect(body).toContain('value="Petit"');
    expect(body).toMatch(/<details class="repli" open[^>]*><summary>Ajouter un second adulte/);
    expect(await compter()).toBe(avant);
  });

  test('un enfant peut-être déjà là se montre, et l’agent décide', async () => {
    const premiere = saisie();
    await envoyer(premiere);
    const memes = { nom1: premiere.nom1!, enfant_prenom1: 'MAÏ' };
    const { statusCode, body } = await envoyer(saisie(memes));
    expect(statusCode).toBe(422);
    expect(body).toContain('Une famille a peut-être déjà cet enfant');
    expect(body).toMatch(/href="\/agent\/familles\/\d+">Famille Nguyen/);
    expect((await envoyer(saisie({ ...memes, malgre: 'oui' }))).statusCode).toBe(303);
  });

  test('une adresse qui sert déjà est refusée en clair', async () => {
    const premiere = saisie();
    await envoyer(premiere);
    const { statusCode, body } = await envoyer(saisie({ courriel1: premiere.courriel1! }));
    expect([statusCode, body.includes('sert déjà')]).toEqual([422, true]);
  });

  test('le même formulaire envoyé deux fois au même instant ne crée qu’une famille', async () => {
    const avant = await compter();
    const champs = saisie({ malgre: 'oui' });
    const tenue = sql`lock table enfants in share row exclusive mode`;
    const statuts: number[] = [];
    const clic = async () => statuts.push((await envoyer(champs)).statusCode);
    await lancerEnsemble(portail.services.db, tenue, [clic, clic]);
    // Le second mène au même dossier : ni doublon, ni « cette adresse sert déjà ».
    expect([statuts, await compter()]).toEqual([[303, 303], avant + 1]);
  });

  test('la page tient en peu d’ordres ; qui ne tient pas les dossiers ne la voit pas', async () => {
    portail.requetes.length = 0;
    expect((await lire('/agent/familles/nouvelle')).statusCode).toBe(200);
    expect(portail.requetes.length).toBeLessThanOrEqual(2);
    await sql`update agents set role = 'lecture'`.execute(portail.services.db);
    expect((await lire('/agent/familles/nouvelle')).statusCode).toBe(404);
    expect((await envoyer(saisie())).statusCode).toBe(404);
    expect((await lire('/agent/familles')).body).not.toContain('Nouvelle famille');
  });
});
