import { chargerVacances } from '../../activites/actions/ouvrir.ts';
import { demanderEssai } from '../../comptes/actions/essais.ts';
import {
  type Administrateur,
  connecterAdministrateur,
  creerAdministrateur,
  preparerMotDePasse,
} from '../../comptes/actions/premier-administrateur.ts';
import { direAttente } from '../../comptes/regles/essais.ts';
import { noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { lireCode } from '../regles/code.ts';
import type { Logo } from '../regles/logo.ts';
import type { Collectivite } from '../regles/saisie-collectivite.ts';
import {
  aUneCollectivite,
  consommerCode,
  enregistrerCommuneDuSiege,
  insererCollectivite,
  poserLogo,
  verrouillerCollectivite,
} from '../requetes/collectivite.ts';
import { empreinteDuCode } from './code.ts';
import { nommerLogo } from './logo.ts';

export interface Installation {
  code: string;
  collectivite: Collectivite;
  logo: Logo | null;
  administrateur: Administrateur;
  motDePasse: string;
  visiteur: string;
  userAgent: string;
}

export type Issue = { issue: 'installe'; jeton: string } | { issue: 'deja_installe' };

/**
 * Installe le portail et connecte son premier administrateur. De deux personnes à la fois, une seule y
 * parvient ; l'autre l'apprend, son code n'a rien fait.
 * @throws Refus si le mot de passe ne convient pas ou si le code n'est pas le bon
 */
export async function installer(services: Services, i: Installation): Promise<Issue> {
  const hache = await preparerMotDePasse(i.administrateur, i.motDePasse, i.collectivite.nomCourt);
  if (await aUneCollectivite(services.db)) return { issue: 'deja_installe' };
  await compterLEssai(services, i.visiteur);
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await verrouillerCollectivite(tx);
    if (await aUneCollectivite(tx)) return { issue: 'deja_installe' };
    const code = lireCode(i.code);
    if (!code || !(await consommerCode(tx, empreinteDuCode(code)))) {
      throw new Refus(
        'code',
        'Ce n’est pas le code affiché par le serveur à son dernier démarrage. Recopiez-le, puis recommencez.',
        'code',
      );
    }
    const { compteId } = await fonder(tx, i, hache, le);
    return {
      issue: 'installe',
      jeton: await connecterAdministrateur(tx, compteId, i.userAgent, le),
    };
  });
}

/** Ce que partagent la page d'installation et bin/fonder. */
export async function fonder(
  tx: Tx,
  f: Pick<Installation, 'collectivite' | 'administrateur' | 'logo'>,
  motDePasseHache: string | null,
  le: Date,
): Promise<{ compteId: number; agentId: number }> {
  await enregistrerCommuneDuSiege(tx, f.collectivite);
  const id = await insererCollectivite(tx, f.collectivite, le);
  if (f.logo) await poserLogo(tx, nommerLogo(f.logo), le);
  await chargerVacances(tx);
  const { prenom, nom } = f.administrateur;
  const cree = await creerAdministrateur(tx, f.administrateur, motDePasseHache, le);
  await noter(tx, {
    le,
    acteur: { compteId: cree.compteId, nom: `${prenom} ${nom}` },
    verbe: 'installer',
    phrase: `Le portail « ${f.collectivite.nom} » est installé ; ${prenom} ${nom} en est le premier administrateur.`,
    sujets: [`collectivite:${id}`, `agent:${cree.agentId}`],
  });
  return cree;
}

/** Un code se devine d'autant moins que les essais sont comptés, visiteur par visiteur. */
async function compterLEssai(services: Services, visiteur: string): Promise<void> {
  const cle = `installation:${visiteur}`;
  const porte = await demanderEssai(services, { compte: cle, visiteur: cle }, '');
  if (porte.issue === 'ouverte') return;
  throw new Refus(
    'code',
    `Trop d’essais. Attendez ${direAttente(porte.secondes)}, puis recommencez.`,
    'code',
  );
}
