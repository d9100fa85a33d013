import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreContestation, lettreReponse } from '../courriels.tsx';
import {
  chercherLigneContestable,
  insererContestation,
  repondreContestation,
  verrouillerContestation,
} from '../requetes/famille.ts';

const TEXTE_MAXIMUM = 2000;

export interface SaisieContestation {
  acteur: Acteur;
  responsableId: number;
  familles: readonly number[];
  enfantId: number;
  prestationId: number;
  jour: Jour;
  texte: string;
  cleUnique: string;
}

/** Une famille conteste une ligne ; la régie est prévenue. @throws Refus sans explication */
export async function contester(services: Services, saisie: SaisieContestation): Promise<void> {
  const texte = lireTexte(saisie.texte, 'Dites ce qui ne va pas : la régie vous répondra.');
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const ligne = await chercherLigneContestable(tx, saisie.familles, saisie);
    if (!ligne) throw new Introuvable();
    const { familleId, enfant, quoi, courrielRegie } = ligne;
    if (!(await insererContestation(tx, { ...saisie, texte, familleId, le }))) return;
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: 'contester',
      phrase: `Ligne contestée : ${quoi}, ${ecrireJour(saisie.jour)}, ${enfant}.`,
      sujets: [`famille:${familleId}`, `enfant:${saisie.enfantId}`],
    });
    if (courrielRegie === null) return;
    const { jour, acteur } = saisie;
    await queueMail(tx, services.jobs, {
      destinataire: courrielRegie,
      ...lettreContestation({
        enfant,
        quoi,
        jour,
        texte,
        par: acteur.nom,
        adresse: services.config.adresse,
      }),
      sujets: [`famille:${familleId}`],
      le,
    });
  });
}

/** La régie répond ; la famille le lit par courriel et sur son compte du mois. Une seule réponse. */
export async function repondre(
  services: Services,
  saisie: { contestationId: number; texte: string; acteur: Acteur },
): Promise<void> {
  const texte = lireTexte(saisie.texte, 'Écrivez votre réponse à la famille.');
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const c = await verrouillerContestation(tx, saisie.contestationId);
    if (!c) throw new Introuvable();
    if (c.reponse !== null) throw new Refus('deja_repondu', 'Un collègue a déjà répondu.');
    const { compteId } = saisie.acteur;
    await repondreContestation(tx, c.id, { texte, le, par: compteId });
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: 'repondre_contestation',
      phrase: `Réponse à la contestation : ${c.quoi}, ${ecrireJour(c.jour)}, ${c.enfant}.`,
      sujets: [`famille:${c.familleId}`, `enfant:${c.enfantId}`],
    });
    if (c.courriel === null) return;
    await queueMail(tx, services.jobs, {
      destinataire: c.courriel,
      ...lettreReponse({ ...c, reponse: texte, adresse: services.config.adresse }),
      sujets: [`famille:${c.familleId}`],
      le,
    });
  });
}

function lireTexte(texte: string, vide: string): string {
  const net = texte.trim();
  if (net.length < 3) throw new Refus('texte', vide, 'texte');
  if (net.length > TEXTE_MAXIMUM) {
    throw new Refus('texte', `Deux mille caractères au plus : il y en a ${net.length}.`, 'texte');
  }
  return net;
}
