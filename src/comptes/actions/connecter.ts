import { noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { cleDesEchecs } from '../cles.ts';
import { prendreUnNumero } from '../hachage.ts';
import { accepterPreuve } from '../preuve.ts';
import { OUBLI_MINUTES, ouvrirLaPorte, type Porte } from '../regles/essais.ts';
import {
  type Compte,
  chercherCompteParAcces,
  chercherEchecs,
  compterEchec,
  oublierEchecs,
} from '../requetes.ts';
import { ouvrirSession } from './sessions.ts';

export interface Essai {
  acces: string;
  motDePasse: string;
  longue: boolean;
  preuve: string;
  visiteur: string;
  userAgent: string;
}

export type ResultatEssai =
  | { issue: 'connecte'; jeton: string; longue: boolean; estAgent: boolean }
  | { issue: 'faux' }
  | Exclude<Porte, { issue: 'ouverte' }>;

/** Un essai pris en file : son rang, puis son résultat. */
export interface EssaiEnFile {
  rang: () => number;
  fini: Promise<ResultatEssai>;
}

/**
 * Essaie de connecter. Même réponse et même durée pour un compte inconnu et un mot de passe faux.
 * Les échecs comptent par compte et par visiteur ; jamais de blocage définitif.
 */
export async function connecter(services: Services, essai: Essai): Promise<EssaiEnFile> {
  const { db, clock } = services;
  const maintenant = clock.now();
  const cles = { compte: cleDesEchecs(essai.acces), visiteur: `visiteur:${essai.visiteur}` };
  const depuis = new Date(maintenant.getTime() - OUBLI_MINUTES * 60_000);
  const echecs = await chercherEchecs(db, Object.values(cles), depuis);
  const [compte, visiteur] = [echecs.get(cles.compte) ?? null, echecs.get(cles.visiteur) ?? null];
  // La preuve n'est consommée que si elle est utile.
  const fermee = ouvrirLaPorte(compte, visiteur, false, maintenant).issue === 'preuve';
  const preuve = fermee && (await accepterPreuve(services, essai.preuve));
  const porte = ouvrirLaPorte(compte, visiteur, preuve, maintenant);
  if (porte.issue !== 'ouverte') return { rang: () => 0, fini: Promise.resolve(porte) };
  const trouve = await chercherCompteParAcces(db, essai.acces);
  const numero = prendreUnNumero(trouve?.motDePasseHache ?? null, essai.motDePasse);
  return {
    rang: numero.rang,
    fini: numero.fini.then(async (juste): Promise<ResultatEssai> => {
      if (trouve && juste) return ouvrir(services, essai, trouve, cles.compte);
      await compterEchec(db, Object.values(cles), maintenant, depuis);
      return { issue: 'faux' };
    }),
  };
}

async function ouvrir(
  services: Services,
  essai: Essai,
  compte: Compte,
  cle: string,
): Promise<ResultatEssai> {
  const maintenant = services.clock.now();
  const jeton = await transaction(services.db, async (tx) => {
    await oublierEchecs(tx, cle);
    if (compte.estAgent) {
      const nom = `${compte.prenom} ${compte.nom}`;
      await noter(tx, {
        le: maintenant,
        acteur: { compteId: compte.id, nom },
        verbe: 'connecter',
        phrase: `${nom} s’est connecté à l’espace des services.`,
        sujets: [`compte:${compte.id}`],
      });
    }
    return ouvrirSession(tx, {
      compteId: compte.id,
      longue: essai.longue,
      userAgent: essai.userAgent,
      maintenant,
    });
  });
  return { issue: 'connecte', jeton, longue: essai.longue, estAgent: compte.estAgent };
}
