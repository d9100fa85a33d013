import { randomInt } from 'node:crypto';
import { type Tx, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { fingerprint, seal, unseal } from '../../platform/seal.ts';
import { lettreCodeDeSecours } from '../courriels.tsx';
import {
  ALPHABET_DES_CODES,
  examinerCode,
  LONGUEUR_DES_CODES,
  lireCode,
  NOMBRE_DE_CODES,
} from '../regles/double-authentification.ts';
import type { Porte } from '../regles/essais.ts';
import {
  chercherDoubleAuthentification,
  consommerCode,
  noterPas,
  remplacerCodes,
  verrouillerDoubleAuthentification,
} from '../requetes/double-authentification.ts';
import { oublierEchecs } from '../requetes/essais.ts';
import { compterPourLeVisiteur, demanderEssai } from './essais.ts';
import { ecrireAuCompte, raconter, trouverCompte } from './prevenir.ts';

type AvecSecret = Pick<Services, 'config'>;
const USAGE = 'double-authentification';
const USAGE_DES_CODES = 'codes-de-secours';

/** Le secret d'un compte, lisible de lui seul : recopié sur un autre, il ne s'ouvre pas. */
export function sceller({ config }: AvecSecret, compteId: number, secret: string): Buffer {
  return seal(config.secret, USAGE, `compte:${compteId}`, secret);
}

export function desceller({ config }: AvecSecret, compteId: number, sceau: Buffer): string | null {
  return unseal(config.secret, USAGE, `compte:${compteId}`, sceau);
}

/** Dix codes de secours, les seuls bons désormais. La base n'en garde que l'empreinte. */
export async function tirerDesCodes(
  tx: Tx,
  services: AvecSecret,
  compteId: number,
): Promise<string[]> {
  const signe = () => ALPHABET_DES_CODES[randomInt(ALPHABET_DES_CODES.length)];
  const codes = Array.from({ length: NOMBRE_DE_CODES }, () =>
    Array.from({ length: LONGUEUR_DES_CODES }, signe).join(''),
  );
  const empreintes = codes.map((code) => empreinteDuCode(services, compteId, code));
  await remplacerCodes(tx, compteId, empreintes);
  return codes;
}

function empreinteDuCode({ config }: AvecSecret, compteId: number, code: string): Buffer {
  return fingerprint(config.secret, USAGE_DES_CODES, `${compteId}:${code}`);
}

export interface EssaiDeCode {
  compteId: number;
  saisie: string;
  visiteur: string;
  preuve: string;
}

/** `illisible` : scellé sous un autre PREAU_SECRET ; seul un administrateur peut y remédier. */
type Verdict = 'juste' | 'faux' | 'rejoue' | 'illisible';

export type ResultatDuCode<T> =
  | { issue: 'juste'; fait: T }
  | { issue: Exclude<Verdict, 'juste'> }
  | Exclude<Porte, { issue: 'ouverte' }>;

/**
 * Examine un code, puis fait ce qu'il permet dans la même transaction. Les essais se comptent comme
 * ceux d'un mot de passe (Comptes, règles 3 à 6) ; le code juste efface le compteur.
 */
export async function avecUnCode<T>(
  services: Services,
  essai: EssaiDeCode,
  faire: (tx: Tx) => Promise<T>,
): Promise<ResultatDuCode<T>> {
  const cles = { compte: `code:${essai.compteId}`, visiteur: `visiteur:${essai.visiteur}` };
  const porte = await demanderEssai(services, cles, essai.preuve);
  if (porte.issue !== 'ouverte') return porte;
  const resultat = await transaction(services.db, async (tx): Promise<ResultatDuCode<T>> => {
    const issue = await verifier(tx, services, essai);
    if (issue !== 'juste') return { issue };
    await oublierEchecs(tx, cles.compte);
    return { issue, fait: await faire(tx) };
  });
  if (resultat.issue === 'faux') await compterPourLeVisiteur(services, cles.visiteur);
  return resultat;
}

/** Sous le verrou de la ligne : le même code, envoyé deux fois ensemble, ne sert qu'une fois. */
async function verifier(tx: Tx, services: Services, essai: EssaiDeCode): Promise<Verdict> {
  const { compteId, saisie } = essai;
  const rangee = await verrouillerDoubleAuthentification(tx, compteId);
  const lu = lireCode(saisie);
  if (!rangee || !lu) return 'faux';
  if (lu.genre === 'secours') return consommerUnSecours(tx, services, compteId, lu.code);
  const secret = desceller(services, compteId, rangee.secretScelle);
  if (!secret) return 'illisible';
  const avis = examinerCode(secret, lu.code, services.clock.now(), rangee.dernierPas);
  if (avis.issue === 'juste') await noterPas(tx, compteId, avis.pas);
  return avis.issue;
}

async function consommerUnSecours(
  tx: Tx,
  services: Services,
  compteId: number,
  code: string,
): Promise<'juste' | 'faux'> {
  const le = services.clock.now();
  const empreinte = empreinteDuCode(services, compteId, code);
  if (!(await consommerCode(tx, compteId, empreinte, le))) return 'faux';
  const compte = await trouverCompte(tx, compteId);
  await raconter(tx, compte, le, 'a donné un code de secours.');
  const restants = (await chercherDoubleAuthentification(tx, compteId))?.codesRestants ?? 0;
  const lien = `${services.config.adresse}/agent/double-authentification`;
  await ecrireAuCompte(tx, services, compte, lettreCodeDeSecours(compte.prenom, restants, lien));
  return 'juste';
}
