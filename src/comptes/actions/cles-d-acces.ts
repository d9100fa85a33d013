import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { lettreCleDAcces } from '../courriels.tsx';
import {
  consommerLeDefi,
  proposerUnDefi,
  reconnaitreUnDefi,
  siteDesCles,
} from '../defis-de-cle.ts';
import { decrireAppareil } from '../regles/appareil.ts';
import {
  CLES_PAR_COMPTE,
  garderLesTransports,
  nommerLaCle,
  refuserLeRetrait,
} from '../regles/cles-d-acces.ts';
import {
  chercherCleDuCompte,
  chercherDebutDeSession,
  insererCleDAcces,
  listerClesDAcces,
  listerIdentifiantsDeCles,
  retirerCles,
  verrouillerCompte,
} from '../requetes/cles-d-acces.ts';
import { type Compte, chercherCompte } from '../requetes/comptes.ts';
import { prouverSonMotDePasse } from './mot-de-passe.ts';
import { ecrireAuCompte, raconter, trouverCompte } from './prevenir.ts';

export const listerCles = listerClesDAcces;

const PREUVE_MINUTES = 15;
/** Ed25519, ES256, RS256 : ce que tous les appareils savent (RFC 9053, RFC 8812). */
const SIGNATURES = [-8, -7, -257];

/** Cette session vient-elle de s'ouvrir ? Sinon, il faut prouver que c'est bien soi. */
export async function estEntreRecemment(services: Services, sessionId: number): Promise<boolean> {
  const depuis = await chercherDebutDeSession(services.db, sessionId);
  const limite = services.clock.now().getTime() - PREUVE_MINUTES * 60_000;
  return depuis !== null && depuis.getTime() > limite;
}

/** @throws Refus si ce n'est pas le mot de passe du compte */
export async function prouverPourUneCle(
  services: Services,
  p: { compteId: number; motDePasse: string; visiteur: string },
): Promise<void> {
  const compte = await chercherCompte(services.db, p.compteId);
  if (!compte) throw new Introuvable();
  await prouverSonMotDePasse(services, compte, p.motDePasse, p.visiteur);
}

/** Ce que le navigateur demande à l'appareil : une clé gardée chez lui, qui reconnaisse son porteur. */
export async function proposerUneCle(
  services: Services,
  qui: { compteId: number; identifiant: string; nom: string; collectivite: string },
): Promise<string> {
  const { rpId } = siteDesCles(services.config);
  const deja = await listerIdentifiantsDeCles(services.db, qui.compteId);
  const options = await generateRegistrationOptions({
    rpName: qui.collectivite,
    rpID: rpId,
    // Un numéro ne dit rien de la personne, et le même remplace sa clé au lieu d'en empiler deux.
    userID: new TextEncoder().encode(`compte:${qui.compteId}`),
    userName: qui.identifiant,
    userDisplayName: qui.nom,
    challenge: proposerUnDefi(services, `ajouter:${qui.compteId}`),
    attestationType: 'none',
    supportedAlgorithmIDs: SIGNATURES,
    excludeCredentials: deja.map((c) => ({ id: c.identifiant.toString('base64url') })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return JSON.stringify(options);
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
    attestationObject: base64url(40_000),
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});

/**
 * Ajoute la clé que l'appareil vient de fabriquer ; le dit par lettre et au journal. Un double clic
 * trouve le défi consommé et la clé ajoutée : rien de plus.
 * @throws Refus si l'appareil n'a pas répondu comme il faut, ou si le compte a déjà dix clés
 */
export async function ajouterUneCle(
  services: Services,
  a: { compteId: number; nom: string; reponse: string; userAgent: string },
): Promise<void> {
  const { compteId } = a;
  const verifiee = await verifierLaCle(services, compteId, a.reponse);
  const nom = nommerLaCle(a.nom, decrireAppareil(a.userAgent));
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerCompte(tx, compteId);
    const deja = await listerIdentifiantsDeCles(tx, compteId);
    if (deja.some((c) => c.identifiant.equals(verifiee.identifiant))) return;
    if (!(await consommerLeDefi(tx, verifiee.defi, verifiee.expire))) throw pageTropAncienne();
    if (deja.length >= CLES_PAR_COMPTE)
      throw new Refus('cles', 'Vous avez déjà dix clés : retirez-en une, puis recommencez.', 'nom');
    await insererCleDAcces(tx, { ...verifiee, compteId, nom, le });
    const compte = await trouverCompte(tx, compteId);
    await raconter(tx, compte, le, `a ajouté la clé d’accès «\u00a0${nom}\u00a0».`, 'cle_d_acces');
    const lettre = lettreCleDAcces(compte.prenom, 'ajoutee', nom, adresseDesCles(services, compte));
    await ecrireAuCompte(tx, services, compte, lettre);
  });
}

/**
 * Retire une clé ; le dit par lettre et au journal. Déjà retirée : rien de plus.
 * @throws Introuvable si elle n'est pas de ce compte, Refus si c'est la seule façon d'entrer
 */
export async function retirerUneCle(
  services: Services,
  r: { compteId: number; cleId: number },
): Promise<void> {
  const { compteId, cleId } = r;
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const moyens = await verrouillerCompte(tx, compteId);
    const cle = await chercherCleDuCompte(tx, compteId, cleId);
    if (!cle) throw new Introuvable();
    if (cle.retiree) return;
    const cles = await listerClesDAcces(tx, compteId);
    const clesQuiOuvrent = cles.filter((c) => !c.suspecteLe).length;
    const refus = refuserLeRetrait({ ...moyens, clesQuiOuvrent }, !cle.suspecte);
    if (refus) throw new Refus('derniere_cle', refus);
    await retirerCles(tx, compteId, cleId, le);
    const compte = await trouverCompte(tx, compteId);
    const { nom } = cle;
    await raconter(tx, compte, le, `a retiré la clé d’accès «\u00a0${nom}\u00a0».`, 'cle_d_acces');
    const lettre = lettreCleDAcces(compte.prenom, 'retiree', nom, adresseDesCles(services, compte));
    await ecrireAuCompte(tx, services, compte, lettre);
  });
}

function adresseDesCles({ config }: Services, compte: Compte): string {
  return `${config.adresse}/${compte.familles.length > 0 ? 'famille' : 'agent'}/cles`;
}

interface CleVerifiee {
  identifiant: Buffer;
  clePublique: Buffer;
  compteur: number;
  transports: string[];
  defi: string;
  expire: Date;
}

/** @throws Refus si ce n'est pas une clé neuve de ce site, pour ce compte, qui a reconnu son porteur */
async function verifierLaCle(
  services: Services,
  compteId: number,
  brut: string,
): Promise<CleVerifiee> {
  const response = lireReponse(brut);
  const { rpId, origine } = siteDesCles(services.config);
  const vus: { defi: string; expire: Date }[] = [];
  if (!response) throw pageTropAncienne();
  const verdict = await verifyRegistrationResponse({
    response,
    expectedChallenge: (defi) => {
      const expire = reconnaitreUnDefi(services, `ajouter:${compteId}`, defi);
      if (expire) vus.push({ defi, expire });
      return expire !== null;
    },
    expectedOrigin: origine,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: SIGNATURES,
  }).catch(() => null);
  const [defi] = vus;
  if (!verdict?.verified || !defi) throw pageTropAncienne();
  const { id, publicKey, counter } = verdict.registrationInfo.credential;
  return {
    ...defi,
    identifiant: Buffer.from(id, 'base64url'),
    clePublique: Buffer.from(publicKey),
    compteur: counter,
    transports: garderLesTransports(response.response.transports ?? []),
  };
}

function pageTropAncienne(): Refus {
  return new Refus(
    'cle_refusee',
    'Votre appareil n’a pas pu prouver cette clé, ou la page est ouverte depuis trop longtemps. Recommencez.',
    'nom',
  );
}

/** Ce que le navigateur a rendu ; null : illisible. */
function lireReponse(brut: string): RegistrationResponseJSON | null {
  if (brut.length > 60_000) return null;
  try {
    const lue = forme.safeParse(JSON.parse(brut));
    return lue.success ? { ...lue.data, clientExtensionResults: {} } : null;
  } catch {
    return null;
  }
}
