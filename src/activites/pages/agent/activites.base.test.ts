import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter, DECOR, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { annuler } from '../../../reservations/actions/annuler.ts';
import { reserver } from '../../../reservations/actions/reserver.ts';
import { chargerVacances } from '../../actions/ouvrir.ts';
import { MODELES } from '../../regles/modeles.ts';

let portail: Portail;
let admin: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await db.transaction().execute(chargerVacances);
  await sql`insert into structures (nom, courriel) values ('Centre du bourg', 'b@essai.test')`.execute(
    db,
  );
  admin = await connecter(db, await ajouterAgent(portail), portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`delete from agents_structures`.execute(db);
  await sql`update agents set role = 'administrateur'`.execute(db);
});

async function lire(adresse: string, status = 200): Promise<string> {
  const { body, statusCode } = await portail.visiter('GET', adresse, { cookie: admin });
  expect(statusCode).toBe(status);
  return body.replaceAll('\u00a0', ' ');
}

function envoyer(adresse: string, corps: Record<string, string> | URLSearchParams) {
  return portail.visiter('POST', adresse, { corps: new URLSearchParams(corps), cookie: admin });
}

async function compter(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)}`.execute(portail.services.db);
  return rows[0]?.n ?? 0;
}

const DELAIS = `/agent/activites/${DECOR.cantine}/delais`;
const JEUDI = {
  pour: 'annuler',
  forme: 'semaine',
  jourSemaine: '4',
  semaines: '1',
  heure: '09:00',
  tardif: 'refusee',
};
const CANTINE = {
  modele: 'veille',
  nom: 'Cantine du Bourg',
  structure: '1',
  prestation: 'Repas',
  debut: '12:00',
  fin: '13:30',
  periode: 'Année 2026-2027',
  du: '2026-11-23',
  au: '2027-07-02',
  ouvre: '2026-11-01',
  ferme: '2027-06-30',
  places: '60',
};

describe('créer une activité', () => {
  test('d’après un modèle : jours, places et délais sont prêts, une seule fois', async () => {
    const { statusCode, headers } = await envoyer('/agent/activites', CANTINE);
    expect(statusCode).toBe(303);
    const adresse = String(headers.location);
    const page = await lire(adresse);
    expect(page).toContain('Cantine du Bourg');
    expect(page).toContain('fermés : Vacances de Noël (8)');
    expect(page).toContain('créée d’après « Cantine, la veille à 9 h »');
    const avant = await compter('activites');
    const encore = await envoyer('/agent/activites', CANTINE);
    expect(encore.headers.location).toBe(adresse);
    expect(await compter('activites')).toBe(avant);
    const delais = await lire(`${adresse}/delais`);
    expect(delais).toContain(
      'pour lundi 23 novembre, un parent peut annuler jusqu’au vendredi 20 novembre à 9 h',
    );
    const { rows } = await sql<{ places: number }>`
      select distinct places from places p join jauges j on j.id = p.jauge_id
      where j.nom = 'Cantine du Bourg'`.execute(portail.services.db);
    expect(rows).toEqual([{ places: 60 }]);
  });

  test('une famille la voit aussitôt et y réserve', async () => {
    const { services } = portail;
    const { rows } = await sql<{ periode: number; repas: number }>`
      select pe.id as periode, p.id as repas from activites a join periodes pe on pe.activite_id = a.id
      join prestations p on p.activite_id = a.id where a.nom = 'Cantine du Bourg'`.execute(
      services.db,
    );
    const { periode = 0, repas = 0 } = rows[0] ?? {};
    const claire = await connecter(services.db, 1, portail.horloge.now());
    const { body } = await portail.visiter('GET', '/famille/pre-inscrire', { cookie: claire });
    expect(body).toContain('Cantine du Bourg');
    await reserver(services, {
      acteur: { compteId: 1, nom: 'Claire Martin' },
      familles: [1],
      enfantId: DECOR.leo,
      periodeId: periode,
      souhaits: [{ jour: '2026-11-24', prestationId: repas }],
    });
    const faites = await sql`
      select r.jour, r.etat, pl.prises from reservations r
      join jauges_prestations jp on jp.prestation_id = r.prestation_id
      join places pl on pl.jauge_id = jp.jauge_id and pl.jour = r.jour
      where r.prestation_id = ${repas}`.execute(services.db);
    expect(faites.rows).toEqual([{ jour: '2026-11-24', etat: 'validee', prises: 1 }]);
  });

  test('après une inscription, la règle du même jour ne se remplace plus', async () => {
    const { rows } = await sql<{ id: number; du: string }>`
      select a.id, d.du from activites a join delais d on d.activite_id = a.id
      where a.nom = 'Cantine du Bourg' and d.pour = 'annuler'`.execute(portail.services.db);
    const { id, du } = rows[0] ?? { id: 0, du: '' };
    const refusee = await envoyer(`/agent/activites/${id}/delais`, { ...JEUDI, du });
    expect(refusee.statusCode).toBe(422);
    expect(refusee.body).toContain('choisissez un autre jour de départ');
    const plusTard = new URLSearchParams({ ...JEUDI, du: '2026-11-24' });
    expect(await lire(`/agent/activites/${id}/delais?${plusTard}`)).toContain(
      '1 jour déjà réservé garde la règle d’avant.',
    );
  });

  test('un jour déjà réservé garde la règle sous laquelle il l’a été', async () => {
    const { services } = portail;
    const { rows } = await sql<{ id: number; activite: number }>`
      select r.id, p.activite_id as activite from reservations r
      join prestations p on p.id = r.prestation_id where r.jour = '2026-11-24'`.execute(
      services.db,
    );
    const { id = 0, activite = 0 } = rows[0] ?? {};
    const jamais = { pour: 'annuler', forme: 'jamais', tardif: 'refusee', du: '2026-11-24' };
    portail.horloge.moveTo(new Date('2026-11-16T10:00:00Z'));
    expect((await envoyer(`/agent/activites/${activite}/delais`, jamais)).statusCode).toBe(303);
    await annuler(services, {
      acteur: { compteId: 1, nom: 'Claire Martin' },
      familles: [1],
      reservationId: id,
    });
    const { rows: apres } = await sql`select etat from reservations where id = ${id}`.execute(
      services.db,
    );
    expect(apres).toEqual([{ etat: 'annulee_par_famille' }]);
  });

  test('chaque règlement du terrain a son point de départ, et sa création tient', async () => {
    const page = await lire('/agent/activites');
    for (const { cle, nom } of MODELES) {
      expect(page).toContain(nom);
      const f = { ...CANTINE, modele: cle, nom: `Essai ${cle}` };
      expect((await envoyer('/agent/activites', f)).statusCode).toBe(303);
    }
    const { rows } = await sql`
      select nom, liste_attente as liste, criteres_attente as criteres from activites
      where criteres_attente <> '{}'`.execute(portail.services.db);
    expect(rows).toEqual([
      { nom: 'Essai vacances_premiers', liste: 'automatique', criteres: ['residence'] },
    ]);
    expect(MODELES.map(({ cle }) => cle)).toEqual([
      'matin_meme',
      'veille',
      'deux_limites',
      'jeudi',
      'sept_jours',
      'vacances_demandes',
      'vacances_premiers',
      'mercredis_deux_phases',
    ]);
  });

  test('mal remplie garde ce qui est tapé et dit quoi corriger', async () => {
    const avant = await compter('activites');
    const { statusCode, body } = await envoyer('/agent/activites', {
      ...CANTINE,
      nom: 'Goûter <b>',
      fin: '11:00',
      modele: '',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('Indiquez une heure de fin après le début.');
    expect(body).toContain('Choisissez un point de départ.');
    expect(body).toContain('value="Goûter &lt;b>"');
    expect(await compter('activites')).toBe(avant);
  });
});

describe('les délais', () => {
  test('se voient avant de s’écrire : la phrase et les dix prochains jours', async () => {
    const avant = await compter('delais');
    const f = new URLSearchParams({ ...JEUDI, du: '2026-11-30' });
    const page = await lire(`${DELAIS}?${f}`);
    expect(page).toContain(
      'pour lundi 30 novembre, un parent peut annuler jusqu’au jeudi 26 novembre à 9 h',
    );
    expect(page.match(/<tr/g)?.length).toBeGreaterThan(10);
    expect(await compter('delais')).toBe(avant);
  });

  test('une nouvelle règle finit l’ancienne sans la retoucher, deux envois n’en font qu’une', async () => {
    const f = { ...JEUDI, du: '2026-12-07' };
    for (const _ of [1, 2]) expect((await envoyer(DELAIS, f)).statusCode).toBe(303);
    const { rows } = await sql`
      select du, au, regle->>'forme' as forme from delais
      where activite_id = ${DECOR.cantine} and pour = 'annuler' order by du`.execute(
      portail.services.db,
    );
    expect(rows).toEqual([
      { du: '2026-01-01', au: '2026-12-07', forme: 'jour' },
      { du: '2026-12-07', au: null, forme: 'semaine' },
    ]);
    const page = await lire(DELAIS);
    expect(page).toContain(
      'Délai pour annuler, à partir du lundi 7 décembre 2026 : jusqu’au jeudi à 9 h de la semaine ' +
        'précédente (avant : jusqu’à la veille à 9 h, jours ouvrés).',
    );
    expect(page.match(/Délai pour annuler/g)).toHaveLength(1);
  });

  test('une règle écrite avant une autre s’arrête où celle-ci commence', async () => {
    await envoyer(DELAIS, { ...JEUDI, du: '2026-11-25', heure: '10:00' });
    const { rows } = await sql`
      select du, au from delais where activite_id = ${DECOR.cantine} and pour = 'annuler'
      order by du`.execute(portail.services.db);
    expect(rows).toEqual([
      { du: '2026-01-01', au: '2026-11-25' },
      { du: '2026-11-25', au: '2026-12-07' },
      { du: '2026-12-07', au: null },
    ]);
  });

  test('ne changent pas le passé, et le disent', async () => {
    const { statusCode, body } = await envoyer(DELAIS, { ...JEUDI, du: '2026-11-02' });
    expect(statusCode).toBe(422);
    expect(body).toContain('Une règle ne change pas des jours passés');
  });

  test.each([
    'jour',
    'heures',
    'semaine',
    'groupes_de_jours',
    'mois',
    'periode',
    'aucune',
    'jamais',
  ])(
    'la forme « %s » a son formulaire, et incomplète elle est refusée sans panne',
    async (forme) => {
      expect(await lire(`${DELAIS}?forme=${forme}`)).toContain(`value="${forme}"`);
      const { statusCode } = await envoyer(DELAIS, { forme, pour: 'annuler', du: 'x' });
      expect(statusCode).toBe(422);
    },
  );
});

describe('les réglages', () => {
  test('changés, le journal dit ce qu’ils étaient', async () => {
    const adresse = `/agent/activites/${DECOR.cantine}`;
    const f = {
      nom: 'CANTINE JULES-FERRY',
      approbation: 'automatique',
      liste_attente: 'manuelle',
      ouverte: 'oui',
    };
    expect((await envoyer(adresse, f)).statusCode).toBe(303);
    expect(await lire(adresse)).toContain(
      'Approbation : automatique, tant qu’il reste des places (avant : par un agent).',
    );
    const faux = await envoyer(adresse, { ...f, nom: '' });
    expect(faux.statusCode).toBe(422);
    expect(faux.body).toContain('Donnez un nom à l’activité.');
  });

  test('les jours remis à jour laissent leur bilan au journal', async () => {
    const reponse = await envoyer(`/agent/activites/${DECOR.garderie}/ouvertures`, {});
    expect(reponse.statusCode).toBe(303);
    expect(await lire(`/agent/activites/${DECOR.garderie}`)).toContain('Ouvertures mises à jour');
  });
});

describe('les périodes et les places', () => {
  const JOURS = `/agent/activites/${DECOR.garderie}/jours`;

  test('une période s’ajoute une fois, et n’en chevauche pas une autre', async () => {
    const f = {
      nom: 'Rentrée 2027',
      du: '2027-09-02',
      au: '2027-10-22',
      ouvre: '2027-06-01',
      ferme: '2027-10-20',
    };
    expect(await lire(JOURS)).toContain('Ajouter une période');
    const avant = await compter('periodes');
    for (const _ of [1, 2]) expect((await envoyer(JOURS, f)).statusCode).toBe(303);
    expect(await compter('periodes')).toBe(avant + 1);
    expect(await lire(`/agent/activites/${DECOR.garderie}`)).toContain('Rentrée 2027');
    const autre = await envoyer(JOURS, { ...f, nom: 'Autre', du: '2027-10-01' });
    expect(autre.statusCode).toBe(422);
    expect(autre.body).toContain('Cette période en chevauche une autre.');
    expect(autre.body).toContain('value="2027-10-01"');
  });

  test('les places se fixent pour une jauge de l’activité, et d’elle seule', async () => {
    const f = { quoi: 'places', jauge: '1', du: '2026-11-30', au: '2026-12-04', places: '25' };
    expect(await lire(`${JOURS}?quoi=places`)).toContain('Salle de garderie');
    expect((await envoyer(JOURS, f)).statusCode).toBe(303);
    expect(await lire(`/agent/activites/${DECOR.garderie}`)).toContain(
      '« Salle de garderie », du lundi 30 novembre 2026 au vendredi 4 décembre 2026 (3 jours changés) : ' +
        '25 places par jour (avant : sans limite).',
    );
    const ailleurs = await envoyer(`/agent/activites/${DECOR.cantine}/jours`, f);
    expect(ailleurs.statusCode).toBe(404);
    expect((await envoyer(JOURS, { ...f, places: '-1' })).statusCode).toBe(422);
  });
});

describe('qui règle', () => {
  test('un directeur ne voit ni ne touche les activités des autres structures', async () => {
    const { db } = portail.services;
    await sql`update agents set role = 'directeur'`.execute(db);
    await sql`insert into agents_structures (agent_id, structure_id)
      select id, 2 from agents`.execute(db);
    expect(await lire('/agent/activites')).not.toContain('CANTINE JULES-FERRY');
    await lire(`/agent/activites/${DECOR.cantine}`, 404);
    await lire(DELAIS, 404);
    for (const page of ['jours', 'admission', 'groupes', 'prestations', 'jauges', 'rythme']) {
      await lire(`/agent/activites/${DECOR.cantine}/${page}`, 404);
      expect((await envoyer(`/agent/activites/${DECOR.cantine}/${page}`, {})).statusCode).toBe(404);
    }
    const gestes = [
      'groupes/retrait',
      'prestations/retrait',
      'jauges/retrait',
      'jours-particuliers',
    ];
    for (const geste of gestes) {
      const corps = { groupe: '1', prestation: '3', jauge: '1', jour: '2026-12-04' };
      const touche = await envoyer(`/agent/activites/${DECOR.cantine}/${geste}`, corps);
      expect(touche.statusCode).toBe(404);
    }
    const f = { ...JEUDI, du: '2027-01-04' };
    expect((await envoyer(DELAIS, f)).statusCode).toBe(404);
    expect((await envoyer('/agent/activites', CANTINE)).statusCode).toBe(422);
    await sql`update agents_structures set structure_id = 1`.execute(db);
    await lire(`/agent/activites/${DECOR.cantine}`);
  });

  test('le guichet ne règle rien', async () => {
    await sql`update agents set role = 'guichet'`.execute(portail.services.db);
    await lire('/agent/activites', 404);
    expect((await envoyer('/agent/activites', CANTINE)).statusCode).toBe(404);
  });
});

test.each([
  ['/agent/activites', 6],
  [`/agent/activites/${DECOR.cantine}`, 10],
  [`${DELAIS}?${new URLSearchParams({ ...JEUDI, du: '2026-12-14' })}`, 8],
])('%s tient en peu de requêtes', async (adresse, budget) => {
  await lire(adresse);
  portail.requetes.length = 0;
  await lire(adresse);
  expect(portail.requetes.length).toBeLessThanOrEqual(budget);
});
