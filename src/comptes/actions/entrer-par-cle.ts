import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { type Tx, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { lettreCleSuspecte } from '../courriels.tsx';
import {
  consommerLeDefi,
  proposerUnDefi,
  reconnaitreUnDefi,
  siteDesCles,
} from '../defis-de-cle.ts';
import { compteurRecule } from '../regles/cles-d-acces.ts';
import {
  type CleRangee,
  chercherCleParIdentifiant,
  noterUsage,
  soupconner,
  verrouillerCle,
} from '../requetes/cles-d-acces.ts';
import { type Compte, chercherCompte } from '../requetes/comptes.ts';
import { type Entree, faireEntrer } from './faire-entrer.ts';
import { ecrireAuCompte, raconter } from './prevenir.ts';

/** Ce que le navigateur demande à la clé : n'importe laquelle de ce site, et qu'elle reconnaisse son porteur. */
export function demanderUneSignature(services: Pick<Services, 'config' | 'clock'>): string {
  return JSON.stringify({
    challenge: Buffer.from(proposerUnDefi(services, 'entrer')).toString('base64url'),
    rpId: siteDesCles(services.config).rpId,
    userVerification: 'required',
    allowCredentials: [],
  });
}

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(max);
const forme = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(4000),
  }),
});

export type ResultatDeCle =
  | Entree
  /** Le défi a servi, ou la page est ouverte depuis trop longtemps. */
  | { issue: 'perime' }
  /** Le portail ne connaît pas, ou plus, cette clé. */
  | { issue: 'inconnue' }
  /** Son compteur a reculé : une copie a pu servir. */
  | { issue: 'suspecte' };

/** Entre par une clé d'accès. Une signature inconnue n'écrit rien : la sienne seule use le défi. */
export async function entrerParCle(
  services: Services,
  e: { reponse: string; longue: boolean; userAgent: string },
): Promise<ResultatDeCle> {
  const reponse = lireReponse(e.reponse);
  if (!reponse) return { issue: 'inconnue' };
  const cle = await chercherCleParIdentifiant(services.db, Buffer.from(reponse.id, 'base64url'));
  const compte = cle && (await chercherCompte(services.db, cle.compteId));
  if (!cle || !compte) return { issue: 'inconnue' };
  const signee = await verifierSignature(services, reponse, cle);
  if (!signee) return { issue: 'perime' };
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx): Promise<ResultatDeCle> => {
    if (!(await consommerLeDefi(tx, signee.defi, signee.expire))) return { issue: 'perime' };
    const tenue = await verrouillerCle(tx, cle.id);
    if (!tenue) return { issue: 'inconnue' };
    if (tenue.suspecteLe) return { issue: 'suspecte' };
    if (compteurRecule(tenue.compteur, signee.compteur)) {
      await soupconner(tx, cle.id, maintenant);
      await direLeSoupcon(tx, services, compte, cle, maintenant);
      return { issue: 'suspecte' };
    }
    await noterUsage(tx, cle.id, signee.compteur, maintenant);
    const { longue, userAgent } = e;
    return faireEntrer(tx, compte, { longue, userAgent, maintenant, parCle: true });
  });
}

/** Le défi, la page, le site, le porteur reconnu, la signature ; null dès que l'un manque. */
async function verifierSignature(
  services: Services,
  response: AuthenticationResponseJSON,
  cle: CleRangee,
): Promise<{ defi: string; expire: Date; compteur: number } | null> {
  const { rpId, origine } = siteDesCles(services.config);
  const vu: { defi: string; expire: Date }[] = [];
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (defi) => {
        const expire = reconnaitreUnDefi(services, 'entrer', defi);
        if (expire) vu.push({ defi, expire });
        return expire !== null;
      },
      expectedOrigin: origine,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(cle.clePublique),
        // Le recul du compteur se juge sous le verrou de la clé (regles/cles-d-acces.ts).
        counter: 0,
      },
    });
    const [defi] = vu;
    return verified && defi ? { ...defi, compteur: authenticationInfo.newCounter } : null;
  } catch {
    return null;
  }
}

/** Ce que le navigateur a rendu ; null : illisible. */
function lireReponse(brut: string): AuthenticationResponseJSON | null {
  if (brut.length > 20_000) return null;
  try {
    const lue = forme.safeParse(JSON.parse(brut));
    return lue.success ? { ...lue.data, clientExtensionResults: {} } : null;
  } catch {
    return null;
  }
}

async function direLeSoupcon(
  tx: Tx,
  services: Services,
  compte: Compte,
  cle: CleRangee,
  le: Date,
): Promise<void> {
  const fait = `a vu sa clé d’accès « ${cle.nom} » bloquée : une copie a pu servir.`;
  await raconter(tx, compte, le, fait, 'cle_d_acces');
  const lien = `${services.config.adresse}/${compte.estAgent ? 'agent' : 'famille'}/cles`;
  await ecrireAuCompte(tx, services, compte, lettreCleSuspecte(compte.prenom, cle.nom, lien));
}
