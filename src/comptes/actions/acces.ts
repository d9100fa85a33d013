import { randomBytes } from 'node:crypto';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { changerCourriel, chercherCompte } from '../requetes/comptes.ts';
import { eteindreLiens, insererLien } from '../requetes/liens.ts';
import { empreinteDuJeton } from '../session.ts';
import { demanderChangementCourriel } from './courriel.ts';
import { inviter } from './liens.ts';

/**
 * Un agent donne une adresse à un accès qui n'en a pas, ou qui n'a jamais servi : elle est posée, et
 * l'invitation part. Un accès qui sert déjà garde la sienne tant que la nouvelle n'est pas confirmée
 * par qui la reçoit, et l'ancienne en est avertie (Comptes). Sans effet si c'est déjà elle.
 * @returns ce qui s'est passé
 * @throws la contrainte si elle sert à un autre accès
 */
export async function donnerUneAdresse(
  services: Services,
  { compteId, courriel, acteur }: { compteId: number; courriel: string; acteur: Acteur },
): Promise<'posee' | 'a_confirmer' | 'inchangee'> {
  const compte = await chercherCompte(services.db, compteId);
  if (!compte) throw new Introuvable();
  if (compte.courriel?.toLowerCase() === courriel.toLowerCase()) return 'inchangee';
  if (compte.activeLe && compte.courriel) {
    await demanderChangementCourriel(services, { compteId, courriel, acteur });
    return 'a_confirmer';
  }
  await transaction(services.db, async (tx) => {
    await changerCourriel(tx, compteId, courriel);
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe: 'donner_adresse',
      phrase: `${acteur.nom} a donné une adresse électronique à l’accès de ${compte.prenom} ${compte.nom}.`,
      sujets: [`compte:${compteId}`, ...compte.familles.map((f) => `famille:${f}`)],
    });
    await inviter(tx, services, compteId);
  });
  return 'posee';
}

/** Sans 0, O, 1, I, L ni U : un code se recopie d'une feuille sans se tromper. */
const SIGNES = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LONGUEUR = 16;
const VALIDITE_JOURS = 30;

/** « K7M2-9QXT-4H8R-PZWC » : 78 bits, tirés au sort ; ce qui dépasse n'entre pas, pour rester égal. */
function tirerUnCode(): string {
  const signes: string[] = [];
  while (signes.length < LONGUEUR) {
    for (const octet of randomBytes(LONGUEUR)) {
      if (octet < 240 && signes.length < LONGUEUR) signes.push(SIGNES[octet % 30] ?? '');
    }
  }
  return signes.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Le code tel qu'on l'a tapé : minuscules et espaces ne comptent pas. null : ce n'en est pas un. */
export function lireUnCode(saisi: string): string | null {
  const compact = saisi.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return compact.length === LONGUEUR ? compact.replace(/(.{4})(?=.)/g, '$1-') : null;
}

export interface LettreDAcces {
  prenom: string;
  nom: string;
  identifiant: string;
  code: string;
  /** Où le code se tape, et où mène le QR. */
  lien: string;
  expireLe: Date;
}

/**
 * De quoi entrer sans adresse électronique : un code à usage unique, à imprimer. Le précédent ne sert
 * plus. Seul le papier le porte : la base n'en garde que l'empreinte.
 * @throws Refus si cet accès a une adresse (le lien par courriel est plus sûr) ou s'il est fermé
 */
export async function ecrireLettreDAcces(
  tx: Tx,
  services: Services,
  { compteId, acteur }: { compteId: number; acteur: Acteur },
): Promise<LettreDAcces> {
  const compte = await chercherCompte(tx, compteId);
  if (!compte) throw new Introuvable();
  if (compte.courriel)
    throw new Refus(
      'lettre_inutile',
      'Cette personne a une adresse électronique : envoyez-lui plutôt le lien par courriel.',
    );
  if (compte.fermeLe)
    throw new Refus('acces_ferme', 'Cet accès est fermé : rouvrez-le, puis imprimez la lettre.');
  const le = services.clock.now();
  const code = tirerUnCode();
  const usage = compte.activeLe ? 'mot_de_passe' : 'activation';
  const expireLe = new Date(le.getTime() + VALIDITE_JOURS * 86_400_000);
  await eteindreLiens(tx, compteId, le);
  await insererLien(tx, {
    empreinte: empreinteDuJeton(code),
    compteId,
    usage,
    donnee: null,
    le,
    expireLe,
  });
  await noter(tx, {
    le,
    acteur,
    verbe: 'imprimer_lettre',
    phrase: `${acteur.nom} a imprimé une lettre d’accès pour ${compte.prenom} ${compte.nom}.`,
    sujets: [`compte:${compteId}`, ...compte.familles.map((f) => `famille:${f}`)],
  });
  const chemin = usage === 'activation' ? 'activation' : 'mot-de-passe';
  return {
    prenom: compte.prenom,
    nom: compte.nom,
    identifiant: compte.identifiant,
    code,
    lien: `${services.config.adresse}/${chemin}/${code}`,
    expireLe,
  };
}
