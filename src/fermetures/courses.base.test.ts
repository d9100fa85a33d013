import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { declarationsDe } from '../../test/declarations.ts';
import { type Gestes, gestesDe } from '../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { attendreVerrous, lancerEnsemble } from '../../test/verrous.ts';
import { verifierCompteurs } from '../activites/requetes/places.ts';
import { type Db, transaction } from '../platform/db.ts';
import {
  insererDemande,
  insererReservations,
  verrouillerEnfant,
} from '../reservations/requetes/ecrire.ts';
import { chercherCalendrier } from '../reservations/requetes/faits.ts';
import { confirmer } from './actions/confirmer.ts';

const MERCREDI = '2026-11-25';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let agent: ReturnType<typeof declarationsDe>;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: null, familles: 6 });
  gestes = gestesDe(portail, commune);
  agent = declarationsDe(portail.services);
});
afterEach(() => portail.fermer());

const matin = () => [{ prestationId: commune.matin, jour: MERCREDI }];
const greve = () => ({ activites: [commune.activiteId] });
const vivantes = async () =>
  (await gestes.lignes()).filter((l) => ['validee', 'demandee'].includes(l.etat)).length;

async function compterLettres(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from courriels where sujet like 'Grève%'`.execute(db);
  return rows[0]?.n ?? 0;
}

describe('Une famille réserve pendant qu’un agent ferme le jour', () => {
  test('dans tous les ordres, aucune réservation ne survit sur un jour fermé', async () => {
    const id = await agent.preparer(greve());
    await Promise.allSettled([
      ...[0, 1, 2].map((qui) => gestes.demander(qui, matin())),
      agent.confirmer(id),
      ...[3, 4, 5].map((qui) => gestes.demander(qui, matin())),
    ]);
    expect(await vivantes()).toBe(0);
    expect(await verifierCompteurs(db)).toEqual([]);
  });

  test('la famille a lu le jour ouvert : la fermeture attend qu’elle finisse, puis annule', async () => {
    const id = await agent.preparer(greve());
    // L'essai tient la ligne de la période : la demande s'y arrête, faits lus, jour ouvert.
    const { reservation, fermeture } = await transaction(db, async (tx) => {
      await sql`select 1 from periodes for update`.execute(tx);
      const reservation = gestes.demander(0, matin());
      await attendreVerrous(db, 1);
      const fermeture = agent.confirmer(id);
      await attendreVerrous(db, 2);
      return { reservation, fermeture };
    });
    await Promise.all([reservation, fermeture]);
    expect((await gestes.lignes()).map((l) => l.etat)).toEqual(['annulee_par_centre']);
  });

  test('sans tenir l’activité, la réservation survivrait : c’est bien ce verrou qui ferme le jour', async () => {
    const id = await agent.preparer(greve());
    await transaction(db, async (tx) => {
      const { enfantId, familles, acteur } = gestes.famille(0);
      // Ce que fait une réservation, avec le seul verrou de l'enfant.
      await verrouillerEnfant(tx, enfantId, familles);
      await chercherCalendrier(tx, { enfantId, familles }, commune.periodeId);
      await agent.confirmer(id);
      const le = portail.horloge.now();
      const demandeId = await insererDemande(tx, {
        enfantId,
        activiteId: commune.activiteId,
        periodeId: commune.periodeId,
        compteId: acteur.compteId,
        origine: 'portail',
        saisiePar: null,
        cleUnique: '00000000-0000-4000-8000-000000000001',
        empreinte: '',
        recueLe: le,
      });
      const provenance = { origine: 'portail', le, motif: null, parSemaine: false } as const;
      const jour = {
        demandeId: demandeId ?? 0,
        enfantId,
        groupeId: null,
        etat: 'validee',
        horsDelai: false,
      } as const;
      await insererReservations(tx, provenance, [{ ...jour, ...matin()[0]! }]);
    });
    expect(await vivantes()).toBe(1);
  });
});

describe('Retirer pendant que les lettres partent', () => {
  test('exactement l’un des deux a lieu', async () => {
    await gestes.demander(0, matin());
    const id = await agent.fermer(greve());
    const faits = await lancerEnsemble(db, sql`select 1 from declarations for update`, [
      () => agent.retirer(id),
      () => agent.envoyer(id),
    ]);
    expect(faits).toBe(1);
    const { rows } = await sql<{ etat: string }>`select etat from declarations`.execute(db);
    const envoyee = rows[0]?.etat === 'envoyee';
    expect([await compterLettres(), await vivantes()]).toEqual(envoyee ? [1, 0] : [0, 1]);
  });

  test('envoyer deux fois au même instant n’écrit qu’une fois', async () => {
    await gestes.demander(0, matin());
    const id = await agent.fermer(greve());
    await lancerEnsemble(db, sql`select 1 from declarations for update`, [
      () => agent.envoyer(id),
      () => agent.envoyer(id),
    ]);
    expect(await compterLettres()).toBe(1);
  });
});

describe('Deux agents déclarent le même jour', () => {
  test('un seul ferme ; l’autre lit pourquoi ; la famille n’a qu’une lettre', async () => {
    await gestes.demander(0, matin());
    const ids = [await agent.preparer(greve()), await agent.preparer(greve())];
    const issues = await Promise.allSettled(ids.map((id) => agent.confirmer(id)));
    expect(issues.map((i) => i.status).sort()).toEqual(['fulfilled', 'rejected']);
    portail.horloge.advance(31 * 60_000);
    await agent.envoyerAlHeure();
    expect(await compterLettres()).toBe(1);
  });

  test('le même brouillon confirmé deux fois au même instant ne ferme qu’une fois', async () => {
    await gestes.demander(0, matin());
    const id = await agent.preparer(greve());
    await Promise.all([agent.confirmer(id), agent.confirmer(id)]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from declarations_reservations`.execute(db);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('un agent d’une autre structure ne la voit pas : introuvable', async () => {
    const id = await agent.preparer(greve());
    const geste = { acteur: { compteId: 1, nom: 'Agent' }, structures: [99], declarationId: id };
    const envoiLe = portail.horloge.now();
    await expect(confirmer(portail.services, { ...geste, envoiLe })).rejects.toThrow('Introuvable');
  });
});
