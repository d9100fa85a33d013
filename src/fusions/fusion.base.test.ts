import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../test/decor.ts';
import {
  compterTout,
  type DeuxDossiers,
  mercredi,
  ouvrirDeuxDossiers,
  resteAccroche,
  souhait,
} from '../../test/dossiers-en-double.ts';
import { verifierCompteurs } from '../activites/requetes/places.ts';

let d: DeuxDossiers;
beforeEach(async () => {
  d = await ouvrirDeuxDossiers();
});
afterEach(() => d.portail.fermer());

const unEntier = async (ordre: ReturnType<typeof sql<{ n: number }>>) =>
  (await ordre.execute(d.db)).rows[0]?.n;

describe('l’aperçu', () => {
  test('propose qui est qui, ce qui suit, qui pourra entrer, et n’écrit rien', async () => {
    await d.gestes.demander(0, [souhait(d.commune, 0)]);
    await d.gestes.demander(1, [souhait(d.commune, 0), souhait(d.commune, 1)]);
    await d.regie.facturer(1, [[1234]]);
    d.portail.requetes.length = 0;
    const { body, statusCode } = await d.apercu();
    expect(statusCode).toBe(200);
    expect(d.portail.requetes.length).toBeLessThanOrEqual(11);
    expect(body).toContain('Une seule fiche pour : Zoé');
    expect(body).toContain('2 réservations, dont 2 à venir');
    expect(body).toContain('1 facture ou avoir, inchangés, chez leur payeur');
    expect(body).toContain('Zoé Le Goff, MERCREDIS, Matin, mercredi 18 novembre 2026');
    expect(body).toContain('l’accès « parent.2 » se ferme');
    expect(await resteAccroche(d.db, d.ids.enfantDisparu)).toBeGreaterThan(0);
  });

  test('un autre choix recalcule l’aperçu : l’enfant rejoint le dossier', async () => {
    const choix = await d.choix({ [`enfant_${d.ids.enfantDisparu}`]: 'autre' });
    const { body } = await d.apercu(`?${choix}`);
    expect(body).toContain('Rejoignent le dossier : Zoé');
  });

  test.each([
    ['lui-même', (x: DeuxDossiers) => `/agent/familles/${x.ids.gardee}/fusion/${x.ids.gardee}`],
    ['inconnu', (x: DeuxDossiers) => `/agent/familles/${x.ids.gardee}/fusion/9999`],
  ])('%s : introuvable', async (_, adresse) => {
    const { statusCode } = await d.portail.visiter('GET', adresse(d), { cookie: d.agent });
    expect(statusCode).toBe(404);
  });

  test('un agent limité à des structures n’y entre pas', async () => {
    await sql`insert into agents_structures
      select id, 1 from agents where compte_id = ${d.regie.agents[2]!}`.execute(d.db);
    expect((await d.apercu()).statusCode).toBe(404);
    expect((await d.reunir()).statusCode).toBe(404);
  });
});

describe('réunir', () => {
  test('rien ne se perd : réservations, factures et centimes, avant comme après', async () => {
    await d.gestes.demander(0, [souhait(d.commune, 0)]);
    await d.gestes.demander(1, [souhait(d.commune, 0), souhait(d.commune, 1)]);
    await d.regie.facturer(0, [[500]]);
    await d.regie.facturer(1, [[1234]]);
    await d.regie.encaisser(1, 2000);
    const avant = await compterTout(d.db);
    const reponse = await d.reunir();
    expect(reponse.statusCode).toBe(303);
    expect(await compterTout(d.db)).toEqual(avant);
    expect(await resteAccroche(d.db, d.ids.enfantDisparu)).toBe(0);
    expect(await verifierCompteurs(d.db)).toEqual([]);
    const vivantes = (await d.gestes.lignes()).filter((l) => l.etat === 'validee');
    expect(vivantes.map((l) => [l.enfant, l.jour])).toEqual([
      [d.ids.enfant, mercredi(0)],
      [d.ids.enfant, mercredi(1)],
    ]);
  });

  test('la place rendue par un jour réservé deux fois va à qui l’attendait', async () => {
    await d.portail.fermer();
    d = await ouvrirDeuxDossiers(2);
    await d.gestes.demander(0, [souhait(d.commune, 0)]);
    await d.gestes.demander(1, [souhait(d.commune, 0)]);
    await d.gestes.demander(2, [souhait(d.commune, 0)]);
    expect((await d.gestes.lignes()).map((l) => l.etat)).toContain('en_liste_attente');
    await d.reunir();
    expect((await d.gestes.lignes()).map((l) => l.etat).sort()).toEqual([
      'annulee_par_centre',
      'validee',
      'validee',
    ]);
    expect(await verifierCompteurs(d.db)).toEqual([]);
  });

  test('le parent retrouve tout sous un seul accès, l’autre se ferme et une lettre le dit', async () => {
    await d.gestes.demander(1, [souhait(d.commune, 1)]);
    await d.regie.facturer(1, [[1234]]);
    const ancien = await connecter(d.db, d.commune.familles[1]!.compteId, d.portail.horloge.now());
    const garde = await connecter(d.db, d.commune.familles[0]!.compteId, d.portail.horloge.now());
    await d.reunir();
    const lire = (cookie: string, chemin: string) => d.portail.visiter('GET', chemin, { cookie });
    expect((await lire(ancien, '/famille')).statusCode).toBe(303);
    expect((await lire(garde, '/famille/factures')).body).toContain('12,34\u00a0€');
    expect((await lire(garde, '/famille/inscriptions')).body).toContain('Zoé');
    const { rows } = await sql<{ destinataire: string }>`
      select destinataire from courriels where sujet like '%dossiers%' order by 1`.execute(d.db);
    expect(rows.map((r) => r.destinataire)).toEqual([
      'parent.1@famille.test',
      'parent.2@famille.test',
    ]);
  });

  test('un accès jamais activé laisse la place à celui qui sert', async () => {
    await sql`update comptes set active_le = null
      where id = ${d.commune.familles[0]!.compteId}`.execute(d.db);
    await d.reunir();
    const reste = await adultesDe(d.ids.gardee);
    expect(reste).toEqual([d.commune.familles[1]!.compteId]);
  });

  test('les coordonnées choisies sont gardées, vides elles n’effacent rien', async () => {
    const adulte = await d.adulte(d.commune.familles[1]!.compteId);
    await sql`update responsables set adresse = '2 rue Neuve', code_postal = '45130',
      commune = 'Saint-Aubin', portable = '' where id = ${adulte}`.execute(d.db);
    await d.reunir({ [`coordonnees_${adulte}`]: 'oui' });
    const { rows } = await sql`select adresse, portable from responsables
      where compte_id = ${d.commune.familles[0]!.compteId}`.execute(d.db);
    expect(rows).toEqual([{ adresse: '2 rue Neuve', portable: '06 11 22 33 44' }]);
  });

  test('double-clic : la seconde fois mène au même dossier et ne note rien', async () => {
    const [un, deux] = [await d.reunir(), await d.reunir()];
    expect(un.headers.location).toBe(`/agent/familles/${d.ids.gardee}`);
    expect(deux.headers.location).toBe(un.headers.location);
    expect(
      await unEntier(
        sql`select count(*)::int as n from journal where verbe = 'fusionner_familles'`,
      ),
    ).toBe(1);
  });

  test('l’ancien numéro mène à celui qui reste, et l’historique des deux s’y lit', async () => {
    await d.gestes.demander(1, [souhait(d.commune, 1)]);
    await d.reunir();
    for (const suite of ['', '/payeurs', '/quotients', '/faire-pour']) {
      const { headers } = await d.portail.visiter(
        'GET',
        `/agent/familles/${d.ids.disparue}${suite}`,
        { cookie: d.agent },
      );
      expect(headers.location).toBe(`/agent/familles/${d.ids.gardee}${suite}`);
    }
    const { body } = await d.portail.visiter('GET', `/agent/familles/${d.ids.gardee}`, {
      cookie: d.agent,
    });
    expect(body).toContain('a réuni le dossier');
    expect(body).toContain('Pré-inscription de Zoé Le Goff');
  });

  test('un dossier qui avait déjà repris un autre l’emmène : son numéro mène au dernier', async () => {
    await d.reunir();
    const troisieme = d.commune.familles[2]!;
    const corps = new URLSearchParams({
      vu: 'oui',
      [`enfant_${d.ids.enfant}`]: 'autre',
      [`adulte_${await d.adulte(d.commune.familles[0]!.compteId)}`]: 'autre',
    });
    const { statusCode } = await d.portail.visiter(
      'POST',
      `/agent/familles/${troisieme.familleId}/fusion/${d.ids.gardee}`,
      { cookie: d.agent, corps },
    );
    expect(statusCode).toBe(303);
    const { rows } = await sql<{ id: number }>`
      select distinct fusionnee_dans as id from familles where fusionnee_dans is not null`.execute(
      d.db,
    );
    expect(rows).toEqual([{ id: troisieme.familleId }]);
  });
});

async function adultesDe(famille: number): Promise<number[]> {
  const { rows } = await sql<{ compte: number }>`
    select r.compte_id as compte from rattachements ra join responsables r on r.id = ra.responsable_id
    where ra.famille_id = ${famille} order by 1`.execute(d.db);
  return rows.map((r) => r.compte);
}
