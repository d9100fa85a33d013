/** Régler une activité pendant que des familles y réservent (Places, règle 10 ; Calendrier, règle 10). */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DECOR } from '../../../test/decor.ts';
import { ouvrirReglages, type Reglages, reserverPour } from '../../../test/reglages.ts';
import { lancerEnsemble } from '../../../test/verrous.ts';
import { Refus } from '../../platform/errors.ts';
import { ajouterJours } from '../../platform/jours.ts';
import { reserver } from '../../reservations/actions/reserver.ts';
import { verifierCompteurs } from '../requetes/places.ts';
import { reglerJauge } from './jauges.ts';
import { reglerPrestation, retirerPrestation } from './prestations.ts';
import { fermerUnJour } from './rythme.ts';

let r: Reglages;
beforeAll(async () => {
  r = await ouvrirReglages();
});
afterAll(() => r.fermer());

const LUNDI = '2026-11-30';
const TOURS = 8;
const COMMUN = {
  activiteId: DECOR.garderie,
  acteur: { compteId: null, nom: 'Nadia' },
  aujourdhui: '2026-11-16',
};
const ENFANTS = [
  { enfantId: DECOR.leo, famille: 1 },
  { enfantId: DECOR.ines, famille: 1 },
  { enfantId: DECOR.tom, famille: 2 },
];

/** Les trois enfants demandent ce jour-là, pendant que l'agent agit. Un refus est une réponse. */
async function pendantQue(
  prestationId: number,
  jour: string,
  agir: () => Promise<unknown>,
): Promise<void> {
  const demandes = ENFANTS.map(({ enfantId, famille }) =>
    reserver(r.portail.services, {
      acteur: { compteId: famille, nom: 'Parent' },
      familles: [famille],
      enfantId,
      periodeId: DECOR.annee,
      souhaits: [{ jour, prestationId }],
    }),
  );
  const [premiere, ...autres] = demandes;
  for (const fini of await Promise.allSettled([premiere, agir(), ...autres])) {
    if (fini.status === 'rejected') expect(fini.reason).toBeInstanceOf(Refus);
  }
}

async function compter(ordre: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  const { rows } = await ordre.execute(r.portail.services.db);
  return rows[0]?.n ?? -1;
}

test('un jour qu’on ferme n’a plus d’inscrit : l’un des deux l’emporte, jamais les deux', async () => {
  for (let tour = 0; tour < TOURS; tour++) {
    const jour = ajouterJours(LUNDI, tour * 7 + 1);
    await pendantQue(DECOR.soir, jour, () =>
      fermerUnJour(r.portail.services, { ...COMMUN, jour, motif: 'essai' }),
    );
  }
  const inscritsUnJourFerme = await compter(sql`
    select count(*)::int as n from reservations r join fermetures f on r.jour between f.du and f.au
    where f.motif = 'essai' and r.etat in ('demandee', 'en_liste_attente', 'validee')`);
  expect(inscritsUnJourFerme).toBe(0);
});

test('une prestation retirée n’a plus d’inscrit à partir de son jour', async () => {
  const { services } = r.portail;
  for (let tour = 0; tour < TOURS; tour++) {
    const saisie = { nom: `Étude ${tour}`, debut: '17:00', fin: '18:00', ordre: tour + 3 };
    await reglerPrestation(services, { ...COMMUN, prestationId: null, saisie });
    const prestationId = await compter(
      sql`select id as n from prestations where nom = ${saisie.nom}`,
    );
    await pendantQue(prestationId, LUNDI, () =>
      retirerPrestation(services, { ...COMMUN, prestationId, des: LUNDI }),
    );
  }
  const perdus = await compter(sql`
    select count(*)::int as n from reservations r join prestations p on p.id = r.prestation_id
    where r.jour >= p.retiree_le and r.etat in ('demandee', 'en_liste_attente', 'validee')`);
  expect(perdus).toBe(0);
});

test('une jauge dont on change ce qu’elle compte reste juste, et personne n’y dépasse', async () => {
  const liens = [
    [{ prestationId: DECOR.matin, groupeId: null }],
    [
      { prestationId: DECOR.matin, groupeId: null },
      { prestationId: DECOR.soir, groupeId: null },
    ],
  ];
  await sql`insert into places (jauge_id, jour, places)
    select 1, j::date, 2 from generate_series('2027-03-01'::date, '2027-05-31', '1 day') j`.execute(
    r.portail.services.db,
  );
  for (let tour = 0; tour < TOURS; tour++) {
    const jour = ajouterJours('2027-03-09', tour * 7);
    await pendantQue(DECOR.soir, jour, () =>
      reglerJauge(r.portail.services, {
        ...COMMUN,
        jaugeId: 1,
        saisie: { nom: 'Salle de garderie', liens: liens[(tour + 1) % 2] ?? [] },
      }),
    );
    expect(await verifierCompteurs(r.portail.services.db)).toEqual([]);
  }
});

test('qui a lu ce que compte une jauge finit d’abord : l’agent attend, puis compte sa réservation', async () => {
  const { services } = r.portail;
  await reserverPour(r.portail, {
    enfantId: DECOR.leo,
    periodeId: DECOR.annee,
    prestationId: DECOR.soir,
    jours: ['2027-06-01'],
  });
  const lien = (prestationId: number) => ({ prestationId, groupeId: null });
  const regler = (jaugeId: number | null, liens: ReturnType<typeof lien>[]) =>
    reglerJauge(services, { ...COMMUN, jaugeId, saisie: { nom: 'Cour', liens } });
  await regler(null, [lien(DECOR.matin)]);
  const cour = await compter(sql`select id as n from jauges where nom = 'Cour'`);
  await sql`insert into places (jauge_id, jour, places) values (${cour}, '2027-06-03', 2)`.execute(
    services.db,
  );
  // Une famille a lu les liens (le soir n'est pas compté), et réserve le soir sans rien compter.
  const famille = sql`
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select max(r.demande_id), ${DECOR.leo}, ${DECOR.soir}, date '2027-06-03', 'validee', 'portail',
      max(r.creee_le)
    from reservations r left join jauges_prestations l on l.prestation_id = r.prestation_id
    where r.jour = '2027-06-01'`;
  const aussiLeSoir = () => regler(cour, [lien(DECOR.matin), lien(DECOR.soir)]);
  expect(await lancerEnsemble(services.db, famille, [aussiLeSoir])).toBe(1);
  expect(await verifierCompteurs(services.db)).toEqual([]);
  expect(
    await compter(
      sql`select prises as n from places where jauge_id = ${cour} and jour = '2027-06-03'`,
    ),
  ).toBe(1);
});
