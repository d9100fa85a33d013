import { Secret } from 'otpauth';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { lettreDoubleAuthentification } from '../courriels.tsx';
import { exigerMotif } from '../regles/agents.ts';
import {
  adresseOtp,
  examinerCode,
  lireCode,
  OCTETS_DU_SECRET,
} from '../regles/double-authentification.ts';
import { chercherAgent } from '../requetes/agents.ts';
import { retirerCles } from '../requetes/cles-d-acces.ts';
import type { Compte } from '../requetes/comptes.ts';
import {
  chercherDoubleAuthentification,
  chercherEntrouverte,
  estOuverteEnEntier,
  insererDoubleAuthentification,
  ouvrirEnEntier,
  type SessionEntrouverte,
  supprimerDoubleAuthentification,
} from '../requetes/double-authentification.ts';
import { revoquerSessions } from '../requetes/sessions.ts';
import { empreinteDuJeton } from '../session.ts';
import {
  avecUnCode,
  desceller,
  type EssaiDeCode,
  ecrireSceau,
  lireSceau,
  type ResultatDuCode,
  sceller,
  tirerDesCodes,
} from './codes.ts';
import { ecrireAuCompte, noterConnexion, raconter, trouverCompte } from './prevenir.ts';

/** Le mot de passe vient d'être donné : le code suit, ou l'on recommence. */
const PATIENCE_MINUTES = 15;

export interface Preparation {
  secret: string;
  adresse: string;
  /** Le secret, scellé pour ce compte : il fait l'aller-retour par le formulaire, rien n'est rangé. */
  sceau: string;
}

/** De quoi poser la double authentification ; un sceau déjà remis redonne le même dessin. */
export function preparer(
  services: Pick<Services, 'config'>,
  qui: { compteId: number; identifiant: string; collectivite: string },
  sceau: string | null,
): Preparation {
  const connu = sceau ? desceller(services, qui.compteId, lireSceau(sceau)) : null;
  const secret = connu ?? new Secret({ size: OCTETS_DU_SECRET }).base32;
  return {
    secret,
    adresse: adresseOtp(secret, qui.identifiant, qui.collectivite),
    sceau: connu && sceau ? sceau : ecrireSceau(sceller(services, qui.compteId, secret)),
  };
}

/**
 * Pose la double authentification, prouvée par un premier code. Rend les codes de secours, que rien ne
 * redira ; null : elle était déjà posée (double clic).
 * @throws Refus si le code n'est pas celui du dessin
 */
export async function poser(
  services: Services,
  p: { compteId: number; sessionId: number; sceau: string; code: string },
): Promise<string[] | null> {
  const { compteId } = p;
  const secret = desceller(services, compteId, lireSceau(p.sceau));
  if (!secret)
    throw new Refus('sceau', 'Cette page est trop ancienne : photographiez ce dessin-ci.', 'code');
  const le = services.clock.now();
  const avis = examinerCode(secret, lireCode(p.code)?.code ?? '', le, null);
  if (avis.issue !== 'juste')
    throw new Refus(
      'code_faux',
      'Ce code n’est pas celui de l’application. Attendez le suivant, et vérifiez l’heure du téléphone.',
      'code',
    );
  return transaction(services.db, async (tx) => {
    const ligne = { compteId, secret: sceller(services, compteId, secret), le, pas: avis.pas };
    if (!(await insererDoubleAuthentification(tx, ligne))) return null;
    await ouvrirEnEntier(tx, p.sessionId, le);
    const compte = await trouverCompte(tx, compteId);
    await raconter(tx, compte, le, 'a posé sa double authentification.');
    await prevenir(tx, services, compte, 'posee');
    return tirerDesCodes(tx, services, compteId);
  });
}

/** La session qui attend son code, ou null : la page de connexion la cherche par son témoin. */
export function chercherSessionEntrouverte(
  services: Pick<Services, 'db' | 'clock'>,
  jeton: string | undefined,
): Promise<SessionEntrouverte | null> {
  if (!jeton) return Promise.resolve(null);
  const maintenant = services.clock.now();
  const depuis = new Date(maintenant.getTime() - PATIENCE_MINUTES * 60_000);
  return chercherEntrouverte(services.db, empreinteDuJeton(jeton), maintenant, depuis);
}

/** Ouvre la session tout entière. Deux clics : le second la trouve ouverte. */
export async function franchir(
  services: Services,
  session: SessionEntrouverte,
  essai: Omit<EssaiDeCode, 'compteId'>,
): Promise<ResultatDuCode<null>> {
  const { id, compteId } = session;
  const resultat = await avecUnCode<null>(services, { ...essai, compteId }, async (tx) => {
    const le = services.clock.now();
    await ouvrirEnEntier(tx, id, le);
    if (session.estAgent) await noterConnexion(tx, await trouverCompte(tx, compteId), le);
    return null;
  });
  if (resultat.issue === 'rejoue' || resultat.issue === 'faux') {
    if (await estOuverteEnEntier(services.db, id)) return { issue: 'juste', fait: null };
  }
  return resultat;
}

/** Dix nouveaux codes de secours ; les anciens ne servent plus. */
export function refaireLesCodes(
  services: Services,
  essai: EssaiDeCode,
): Promise<ResultatDuCode<string[]>> {
  return avecUnCode(services, essai, async (tx) => {
    const compte = await trouverCompte(tx, essai.compteId);
    await raconter(tx, compte, services.clock.now(), 'a refait ses codes de secours.');
    return tirerDesCodes(tx, services, essai.compteId);
  });
}

/** Qui n'y est pas tenu peut y renoncer, code en main. */
export function retirer(services: Services, essai: EssaiDeCode): Promise<ResultatDuCode<null>> {
  return avecUnCode(services, essai, async (tx) => {
    const compte = await trouverCompte(tx, essai.compteId);
    await supprimerDoubleAuthentification(tx, essai.compteId);
    await raconter(tx, compte, services.clock.now(), 'a retiré sa double authentification.');
    await prevenir(tx, services, compte, 'retiree');
    return null;
  });
}

/**
 * Un autre administrateur la retire : téléphone perdu, codes de secours aussi. Faux : rien n'était
 * posé. @throws Refus pour soi-même, ou sans motif
 */
export async function reinitialiser(
  services: Services,
  g: { agentId: number; motif: string; acteur: Acteur & { compteId: number } },
): Promise<boolean> {
  const le = services.clock.now();
  exigerMotif(g.motif, 'motif_double');
  return transaction(services.db, async (tx) => {
    const agent = await chercherAgent(tx, g.agentId);
    if (!agent) throw new Introuvable();
    if (agent.compteId === g.acteur.compteId)
      throw new Refus('soi_meme', 'Demandez-le à un autre administrateur.', 'motif_double');
    if (!(await supprimerDoubleAuthentification(tx, agent.compteId))) return false;
    // Le téléphone perdu garde peut-être aussi ses clés d'accès.
    await retirerCles(tx, agent.compteId, null, le);
    await revoquerSessions(tx, agent.compteId, { saufSession: null }, le);
    await noter(tx, {
      le,
      acteur: g.acteur,
      verbe: 'double_authentification',
      phrase: `${g.acteur.nom} a retiré la double authentification de ${agent.prenom} ${agent.nom}. Motif : ${g.motif}.`,
      sujets: [`agent:${agent.id}`, `compte:${agent.compteId}`],
      details: { motif: g.motif },
    });
    const lien = `${services.config.adresse}/mot-de-passe-oublie`;
    const lettre = lettreDoubleAuthentification(agent.prenom, 'reinitialisee', lien);
    await ecrireAuCompte(tx, services, { id: agent.compteId, courriel: agent.courriel }, lettre);
    return true;
  });
}

export const lireLaDoubleAuthentification = chercherDoubleAuthentification;

async function prevenir(
  tx: Tx,
  services: Services,
  compte: Compte,
  quoi: 'posee' | 'retiree',
): Promise<void> {
  const lien = `${services.config.adresse}/mot-de-passe-oublie`;
  await ecrireAuCompte(
    tx,
    services,
    compte,
    lettreDoubleAuthentification(compte.prenom, quoi, lien),
  );
}
