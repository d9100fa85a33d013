/**
 * Le carnet où s'écrivent demandes et réservations avant d'aller en base d'un coup. Il tient les
 * jauges comme le portail : une place prise ne se donne pas deux fois, la file garde son ordre.
 */
import { ageAu, type Jour } from '../../../src/platform/jours.ts';
import type { Activite, Activites } from './activites.ts';
import type { Annee } from './annees.ts';
import { cycleDe } from './commune.ts';
import { type Enfant, niveauEn } from './habitants.ts';
import type { NomActivite } from './modeles.ts';

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

export interface FaitsDuCarnet {
  activites: Activites;
  annees: readonly Annee[];
  ouvertures: readonly Ouverture[];
  agentId: number;
}

export class Carnet {
  readonly demandes: DemandeDuJeu[] = [];
  readonly lignes: Ligne[] = [];
  readonly #faits: FaitsDuCarnet;
  readonly #periodes: ReadonlyMap<string, number>;
  /** Places prises, par jauge et par jour. */
  readonly #prises = new Map<string, number>();
  /** Enfant, prestation, jour : ce qui est déjà réservé ou demandé. */
  readonly #vivantes = new Set<string>();
  #ordre = 0;

  constructor(faits: FaitsDuCarnet) {
    this.#faits = faits;
    this.#periodes = new Map(
      faits.ouvertures.map((o) => [`${o.prestationId}:${o.jour}`, o.periodeId]),
    );
  }

  joursOuverts(activite: NomActivite, prestation: string): Jour[] {
    const id = this.#faits.activites[activite].prestations(prestation);
    return this.#faits.ouvertures.filter((o) => o.prestationId === id).map((o) => o.jour);
  }

  /** Une demande par période touchée ; les jours fermés ou déjà réservés sont passés. */
  demander(d: ADemander): void {
    const activite = this.#faits.activites[d.activite];
    const prestationId = activite.prestations(d.prestation);
    const parPeriode = new Map<number, DemandeDuJeu>();
    for (const jour of d.jours) {
      const periodeId = this.#periodes.get(`${prestationId}:${jour}`);
      const cle = `${d.enfant.id}:${prestationId}:${jour}`;
      if (periodeId === undefined || this.#vivantes.has(cle)) continue;
      const demande = parPeriode.get(periodeId) ?? this.#nouvelleDemande(d, periodeId);
      parPeriode.set(periodeId, demande);
      const ligne = this.#decider(d, activite, {
        demande,
        prestation: d.prestation,
        prestationId,
        groupeId: groupeDe(activite, d.enfant, jour, this.#faits.annees),
        jour,
        etat: 'demandee',
        ordreAttente: null,
        motif: null,
        decideeLe: null,
        decideePar: null,
        annuleeLe: null,
      });
      if (ligne.etat !== 'refusee') this.#vivantes.add(cle);
      this.lignes.push(ligne);
    }
  }

  /** Une réservation validée est annulée, par le centre s'il y a un motif : sa place revient. */
  annuler(ligne: Ligne | undefined, { le, motif }: { le: Date; motif: string | null }): void {
    if (ligne?.etat !== 'validee') return;
    ligne.etat = motif === null ? 'annulee_par_famille' : 'annulee_par_centre';
    ligne.motif = motif;
    ligne.annuleeLe = le;
    if (motif !== null) ligne.decideePar = this.#faits.agentId;
    for (const { id } of jaugesDe(this.#faits.activites[ligne.demande.activite], ligne)) {
      const cle = `${id}:${ligne.jour}`;
      this.#prises.set(cle, (this.#prises.get(cle) ?? 1) - 1);
    }
    this.#vivantes.delete(`${ligne.demande.enfant.id}:${ligne.prestationId}:${ligne.jour}`);
  }

  #nouvelleDemande(d: ADemander, periodeId: number): DemandeDuJeu {
    const demande: DemandeDuJeu = {
      cle: crypto.randomUUID(),
      enfant: d.enfant,
      activite: d.activite,
      periodeId,
      compteId: d.origine === 'centre' ? this.#faits.agentId : d.enfant.compteId,
      origine: d.origine ?? 'portail',
      recueLe: d.recueLe,
      traiteeLe: d.traiteeLe,
    };
    this.demandes.push(demande);
    return demande;
  }

  #decider(d: ADemander, activite: Activite, ligne: Ligne): Ligne {
    if (!d.traiteeLe) return ligne;
    const { approbation, listeAttente } = activite.modele;
    const parUnAgent = approbation === 'agent' || d.origine === 'centre';
    const decision = {
      decideeLe: d.traiteeLe,
      decideePar: parUnAgent ? this.#faits.agentId : null,
    };
    if (d.refus?.jours.includes(ligne.jour)) {
      return { ...ligne, ...decision, etat: 'refusee', motif: d.refus.motif };
    }
    if (this.#prendre(activite, ligne)) return { ...ligne, ...decision, etat: 'validee' };
    if (listeAttente === 'aucune') {
      return { ...ligne, ...decision, etat: 'refusee', motif: 'Complet ce jour-là.' };
    }
    this.#ordre += 1;
    return { ...ligne, etat: 'en_liste_attente', ordreAttente: this.#ordre };
  }

  #prendre(activite: Activite, ligne: Ligne): boolean {
    const jauges = jaugesDe(activite, ligne);
    const prises = (id: number) => this.#prises.get(`${id}:${ligne.jour}`) ?? 0;
    if (jauges.some(({ id, places }) => prises(id) >= places)) return false;
    for (const { id } of jauges) this.#prises.set(`${id}:${ligne.jour}`, prises(id) + 1);
    return true;
  }
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
