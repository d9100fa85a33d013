import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../test/decor.ts';
import { type DeuxDossiers, ouvrirDeuxDossiers } from '../../test/dossiers-en-double.ts';
import { poserMois } from '../../test/mois-a-facturer.ts';
import { recompterPlaces } from '../activites/requetes/places.ts';
import { emettreCampagne } from '../factures/actions/emettre.ts';
import { transaction } from '../platform/db.ts';
import { lireSante } from '../sante/actions/fiche.ts';
import { chiffrer } from '../sante/coffre.ts';

let d: DeuxDossiers;
beforeEach(async () => {
  d = await ouvrirDeuxDossiers();
});
afterEach(() => d.portail.fermer());

const PREAU = { compteId: null, nom: 'Préau' };
const payeur = (rang: number) => d.regie.payeurs[rang]!;

describe('l’argent suit son payeur', () => {
  test('une facture émise ne change pas, son payeur passe au dossier et ne reçoit plus rien', async () => {
    const facture = await d.regie.facturer(1, [[1234]]);
    const avant = (await sql`select * from factures`.execute(d.db)).rows;
    await d.reunir();
    expect((await sql`select * from factures`.execute(d.db)).rows).toEqual(avant);
    const { rows } = await sql`select famille_id as famille, repris_par as par from payeurs
      where id = ${payeur(1)}`.execute(d.db);
    expect(rows).toEqual([{ famille: d.ids.gardee, par: payeur(0) }]);
    const lire = async (qui: number) =>
      d.portail.visiter('GET', `/famille/factures/${facture}`, {
        cookie: await connecter(d.db, d.commune.familles[qui]!.compteId, d.portail.horloge.now()),
      });
    expect((await lire(0)).statusCode).toBe(200);
    expect((await lire(2)).statusCode).toBe(404);
  });

  test('le mois d’après, une seule facture, au payeur qui reste', async () => {
    await poserMois(d.db, d.regie.regieId, d.commune);
    await transaction(d.db, recompterPlaces);
    expect((await d.reunir()).statusCode).toBe(303);
    const campagne = await ouvrirCampagne();
    d.portail.horloge.moveTo(new Date('2026-12-02T09:00:00Z'));
    await emettreCampagne(d.portail.services, campagne, PREAU);
    expect(await facturesDe(payeur(0))).toEqual([1000]);
    expect(await facturesDe(payeur(1))).toEqual([]);
  });

  test('fusionner après l’émission, puis relancer la campagne, ne facture pas deux fois', async () => {
    await poserMois(d.db, d.regie.regieId, d.commune);
    await sql`update reservations set etat = 'annulee_par_famille'
      where enfant_id = ${d.ids.enfant}`.execute(d.db);
    const campagne = await ouvrirCampagne();
    d.portail.horloge.moveTo(new Date('2026-12-02T09:00:00Z'));
    await emettreCampagne(d.portail.services, campagne, PREAU);
    expect(await facturesDe(payeur(1))).toEqual([1000]);
    await d.reunir();
    await emettreCampagne(d.portail.services, campagne, PREAU);
    expect(await facturesDe(payeur(0))).toEqual([]);
  });

  test('le quotient du dossier qui reste vaut ; l’autre comble les jours sans quotient', async () => {
    await sql`insert into quotients_familiaux (payeur_id, valeur, regime, source, du, au, vu_le) values
      (${payeur(0)}, 700, 'caf', 'caf', '2026-06-01', '2026-10-01', '2026-06-01'),
      (${payeur(1)}, 900, 'caf', 'caf', '2026-01-01', null, '2026-01-01')`.execute(d.db);
    await d.reunir();
    const { rows } = await sql`select valeur, du, au from quotients_familiaux
      where payeur_id = ${payeur(0)} order by du`.execute(d.db);
    expect(rows).toEqual([
      { valeur: 900, du: '2026-01-01', au: '2026-06-01' },
      { valeur: 700, du: '2026-06-01', au: '2026-10-01' },
      { valeur: 900, du: '2026-10-01', au: null },
    ]);
  });

  test.each([
    ['seul le dossier disparu en a un : il passe', [1], [[0, true]]],
    [
      'chacun en a un : celui qui reste vaut, l’autre est révoqué',
      [0, 1],
      [
        [0, true],
        [1, false],
      ],
    ],
  ])('un mandat : %s', async (_, qui, attendus) => {
    for (const rang of qui)
      await sql`insert into mandats (payeur_id, regie_id, rum, titulaire, iban, signe_le, cree_le)
        values (${payeur(rang)}, ${d.regie.regieId}, ${`RUM${rang}`}, 'Anne', 'FR76', '2026-01-01',
          '2026-01-01')`.execute(d.db);
    await d.reunir();
    const { rows } = await sql<{ payeur: number; actif: boolean }>`
      select payeur_id as payeur, revoque_le is null as actif from mandats order by payeur_id`.execute(
      d.db,
    );
    expect(rows.map((r) => [d.regie.payeurs.indexOf(r.payeur), r.actif])).toEqual(attendus);
  });
});

describe('ce qui fait attendre', () => {
  test('un paiement en ligne en cours', async () => {
    await sql`insert into paiements_en_ligne (regie_id, payeur_id, compte_id, fournisseur,
        numero_client, reference, exercice, objet, montant_centimes, courriel, saisie, etat, cree_le,
        cle_unique)
      values (${d.regie.regieId}, ${payeur(1)}, ${d.commune.familles[1]!.compteId}, 'payfip',
        '123456', 'R1', 2026, 'Facture', 1234, 'a@b.fr', 'T', 'en_cours', '2026-11-16',
        gen_random_uuid())`.execute(d.db);
    await attendreUnRefus('Un paiement en ligne est en cours');
  });

  test('une campagne qui émet', async () => {
    await ouvrirCampagne();
    await sql`update campagnes set emission_commencee_le = '2026-11-16'`.execute(d.db);
    await attendreUnRefus('Des factures sont en cours d’émission');
  });

  test('des parts dans « Qui paie » des deux côtés', async () => {
    for (const [rang, enfant] of [d.ids.enfant, d.ids.enfantDisparu].entries())
      await sql`insert into partages (enfant_id, payeur_id, du, regle, cree_le)
        values (${enfant}, ${payeur(rang)}, '2026-09-01', '{"mode":"pourcentage","pourcent":100}',
          '2026-09-01')`.execute(d.db);
    await attendreUnRefus('Zoé a des parts dans « Qui paie » des deux dossiers');
  });

  test('un enfant ajouté depuis l’aperçu', async () => {
    await sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
      values (${d.ids.disparue}, 'Tom', 'Le Goff', '2020-01-01', '2026-11-16')`.execute(d.db);
    await attendreUnRefus('a changé entre-temps');
  });

  async function attendreUnRefus(phrase: string): Promise<void> {
    const reponse = await d.reunir();
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain(phrase);
    const { rows } = await sql`select id from familles where fusionnee_dans is not null`.execute(
      d.db,
    );
    expect(rows).toEqual([]);
  }
});

describe('la santé et les pointages', () => {
  test('une allergie écrite dans le dossier disparu se lit dans celui qui reste', async () => {
    const { cles } = d.portail.services.config;
    const compte = d.commune.familles[1]!.compteId;
    const texte = { reponse: 'oui' as const, texte: 'Arachide' };
    const { key, data } = chiffrer(cles, d.ids.enfantDisparu, 'allergies', texte);
    await sql`insert into fiches_sanitaires (enfant_id, pai) values (${d.ids.enfantDisparu}, true)`.execute(
      d.db,
    );
    await sql`insert into rubriques_sanitaires values
      (${d.ids.enfantDisparu}, 'allergies', ${key}, ${data}, '2026-09-01', ${compte})`.execute(
      d.db,
    );
    await sql`insert into autorisations values
      (${d.ids.enfant}, 'baignade', true, '2026-09-01', ${compte}),
      (${d.ids.enfantDisparu}, 'baignade', false, '2026-09-02', ${compte})`.execute(d.db);
    await d.reunir();
    const sante = await lireSante(d.db, d.portail.services, d.ids.enfant);
    expect(sante.allergies?.contenu).toEqual(texte);
    const { rows } = await sql`select f.pai, a.accordee from fiches_sanitaires f
      join autorisations a using (enfant_id) where enfant_id = ${d.ids.enfant}`.execute(d.db);
    expect(rows).toEqual([{ pai: true, accordee: false }]);
  });

  test('pointé absent ici, présent là : il est venu, et l’autre pointage reste parmi les corrections', async () => {
    const agent = d.regie.agents[2]!;
    for (const [enfant, etat] of [
      [d.ids.enfant, 'absent'],
      [d.ids.enfantDisparu, 'present'],
    ] as const)
      await sql`insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
        values (${enfant}, ${d.commune.matin}, '2026-11-04', ${etat}, '2026-11-04', ${agent})`.execute(
        d.db,
      );
    await d.reunir();
    const { rows } = await sql`select p.enfant_id as enfant, p.etat, c.etat as corrige
      from pointages p join pointages_corriges c on c.pointage_id = p.id`.execute(d.db);
    expect(rows).toEqual([{ enfant: d.ids.enfant, etat: 'present', corrige: 'absent' }]);
  });

  test('les paniers-repas des deux fiches se réunissent', async () => {
    await sql`insert into paniers_repas (enfant_id, du, au) values
      (${d.ids.enfant}, '2026-09-01', '2026-10-15'),
      (${d.ids.enfantDisparu}, '2026-10-01', '2026-12-01')`.execute(d.db);
    await d.reunir();
    const { rows } = await sql`select enfant_id as enfant, du, au from paniers_repas`.execute(d.db);
    expect(rows).toEqual([{ enfant: d.ids.enfant, du: '2026-09-01', au: '2026-12-01' }]);
  });
});

test('les agendas suivent l’adulte qui reste ; deux pour la même chose n’en font qu’un', async () => {
  const [garde, disparu] = [
    await d.adulte(d.commune.familles[0]!.compteId),
    await d.adulte(d.commune.familles[1]!.compteId),
  ];
  await sql`insert into agendas (responsable_id, enfant_id, sel, empreinte, cree_le) values
    (${garde}, null, 'a', 'a', '2026-09-01'), (${disparu}, null, 'b', 'b', '2026-09-01'),
    (${disparu}, ${d.ids.enfantDisparu}, 'c', 'c', '2026-09-01')`.execute(d.db);
  await d.reunir();
  const { rows } = await sql`select responsable_id as qui, enfant_id as enfant,
    revoque_le is null as actif from agendas order by id`.execute(d.db);
  expect(rows).toEqual([
    { qui: garde, enfant: null, actif: true },
    { qui: garde, enfant: null, actif: false },
    { qui: garde, enfant: d.ids.enfant, actif: true },
  ]);
});

async function ouvrirCampagne(): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into campagnes (regie_id, mois, ouverte_le)
    values (${d.regie.regieId}, '2026-11-01', '2026-11-16') returning id`.execute(d.db);
  return rows[0]!.id;
}

async function facturesDe(id: number): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    select montant_centimes as n from factures where payeur_id = ${id}`.execute(d.db);
  return rows.map((r) => r.n);
}
