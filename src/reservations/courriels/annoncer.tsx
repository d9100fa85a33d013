import { sql } from 'kysely';
import type { Acteur } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import {
  chercherDemande,
  listerJoursDeDemande,
  type ReservationDecrite,
} from '../requetes/lire.ts';
import {
  type Lettre,
  lettreAnnulation,
  lettreDecisionDuCentre,
  lettreDemandeRecue,
  lettreDemandeTraitee,
  lettrePlaceLiberee,
  rendreLettre,
} from './lettres.tsx';

/** Un récapitulatif par demande, à qui l'a faite et au centre ; jamais un courriel par jour. */
export async function annoncerDemandeRecue(
  tx: Tx,
  services: Services,
  demandeId: number,
  le: Date,
): Promise<void> {
  const demande = await chercherDemande(tx, demandeId, null);
  if (!demande) return;
  const jours = await listerJoursDeDemande(tx, demandeId);
  const sujets = [`famille:${demande.familleId}`, `demande:${demandeId}`];
  const adresse = services.config.adresse;
  if (demande.courrielDemandeur) {
    const lettre = lettreDemandeRecue(demande, jours, {
      pour: 'famille',
      lien: `${adresse}/famille/demandes/${demandeId}`,
    });
    await envoyer(tx, services, demande.courrielDemandeur, lettre, sujets, le);
  }
  const lettre = lettreDemandeRecue(demande, jours, {
    pour: 'centre',
    lien: `${adresse}/agent/demandes/${demandeId}`,
  });
  await envoyer(tx, services, demande.structure.courriel, lettre, sujets, le);
}

/** « Vous recevrez un courriel lorsque votre demande sera traitée par les services » (guide, § 2). */
export async function annoncerDemandeTraitee(
  tx: Tx,
  services: Services,
  demandeId: number,
  le: Date,
): Promise<void> {
  const demande = await chercherDemande(tx, demandeId, null);
  if (!demande?.courrielDemandeur) return;
  const jours = await listerJoursDeDemande(tx, demandeId);
  const lettre = lettreDemandeTraitee(
    demande,
    jours,
    `${services.config.adresse}/famille/demandes/${demandeId}`,
  );
  await envoyer(
    tx,
    services,
    demande.courrielDemandeur,
    lettre,
    [`famille:${demande.familleId}`, `demande:${demandeId}`],
    le,
  );
}

/** Le centre revient sur des jours d'une demande déjà traitée : seuls ces jours-là sont dits. */
export async function annoncerDecisionDuCentre(
  tx: Tx,
  services: Services,
  demandeId: number,
  reservations: readonly number[],
  le: Date,
): Promise<void> {
  const demande = await chercherDemande(tx, demandeId, null);
  if (!demande?.courrielDemandeur) return;
  const jours = (await listerJoursDeDemande(tx, demandeId)).filter((j) =>
    reservations.includes(j.id),
  );
  const lettre = lettreDecisionDuCentre(
    demande,
    jours,
    `${services.config.adresse}/famille/demandes/${demandeId}`,
  );
  const sujets = [`famille:${demande.familleId}`, `demande:${demandeId}`];
  await envoyer(tx, services, demande.courrielDemandeur, lettre, sujets, le);
}

/** La famille qui annule, l'autre parent s'il avait réservé, et le service : tous informés. */
export async function annoncerAnnulation(
  tx: Tx,
  services: Services,
  r: ReservationDecrite,
  acteur: Acteur,
  le: Date,
): Promise<void> {
  const demande = await chercherDemande(tx, r.demandeId, null);
  if (!demande) return;
  const { rows } = await sql<{ courriel: string }>`
    select courriel::text as courriel from comptes where id = ${acteur.compteId} and courriel is not null`.execute(
    tx,
  );
  const lien = `${services.config.adresse}/famille/inscriptions?enfant=${r.enfantId}`;
  const familles = new Set(
    [demande.courrielDemandeur, rows[0]?.courriel].filter((c) => c !== null && c !== undefined),
  );
  for (const courriel of familles) {
    await envoyer(
      tx,
      services,
      courriel,
      lettreAnnulation(r, acteur.nom, { pour: 'famille', lien }),
      [`famille:${r.familleId}`],
      le,
    );
  }
  const auCentre = lettreAnnulation(r, acteur.nom, {
    pour: 'centre',
    lien: `${services.config.adresse}/agent/demandes/${r.demandeId}`,
  });
  await envoyer(tx, services, demande.structure.courriel, auCentre, [`famille:${r.familleId}`], le);
}

/** Une place rendue profite à quelqu'un : une lettre par demande. */
export async function annoncerPlaceLiberee(
  tx: Tx,
  services: Services,
  promues: readonly ReservationDecrite[],
  le: Date,
): Promise<void> {
  for (const [demandeId, jours] of Map.groupBy(promues, (r) => r.demandeId)) {
    const demande = await chercherDemande(tx, demandeId, null);
    if (!demande?.courrielDemandeur) continue;
    const lettre = lettrePlaceLiberee(
      demande,
      jours,
      `${services.config.adresse}/famille/inscriptions?enfant=${demande.enfantId}`,
    );
    await envoyer(
      tx,
      services,
      demande.courrielDemandeur,
      lettre,
      [`famille:${demande.familleId}`, `demande:${demandeId}`],
      le,
    );
  }
}

async function envoyer(
  tx: Tx,
  services: Services,
  destinataire: string,
  lettre: Lettre,
  sujets: string[],
  le: Date,
): Promise<void> {
  await queueMail(tx, services.jobs, {
    destinataire,
    sujet: lettre.sujet,
    ...rendreLettre(lettre),
    sujets,
    le,
  });
}
