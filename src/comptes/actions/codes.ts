import { createHmac, randomInt } from 'node:crypto';
import { type Tx, transaction } from '../../platform/db.ts';
import { open, type Sealed, seal } from '../../platform/encryption.ts';
import type { Services } from '../../platform/http.ts';
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
/** Le secret d'un compte, lisible de lui seul : recopié sur un autre, il ne s'ouvre pas. */
export function sceller({ config }: AvecSecret, compteId: number, secret: string): Sealed {
  return seal(config.cles, secret, `compte:${compteId}:double-authentification`);
}

export function desceller({ config }: AvecSecret, compteId: number, sceau: Sealed): string | null {
  return open(config.cles, sceau, `compte:${compteId}:double-authentification`);
}

/** Un sceau qui fait l'aller-retour par le navigateur : formulaire, témoin. */
export function ecrireSceau({ key, data }: Sealed): string {
  return `${key}.${data.toString('base64url')}`;
}

/** Ce que le navigateur rend ; abîmé, il ne s'ouvrira pas. */
export function lireSceau(texte: string): Sealed {
  const [key = '', data = ''] = texte.split('.');
  return { key: Number(key), data: Buffer.from(data, 'base64url') };
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

/** Sans le secret de l'installation, la base seule ne permet pas d'essayer les codes un à un. */
function empreinteDuCode({ config }: AvecSecret, compteId: number, code: string): Buffer {
  return createHmac('sha256', config.secret).update(`code de secours:${compteId}:${code}`).digest();
}

export interface EssaiDeCode {
  compteId: number;
  saisie: string;
  visiteur: string;
  preuve: string;
}

/** `illisible` : chiffré sous une clé que PREAU_CLES n'a plus ; seul un administrateur peut y remédier. */
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
  const secret = desceller(services, compteId, rangee.secret);
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
