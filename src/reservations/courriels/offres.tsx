import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireInstant, type Fuseau } from '../../platform/instants.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { queueMail } from '../../platform/mail.ts';
import { listerDestinataires, type OffreDePlace } from '../requetes/offres-de-place.ts';
import { type Lettre, rendreLettre } from './lettres.tsx';

/** « Léo », « Léo et Inès », « Léo, Inès et Tom ». */
export function nommerEnfants({ enfants }: Pick<OffreDePlace, 'enfants'>): string {
  const prenoms = enfants.map((e) => e.prenom);
  const dernier = prenoms.pop() ?? '';
  return prenoms.length === 0 ? dernier : `${prenoms.join(', ')} et ${dernier}`;
}

/** « CENTRE DE LOISIRS, Matin, le mercredi 25 novembre 2026 ». */
export function nommerOffre(o: Pick<OffreDePlace, 'activite' | 'prestation' | 'jour'>): string {
  return `${o.activite}, ${o.prestation}, le ${ecrireJour(o.jour, { annee: true })}`;
}

/** La lettre d'une offre, avec ses deux liens ; une par adulte qui a fait la demande. */
export async function annoncerOffre(
  tx: Tx,
  services: Services,
  offre: OffreDePlace,
  { jeton, fuseau, le }: { jeton: string; fuseau: Fuseau; le: Date },
): Promise<void> {
  const lien = (choix: string) => `${services.config.adresse}/place/${jeton}/${choix}`;
  const plusieurs = offre.enfants.length > 1;
  await ecrire(tx, services, offre, le, (bonjour) => ({
    sujet: `Une place pour ${nommerEnfants(offre)} : répondez avant le ${ecrireInstant(offre.expireLe, fuseau)}`,
    bonjour,
    paragraphes: [
      `${plusieurs ? 'Des places se sont libérées' : 'Une place s’est libérée'} pour ${nommerEnfants(offre)} : ${nommerOffre(offre)}.`,
      `${plusieurs ? 'Elles vous sont gardées' : 'Elle vous est gardée'} jusqu’au ${ecrireInstant(offre.expireLe, fuseau)}. ` +
        'Sans réponse, nous la proposerons à la famille suivante, et cette demande quittera la liste d’attente.',
      ...(plusieurs ? ['La réponse vaut pour tous ces enfants à la fois.'] : []),
    ],
    listes: [],
    lien: { libelle: 'J’accepte', href: lien('accepter') },
    autreLien: { libelle: 'Je laisse la place', href: lien('laisser') },
  }));
}

/** Personne n'a répondu à temps : la demande a quitté la liste, et l'on dit comment y revenir. */
export async function annoncerOffreExpiree(
  tx: Tx,
  services: Services,
  offre: OffreDePlace,
  le: Date,
): Promise<void> {
  await ecrire(tx, services, offre, le, (bonjour) => ({
    sujet: `Place non confirmée pour ${nommerEnfants(offre)}`,
    bonjour,
    paragraphes: [
      `Nous n’avons pas eu votre réponse à temps : ${nommerOffre(offre)}. La place est proposée à une autre famille.`,
      'Si vous la voulez encore, refaites une demande : elle prendra rang sur la liste d’attente.',
    ],
    listes: [],
    lien: {
      libelle: 'Refaire une demande',
      href: `${services.config.adresse}/famille/pre-inscrire`,
    },
  }));
}

async function ecrire(
  tx: Tx,
  services: Services,
  offre: OffreDePlace,
  le: Date,
  composer: (bonjour: string) => Lettre,
): Promise<void> {
  for (const { courriel, prenom, demandeId } of await listerDestinataires(tx, offre.id)) {
    const lettre = composer(prenom ? `Bonjour ${prenom},` : 'Bonjour,');
    await queueMail(tx, services.jobs, {
      destinataire: courriel,
      sujet: lettre.sujet,
      ...rendreLettre(lettre),
      sujets: [`famille:${offre.familleId}`, `demande:${demandeId}`],
      le,
    });
  }
}
