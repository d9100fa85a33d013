import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listerCourriels } from '../../test/comptes.ts';
import { declarationsDe } from '../../test/declarations.ts';
import { type Gestes, gestesDe } from '../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { lireFaitsDuMois } from '../factures/requetes/faits.ts';
import type { Db } from '../platform/db.ts';
import { listerFamillesAAppeler } from './requetes/avis.ts';

const MERCREDI = '2026-11-25';
const SUIVANT = '2026-12-02';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let agent: ReturnType<typeof declarationsDe>;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: null });
  gestes = gestesDe(portail, commune);
  agent = declarationsDe(portail.services);
});
afterEach(() => portail.fermer());

const matin = (jour: string) => ({ prestationId: commune.matin, jour });
const greve = () => ({ activites: [commune.activiteId] });
const lettres = async () =>
  (await listerCourriels(portail)).filter((c) => /^(Grève|Enseignant|Sortie)/.test(c.sujet));

describe('Prévenir les familles', () => {
  test('rien ne part avant l’heure ; à l’heure, une lettre par famille, une seule', async () => {
    await gestes.demander(0, [matin(MERCREDI), matin(SUIVANT)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    await agent.fermer({ ...greve(), au: SUIVANT });
    portail.horloge.advance(29 * 60_000);
    await agent.envoyerAlHeure();
    expect(await lettres()).toEqual([]);
    portail.horloge.advance(60_000);
    await agent.envoyerAlHeure();
    await agent.envoyerAlHeure();
    expect((await lettres()).map((l) => [l.destinataire, l.sujet])).toEqual([
      ['parent.1@famille.test', 'Grève du 25 novembre au 2 décembre : Enfant'],
      ['parent.2@famille.test', 'Grève du mercredi 25 novembre : Enfant'],
    ]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pgboss.job where name = 'courriel' and data->>'courrielId' in
        (select id::text from courriels where sujet like 'Grève%')`.execute(db);
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('rejoué après une coupure, l’envoi n’écrit à personne une seconde fois', async () => {
    await gestes.demander(0, [matin(MERCREDI)]);
    const id = await agent.fermer(greve());
    await agent.envoyer(id);
    // Comme si la fin de l'envoi s'était perdue : seule la clé des avis retient encore.
    await sql`update declarations set etat = 'prete', envoyee_le = null`.execute(db);
    await agent.envoyer(id);
    expect(await lettres()).toHaveLength(1);
    await expect(
      sql`insert into avis_de_declaration (declaration_id, famille_id, compte_id) values (${id}, 1, 1)`.execute(
        db,
      ),
    ).rejects.toThrow('un_adulte_n_est_prevenu_qu_une_fois');
  });

  test('la lettre dit les enfants, les jours, ce qui se paie, et qu’il n’y a rien à faire', async () => {
    await sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
      values (1, 'Inès', 'parent.1', '2020-02-01', '2026-01-01')`.execute(db);
    await gestes.demander(0, [matin(MERCREDI), matin(SUIVANT)]);
    await sql`insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le, traitee_le)
      select id, ${commune.activiteId}, ${commune.periodeId}, 1, 'portail', gen_random_uuid(), '2026-11-01', '2026-11-01'
      from enfants where prenom = 'Inès'`.execute(db);
    await sql`insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
      select d.id, d.enfant_id, ${commune.matin}, ${MERCREDI}, 'validee', 'portail', '2026-11-01'
      from demandes d join enfants e on e.id = d.enfant_id where e.prenom = 'Inès'`.execute(db);
    const choix = { genre: 'enseignant_absent', facturation: 'premier_jour' } as const;
    const id = await agent.fermer({
      ...greve(),
      ...choix,
      au: SUIVANT,
      motif: 'Mme Roy est absente',
    });
    await agent.envoyer(id);
    const [lettre] = await lettres();
    expect(lettre?.texte).toBe(`Bonjour Parent,

Mme Roy est absente.

Vous n’avez rien à annuler : c’est fait.

Annulé par le centre : Enfant
- Mercredi 25 novembre, MERCREDIS, Matin : ce jour reste facturé
- Mercredi 2 décembre, MERCREDIS, Matin : non facturé

Annulé par le centre : Inès
- Mercredi 25 novembre, MERCREDIS, Matin : ce jour reste facturé

Voir mes inscriptions : http://portail.test/famille/inscriptions

Commune de Saint-Aubin
`);
    expect(lettre?.sujet).toBe('Enseignant absent du 25 novembre au 2 décembre : Enfant et Inès');
    expect(lettre?.html).toContain('Mme Roy est absente.');
  });

  test('deux parents : chacun la sienne, sans l’adresse de l’autre ; sans adresse, un téléphone', async () => {
    await sql`insert into rattachements values (1, 2, 'pere', '2026-01-02')`.execute(db);
    await sql`update comptes set courriel = null where id = 3`.execute(db);
    await sql`update responsables set portable = '06 12 34 56 78' where id = 3`.execute(db);
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(2, [matin(MERCREDI)]);
    const id = await agent.fermer(greve());
    expect(await listerFamillesAAppeler(db, [1, 2, 3])).toEqual([
      {
        id: 3,
        nom: 'parent.3',
        adultes: [{ nom: 'Parent parent.3', telephones: ['06 12 34 56 78'] }],
      },
    ]);
    await agent.envoyer(id);
    expect((await lettres()).map((l) => l.destinataire)).toEqual([
      'parent.1@famille.test',
      'parent.2@famille.test',
    ]);
  });

  test('partie, la déclaration ne se retire plus ; retirée, elle ne part jamais', async () => {
    await gestes.demander(0, [matin(MERCREDI)]);
    const retiree = await agent.fermer(greve());
    await agent.retirer(retiree);
    portail.horloge.advance(3_600_000);
    await agent.envoyerAlHeure();
    await expect(agent.envoyer(retiree)).rejects.toThrow('rien n’est envoyé');
    expect(await lettres()).toEqual([]);
    const envoyee = await agent.fermer(greve());
    await agent.envoyer(envoyee);
    await expect(agent.retirer(envoyee)).rejects.toThrow('déjà prévenues');
  });
});

describe('Ce qui se facture', () => {
  const novembre = () => lireFaitsDuMois(db, { regieId: null, mois: '2026-11', familles: null });
  const venues = async () =>
    (await novembre()).venues
      .map((v) => `${v.enfantId} ${v.jour} ${v.reservation !== null}`)
      .sort();

  test('une grève annulée ne se facture pas, même si l’on a pointé l’enfant', async () => {
    await gestes.demander(0, [matin(MERCREDI)]);
    await gestes.demander(1, [matin(MERCREDI)]);
    await pointer(1, 'absent');
    await pointer(2, 'present');
    await agent.fermer(greve());
    expect(await venues()).toEqual([]);
  });

  test('la carence : le premier jour est dû, annulé ou non, et le retrait remet tout', async () => {
    await gestes.demander(0, [matin('2026-11-18'), matin(MERCREDI)]);
    const choix = { genre: 'enseignant_absent', facturation: 'premier_jour' } as const;
    const id = await agent.fermer({ ...greve(), ...choix, du: '2026-11-18', au: MERCREDI });
    expect(await venues()).toEqual(['1 2026-11-18 true']);
    await agent.retirer(id);
    expect(await venues()).toEqual(['1 2026-11-18 true', '1 2026-11-25 true']);
  });

  test('une activité qui facture la présence ne facture pas un jour annulé', async () => {
    await sql`update activites set facture_sur = 'presence'`.execute(db);
    await gestes.demander(0, [matin(MERCREDI)]);
    await agent.fermer({ ...greve(), genre: 'autre', facturation: 'tous' });
    expect(await venues()).toEqual([]);
  });

  test('un jour gardé se facture, ou pas, comme l’agent l’a dit', async () => {
    await gestes.demander(0, [matin(MERCREDI), matin(SUIVANT)]);
    const sortie = { ...greve(), genre: 'sortie_scolaire', decision: 'garder' } as const;
    const id = await agent.fermer({ ...sortie, facturation: 'tous' });
    expect(await venues()).toEqual(['1 2026-11-25 true']);
    await agent.retirer(id);
    await agent.fermer({ ...sortie, facturation: 'aucune' });
    expect(await venues()).toEqual([]);
  });

  async function pointer(enfant: number, etat: string) {
    await sql`insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
      values (${enfant}, ${commune.matin}, ${MERCREDI}, ${etat}, '2026-11-25', 1)`.execute(db);
  }
});
