import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { poserMois } from '../../../../test/mois-a-facturer.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { type PetiteRegie, petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { ouvrirCampagne, previsualiser } from '../../actions/campagne.ts';
import { chercherCampagne } from '../../requetes/campagnes.ts';

let portail: Portail;
let commune: PetiteCommune;
let regie: PetiteRegie;
let guichet = '';
let regisseur = '';
let adresse = '';
let enfant = '';
let parent = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2026-12-03T09:00:00Z') });
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 2 });
  regie = await petiteRegie(portail, commune);
  await poserMois(db, regie.regieId, commune);
  const { familleId, enfantId, compteId } = commune.familles[0]!;
  adresse = `/agent/familles/${familleId}/payeurs`;
  enfant = String(enfantId);
  const { rows } = await sql<{ id: number }>`
    select id from responsables where compte_id = ${compteId}`.execute(db);
  parent = `adulte-${rows[0]!.id}`;
  regisseur = await connecter(db, regie.agents[0]!, portail.horloge.now());
  guichet = await connecter(db, regie.agents[2]!, portail.horloge.now());
});
afterAll(() => portail.fermer());

const ouvrir = (cookie = guichet, chemin = adresse) => portail.visiter('GET', chemin, { cookie });
const envoyer = (corps: Record<string, string>, cookie = guichet) =>
  portail.visiter('POST', adresse, { cookie, corps: new URLSearchParams(corps) });
const partage = (corps: Record<string, string> = {}) => ({
  geste: 'partager',
  enfant,
  payeur: parent,
  mode: 'pourcentage',
  pourcent: '60',
  du: '2026-11-01',
  ...corps,
});

describe('Qui paie pour une famille', () => {
  test('sans partage, la page le dit ; en peu d’ordres', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir();
    expect(body).toContain('La famille paie tout.');
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
  });

  test('une saisie incomplète rend ce qui était écrit, et la phrase', async () => {
    const reponse = await envoyer(partage({ pourcent: '0', motif: 'Jugement du 3 mai' }));
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('Écrivez une part entre 1 et 100');
    expect(reponse.body).toContain('Jugement du 3 mai');
  });

  test('des jours de garde se cochent ; sans jour coché, la page le demande', async () => {
    const autre = String(commune.familles[1]!.enfantId);
    const { rows } = await sql<{ id: number }>`
      select id from responsables where compte_id = ${commune.familles[1]!.compteId}`.execute(
      portail.services.db,
    );
    const chemin = `/agent/familles/${commune.familles[1]!.familleId}/payeurs`;
    const corps = new URLSearchParams({
      ...partage({ enfant: autre, payeur: `adulte-${rows[0]!.id}`, mode: 'toutes' }),
      activite: String(commune.activiteId),
      du: '2027-01-01',
    });
    const poster = () => portail.visiter('POST', chemin, { cookie: guichet, corps });
    expect((await poster()).body).toContain('Cochez au moins un jour de garde');
    corps.append('jour', '3');
    corps.append('jour', '5');
    expect((await poster()).statusCode).toBe(303);
    expect((await ouvrir(guichet, chemin)).body).toContain('paie tout, mercredis et vendredis');
  });

  test('deux parts de 60 % envoyées au même instant : une seule tient', async () => {
    const { db } = portail.services;
    const tiers = await envoyer({ geste: 'tiers', nom: 'CCAS de Saint-Aubin', siret: '' });
    expect(tiers.statusCode).toBe(303);
    await sql`
      with c as (insert into comptes (identifiant, cree_le) values ('autre.parent', '2026-01-01') returning id),
      r as (insert into responsables (compte_id, prenom, nom, cree_le)
        select id, 'Paul', 'DURAND', '2026-01-01' from c returning id)
      insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
      select ${commune.familles[0]!.familleId}, id, 'pere', '2026-01-01' from r`.execute(db);
    const { rows } = await sql<{
      id: number;
    }>`select id from responsables where nom = 'DURAND'`.execute(db);
    const reponses = await Promise.all([
      envoyer(partage()),
      envoyer(partage({ payeur: `adulte-${rows[0]!.id}` })),
    ]);
    expect(reponses.map((r) => r.statusCode).toSorted()).toEqual([303, 422]);
    expect(reponses.find((r) => r.statusCode === 422)?.body).toContain('il reste 40 %');
  });

  test('la page dit le partage en mots, et ce qu’il donne sur un prix', async () => {
    const { body } = await ouvrir();
    expect(body).toContain('paie 60 % du prix');
    expect(body).toContain('1,83\u00a0€');
    expect(body).toContain('la famille 1,22\u00a0€');
  });

  test('la famille voit le prix entier, et sait que ses frais se partagent', async () => {
    const lire = async (qui: number) => {
      const { compteId, enfantId } = commune.familles[qui]!;
      const cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
      const query = `enfant=${enfantId}&periode=${commune.periodeId}`;
      return (await ouvrir(cookie, `/famille/pre-inscrire/calendrier?${query}`)).body;
    };
    expect(await lire(0)).toContain('Prix entier : la facture dira la part de chacun.');
    expect(await lire(1)).not.toContain('Prix entier');
  });

  test('un tiers prend en charge, et reçoit sa part à l’aperçu du mois', async () => {
    const { db } = portail.services;
    const { rows } = await sql<{
      id: number;
    }>`select id from payeurs where genre = 'tiers'`.execute(db);
    const corps = { payeur: `tiers-${rows[0]!.id}`, mode: 'prise_en_charge', pourcent: '50' };
    expect((await envoyer(partage({ ...corps, plafond: '1,00' }))).statusCode).toBe(303);
    const campagne = await ouvrirCampagne(portail.services, {
      regieId: regie.regieId,
      mois: '2026-11',
      acteur: { compteId: regie.agents[0]!, nom: 'Agent 0' },
    });
    const { totaux } = await previsualiser(db, (await chercherCampagne(db, campagne))!);
    const { rows: genres } = await sql<{
      id: number;
      genre: string;
    }>`select id, genre from payeurs`.execute(db);
    const genre = new Map(genres.map((g) => [g.id, g.genre]));
    const dus = [...totaux].map(([id, total]) => [genre.get(id), total] as const);
    // Deux mercredis à 5 € : le CCAS prend 1 € de chacun ; 60 et 40 % du reste ; l'autre famille, tout.
    expect(dus.toSorted((a, b) => a[1] - b[1])).toEqual([
      ['tiers', 200],
      ['famille', 320],
      ['responsable', 480],
      ['famille', 1000],
    ]);
  });

  test('un mois facturé ne se partage plus ; le suivant, si', async () => {
    const { db } = portail.services;
    await sql`update campagnes set emission_commencee_le = now()`.execute(db);
    const { rows } = await sql<{ id: number }>`select max(id)::int as id from partages`.execute(db);
    const finir = { geste: 'finir', enfant, partage: String(rows[0]!.id) };
    const trop = await envoyer({ ...finir, fini_le: '2026-11-20' });
    expect(trop.statusCode).toBe(422);
    expect(trop.body).toContain('Les jours d’avant le 01/12/2026 sont facturés');
    expect((await envoyer({ ...finir, fini_le: '2026-12-31' })).statusCode).toBe(303);
    expect((await ouvrir()).body).toContain('du 01/11/2026 au 31/12/2026');
  });

  test('le journal de la famille dit qui, quoi, et jusqu’à quand', async () => {
    const { body } = await ouvrir(guichet, adresse.replace('/payeurs', ''));
    expect(body).toContain('CCAS de Saint-Aubin prend en charge 50 %');
    expect(body).toContain('ne paie plus sa part après le 31/12/2026');
  });

  test('le régisseur lit et ne change rien ; l’enfant d’une autre famille est introuvable', async () => {
    const { body } = await ouvrir(regisseur);
    expect(body).not.toContain('Nouveau partage');
    expect((await envoyer(partage(), regisseur)).statusCode).toBe(404);
    const autre = String(commune.familles[1]!.enfantId);
    expect((await envoyer(partage({ enfant: autre, du: '2027-01-01' }))).statusCode).toBe(404);
    expect((await ouvrir(guichet, '/agent/familles/9999/payeurs')).statusCode).toBe(404);
  });
});
