import { noter, PREAU } from '../../journal/actions.ts';
import { lireCollectivite } from '../../platform/commune.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { queueMails } from '../../platform/mail.ts';
import { majuscule } from '../../platform/mots.ts';
import { composerLettre, rendreLettre } from '../courriels.tsx';
import { compter, intituler } from '../regles/phrases.ts';
import type { EtatDeclaration } from '../regles/types.ts';
import { listerAvis, relierLettres, retenirAvis } from '../requetes/avis.ts';
import {
  chercherDeclaration,
  type Declaration,
  enregistrerEnvoi,
  listerAEnvoyer,
  verrouillerDeclaration,
} from '../requetes/declarations.ts';
import { avancerEnvoi } from '../requetes/lots.ts';
import { compterSorts } from '../requetes/touchees.ts';
import type { GesteSurDeclaration } from './confirmer.ts';
import { RESERVATIONS_D_UN_COUP } from './fermer.ts';

/** Chaque minute : les lettres dont l'heure est venue. Une déclaration qui échoue n'arrête pas les autres. */
export async function envoyerLesDeclarations(services: Services): Promise<void> {
  for (const id of await listerAEnvoyer(services.db, services.clock.now())) {
    try {
      await envoyer(services, { id });
    } catch (erreur) {
      services.log.error({ err: erreur, declaration: id }, 'lettres d’une déclaration');
    }
  }
}

/**
 * « Envoyer maintenant ». Deux fois égale une ; des milliers de lettres s'écrivent en arrière-plan.
 * Vrai si elles sont écrites au retour.
 * @throws Refus si la déclaration n'est pas confirmée, ou retirée
 */
export async function envoyerMaintenant(
  services: Services,
  geste: GesteSurDeclaration,
  dUnCoup = RESERVATIONS_D_UN_COUP,
): Promise<boolean> {
  const { db, clock, jobs } = services;
  const vue = await chercherDeclaration(db, geste.declarationId, geste.structures);
  if (!vue) throw new Introuvable();
  if ((await compterSorts(db, vue.id)) <= dUnCoup) {
    await envoyer(services, { id: vue.id, geste });
    return true;
  }
  await transaction(db, async (tx) => {
    const etat = await verrouillerDeclaration(tx, vue.id);
    if (etat === 'envoyee') return;
    exigerPrete(etat);
    await avancerEnvoi(tx, vue.id, clock.now());
    await jobs.enqueue(tx, 'declarations', {});
  });
  return false;
}

/**
 * Écrit à chaque famille, une fois : tout est enfilé dans la transaction qui ferme le retrait.
 * Interrompue, rien n'est parti ; rejouée, la ligne tenue et la clé des avis n'écrivent rien de plus.
 */
async function envoyer(
  services: Services,
  { id, geste }: { id: number; geste?: GesteSurDeclaration },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const etat = await verrouillerDeclaration(tx, id);
    const declaration = await chercherDeclaration(tx, id, null);
    if (etat === 'envoyee' || !declaration) return;
    if (etat !== 'prete' && !geste) return;
    exigerPrete(etat);
    const lettres = await ecrireAuxFamilles(tx, services, declaration, le);
    await enregistrerEnvoi(tx, id, le);
    await noter(tx, {
      le,
      acteur: geste?.acteur ?? PREAU,
      verbe: 'envoyer_declaration',
      phrase: `${majuscule(intituler(declaration.genre, declaration.jours))} : ${compter(lettres, 'lettre')} aux familles.`,
      sujets: [`declaration:${id}`],
    });
  });
}

function exigerPrete(etat: EtatDeclaration | null): void {
  if (etat === 'prete') return;
  throw new Refus(
    'pas_prete',
    'Cette déclaration n’est pas confirmée, ou vient d’être retirée : rien n’est envoyé.',
  );
}

async function ecrireAuxFamilles(
  tx: Tx,
  services: Services,
  declaration: Declaration,
  le: Date,
): Promise<number> {
  const familles = await listerAvis(tx, declaration.id);
  const avis = familles.flatMap((f) => f.adultes.map((adulte) => ({ ...f, ...adulte })));
  const retenus = await retenirAvis(tx, declaration.id, avis);
  const aEcrire = avis.filter((a) => retenus.has(`${a.familleId}:${a.compteId}`));
  const annonce = {
    genre: declaration.genre,
    motif: declaration.motif,
    adresse: services.config.adresse,
    collectivite: (await lireCollectivite(services)())?.nom ?? '',
  };
  const ids = await queueMails(
    tx,
    services.jobs,
    aEcrire.map((a) => {
      const lettre = composerLettre(annonce, a, a.prenom);
      const sujets = [`famille:${a.familleId}`, `declaration:${declaration.id}`];
      return {
        destinataire: a.courriel,
        sujet: lettre.sujet,
        ...rendreLettre(lettre),
        sujets,
        le,
      };
    }),
  );
  const lettres = aEcrire.map((a, rang) => ({ ...a, courrielId: ids[rang] ?? 0 }));
  await relierLettres(tx, declaration.id, lettres);
  return lettres.length;
}
