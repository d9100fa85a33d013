import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreAccesReuni } from '../courriels.tsx';
import type { Plan } from '../regles/fusion.ts';
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
