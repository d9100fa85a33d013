import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ouvrirLaCuisine, renoncer, servir } from '../../../test/cantine.ts';
import { listerCourriels } from '../../../test/comptes.ts';
import { DECOR, poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { envoyerLesAdditifs } from './additif.ts';
import { arreterLesEffectifs } from './arreter.ts';
import { composerFichiers } from './fichier.ts';
import { NOMS_GARDES_JOURS, oublierLesNoms } from './oublier.ts';

const LUNDI = '2026-11-16';
const MARDI = '2026-11-17';
const JEUDI = '2026-11-19';

let portail: Portail;
beforeEach(async () => {
  await portail?.fermer();
  // Le lundi à 10 h : mardi est arrêté depuis une heure, jeudi le sera mercredi à 9 h.
  portail = await ouvrirPortail({ maintenant: new Date('2026-11-16T09:00:00Z') });
  await poserDecor(portail.services.db);
});
afterAll(() => portail.fermer());

interface Arrete {
  jour: string;
  repas: string | null;
  nombre: number | null;
}

async function arretes(): Promise<Arrete[]> {
  const { rows } = await sql<Arrete>`
    select e.jour, c.repas, c.nombre from effectifs_arretes e
      left join effectifs_comptes c on c.effectif_id = e.id
    order by e.jour, e.id, c.rang_du_repas`.execute(portail.services.db);
  return rows;
}

describe('À la date limite, l’effectif s’arrête', () => {
  test('les jours échus seulement, une fois, avec leurs régimes', async () => {
    const { db } = portail.services;
    await servir(db, DECOR.leo, MARDI);
    await servir(db, DECOR.tom, MARDI);
    await servir(db, DECOR.leo, JEUDI);
    await sql`insert into regimes_des_enfants values (${DECOR.tom}, 1, '2026-09-01', 2)`.execute(
      db,
    );
    for (let fois = 0; fois < 2; fois++) await arreterLesEffectifs(portail.services);
    expect(await arretes()).toEqual([
      { jour: LUNDI, repas: null, nombre: null },
      { jour: MARDI, repas: 'Repas ordinaire', nombre: 1 },
      { jour: MARDI, repas: 'Sans porc', nombre: 1 },
    ]);
  });

  test('une garderie ne compte pas de repas ; sans adresse, personne n’est prévenu', async () => {
    const { db } = portail.services;
    await arreterLesEffectifs(portail.services);
    const { rows } = await sql`select distinct prestation_id from effectifs_arretes`.execute(db);
    expect(rows).toEqual([{ prestation_id: DECOR.repas }]);
    expect(await listerCourriels(portail)).toEqual([]);
  });

  test('ce qui change après n’y touche pas, et la base refuse toute retouche', async () => {
    const { db, clock } = portail.services;
    const repas = await servir(db, DECOR.leo, MARDI);
    await arreterLesEffectifs(portail.services);
    await renoncer(db, repas, clock.now());
    await servir(db, DECOR.ines, MARDI);
    await servir(db, DECOR.tom, MARDI);
    await arreterLesEffectifs(portail.services);
    expect((await arretes()).filter((a) => a.jour === MARDI)).toEqual([
      { jour: MARDI, repas: 'Repas ordinaire', nombre: 1 },
    ]);
    for (const ordre of [
      'update effectifs_comptes set nombre = 9',
      'delete from effectifs_comptes',
      'update effectifs_arretes set arrete_le = limite_le',
      'delete from effectifs_arretes',
      `update effectifs_attendus set repas = 'Autre'`,
    ])
      await expect(sql.raw(ordre).execute(db)).rejects.toThrow();
  });

  test('manquée parce que le portail dormait, une date se rattrape et le dit', async () => {
    const { db } = portail.services;
    await ouvrirLaCuisine(db, ['cuisine@ville.test']);
    await servir(db, DECOR.leo, JEUDI);
    portail.horloge.moveTo(new Date('2026-11-19T06:30:00Z'));
    await arreterLesEffectifs(portail.services);
    const lettre = (await listerCourriels(portail)).find((c) => c.sujet.includes('1 repas'));
    expect(lettre?.texte).toContain('arrêté en retard : il devait l’être mercredi 18 novembre à 9');
  });
});

describe('Deux travailleurs à la même minute', () => {
  const tous = () =>
    Promise.all(Array.from({ length: 4 }, () => arreterLesEffectifs(portail.services)));

  test('n’arrêtent et n’écrivent qu’une fois', async () => {
    await ouvrirLaCuisine(portail.services.db, ['cuisine@ville.test']);
    await servir(portail.services.db, DECOR.leo, MARDI);
    await tous();
    expect((await arretes()).map((a) => a.jour)).toEqual([LUNDI, MARDI]);
    expect(await listerCourriels(portail)).toHaveLength(1);
  });

  test('sans la contrainte, ils le feraient plusieurs fois : la course existe', async () => {
    await sql`alter table effectifs_arretes drop constraint un_effectif_ne_s_arrete_qu_une_fois`.execute(
      portail.services.db,
    );
    await tous();
    expect((await arretes()).length).toBeGreaterThan(2);
  });
});

describe('Ce que lit la cuisine', () => {
  test('des nombres par régime, un fichier, aucun nom, aucun panier-repas', async () => {
    const { db } = portail.services;
    await ouvrirLaCuisine(db, ['cuisine@ville.test', 'livreur@ville.test']);
    for (const enfant of [DECOR.leo, DECOR.ines, DECOR.tom]) await servir(db, enfant, MARDI);
    await sql`insert into paniers_repas (enfant_id, du) values (${DECOR.ines}, '2026-09-01')`.execute(
      db,
    );
    await arreterLesEffectifs(portail.services);
    const lettres = await listerCourriels(portail);
    expect(lettres.map((l) => l.destinataire)).toEqual([
      'cuisine@ville.test',
      'livreur@ville.test',
    ]);
    const [lettre] = lettres;
    expect(lettre?.sujet).toContain('2 repas');
    expect(lettre?.texte).toContain('- Repas ordinaire : 2');
    const { rows } = await sql<{ pieces: { genre: string; id: number }[] }>`
      select pieces from courriels limit 1`.execute(db);
    const [fichier] = await composerFichiers(db, rows[0]?.pieces ?? []);
    const csv = fichier?.content.toString() ?? '';
    expect(csv).toContain('17/11/2026;CANTINE JULES-FERRY;Repas;');
    for (const indiscret of ['Léo', 'Inès', 'MARTIN', 'Brien', 'Panier', 'PAI', 'llergie'])
      expect(`${lettre?.texte}${lettre?.html}${csv}`).not.toContain(indiscret);
  });
});

describe('L’additif', () => {
  /** Mardi : Léo et Tom comptés ; Léo se retire, Inès arrive après la date limite. */
  async function changer(): Promise<void> {
    const { db, clock } = portail.services;
    await ouvrirLaCuisine(db, ['cuisine@ville.test']);
    const leo = await servir(db, DECOR.leo, MARDI);
    await servir(db, DECOR.tom, MARDI);
    await arreterLesEffectifs(portail.services);
    await renoncer(db, leo, clock.now());
    await sql`insert into regimes_des_enfants values (${DECOR.ines}, 1, '2026-09-01', 1)`.execute(
      db,
    );
    await servir(db, DECOR.ines, MARDI, { horsDelai: true, le: clock.now() });
    await sql`delete from courriels`.execute(db);
  }
  const a = (heure: string) => portail.horloge.moveTo(new Date(`2026-11-17T${heure}:00Z`));

  test('part à son heure, une fois, et ne nomme personne', async () => {
    await changer();
    a('07:59');
    await envoyerLesAdditifs(portail.services);
    expect(await listerCourriels(portail)).toEqual([]);
    a('08:00');
    await Promise.all([1, 2, 3].map(() => envoyerLesAdditifs(portail.services)));
    await envoyerLesAdditifs(portail.services);
    const lettres = await listerCourriels(portail);
    expect(lettres).toHaveLength(1);
    expect(lettres[0]?.sujet).toBe('Additif : CANTINE JULES-FERRY, mardi 17 novembre');
    expect(lettres[0]?.texte).toContain('- Repas ordinaire : −1');
    expect(lettres[0]?.texte).toContain('- Sans porc : +1');
    expect(lettres[0]?.texte).not.toMatch(/Léo|Inès|MARTIN/);
  });

  test('rien de changé : pas de courriel ; changé après son heure : pas de second', async () => {
    const { db } = portail.services;
    await ouvrirLaCuisine(db, ['cuisine@ville.test']);
    const leo = await servir(db, DECOR.leo, MARDI);
    await arreterLesEffectifs(portail.services);
    await sql`delete from courriels`.execute(db);
    a('08:00');
    await envoyerLesAdditifs(portail.services);
    await renoncer(db, leo, portail.horloge.now());
    a('08:30');
    await envoyerLesAdditifs(portail.services);
    expect(await listerCourriels(portail)).toEqual([]);
  });

  test('annuler puis réserver de nouveau ne change rien', async () => {
    const { db } = portail.services;
    await ouvrirLaCuisine(db, ['cuisine@ville.test']);
    const leo = await servir(db, DECOR.leo, MARDI);
    await arreterLesEffectifs(portail.services);
    await renoncer(db, leo, portail.horloge.now());
    await servir(db, DECOR.leo, MARDI);
    await sql`delete from courriels`.execute(db);
    a('08:00');
    await envoyerLesAdditifs(portail.services);
    expect(await listerCourriels(portail)).toEqual([]);
  });

  test('le repas commencé, il est trop tard', async () => {
    await changer();
    a('11:00');
    await envoyerLesAdditifs(portail.services);
    expect(await listerCourriels(portail)).toEqual([]);
  });
});

test('les noms s’effacent à leur durée ; les nombres restent', async () => {
  const { db } = portail.services;
  await servir(db, DECOR.leo, MARDI);
  await arreterLesEffectifs(portail.services);
  const noms = async () => {
    const { rows } = await sql`select 1 from effectifs_attendus`.execute(db);
    return rows.length;
  };
  const dans = (jours: number) => {
    portail.horloge.moveTo(new Date(Date.parse(`${MARDI}T22:00:00Z`) + jours * 86_400_000));
    return oublierLesNoms(portail.services);
  };
  await dans(NOMS_GARDES_JOURS);
  expect(await noms()).toBe(1);
  await dans(NOMS_GARDES_JOURS + 1);
  expect(await noms()).toBe(0);
  expect((await arretes()).filter((x) => x.jour === MARDI)).toEqual([
    { jour: MARDI, repas: 'Repas ordinaire', nombre: 1 },
  ]);
});
