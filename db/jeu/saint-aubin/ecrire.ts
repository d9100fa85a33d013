/** Le carnet va en base : trois ordres pour des milliers de lignes. */
import { sql } from 'kysely';
import { recompterPlaces } from '../../../src/activites/requetes.ts';
import { type Note, noter } from '../../../src/journal/actions.ts';
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
      ${colonne((l) => ids.get(l.demande.cle))}::int[], ${colonne((l) => l.demande.enfant.id)}::int[],
      ${colonne((l) => l.prestationId)}::int[], ${colonne((l) => l.groupeId)}::int[],
      ${colonne((l) => l.jour)}::date[], ${colonne((l) => l.etat)}::text[],
      ${colonne((l) => l.demande.origine)}::text[], ${colonne((l) => l.ordreAttente)}::bigint[],
      ${colonne((l) => l.motif)}::text[], ${colonne((l) => l.demande.recueLe)}::timestamptz[],
      ${colonne((l) => l.decideeLe)}::timestamptz[], ${colonne((l) => l.decideePar)}::int[],
      ${colonne((l) => l.annuleeLe)}::timestamptz[])`.execute(tx);
  const dernier = Math.max(1, ...lignes.map((l) => l.ordreAttente ?? 0));
  await sql`select setval('ordre_d_arrivee', ${dernier})`.execute(tx);
}

/** Les demandes récentes et les annulations des familles de démonstration, dans l'ordre. */
function journal(
  { demandes, lignes }: Carnet,
  ids: ReadonlyMap<string, number>,
  agent: Habitants['agent'],
): Note[] {
  const sujets = (d: DemandeDuJeu) => [
    `famille:${d.enfant.familleId}`,
    `enfant:${d.enfant.id}`,
    `demande:${ids.get(d.cle)}`,
  ];
  const personne = ({ enfant }: DemandeDuJeu) => ({
    compteId: enfant.compteId,
    nom: enfant.demandeur,
  });
  const service = { compteId: agent.compteId, nom: agent.nom };
  const notes: Note[] = demandes.flatMap((d) => {
    const portail = d.origine === 'portail';
    const pour = `${d.activite} pour ${d.enfant.nomComplet}`;
    const demande: Note = {
      le: d.recueLe,
      acteur: portail ? personne(d) : service,
      verbe: portail ? 'demander' : 'inscrire',
      phrase: portail ? `Demande envoyée : ${pour}.` : `Inscription directe : ${pour}.`,
      sujets: sujets(d),
    };
    if (!d.traiteeLe || !portail || d.traiteeLe.getTime() === d.recueLe.getTime()) {
      return [demande];
    }
    const traitement: Note = {
      le: d.traiteeLe,
      acteur: service,
      verbe: 'traiter',
      phrase: `Demande traitée : ${pour}.`,
      sujets: sujets(d),
    };
    return [demande, traitement];
  });
  for (const { annuleeLe, demande, jour, prestation, motif, etat } of lignes) {
    if (!annuleeLe) continue;
    const par = etat === 'annulee_par_famille' ? personne(demande) : service;
    const jourDit = ecrireJour(jour, { annee: true });
    notes.push({
      le: annuleeLe,
      acteur: par,
      verbe: 'annuler',
      phrase:
        `${prestation} du ${jourDit} pour ${demande.enfant.nomComplet} : annulation.` +
        (motif ? ` Motif : ${motif}` : ''),
      sujets: sujets(demande),
    });
  }
  const demonstration = new Set(
    [MARTIN, PETIT].flatMap((famille) =>
      demandes.filter((d) => d.enfant.famille === famille).map((d) => d.enfant.familleId),
    ),
  );
  return notes
    .filter((n) => [...demonstration].some((id) => n.sujets.includes(`famille:${id}`)))
    .sort((a, b) => a.le.getTime() - b.le.getTime());
}
