import { type Acteur, noter, PREAU } from '../../journal/actions.ts';
import { type Db, type Tx, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import type { Fuseau } from '../../platform/instants.ts';
import { annoncerPlaceLiberee } from '../courriels/annoncer.tsx';
import { annoncerOffreExpiree, nommerEnfants, nommerOffre } from '../courriels/offres.tsx';
import { jaugesAVerrouiller } from '../regles/jauges.ts';
import {
  type DecisionReponse,
  deciderReponse,
  estLaNuit,
  type Reponse,
} from '../regles/offre-de-place.ts';
import { verrouillerEnfants } from '../requetes/agent.ts';
import { changerEtat } from '../requetes/ecrire.ts';
import { chercherFuseau } from '../requetes/fuseau.ts';
import { decrireReservations, type ReservationDecrite } from '../requetes/lire.ts';
import {
  chercherOffre,
  chercherOffreDeFamille,
  chercherOffreDuLien,
  fermerOffre,
  type OffreDePlace,
} from '../requetes/offres-de-place.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { empreinteDuLien, sujetsDe } from './offrir.ts';
import { promouvoir } from './promouvoir.ts';

/** Par le lien d'une lettre, sans être connecté ; ou depuis son compte. */
export type Acces =
  | { jeton: string }
  | { offreId: number; familles: readonly number[]; acteur: Acteur & { compteId: number } };

/** L'offre que cet accès ouvre, sans verrou : pour la montrer. */
export function trouverOffre(db: Db, acces: Acces): Promise<OffreDePlace | null> {
  return 'jeton' in acces
    ? chercherOffreDuLien(db, empreinteDuLien(acces.jeton))
    : chercherOffreDeFamille(db, acces.offreId, acces.familles);
}

/** Qui a répondu, quand seul un lien le dit : celui à qui la lettre était adressée. */
const PAR_LE_LIEN: Acteur = { compteId: null, nom: 'La famille, par le lien du courriel' };

/**
 * La famille accepte la place ou la laisse. Une seule réponse compte : la seconde, ou celle qui vient
 * trop tard, ne change rien et dit pourquoi. null : lien inconnu, ou offre d'une autre famille.
 */
export async function repondreAUneOffre(
  services: Services,
  acces: Acces,
  reponse: Reponse,
): Promise<{ offre: OffreDePlace; decision: DecisionReponse } | null> {
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx) => {
    const vue = await trouverOffre(tx, acces);
    if (!vue) return null;
    const verrou = await tenirUneOffre(tx, vue);
    const offre = (await chercherOffre(tx, vue.id)) ?? vue;
    const decision = deciderReponse(offre, maintenant, verrou.fuseau);
    if (decision.issue === 'trop_tard') return { offre, decision };
    const acteur = 'acteur' in acces ? acces.acteur : PAR_LE_LIEN;
    if (reponse === 'accepter') await accepter(tx, services, offre, acteur, maintenant);
    else await rendre(tx, services, { offre, verrou, acteur, issue: 'laissee' }, maintenant);
    return { offre, decision };
  });
}

/**
 * Rend à la file les places des offres passées sans réponse. Jamais la nuit : on ne réveille personne.
 * Rejouable, et sans effet sur ce qui vient d'être accepté : chaque offre se relit sous ses verrous.
 */
export async function expirerUneOffre(services: Services, offreId: number): Promise<boolean> {
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx) => {
    const vue = await chercherOffre(tx, offreId);
    if (!vue) return false;
    const verrou = await tenirUneOffre(tx, vue);
    const offre = await chercherOffre(tx, offreId);
    if (!offre || offre.issue !== null || maintenant <= offre.expireLe) return false;
    if (estLaNuit(maintenant, verrou.fuseau)) return false;
    await rendre(tx, services, { offre, verrou, acteur: PREAU, issue: 'expiree' }, maintenant);
    await annoncerOffreExpiree(tx, services, offre, maintenant);
    return true;
  });
}

interface Verrou {
  liens: Awaited<ReturnType<typeof listerLiensJauges>>;
  jauges: number[];
  fuseau: Fuseau;
  reservations: ReservationDecrite[];
}

/** Les enfants par numéro, puis les places : l'ordre de toute la maison (Places, règle 10). */
async function tenirUneOffre(tx: Tx, offre: OffreDePlace): Promise<Verrou> {
  const reservations = await decrireReservations(
    tx,
    offre.enfants.map((e) => e.reservationId),
  );
  await verrouillerEnfants(
    tx,
    reservations.map((r) => r.enfantId),
  );
  const liens = await listerLiensJauges(tx, [...new Set(reservations.map((r) => r.prestationId))]);
  const jauges = jaugesAVerrouiller(liens, reservations);
  await verrouillerPlaces(tx, jauges, [offre.jour]);
  return { liens, jauges, reservations, fuseau: await chercherFuseau(tx) };
}

async function accepter(
  tx: Tx,
  services: Services,
  offre: OffreDePlace,
  acteur: Acteur,
  le: Date,
): Promise<void> {
  await fermerOffre(tx, offre.id, 'acceptee', le);
  const ids = offre.enfants.map((e) => e.reservationId);
  await changerEtat(tx, ids, { etat: 'validee', le, par: null, motif: null });
  await noter(tx, {
    le,
    acteur,
    verbe: 'accepter_place',
    phrase: `Place acceptée pour ${nommerEnfants(offre)} : ${nommerOffre(offre)}.`,
    sujets: sujetsDe(offre),
  });
  await annoncerPlaceLiberee(tx, services, await decrireReservations(tx, ids), le);
}

/** La place va à la suivante : la demande quitte la liste, l'état rend lui-même la place qu'elle tenait. */
async function rendre(
  tx: Tx,
  services: Services,
  geste: { offre: OffreDePlace; verrou: Verrou; acteur: Acteur; issue: 'laissee' | 'expiree' },
  le: Date,
): Promise<void> {
  const { offre, verrou, acteur, issue } = geste;
  await fermerOffre(tx, offre.id, issue, le);
  await changerEtat(
    tx,
    offre.enfants.map((e) => e.reservationId),
    issue === 'laissee'
      ? { etat: 'annulee_par_famille', le, par: acteur.compteId, motif: null }
      : {
          etat: 'annulee_par_centre',
          le,
          par: null,
          motif: 'La place proposée n’a pas eu de réponse à temps.',
        },
  );
  await noter(tx, {
    le,
    acteur,
    verbe: issue === 'laissee' ? 'laisser_place' : 'expirer_offre',
    phrase:
      issue === 'laissee'
        ? `Place laissée à une autre famille, pour ${nommerEnfants(offre)} : ${nommerOffre(offre)}.`
        : `Place proposée à ${nommerEnfants(offre)}, sans réponse à temps : ${nommerOffre(offre)}.`,
    sujets: sujetsDe(offre),
  });
  const places = await verrouillerPlaces(tx, verrou.jauges, [offre.jour]);
  await promouvoir(tx, services, { ...verrou, places, jours: [offre.jour] }, le);
}
