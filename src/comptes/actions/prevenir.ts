import { noter } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { rendre } from '../courriels.tsx';
import { type Compte, chercherCompte, lireNomCollectivite } from '../requetes/comptes.ts';

export async function trouverCompte(tx: Tx, id: number): Promise<Compte> {
  const compte = await chercherCompte(tx, id);
  if (!compte) throw new Error(`compte ${id} introuvable`);
  return compte;
}

/** Un agent est entré, code compris s'il en faut un : la page des agents en dit la dernière fois. */
export async function noterConnexion(
  tx: Tx,
  compte: { id: number; prenom: string; nom: string },
  le: Date,
): Promise<void> {
  const nom = `${compte.prenom} ${compte.nom}`;
  await noter(tx, {
    le,
    acteur: { compteId: compte.id, nom },
    verbe: 'connecter',
    phrase: `${nom} s’est connecté à l’espace des services.`,
    sujets: [`compte:${compte.id}`],
  });
}

/** Ce que cette personne vient de faire de sa double authentification, ou d'une clé, au journal. */
export async function raconter(
  tx: Tx,
  compte: Compte,
  le: Date,
  suite: string,
  verbe: 'double_authentification' | 'cle_d_acces' = 'double_authentification',
): Promise<void> {
  const nom = `${compte.prenom} ${compte.nom}`;
  await noter(tx, {
    le,
    acteur: { compteId: compte.id, nom },
    verbe,
    phrase: `${nom} ${suite}`,
    sujets: [`compte:${compte.id}`],
  });
}

/** Qui n'a rien fait de tel l'apprend aussitôt, à son adresse. */
export async function ecrireAuCompte(
  tx: Tx,
  services: Services,
  compte: { id: number; courriel: string | null },
  lettre: Parameters<typeof rendre>[0],
): Promise<void> {
  if (!compte.courriel) return;
  await queueMail(tx, services.jobs, {
    destinataire: compte.courriel,
    ...rendre(lettre, await lireNomCollectivite(tx)),
    sujets: [`compte:${compte.id}`],
    le: services.clock.now(),
  });
}
