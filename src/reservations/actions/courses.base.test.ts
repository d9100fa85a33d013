import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import {
  type OptionsCommune,
  type PetiteCommune,
  petiteCommune,
} from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { deplacerCompteurs } from '../../activites/actions/places.ts';
import { verifierCompteurs } from '../../activites/requetes/places.ts';
import { type Db, type Tx, transaction } from '../../platform/db.ts';
import { jaugesDe } from '../regles/jauges.ts';
import { additionnerPrises, attribuer } from '../regles/places.ts';
import { insererDemande, insererReservations } from '../requetes/ecrire.ts';
import { lirePlaces, listerLiensJauges } from '../requetes/places.ts';

const MERCREDIS = ['2026-11-25', '2026-12-02', '2026-12-09'] as const;
const [MERCREDI] = MERCREDIS;

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
});
afterEach(() => portail.fermer());

async function fonder(options: OptionsCommune) {
  commune = await petiteCommune(db, options);
  gestes = gestesDe(portail, commune);
}

async function courriels(sujet: string): Promise<number> {
  return (await gestes.sujets()).filter((s) => s.includes(sujet)).length;
}

/** Un hasard reproductible : la même graine donne la même mêlée. */
function melanger<T>(valeurs: readonly T[], graine: number): T[] {
  return (
    fc.sample(fc.shuffledSubarray([...valeurs], { minLength: valeurs.length }), {
      seed: graine,
      numRuns: 1,
    })[0] ?? []
  );
}

describe('Trente familles, quelques places', () => {
  test('exactement les places sont prises, les autres attendent à leur rang, nul n’est en erreur', async () => {
    await fonder({ places: 4, familles: 30 });
    const qui = melanger([...Array(30).keys()], 7);
    await Promise.all(
      qui.map((n) =>
        gestes.demander(
          n,
          melanger(MERCREDIS, n).map((jour) => ({ prestationId: commune.matin, jour })),
        ),
      ),
    );
    const toutes = await gestes.lignes();
    expect(toutes).toHaveLength(90);
    for (const jour of MERCREDIS) {
      const duJour = toutes.filter((l) => l.jour === jour);
      expect(duJour.filter((l) => l.etat === 'validee')).toHaveLength(4);
      const rangs = duJour.filter((l) => l.etat === 'en_liste_attente').map((l) => l.rang);
      expect(rangs).toEqual([...Array(26).keys()].map((n) => n + 1));
      expect(await gestes.prises(jour)).toEqual([4, 0]);
    }
    expect(await verifierCompteurs(db)).toEqual([]);
  });

  test('matin et journée se disputent la salle : le total des deux ne la dépasse pas', async () => {
    await fonder({ places: 5, familles: 20 });
    await Promise.all(
      [...Array(20).keys()].map((n) =>
        gestes.demander(n, [
          { prestationId: n % 2 === 0 ? commune.matin : commune.journee, jour: MERCREDI },
        ]),
      ),
    );
    const validees = (await gestes.lignes()).filter((l) => l.etat === 'validee');
    expect(validees).toHaveLength(5);
    expect((await gestes.prises(MERCREDI))[0]).toBe(5);
    expect(await verifierCompteurs(db)).toEqual([]);
  });
});

describe('Le jumeau sans verrou', () => {
  test('la même décision, lue sans « for update », vend plus de places qu’il n’y en a', async () => {
    await fonder({ places: 1, familles: 4 });
    await sql`alter table places drop constraint jamais_plus_de_places_prises_que_de_places`.execute(
      db,
    );
    const salle = await listerLiensJauges(db, [commune.matin]);
    let arrives = 0;
    const depart = Promise.withResolvers<void>();
    const sansVerrou = (n: number) =>
      transaction(db, async (tx) => {
        const demandeId = await enregistrerDemande(tx, n);
        const jauges = jaugesDe(salle, { prestationId: commune.matin, groupeId: null });
        const souhait = { jour: MERCREDI, jauges, tardif: null };
        const places = await lirePlaces(tx, jauges, MERCREDI, MERCREDI);
        // Tous ont lu avant que le premier écrive : ce que le verrou interdit.
        arrives += 1;
        if (arrives === 4) depart.resolve();
        await depart.promise;
        const automatique = { approbation: 'automatique', listeAttente: 'automatique' } as const;
        const [etat] = attribuer([souhait], automatique, places, []);
        if (etat !== 'validee') return;
        const le = portail.services.clock.now();
        const provenance = {
          origine: 'portail',
          le,
          motif: null,
          parSemaine: false,
        } as const;
        const retenue = {
          demandeId,
          enfantId: gestes.famille(n).enfantId,
          prestationId: commune.matin,
          groupeId: null,
          jour: MERCREDI,
          etat,
          horsDelai: false,
        };
        await insererReservations(tx, provenance, [retenue]);
        await deplacerCompteurs(tx, additionnerPrises([souhait], 1));
      });
    await Promise.all([0, 1, 2, 3].map(sansVerrou));
    expect((await gestes.lignes()).map((l) => l.etat)).toEqual(Array(4).fill('validee'));
    expect(await gestes.prises(MERCREDI)).toEqual([4, 0]);
  });
});

async function enregistrerDemande(tx: Tx, n: number): Promise<number> {
  const { acteur, enfantId } = gestes.famille(n);
  const { activiteId, periodeId } = commune;
  const id = await insererDemande(tx, {
    enfantId,
    activiteId,
    periodeId,
    compteId: acteur.compteId,
    origine: 'portail',
    saisiePar: null,
    cleUnique: crypto.randomUUID(),
    empreinte: '',
    recueLe: portail.services.clock.now(),
  });
  if (id === null) throw new Error('cette clé a déjà servi');
  return id;
}

describe('Annuler pendant que d’autres réservent', () => {
  test('aucune place perdue, aucune donnée deux fois', async () => {
    await fonder({ places: 3, familles: 24 });
    const souhait = () => [{ prestationId: commune.matin, jour: MERCREDI }];
    for (const n of [0, 1, 2]) await gestes.demander(n, souhait());
    const premieres = await gestes.lignes();
    await Promise.all(
      melanger([...Array(24).keys()], 3).map((n) => {
        const mienne = premieres[n];
        return mienne ? gestes.renoncer(n, mienne.id) : gestes.demander(n, souhait());
      }),
    );
    const apres = await gestes.lignes();
    expect(apres.filter((l) => l.etat === 'annulee_par_famille')).toHaveLength(3);
    // Dix-huit attendent encore : une place libre serait une place perdue.
    expect(apres.filter((l) => l.etat === 'validee')).toHaveLength(3);
    expect(apres.filter((l) => l.etat === 'en_liste_attente')).toHaveLength(18);
    expect(await gestes.prises(MERCREDI)).toEqual([3, 0]);
    expect(await verifierCompteurs(db)).toEqual([]);
  });

  test('la même réservation annulée cinq fois au même instant ne rend qu’une place', async () => {
    await fonder({ places: 2, familles: 4 });
    for (const n of [0, 1, 2, 3])
      await gestes.demander(n, [{ prestationId: commune.matin, jour: MERCREDI }]);
    const mienne = (await gestes.lignes()).find((l) => l.enfant === gestes.famille(0).enfantId);
    const cinq = await Promise.all([1, 2, 3, 4, 5].map(() => gestes.renoncer(0, mienne?.id ?? 0)));
    expect(cinq.filter((r) => !r.dejaAnnulee)).toHaveLength(1);
    const etats = (await gestes.lignes()).map((l) => l.etat).sort();
    expect(etats).toEqual(['annulee_par_famille', 'en_liste_attente', 'validee', 'validee']);
    expect(await gestes.prises(MERCREDI)).toEqual([2, 0]);
    expect(await courriels('Une place s’est libérée')).toBe(1);
  });
});

describe('Deux agents', () => {
  test('valident la même demande au même instant : une décision, un courriel', async () => {
    await fonder({ places: 2, approbation: 'agent', listeAttente: 'manuelle' });
    await gestes.demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    const ids = (await gestes.lignes()).map((l) => l.id);
    const bilans = await Promise.all([
      gestes.trancher(ids, 'valider'),
      gestes.trancher(ids, 'valider', { agent: 2 }),
    ]);
    expect(bilans.map((b) => b.changees).sort()).toEqual([0, 1]);
    expect(bilans.map((b) => b.inchangees).sort()).toEqual([0, 1]);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
    expect(await courriels('traitée')).toBe(1);
  });

  test('l’un valide, l’autre refuse : le premier arrivé décide, et la famille n’a qu’une réponse', async () => {
    await fonder({ places: 2, approbation: 'agent', listeAttente: 'manuelle' });
    await gestes.demander(0, [{ prestationId: commune.matin, jour: MERCREDI }]);
    const ids = (await gestes.lignes()).map((l) => l.id);
    const bilans = await Promise.all([
      gestes.trancher(ids, 'valider'),
      gestes.trancher(ids, 'refuser', { agent: 2 }),
    ]);
    expect(bilans.map((b) => b.changees + b.dejaDecidees)).toEqual([1, 1]);
    expect(bilans.map((b) => b.changees).sort()).toEqual([0, 1]);
    expect(await courriels('traitée')).toBe(1);
    expect(await verifierCompteurs(db)).toEqual([]);
  });

  test('cinq demandes pour la dernière place, cinq agents : une seule est validée', async () => {
    await fonder({ places: 1, familles: 5, approbation: 'agent', listeAttente: 'manuelle' });
    const cinq = [0, 1, 2, 3, 4];
    for (const n of cinq)
      await gestes.demander(n, [{ prestationId: commune.matin, jour: MERCREDI }]);
    const ids = (await gestes.lignes()).map((l) => l.id);
    const bilans = await Promise.all(ids.map((id) => gestes.trancher([id], 'valider')));
    expect(bilans.filter((b) => b.changees === 1)).toHaveLength(1);
    expect(bilans.filter((b) => b.completes === 1)).toHaveLength(4);
    expect(await gestes.prises(MERCREDI)).toEqual([1, 0]);
  });
});
