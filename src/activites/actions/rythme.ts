import type { Acteur } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { direMinimum, direRythme, type RythmeRegle } from '../regles/rythme.ts';
import type { ActiviteReglee } from '../requetes/reglages.ts';
import {
  compterInscritsDuJour,
  effacerException,
  effacerFermeture,
  enregistrerRythme,
  insererException,
  insererFermeture,
  ouvreCeJour,
} from '../requetes/rythme.ts';
import { tenirLesActivites } from '../requetes/verrous.ts';
import { reglerEnNotant } from './en-notant.ts';
import { engendrerOuvertures } from './ouvrir.ts';

interface Geste {
  activiteId: number;
  acteur: Acteur;
  aujourdhui: Jour;
}

/**
 * Change les jours d'accueil, à partir d'aujourd'hui : un jour où des enfants sont inscrits reste
 * ouvert. Le minimum vaut pour les demandes à venir, les jours d'à partir du sien.
 */
export async function reglerRythme(
  services: Services,
  geste: Geste & { saisie: RythmeRegle },
): Promise<void> {
  const { saisie, aujourdhui } = geste;
  await reglerEnNotant(services, { ...geste, verbe: 'changer_rythme' }, async (tx, activite) => {
    const dire = (r: RythmeRegle) => `${direRythme(r)}, ${direMinimum(r.joursMin)}`;
    if (dire(activite) === dire(saisie)) return null;
    await tenirLesActivites(tx, [activite.id]);
    await enregistrerRythme(tx, activite.id, saisie);
    const bilan = await rouvrir(tx, activite, aujourdhui);
    const gardes = direGardees(bilan.gardees);
    return (
      `Accueil, à partir du ${ecrireJour(aujourdhui, { annee: true })} : ${dire(saisie)} ` +
      `(avant : ${dire(activite)}).${gardes}`
    );
  });
}

function direGardees(nombre: number): string {
  if (nombre === 0) return '';
  const ouvertures = nombre === 1 ? '1 ouverture gardée' : `${nombre} ouvertures gardées`;
  return ` ${ouvertures} : des enfants y sont inscrits.`;
}

/** Remet à ce que dit le calendrier les jours d'aujourd'hui et d'après, pour chaque période. */
export async function rouvrir(tx: Tx, { periodes }: ActiviteReglee, aujourdhui: Jour) {
  const bilan = { ajoutees: 0, retirees: 0, gardees: 0 };
  for (const { id, au } of periodes) {
    if (au < aujourdhui) continue;
    const b = await engendrerOuvertures(tx, id, aujourdhui);
    bilan.ajoutees += b.ajoutees;
    bilan.retirees += b.retirees;
    bilan.gardees += b.gardees;
  }
  return bilan;
}

export type JourChange = Geste & { jour: Jour; motif: string };

/**
 * Ouvre un jour que le calendrier ferme. Deux fois, c'est une.
 * @throws Refus si le jour est passé, hors des périodes, déjà ouvert ou dans une fermeture
 */
export async function ouvrirUnJour(services: Services, geste: JourChange): Promise<void> {
  const { jour, motif } = geste;
  refuserLePasse(geste);
  await reglerEnNotant(services, { ...geste, verbe: 'ouvrir_jour' }, async (tx, activite) => {
    const periode = activite.periodes.find((p) => p.du <= jour && jour <= p.au);
    if (!periode) {
      const message = 'Ce jour n’est dans aucune période : ajoutez d’abord une période.';
      throw new Refus('hors_periode', message, 'jour');
    }
    if (!(await insererException(tx, activite.id, jour, motif))) return null;
    const { ajoutees } = await engendrerOuvertures(tx, periode.id, jour);
    if (ajoutees === 0) {
      throw new Refus(
        'deja_ouvert',
        'Ce jour est déjà ouvert, ou une fermeture le couvre : retirez d’abord la fermeture.',
        'jour',
      );
    }
    return `Ouverture exceptionnelle le ${ecrireJour(jour, { annee: true })} : ${motif}.`;
  });
}

/**
 * Ferme un jour où personne n'est inscrit. Déjà fermé, rien ne change.
 * @throws Refus si des enfants y sont inscrits : une déclaration de fermeture les prévient
 */
export async function fermerUnJour(services: Services, geste: JourChange): Promise<void> {
  const { jour, motif } = geste;
  refuserLePasse(geste);
  await reglerEnNotant(services, { ...geste, verbe: 'fermer_jour' }, async (tx, activite) => {
    await tenirLesActivites(tx, [activite.id]);
    if (!(await ouvreCeJour(tx, activite.id, jour))) return null;
    await refuserSiInscrits(tx, activite.id, jour);
    await effacerException(tx, activite.id, jour);
    await insererFermeture(tx, activite.id, jour, motif);
    await rouvrir(tx, activite, jour);
    return `Fermeture du ${ecrireJour(jour, { annee: true })} : ${motif}.`;
  });
}

/**
 * Rend un jour au calendrier : sa fermeture d'un jour est levée, ou son ouverture exceptionnelle finit.
 * @throws Refus si des enfants sont inscrits à ce jour ouvert par exception
 */
export async function rendreUnJour(
  services: Services,
  geste: Geste & { jour: Jour },
): Promise<void> {
  const { jour } = geste;
  refuserLePasse(geste);
  await reglerEnNotant(services, { ...geste, verbe: 'rendre_jour' }, async (tx, activite) => {
    await tenirLesActivites(tx, [activite.id]);
    const quand = ecrireJour(jour, { annee: true });
    if (await effacerFermeture(tx, activite.id, jour)) {
      await rouvrir(tx, activite, jour);
      return `Fermeture du ${quand} levée.`;
    }
    if (!(await effacerException(tx, activite.id, jour))) return null;
    await refuserSiInscrits(tx, activite.id, jour);
    await rouvrir(tx, activite, jour);
    return `Ouverture exceptionnelle du ${quand} retirée.`;
  });
}

function refuserLePasse({ jour, aujourdhui }: { jour: Jour; aujourdhui: Jour }): void {
  if (jour < aujourdhui) {
    throw new Refus('jour_passe', 'Ce jour est passé : choisissez-en un à venir.', 'jour');
  }
}

async function refuserSiInscrits(tx: Tx, activiteId: number, jour: Jour): Promise<void> {
  const inscrits = await compterInscritsDuJour(tx, activiteId, jour);
  if (inscrits === 0) return;
  const enfants =
    inscrits === 1 ? 'Un enfant y est inscrit' : `${inscrits} enfants y sont inscrits`;
  throw new Refus(
    'jour_reserve',
    `${enfants} : déclarez une fermeture, qui annule leurs réservations et prévient les familles.`,
    'jour',
  );
}
