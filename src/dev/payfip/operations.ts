import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { heureLocale, jourLocal } from '../../platform/instants.ts';

export type Choix = 'P' | 'V' | 'R' | 'Z' | 'A';

/** Ce que le jumeau sait d'une opération. */
export interface OperationDuJumeau {
  idOp: string;
  etat: 'creee' | 'commencee' | Choix;
  creeeLe: Date;
  champs: Record<string, string>;
  dattrans: string;
  heurtrans: string;
  numauto: string;
  notifications: number;
}

/** Les bonnes et les mauvaises façons de PayFiP, réglables à tout moment. */
export interface ReglagesDuJumeau {
  /** quand la notification part ; retenue : elle attend qu'on la lâche */
  notification: 'avant' | 'apres' | 'deux_fois' | 'jamais' | 'retenue';
  /** arret : 502 en HTML ; muet : ne répond jamais ; technique : faute 999 ; vide : 500 sans corps */
  panne: 'aucune' | 'arret' | 'muet' | 'technique' | 'vide' | 'lent';
  /** Faute fonctionnelle rendue à toute ouverture : « M5 ». */
  fauteALOuverture: string;
  /** Faute rendue à toute demande de résultat. */
  fauteAuDetail: string;
  /** Ajouté au montant rendu, en centimes. */
  ecartDeMontant: number;
  /** Rend `idop` au lieu de `idOp`. */
  idopMinuscule: boolean;
  /** Rend l'exercice tronqué, comme vu une fois sur le vrai serveur. */
  exerciceTronque: boolean;
  prefixe: 'S' | 'soapenv';
  /** Le retour du navigateur est un formulaire posté. */
  retourEnPost: boolean;
  /** Continue de rendre P5 après le choix, jusqu'à ce que ce soit levé. */
  resultatRetenu: boolean;
}

export const REGLAGES_SAGES: ReglagesDuJumeau = {
  notification: 'avant',
  panne: 'aucune',
  fauteALOuverture: '',
  fauteAuDetail: '',
  ecartDeMontant: 0,
  idopMinuscule: false,
  exerciceTronque: false,
  prefixe: 'S',
  retourEnPost: false,
  resultatRetenu: false,
};

/** Ce que disent les codes, avec nos mots (guide PayFiP, annexe 1). */
export const FAUTES: Record<string, string> = {
  S1: 'Saisie invalide.',
  T1: 'Numéro de client mal formé.',
  T2: 'Numéro de client inconnu.',
  T4: 'Client sans accès au service web.',
  M1: 'Montant mal formé.',
  M3: 'Montant inférieur au minimum.',
  M5: 'Montant supérieur au plafond.',
  A1: 'Adresse électronique absente.',
  A2: 'Adresse électronique incorrecte.',
  N1: 'Adresse de notification invalide.',
  D1: 'Adresse de retour invalide.',
  R3: 'Référence de dette non conforme.',
  P1: 'Opération inconnue.',
  P3: 'Opération déjà utilisée.',
  P4: 'Opération trop ancienne.',
  P5: 'Résultat de la transaction non connu.',
};

const QUINZE_MINUTES = 15 * 60_000;
const PLAFOND_CENTIMES = 10_000_000;
export const CLIENTS: Record<string, readonly string[]> = {
  '123456': ['COMMUNE DE SAINT-AUBIN', 'RÉGIE PÉRISCOLAIRE', ''],
  '100077': ['COMMUNE SANS SERVICE WEB', '', ''],
};
const SANS_SERVICE_WEB = '100077';

/** Les opérations, en mémoire : un redémarrage du jumeau les oublie, comme la nuit de PayFiP. */
export class Operations {
  readonly #horloge: Clock;
  readonly #toutes = new Map<string, OperationDuJumeau>();

  constructor(horloge: Clock) {
    this.#horloge = horloge;
  }

  toutes(): OperationDuJumeau[] {
    return [...this.#toutes.values()];
  }

  chercher(idOp: string): OperationDuJumeau | null {
    return this.#toutes.get(idOp) ?? null;
  }

  /** Le code de la première règle manquée, dans l'ordre vu sur le vrai serveur ; ou l'opération. */
  creer(champs: Record<string, string>): { code: string } | { idOp: string } {
    const code = controler(champs);
    if (code) return { code };
    const idOp = randomUUID();
    this.#toutes.set(idOp, {
      idOp,
      etat: 'creee',
      creeeLe: this.#horloge.now(),
      champs,
      dattrans: '',
      heurtrans: '',
      numauto: '',
      notifications: 0,
    });
    return { idOp };
  }

  /** Une seule visite, dans les quinze minutes. Rend un code, ou l'opération commencée. */
  commencer(idOp: string): { code: string } | OperationDuJumeau {
    const operation = this.chercher(idOp);
    if (!operation) return { code: 'P1' };
    if (operation.etat !== 'creee') return { code: 'P3' };
    if (this.#horloge.now().getTime() - operation.creeeLe.getTime() > QUINZE_MINUTES) {
      return { code: 'P4' };
    }
    operation.etat = 'commencee';
    return operation;
  }

  /** La personne choisit ; une opération conclue ne change plus. */
  choisir(idOp: string, choix: Choix): OperationDuJumeau | null {
    const operation = this.chercher(idOp);
    if (!operation || (operation.etat !== 'commencee' && operation.etat !== 'creee')) return null;
    const maintenant = this.#horloge.now();
    const [annee, mois, jour] = jourLocal(maintenant, 'Europe/Paris').split('-');
    operation.etat = choix;
    operation.dattrans = `${jour}${mois}${annee}`;
    operation.heurtrans = heureLocale(maintenant, 'Europe/Paris').replace(':', '');
    operation.numauto = autorisation(choix);
    return operation;
  }

  /** La nuit : ce qui n'a jamais abouti disparaît. */
  purger(): void {
    for (const { idOp, etat } of this.toutes()) {
      if (etat === 'creee' || etat === 'commencee') this.#toutes.delete(idOp);
    }
  }
}

function autorisation(choix: Choix): string {
  if (choix === 'P') return randomUUID().slice(0, 6).toUpperCase();
  return choix === 'V' ? `${randomUUID().replace(/\D/g, '').padEnd(12, '0').slice(0, 12)}-tip` : '';
}

function controler(c: Record<string, string>): string | null {
  const montant = c.montant ?? '';
  const mel = c.mel ?? '';
  if (!/^\d{6}$/.test(c.numcli ?? '')) return 'T1';
  if (!CLIENTS[c.numcli ?? '']) return 'T2';
  if (c.numcli === SANS_SERVICE_WEB) return 'T4';
  if (!['T', 'X', 'W'].includes(c.saisie ?? '')) return 'S1';
  if (mel === '') return 'A1';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mel) || mel.length < 6 || mel.length > 80) return 'A2';
  if (!/^\d+$/.test(montant)) return 'M1';
  if (Number(montant) < 100) return 'M3';
  if (Number(montant) > PLAFOND_CENTIMES) return 'M5';
  if (!/^[A-Za-z0-9]{6,30}$/.test(c.refdet ?? '') || !/^\d{4}$/.test(c.exer ?? '')) return 'R3';
  if (!estAdresse(c.urlnotif)) return 'N1';
  return estAdresse(c.urlredirect) ? null : 'D1';
}

function estAdresse(valeur = ''): boolean {
  return valeur.length <= 250 && /^https?:\/\//.test(valeur) && URL.canParse(valeur);
}
