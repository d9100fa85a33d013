import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { cleDuCompte } from '../cles.ts';
import { fileDesMotsDePasse, prendreUnNumero } from '../hachage.ts';
import type { Porte } from '../regles/essais.ts';
import { type Compte, chercherCompteParAcces } from '../requetes/comptes.ts';
import { oublierEchecs } from '../requetes/essais.ts';
import { compterPourLeVisiteur, demanderEssai } from './essais.ts';
import { type Entree, faireEntrer } from './faire-entrer.ts';
import { creerJeton } from './sessions.ts';

export interface Essai {
  acces: string;
  motDePasse: string;
  longue: boolean;
  preuve: string;
  visiteur: string;
  userAgent: string;
}

export type ResultatEssai =
  | Entree
  | { issue: 'faux' }
  /** La file elle-même est pleine : rien n'a été examiné, ni compté. */
  | { issue: 'complet' }
  | Exclude<Porte, { issue: 'ouverte' }>;

/** Un essai pris en file : son rang, puis son résultat. */
export interface EssaiEnFile {
  /** Le jeton de la session qui s'ouvrira si le mot de passe est bon ; d'ici là, un ticket. */
  jeton: string;
  rang: () => number;
  fini: Promise<ResultatEssai>;
}

/** 57 par seconde : au-delà d'une minute et demie de file, mieux vaut revenir. */
const FILE_MAX = 5000;

/**
 * Essaie de connecter. Même réponse et même durée pour un compte inconnu et un mot de passe faux.
 * Les échecs comptent par compte et par visiteur ; jamais de blocage définitif.
 */
export async function connecter(services: Services, essai: Essai): Promise<EssaiEnFile> {
  const jeton = creerJeton();
  const aussitot = (resultat: ResultatEssai): EssaiEnFile => ({
    jeton,
    rang: () => 0,
    fini: Promise.resolve(resultat),
  });
  if (fileDesMotsDePasse.longueur >= FILE_MAX) return aussitot({ issue: 'complet' });
  const compte = await chercherCompteParAcces(services.db, essai.acces);
  const cles = {
    compte: cleDuCompte(services, essai.acces, compte?.id ?? null),
    visiteur: `visiteur:${essai.visiteur}`,
  };
  const porte = await demanderEssai(services, cles, essai.preuve);
  if (porte.issue !== 'ouverte') return aussitot(porte);
  const numero = prendreUnNumero(compte?.motDePasseHache ?? null, essai.motDePasse);
  return {
    jeton,
    rang: numero.rang,
    fini: numero.fini.then(async (juste): Promise<ResultatEssai> => {
      if (compte && juste) return ouvrir(services, { ...essai, jeton }, compte, cles.compte);
      await compterPourLeVisiteur(services, cles.visiteur);
      return { issue: 'faux' };
    }),
  };
}

async function ouvrir(
  services: Services,
  essai: Essai & { jeton: string },
  compte: Compte,
  cle: string,
): Promise<ResultatEssai> {
  const maintenant = services.clock.now();
  const { longue, userAgent, jeton } = essai;
  return transaction(services.db, async (tx) => {
    await oublierEchecs(tx, cle);
    return faireEntrer(tx, compte, { longue, userAgent, maintenant, jeton });
  });
}
