import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreAccesReuni, lettreDossierSepare, lettreSonDossier } from '../courriels.tsx';
import type { Plan } from '../regles/fusion.ts';
import type { PlanDeSeparation } from '../regles/separation.ts';
import { chercherSignature, listerAcces } from '../requetes/acces.ts';

/** Qui perd un de ses deux accès l'apprend, à chaque adresse qu'il nous avait donnée. */
export async function prevenirLesAdultes(
  tx: Tx,
  { jobs, config }: Services,
  { plan, gardee, le }: { plan: Plan; gardee: { id: number }; le: Date },
): Promise<void> {
  if (plan.adultes.length === 0) return;
  const collectivite = await chercherSignature(tx);
  const acces = await listerAcces(
    tx,
    plan.adultes.flatMap((a) => [a.compteDe, a.compteVers]),
  );
  for (const { compteDe, compteVers } of plan.adultes) {
    const [ferme, garde] = [acces.get(compteDe), acces.get(compteVers)];
    if (!ferme || !garde) continue;
    const lettre = lettreAccesReuni(
      { prenom: garde.prenom, garde: garde.identifiant, ferme: ferme.identifiant, collectivite },
      `${config.adresse}/connexion`,
    );
    for (const destinataire of [garde.courriel, ferme.courriel].filter((c) => c !== null))
      await queueMail(tx, jobs, {
        ...lettre,
        destinataire,
        sujets: [`famille:${gardee.id}`],
        le,
      });
  }
}

/** Chacun apprend ce qui change pour lui, jamais où vit l'autre. */
export async function prevenirDeLaSeparation(
  tx: Tx,
  { jobs, config }: Services,
  {
    plan,
    familleId,
    nouveau,
    le,
  }: {
    plan: PlanDeSeparation;
    familleId: number;
    nouveau: number;
    le: Date;
  },
): Promise<void> {
  const collectivite = await chercherSignature(tx);
  const lien = `${config.adresse}/famille`;
  const { partant, restants, commun } = plan;
  for (const adulte of [partant, ...restants]) {
    if (adulte.courriel === null) continue;
    const lettre =
      adulte === partant
        ? lettreSonDossier({ prenom: adulte.prenom, commun, collectivite }, lien)
        : lettreDossierSepare(
            { prenom: adulte.prenom, partant: partant.prenom, commun, collectivite },
            lien,
          );
    await queueMail(tx, jobs, {
      ...lettre,
      destinataire: adulte.courriel,
      sujets: [`famille:${adulte === partant ? nouveau : familleId}`],
      le,
    });
  }
}
