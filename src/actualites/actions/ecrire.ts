import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJourEnChiffres } from '../../platform/jours.ts';
import type { Actualite } from '../regles/actualite.ts';
import {
  type ActualiteRangee,
  chercherActualite,
  chercherActualiteDeLaCle,
  enregistrerActualite,
  enregistrerEtat,
  insererActualite,
  verrouillerActualite,
} from '../requetes/actualites.ts';

type AgentQuiEcrit = Acteur & { compteId: number };

/** Un brouillon : rien ne se voit encore. Le même formulaire n'en fait qu'un. */
export function creerActualite(
  services: Services,
  saisie: { acteur: AgentQuiEcrit; actualite: Actualite; cleUnique: string },
): Promise<number> {
  const le = services.clock.now();
  const { acteur, actualite, cleUnique } = saisie;
  return transaction(services.db, async (tx) => {
    const id = await insererActualite(tx, { ...actualite, cleUnique, le, par: acteur.compteId });
    if (id === null) {
      const deja = await chercherActualiteDeLaCle(tx, cleUnique, acteur.compteId);
      if (deja === null) throw new Introuvable();
      return deja;
    }
    await raconter(tx, { id, acteur, le }, `« ${actualite.titre} » : brouillon créé.`);
    return id;
  });
}

/**
 * Change le texte ou les dates ; en ligne, cela se voit aussitôt.
 * @throws Refus si un collègue l'a changée depuis que la page s'est affichée
 */
export async function changerActualite(
  services: Services,
  saisie: { acteur: AgentQuiEcrit; id: number; actualite: Actualite; vueLe: string },
): Promise<void> {
  const le = services.clock.now();
  const { id, acteur, actualite } = saisie;
  await transaction(services.db, async (tx) => {
    const avant = await trouver(tx, id);
    if (estPareille(avant, actualite)) return;
    if (avant.changeeLe.toISOString() !== saisie.vueLe) {
      throw new Refus(
        'changee_entre_temps',
        `Un collègue a changé cette actualité pendant que vous l’écriviez : elle dit maintenant « ${avant.titre} ». Relisez-la ci-dessous avant d’enregistrer la vôtre.`,
      );
    }
    await enregistrerActualite(tx, id, { ...actualite, le });
    await raconter(tx, { id, acteur, le }, direChangement(avant, actualite));
  });
}

function estPareille(a: Actualite, b: Actualite): boolean {
  return (
    a.titre === b.titre &&
    a.texte === b.texte &&
    a.du === b.du &&
    a.au === b.au &&
    a.importante === b.importante
  );
}

function direChangement(avant: Actualite, apres: Actualite): string {
  const faits = [
    ...(avant.titre === apres.titre ? [] : [`titre « ${apres.titre} »`]),
    ...(avant.texte === apres.texte ? [] : ['texte']),
    ...(avant.du === apres.du && avant.au === apres.au
      ? []
      : [`du ${ecrireJourEnChiffres(apres.du)} au ${ecrireJourEnChiffres(apres.au)}`]),
    ...(avant.importante === apres.importante
      ? []
      : [apres.importante ? 'importante' : 'plus importante']),
  ];
  return `« ${avant.titre} » changée : ${faits.join(', ')}.`;
}

/** La met en ligne, ou la retire. Deux fois égale une. */
export async function publierOuRetirer(
  services: Services,
  geste: { acteur: AgentQuiEcrit; id: number; etat: 'publiee' | 'retiree' },
): Promise<void> {
  const le = services.clock.now();
  const { id, acteur, etat } = geste;
  await transaction(services.db, async (tx) => {
    const avant = await trouver(tx, id);
    if (avant.etat === etat) return;
    if (etat === 'retiree' && avant.etat !== 'publiee') {
      throw new Refus('pas_publiee', 'Cette actualité n’est pas publiée : rien n’est à retirer.');
    }
    await enregistrerEtat(tx, id, etat, le);
    const mots = etat === 'publiee' ? 'publiée' : 'retirée';
    await raconter(tx, { id, acteur, le }, `« ${avant.titre} » ${mots}.`);
  });
}

async function trouver(tx: Tx, id: number): Promise<ActualiteRangee> {
  await verrouillerActualite(tx, id);
  const actualite = await chercherActualite(tx, id);
  if (!actualite) throw new Introuvable();
  return actualite;
}

async function raconter(
  tx: Tx,
  { id, acteur, le }: { id: number; acteur: Acteur; le: Date },
  quoi: string,
): Promise<void> {
  const phrase = `Actualité ${quoi}`;
  await noter(tx, { le, acteur, verbe: 'ecrire_actualite', phrase, sujets: [`actualite:${id}`] });
}
