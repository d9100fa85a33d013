import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DECOR, poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { PREAU } from '../../journal/actions.ts';
import { FAITS_ORDINAIRES } from '../regles/essais.ts';
import type { RegleTarif } from '../regles/types.ts';
import { chercherGrille } from '../requetes/grilles.ts';
import {
  changerExemples,
  creerBrouillon,
  enregistrerBrouillon,
  publierGrille,
  supprimerBrouillon,
} from './grilles.ts';
import { tariferJours, totalDe } from './prix.ts';
import { enregistrerPanierRepas, enregistrerQuotient, finirPanierRepas } from './quotients.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
});
beforeEach(async () => {
  await sql`delete from quotients_familiaux`.execute(portail.services.db);
});
afterAll(() => portail.fermer());

const acteur = PREAU;
const TROIS_EUROS: RegleTarif = { periodicite: 'jour', base: { mode: 'unique', centimes: 300 } };
let numero = 100;

async function preparer(regle: RegleTarif, du: string, attenduCentimes: number | null) {
  const { services } = portail;
  const geste = { prestationId: DECOR.repas, copieDe: null, du, acteur };
  const grilleId = await creerBrouillon(services, geste);
  numero += 1;
  const deliberation = { numero: `2026-${numero}`, objet: 'Tarifs', adopteeLe: '2026-06-12' };
  await enregistrerBrouillon(services, {
    grilleId,
    brouillon: { du, regle, coutDeRevientCentimes: null, deliberation },
    acteur,
  });
  if (attenduCentimes !== null) {
    await changerExemples(services, {
      grilleId,
      changer: () => [{ faits: FAITS_ORDINAIRES, attenduCentimes }],
      acteur,
    });
  }
  return grilleId;
}

describe('publier une grille', () => {
  test('dont l’exemple passe la met en vigueur ; la publier deux fois ne fait rien de plus', async () => {
    const grilleId = await preparer(TROIS_EUROS, '2026-09-01', 300);
    await publierGrille(portail.services, { grilleId, acteur });
    const avant = await compterNotes();
    await publierGrille(portail.services, { grilleId, acteur });
    expect(await compterNotes()).toBe(avant);
    expect((await chercherGrille(portail.services.db, grilleId))?.publieeLe).not.toBeNull();
  });

  test('est refusé si un exemple ne donne pas son prix, qui est dit', async () => {
    const grilleId = await preparer(TROIS_EUROS, '2027-01-01', 310);
    await expect(publierGrille(portail.services, { grilleId, acteur })).rejects.toThrow(
      'L’exemple « QF 640 » attend 3,10\u00a0€ et la grille donne 3,00\u00a0€.',
    );
  });

  test('est refusé sans exemple, sans délibération, sans le coût de revient dont elle parle', async () => {
    const { services } = portail;
    const sansExemple = await preparer(TROIS_EUROS, '2027-01-01', null);
    await expect(publierGrille(services, { grilleId: sansExemple, acteur })).rejects.toThrow(
      'Ajoutez au moins un exemple',
    );
    const nue = await creerBrouillon(services, {
      prestationId: DECOR.repas,
      copieDe: null,
      du: '2027-01-01',
      acteur,
    });
    await expect(publierGrille(services, { grilleId: nue, acteur })).rejects.toThrow(
      'Choisissez la délibération',
    );
    const auCout: RegleTarif = {
      ...TROIS_EUROS,
      majorations: { sansReservation: { mode: 'cout_de_revient' } },
    };
    const sansCout = await preparer(auCout, '2027-01-01', 300);
    await expect(publierGrille(services, { grilleId: sansCout, acteur })).rejects.toThrow(
      'Une majoration fait payer le coût de revient',
    );
  });

  test('une grille publiée ne change plus, ni par nos gestes ni en base', async () => {
    const { services } = portail;
    const grilleId = await preparer(TROIS_EUROS, '2027-02-01', 300);
    await publierGrille(services, { grilleId, acteur });
    const brouillon = {
      du: '2027-02-01',
      regle: TROIS_EUROS,
      coutDeRevientCentimes: null,
      deliberation: null,
    };
    for (const geste of [
      () => enregistrerBrouillon(services, { grilleId, brouillon, acteur }),
      () => changerExemples(services, { grilleId, changer: () => [], acteur }),
      () => supprimerBrouillon(services, { grilleId, acteur }),
    ]) {
      await expect(geste()).rejects.toThrow('Cette grille est publiée');
    }
    await expect(
      sql`update grilles set du = '2027-03-01' where id = ${grilleId}`.execute(services.db),
    ).rejects.toThrow();
  });

  test('deux grilles d’une prestation ne partent pas du même jour', async () => {
    const une = await preparer(TROIS_EUROS, '2027-04-01', 300);
    const autre = await preparer(TROIS_EUROS, '2027-04-01', 300);
    await publierGrille(portail.services, { grilleId: une, acteur });
    await expect(
      publierGrille(portail.services, { grilleId: autre, acteur }),
    ).rejects.toMatchObject({ constraint: 'une_seule_grille_publiee_par_jour_de_depart' });
  });
});

describe('enregistrer un quotient', () => {
  const saisir = (valeur: number, du: string, au: string | null = null) =>
    enregistrerQuotient(portail.services, {
      payeurId: 1,
      valeur,
      regime: 'caf',
      source: 'caf',
      du,
      au,
      acteur,
    });
  const lister = async () => {
    const { rows } = await sql<{ dit: string }>`
      select valeur || ' ' || du || ' ' || coalesce(au::text, '…') as dit
      from quotients_familiaux order by du`.execute(portail.services.db);
    return rows.map((r) => r.dit);
  };

  test('clôt celui d’avant la veille', async () => {
    await saisir(640, '2026-09-01');
    await saisir(700, '2027-01-01');
    expect(await lister()).toEqual(['640 2026-09-01 2027-01-01', '700 2027-01-01 …']);
  });

  test('remplace celui du même jour, et s’arrête où un autre commence', async () => {
    await saisir(700, '2027-01-01');
    await saisir(640, '2026-09-01');
    await saisir(650, '2026-09-01', '2027-06-01');
    expect(await lister()).toEqual(['650 2026-09-01 2027-01-01', '700 2027-01-01 …']);
  });

  test('du payeur d’une autre famille est introuvable', async () => {
    await expect(
      enregistrerQuotient(portail.services, {
        payeurId: 1,
        familleId: 2,
        valeur: 1,
        regime: 'caf',
        source: 'caf',
        du: '2026-09-01',
        au: null,
        acteur,
      }),
    ).rejects.toThrow('Introuvable');
  });

  test('deux saisies ensemble se suivent', async () => {
    await Promise.all([saisir(1, '2026-09-01'), saisir(2, '2026-10-01'), saisir(3, '2026-11-01')]);
    expect(await lister()).toEqual([
      '1 2026-09-01 2026-10-01',
      '2 2026-10-01 2026-11-01',
      '3 2026-11-01 …',
    ]);
  });
});

describe('le prix d’un jour', () => {
  const LEO = { enfantId: DECOR.leo, prestationId: DECOR.repas, activiteId: DECOR.cantine };
  const prixDe = async (jour: string) => {
    const [tarife] = await tariferJours(portail.services.db, 1, [{ ...LEO, jour }]);
    return tarife?.prix?.explication ?? null;
  };

  test('suit la grille, le quotient et le panier-repas de ce jour-là, en deux ordres', async () => {
    const { services } = portail;
    const tranches: RegleTarif = {
      periodicite: 'jour',
      base: {
        mode: 'tranches',
        tranches: [
          { des: 0, centimes: 100 },
          { des: 600, centimes: 305 },
        ],
        defautCentimes: 500,
      },
      panierRepas: { mode: 'prix', centimes: 110 },
    };
    const grilleId = await preparer(tranches, '2027-05-01', 305);
    await publierGrille(services, { grilleId, acteur });
    const geste = { familleId: 1, enfantId: DECOR.leo, du: '2027-05-10', au: null, acteur };
    await enregistrerPanierRepas(services, geste);
    await expect(enregistrerPanierRepas(services, geste)).rejects.toThrow('panier-repas');
    await finirPanierRepas(services, { familleId: 1, panierId: 1, au: '2027-05-17', acteur });
    await enregistrerQuotient(services, {
      payeurId: 1,
      valeur: 640,
      regime: 'caf',
      source: 'caf',
      du: '2027-05-20',
      au: null,
      acteur,
    });
    expect(await prixDe('2027-05-03')).toContain('quotient inconnu, tarif par défaut, 5,00');
    expect(await prixDe('2027-05-10')).toContain('panier-repas, 1,10');
    expect(await prixDe('2027-05-20')).toContain('tranche 2 (QF 640, depuis le 20/05/2027), 3,05');
    expect(await prixDe('2026-08-31')).toBeNull();
    portail.requetes.length = 0;
    const jours = ['2027-05-03', '2027-05-10', '2027-05-20'].map((jour) => ({ ...LEO, jour }));
    const tarifes = await tariferJours(services.db, 1, jours);
    expect(portail.requetes.length).toBeLessThanOrEqual(2);
    expect(totalDe(tarifes)).toBe(500 + 110 + 305);
  });

  test('d’un forfait du mois ne se compte qu’une fois par mois', async () => {
    const forfait: RegleTarif = { periodicite: 'mois', base: { mode: 'unique', centimes: 2800 } };
    const grilleId = await preparer(forfait, '2027-06-01', 2800);
    await publierGrille(portail.services, { grilleId, acteur });
    const jours = ['2027-06-01', '2027-06-03', '2027-07-01'].map((jour) => ({ ...LEO, jour }));
    expect(totalDe(await tariferJours(portail.services.db, 1, jours))).toBe(5600);
  });
});

async function compterNotes(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from journal`.execute(
    portail.services.db,
  );
  return rows[0]?.n ?? 0;
}
