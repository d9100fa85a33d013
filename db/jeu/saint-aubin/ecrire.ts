/** Le carnet va en base : trois ordres pour des milliers de lignes. */
import { sql } from 'kysely';
import { recompterPlaces } from '../../../src/activites/requetes/places.ts';
import { type Acteur, type Note, noter } from '../../../src/journal/actions.ts';
import type { Tx } from '../../../src/platform/db.ts';
import { ecrireJour } from '../../../src/platform/jours.ts';
import type { Activites } from './activites.ts';
import type { Carnet, DemandeDuJeu, Ligne } from './carnet.ts';
import { MARTIN, PETIT } from './familles.ts';
import type { Habitants } from './habitants.ts';

export async function ecrireCarnet(
  tx: Tx,
  carnet: Carnet,
  activites: Activites,
  agent: Habitants['agent'],
): Promise<void> {
  const ids = await ecrireDemandes(tx, carnet.demandes, activites);
  await ecrireReservations(tx, carnet.lignes, ids);
  await recompterPlaces(tx);
  await noter(tx, ...journal(carnet, ids, agent));
}

async function ecrireDemandes(
  tx: Tx,
  parArrivee: readonly DemandeDuJeu[],
  activites: Activites,
): Promise<Map<string, number>> {
  const demandes = parArrivee.toSorted((a, b) => a.recueLe.getTime() - b.recueLe.getTime());
  const lignes = await tx
    .insertInto('demandes')
    .values(
      demandes.map((d) => ({
        enfant_id: d.enfant.id,
        activite_id: activites[d.activite].id,
        periode_id: d.periodeId,
        compte_id: d.compteId,
        origine: d.origine,
        cle_unique: d.cle,
        recue_le: d.recueLe,
        traitee_le: d.traiteeLe,
        annoncee_le: d.traiteeLe,
      })),
    )
    .returning(['id', 'cle_unique'])
    .execute();
  return new Map(lignes.map(({ id, cle_unique }) => [cle_unique, id]));
}

async function ecrireReservations(
  tx: Tx,
  lignes: readonly Ligne[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const colonne = <T>(lire: (ligne: Ligne) => T) => lignes.map(lire);
  await sql`
    insert into reservations (demande_id, enfant_id, prestation_id, groupe_id, jour, etat, origine,
      ordre_attente, motif, creee_le, decidee_le, decidee_par, annulee_le)
    select * from unnest(
      ${colonne((l) => ids.get(l.demande.cle))}::int[],
      ${colonne((l) => l.demande.enfant.id)}::int[],
      ${colonne((l) => l.prestationId)}::int[], ${colonne((l) => l.groupeId)}::int[],
      ${colonne((l) => l.jour)}::date[], ${colonne((l) => l.etat)}::text[],
      ${colonne((l) => l.demande.origine)}::text[], ${colonne((l) => l.ordreAttente)}::bigint[],
      ${colonne((l) => l.motif)}::text[], ${colonne((l) => l.demande.recueLe)}::timestamptz[],
      ${colonne((l) => l.decideeLe)}::timestamptz[], ${colonne((l) => l.decideePar)}::int[],
      ${colonne((l) => l.annuleeLe)}::timestamptz[])`.execute(tx);
  const dernier = Math.max(1, ...lignes.map((l) => l.ordreAttente ?? 0));
  await sql`select setval('ordre_d_arrivee', ${dernier})`.execute(tx);
}

/** Ce qui se lit sur les pages des familles de démonstration, dans l'ordre. */
function journal(
  { demandes, lignes }: Carnet,
  ids: ReadonlyMap<string, number>,
  agent: Habitants['agent'],
): Note[] {
  const estMontree = ({ enfant: { famille } }: DemandeDuJeu) =>
    famille === MARTIN || famille === PETIT;
  return [
    ...demandes.filter(estMontree).flatMap((d) => notesDeDemande(d, ids, agent)),
    ...lignes.filter((l) => estMontree(l.demande)).flatMap((l) => noteAnnulation(l, ids, agent)),
  ].sort((a, b) => a.le.getTime() - b.le.getTime());
}

function notesDeDemande(
  d: DemandeDuJeu,
  ids: ReadonlyMap<string, number>,
  service: Acteur,
): Note[] {
  const pour = `${d.activite} pour ${d.enfant.nomComplet}.`;
  const sujets = sujetsDe(d, ids);
  if (d.origine === 'centre') {
    const phrase = `Inscription directe : ${pour}`;
    return [{ le: d.recueLe, acteur: service, verbe: 'inscrire', phrase, sujets }];
  }
  const notes: Note[] = [
    {
      le: d.recueLe,
      acteur: demandeurDe(d),
      verbe: 'demander',
      phrase: `Demande envoyée : ${pour}`,
      sujets,
    },
  ];
  if (d.traiteeLe && d.traiteeLe > d.recueLe) {
    const phrase = `Demande traitée : ${pour}`;
    notes.push({ le: d.traiteeLe, acteur: service, verbe: 'traiter', phrase, sujets });
  }
  return notes;
}

function noteAnnulation(
  { annuleeLe, demande, jour, prestation, motif }: Ligne,
  ids: ReadonlyMap<string, number>,
  service: Acteur,
): Note[] {
  if (!annuleeLe) return [];
  const quoi = `${prestation} du ${ecrireJour(jour, { annee: true })}`;
  const suite = motif ? ` Motif : ${motif}` : '';
  return [
    {
      le: annuleeLe,
      acteur: motif ? service : demandeurDe(demande),
      verbe: 'annuler',
      phrase: `Annulation pour ${demande.enfant.nomComplet} : ${quoi}.${suite}`,
      sujets: sujetsDe(demande, ids),
    },
  ];
}

function sujetsDe(d: DemandeDuJeu, ids: ReadonlyMap<string, number>): string[] {
  const { familleId, id } = d.enfant;
  return [`famille:${familleId}`, `enfant:${id}`, `demande:${ids.get(d.cle)}`];
}

function demandeurDe({ enfant }: DemandeDuJeu): Acteur {
  return { compteId: enfant.compteId, nom: enfant.demandeur };
}
