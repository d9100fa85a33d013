/**
 * Le carnet où s'écrivent demandes et réservations avant d'aller en base d'un coup. Il tient les
 * jauges comme le portail : une place prise ne se donne pas deux fois, la file garde son ordre.
 */
import { ageAu, type Jour } from '../../../src/platform/jours.ts';
import type { Activite, Activites, NomActivite } from './activites.ts';
import type { Annee } from './annees.ts';
import { cycleDe } from './commune.ts';
import { type Enfant, niveauEn } from './habitants.ts';

export interface Ouverture {
  prestationId: number;
  jour: Jour;
  periodeId: number;
}

export interface DemandeDuJeu {
  cle: string;
  enfant: Enfant;
  activite: NomActivite;
  periodeId: number;
  compteId: number;
  origine: 'portail' | 'centre';
  recueLe: Date;
  traiteeLe: Date | null;
}

export interface Ligne {
  demande: DemandeDuJeu;
  prestation: string;
  prestationId: number;
  groupeId: number | null;
  jour: Jour;
  etat:
    | 'demandee'
    | 'en_liste_attente'
    | 'validee'
    | 'refusee'
    | 'annulee_par_famille'
    | 'annulee_par_centre';
  ordreAttente: number | null;
  motif: string | null;
  decideeLe: Date | null;
  decideePar: number | null;
  annuleeLe: Date | null;
}

export interface ADemander {
  enfant: Enfant;
  activite: NomActivite;
  prestation: string;
  jours: readonly Jour[];
  recueLe: Date;
  /** null : personne n'a encore décidé. */
  traiteeLe: Date | null;
  origine?: 'portail' | 'centre';
  /** Les jours que l'agent refuse, et pourquoi. */
  refus?: { jours: readonly Jour[]; motif: string };
}

export type Carnet = ReturnType<typeof ouvrirCarnet>;

export function ouvrirCarnet(faits: {
  activites: Activites;
  annees: readonly Annee[];
  ouvertures: readonly Ouverture[];
  agentId: number;
}) {
  const { activites, annees, agentId } = faits;
  const periodes = new Map(
    faits.ouvertures.map((o) => [`${o.prestationId}:${o.jour}`, o.periodeId]),
  );
  const demandes: DemandeDuJeu[] = [];
  const lignes: Ligne[] = [];
  const prises = new Map<string, number>();
  const vivantes = new Set<string>();
  let ordre = 0;

  function joursOuverts(activite: NomActivite, prestation: string): Jour[] {
    const id = activites[activite].prestations(prestation);
    return faits.ouvertures.filter((o) => o.prestationId === id).map((o) => o.jour);
  }

  function demander(d: ADemander): Ligne[] {
    const activite = activites[d.activite];
    const prestationId = activite.prestations(d.prestation);
    const ouvertes = new Map<number, DemandeDuJeu>();
    const ecrites: Ligne[] = [];
    for (const jour of d.jours) {
      const periodeId = periodes.get(`${prestationId}:${jour}`);
      const cle = `${d.enfant.id}:${prestationId}:${jour}`;
      if (periodeId === undefined || vivantes.has(cle)) continue;
      const demande = ouvertes.get(periodeId) ?? nouvelleDemande(d, periodeId);
      ouvertes.set(periodeId, demande);
      const ligne = decider(d, activite, {
        demande,
        prestation: d.prestation,
        prestationId,
        groupeId: groupeDe(activite, d.enfant, jour, annees),
        jour,
        etat: 'demandee',
        ordreAttente: null,
        motif: null,
        decideeLe: null,
        decideePar: null,
        annuleeLe: null,
      });
      if (ligne.etat !== 'refusee') vivantes.add(cle);
      ecrites.push(ligne);
    }
    lignes.push(...ecrites);
    return ecrites;
  }

  function nouvelleDemande(d: ADemander, periodeId: number): DemandeDuJeu {
    const demande: DemandeDuJeu = {
      cle: crypto.randomUUID(),
      enfant: d.enfant,
      activite: d.activite,
      periodeId,
      compteId: d.origine === 'centre' ? agentId : d.enfant.compteId,
      origine: d.origine ?? 'portail',
      recueLe: d.recueLe,
      traiteeLe: d.traiteeLe,
    };
    demandes.push(demande);
    return demande;
  }

  function decider(d: ADemander, activite: Activite, ligne: Ligne): Ligne {
    if (!d.traiteeLe) return ligne;
    const { approbation, listeAttente } = activite.modele;
    const decision = {
      decideeLe: d.traiteeLe,
      decideePar: approbation === 'agent' || d.origine === 'centre' ? agentId : null,
    };
    if (d.refus?.jours.includes(ligne.jour)) {
      return { ...ligne, ...decision, etat: 'refusee', motif: d.refus.motif };
    }
    if (prendre(activite, ligne)) return { ...ligne, ...decision, etat: 'validee' };
    if (listeAttente === 'aucune') {
      return { ...ligne, ...decision, etat: 'refusee', motif: 'Complet ce jour-là.' };
    }
    ordre += 1;
    return { ...ligne, etat: 'en_liste_attente', ordreAttente: ordre };
  }

  function prendre(activite: Activite, ligne: Ligne): boolean {
    const jauges = jaugesDe(activite, ligne);
    const cle = (id: number) => `${id}:${ligne.jour}`;
    if (jauges.some((j) => (prises.get(cle(j.id)) ?? 0) >= j.places)) return false;
    for (const { id } of jauges) prises.set(cle(id), (prises.get(cle(id)) ?? 0) + 1);
    return true;
  }

  /** Une réservation validée est annulée : sa place revient. */
  function annuler(
    ligne: Ligne | undefined,
    { le, motif }: { le: Date; motif: string | null },
  ): void {
    if (ligne?.etat !== 'validee') return;
    ligne.etat = motif === null ? 'annulee_par_famille' : 'annulee_par_centre';
    ligne.motif = motif;
    ligne.annuleeLe = le;
    if (motif !== null) ligne.decideePar = agentId;
    for (const { id } of jaugesDe(activites[ligne.demande.activite], ligne)) {
      const cle = `${id}:${ligne.jour}`;
      prises.set(cle, (prises.get(cle) ?? 1) - 1);
    }
    vivantes.delete(`${ligne.demande.enfant.id}:${ligne.prestationId}:${ligne.jour}`);
  }

  return { demandes, lignes, joursOuverts, demander, annuler };
}

function jaugesDe({ jauges }: Activite, ligne: Pick<Ligne, 'prestationId' | 'groupeId'>) {
  return jauges.filter(
    (j) =>
      j.prestationIds.includes(ligne.prestationId) &&
      (j.groupeId === null || j.groupeId === ligne.groupeId),
  );
}

function groupeDe(
  { modele, groupes }: Activite,
  enfant: Enfant,
  jour: Jour,
  annees: readonly Annee[],
): number | null {
  const rang = annees.findLastIndex(({ rentree }) => jour >= `${rentree}-09-01`);
  const niveau = niveauEn(enfant.jeu, Math.max(rang, 0));
  const age = ageAu(enfant.neLe, jour);
  const groupe = modele.groupes.find(
    (g) =>
      (g.cycle === null || (niveau !== null && g.cycle === cycleDe(niveau))) &&
      (g.age_min === null || g.age_min <= age) &&
      (g.age_max === null || age <= g.age_max),
  );
  return groupe ? groupes(groupe.nom) : null;
}
