import { randomBytes } from 'node:crypto';
import { noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { cleDuCompte } from '../cles.ts';
import {
  lettreDActivation,
  lettreDeConnexion,
  lettreDeReinitialisation,
  lettreMotDePasseChange,
  rendre,
} from '../courriels.tsx';
import { hacher } from '../hachage.ts';
import { refuserMotDePasse } from '../regles/mot-de-passe.ts';
import {
  type Compte,
  changerMotDePasse,
  chercherCompte,
  chercherCompteParAcces,
  lireNomCollectivite,
} from '../requetes/comptes.ts';
import { oublierEchecs } from '../requetes/essais.ts';
import {
  chercherLien,
  compterLiens,
  consommerLien,
  eteindreLiens,
  insererLien,
  type UsageDuLien,
} from '../requetes/liens.ts';
import { revoquerSessions } from '../requetes/sessions.ts';
import { empreinteDuJeton } from '../session.ts';
import { ouvrirSession } from './sessions.ts';

const VALIDITE_HEURES: Record<UsageDuLien, number> = {
  activation: 30 * 24,
  mot_de_passe: 1,
  courriel: 24,
  connexion: 0.25,
};

/** On ne remplit pas la boîte de quelqu'un en tapant son adresse. */
const LIENS_PAR_HEURE = 5;

/** Crée un lien à usage unique et rend son jeton ; les précédents du même usage ne servent plus. */
export async function creerLien(
  tx: Tx,
  compteId: number,
  usage: UsageDuLien,
  maintenant: Date,
  donnee: string | null = null,
): Promise<string> {
  const jeton = randomBytes(24).toString('base64url');
  const expireLe = new Date(maintenant.getTime() + VALIDITE_HEURES[usage] * 3_600_000);
  await insererLien(tx, {
    empreinte: empreinteDuJeton(jeton),
    compteId,
    usage,
    donnee,
    le: maintenant,
    expireLe,
  });
  return jeton;
}

/**
 * Envoie de quoi choisir un mot de passe : activation d'un compte neuf, ou oubli. Ne dit jamais si
 * le compte existe : la page répond la même chose dans tous les cas.
 */
export async function envoyerLien(
  services: Services,
  acces: string,
  voulu: LienDemande = 'mot_de_passe',
  vers: string | null = null,
): Promise<void> {
  const maintenant = services.clock.now();
  const compte = await chercherCompteParAcces(services.db, acces);
  if (!compte?.courriel) return;
  const usage = usageDe(compte, voulu);
  const ilYAUneHeure = new Date(maintenant.getTime() - 3_600_000);
  const recents = await compterLiens(services.db, compte.id, usage, ilYAUneHeure);
  if (recents >= LIENS_PAR_HEURE) return;
  await transaction(services.db, (tx) =>
    envoyerLienAu(tx, services, compte, { usage, vers }, maintenant),
  );
}

/** Ce que la personne demande ; un compte jamais activé reçoit autre chose. */
export type LienDemande = 'mot_de_passe' | 'connexion';

/** Invite un compte déjà créé : dans la transaction de qui le crée. */
export async function inviter(tx: Tx, services: Services, compteId: number): Promise<void> {
  const compte = await chercherCompte(tx, compteId);
  if (!compte?.courriel) return;
  const usage = usageDe(compte, 'mot_de_passe');
  await envoyerLienAu(tx, services, compte, { usage, vers: null }, services.clock.now());
}

/** Qui n'a jamais activé son compte reçoit de quoi l'activer, quelle que soit la page. */
function usageDe(compte: Compte, voulu: LienDemande): LienEnvoye {
  return compte.activeLe ? voulu : 'activation';
}

type LienEnvoye = Exclude<UsageDuLien, 'courriel'>;

const LETTRES: Record<
  LienEnvoye,
  { chemin: string; lettre: (compte: Compte, lien: string) => Parameters<typeof rendre>[0] }
> = {
  activation: {
    chemin: 'activation',
    lettre: (c, lien) => lettreDActivation(c.prenom, c.identifiant, lien),
  },
  mot_de_passe: {
    chemin: 'mot-de-passe',
    lettre: (c, lien) => lettreDeReinitialisation(c.prenom, lien),
  },
  connexion: {
    chemin: 'connexion/lien',
    lettre: (c, lien) => lettreDeConnexion(c.prenom, lien),
  },
};

async function envoyerLienAu(
  tx: Tx,
  services: Services,
  compte: Compte,
  { usage, vers }: { usage: LienEnvoye; vers: string | null },
  maintenant: Date,
): Promise<void> {
  if (!compte.courriel) return;
  const jeton = await creerLien(tx, compte.id, usage, maintenant, vers);
  const { chemin, lettre } = LETTRES[usage];
  const lien = `${services.config.adresse}/${chemin}/${jeton}`;
  await queueMail(tx, services.jobs, {
    destinataire: compte.courriel,
    ...rendre(lettre(compte, lien), await lireNomCollectivite(tx)),
    sujets: [`compte:${compte.id}`],
    le: maintenant,
  });
}

export type EtatDuLien =
  | { etat: 'valable'; compte: Compte; donnee: string | null }
  | { etat: 'perime' };

/** Regarde le lien sans le consommer : un logiciel de messagerie qui le visite ne le gâche pas. */
export async function examinerLien(
  services: Services,
  jeton: string,
  usage: UsageDuLien,
): Promise<EtatDuLien> {
  const lien = await chercherLien(services.db, empreinteDuJeton(jeton), usage);
  if (!lien || lien.utiliseLe || lien.expireLe <= services.clock.now()) return { etat: 'perime' };
  const compte = await chercherCompte(services.db, lien.compteId);
  return compte ? { etat: 'valable', compte, donnee: lien.donnee } : { etat: 'perime' };
}

export interface ChoixMotDePasse {
  jeton: string;
  usage: 'activation' | 'mot_de_passe';
  motDePasse: string;
  userAgent: string;
  commune: string;
}

/**
 * Choisit un mot de passe par un lien, ferme les autres sessions et connecte. null : lien périmé.
 * @throws Refus si le mot de passe ne convient pas ; le lien reste alors bon.
 */
export async function choisirMotDePasse(
  services: Services,
  choix: ChoixMotDePasse,
): Promise<{ jeton: string; estAgent: boolean } | null> {
  const etat = await examinerLien(services, choix.jeton, choix.usage);
  if (etat.etat === 'perime') return null;
  const { compte } = etat;
  verifier(compte, choix.motDePasse, choix.commune);
  const hache = await hacher(choix.motDePasse);
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx) => {
    if (!(await consommerLien(tx, empreinteDuJeton(choix.jeton), choix.usage, maintenant)))
      return null;
    await appliquer(tx, services, compte, hache, maintenant, null);
    const jeton = await ouvrirSession(tx, {
      compteId: compte.id,
      longue: false,
      userAgent: choix.userAgent,
      maintenant,
    });
    return { jeton, estAgent: compte.estAgent };
  });
}

export function verifier(compte: Compte, motDePasse: string, commune: string): void {
  const refus = refuserMotDePasse(motDePasse, {
    interdits: [
      compte.identifiant,
      compte.nom,
      compte.prenom,
      compte.courriel?.split('@')[0] ?? '',
      commune,
    ],
    exigence: compte.estAgent ? 'agent' : 'famille',
  });
  if (refus) throw new Refus('mot_de_passe', refus, 'motDePasse');
}

/** Change le mot de passe, ferme les sessions (sauf celle-ci), le dit par lettre et au journal. */
export async function appliquer(
  tx: Tx,
  services: Services,
  compte: Compte,
  hache: string,
  le: Date,
  sauf: number | null,
): Promise<void> {
  await changerMotDePasse(tx, compte.id, hache, le);
  await revoquerSessions(tx, compte.id, { saufSession: sauf }, le);
  await eteindreLiens(tx, compte.id, le);
  await oublierEchecs(tx, cleDuCompte(services, compte.identifiant, compte.id));
  await noter(tx, {
    le,
    acteur: { compteId: compte.id, nom: `${compte.prenom} ${compte.nom}` },
    verbe: 'changer_mot_de_passe',
    phrase: `${compte.prenom} ${compte.nom} a choisi un nouveau mot de passe.`,
    sujets: [`compte:${compte.id}`, ...compte.familles.map((f) => `famille:${f}`)],
  });
  if (!compte.courriel || !compte.activeLe) return;
  const lettre = lettreMotDePasseChange(
    compte.prenom,
    `${services.config.adresse}/mot-de-passe-oublie`,
  );
  await queueMail(tx, services.jobs, {
    destinataire: compte.courriel,
    ...rendre(lettre, await lireNomCollectivite(tx)),
    sujets: [`compte:${compte.id}`],
    le,
  });
}
