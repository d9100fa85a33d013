import { reunirVerifications } from '../../a-traiter/actions/reunir.ts';
import { reunirAgendas } from '../../agenda/actions/reunir.ts';
import { reunirAcces } from '../../comptes/actions/reunir.ts';
import {
  listerPayeursTouches,
  reprendreLesPartages,
  reprendreLesPayeurs,
  reunirContestations,
  uneEmissionEstEnCours,
} from '../../factures/actions/reunir.ts';
import {
  type FamilleTenue,
  fermerLeDossier,
  reprendreCoordonnees,
  reunirAdultes,
  reunirEnfants,
  verrouillerFamilles,
} from '../../familles/actions/reunir.ts';
import { type Acteur, joindreLesJournaux, noter } from '../../journal/actions.ts';
import { reunirMessages } from '../../messages/actions/reunir.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { reunirPointages } from '../../pointages/actions/reunir.ts';
import { reunirMandats, verrouillerPayeurs } from '../../regie/actions/reunir.ts';
import { reunirReservations, tenirLesEnfants } from '../../reservations/actions/reunir.ts';
import { reunirSante } from '../../sante/actions/reunir.ts';
import { reunirSemainesTypes } from '../../semaines-types/actions/reunir.ts';
import { reprendreLesQuotients, reunirPaniers } from '../../tarifs/actions/reunir.ts';
import { type Choix, type Dossier, examiner, type Paire, type Plan } from '../regles/fusion.ts';
import { chercherArgentEnCours, lireDossiers } from '../requetes/faits.ts';
import { prevenirLesAdultes } from './prevenir.ts';

export interface SaisieFusion {
  gardeeId: number;
  disparueId: number;
  choix: Choix;
  acteur: Acteur & { compteId: number };
}

interface Fusion extends SaisieFusion {
  gardee: Dossier;
  disparue: Dossier;
  plan: Plan;
  le: Date;
}

/**
 * De deux dossiers, n'en fait qu'un, en une transaction : verrous dans l'ordre de la maison (les
 * familles, les enfants, les places, puis les payeurs), lire, décider, déplacer, fermer, noter,
 * prévenir. Deux fois égale une (Fusions, règles 3 à 9).
 * @throws Introuvable si l'un des dossiers n'existe pas
 * @throws Refus si l'un a déjà rejoint un autre dossier, ou si la règle dit d'attendre
 */
export function fusionner(services: Services, saisie: SaisieFusion): Promise<void> {
  const { gardeeId, disparueId } = saisie;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const tenues = await verrouillerFamilles(tx, [gardeeId, disparueId]);
    if (dejaFaite(tenues, saisie)) return;
    const enfants = [...(await lireDossiers(tx, [gardeeId, disparueId])).values()];
    await tenirLesEnfants(
      tx,
      enfants.flatMap((d) => d.enfants.map((e) => e.id)),
    );
    // Relus sous verrou : un enfant a pu être ajouté, un adulte changé.
    const dossiers = await lireDossiers(tx, [gardeeId, disparueId]);
    const [gardee, disparue] = [dossiers.get(gardeeId), dossiers.get(disparueId)];
    if (!gardee || !disparue) throw new Introuvable();
    const payeurs = await listerPayeursTouches(
      tx,
      [disparueId],
      disparue.adultes.map((a) => a.id),
    );
    const examen = examiner(gardee, disparue, saisie.choix, {
      ...(await chercherArgentEnCours(tx, payeurs)),
      emissionEnCours: await uneEmissionEstEnCours(tx),
    });
    if (!examen.permis) throw new Refus('fusion', examen.raisons.join(' '));
    const fusion = { ...saisie, gardee, disparue, plan: examen.plan, le };
    const enDouble = await deplacer(tx, services, fusion);
    await raconter(tx, fusion, enDouble);
    await prevenirLesAdultes(tx, services, fusion);
  });
}

function dejaFaite(
  tenues: ReadonlyMap<number, FamilleTenue>,
  { gardeeId, disparueId }: SaisieFusion,
): boolean {
  const [gardee, disparue] = [tenues.get(gardeeId), tenues.get(disparueId)];
  if (!gardee || !disparue || gardeeId === disparueId) throw new Introuvable();
  if (disparue.fusionneeDans === gardeeId) return true;
  for (const famille of [gardee, disparue]) {
    if (famille.fusionneeDans !== null)
      throw new Refus(
        'deja_fusionnee',
        `Le dossier n° ${famille.id} a déjà rejoint le n° ${famille.fusionneeDans} : repartez de celui-là.`,
      );
  }
  if (gardee.archivee)
    throw new Refus('archivee', 'Le dossier qui reste est archivé : rouvrez-le d’abord.');
  return false;
}

/** Chaque tranche déplace ce qui est à elle. Rend le nombre de jours qui étaient réservés deux fois. */
async function deplacer(tx: Tx, services: Services, fusion: Fusion): Promise<number> {
  const { plan, le, acteur, gardeeId, disparueId } = fusion;
  const familles = { de: disparueId, vers: gardeeId };
  const enfants = enColonnes(plan.enfants);
  const adultes = enColonnes(plan.adultes);
  const comptes = plan.adultes.map((a) => ({ de: a.compteDe, vers: a.compteVers }));
  const enDouble = await reunirReservations(tx, services, {
    familles,
    enfants: plan.enfants,
    comptes,
    le,
    par: acteur.compteId,
  });
  await reunirPointages(tx, { ...enfants, le });
  await reunirSante(tx, services, plan.enfants, { le, par: acteur.compteId });
  await reunirPaniers(tx, enfants);
  await deplacerLArgent(tx, familles, enfants, adultes, le);
  await reunirMessages(tx, familles, adultes);
  await reunirSemainesTypes(tx, familles, enfants);
  await reunirAgendas(tx, { adultes, enfants, le });
  await reunirVerifications(tx, familles);
  await reunirEnfants(tx, familles, enfants, plan.arrivants);
  await reprendreCoordonnees(
    tx,
    enColonnes(plan.adultes.filter((a) => a.reprendreLesCoordonnees)),
    le,
  );
  await reunirAdultes(tx, familles, adultes);
  await reunirAcces(tx, comptes, le);
  await fermerLeDossier(tx, familles, le);
  return enDouble;
}

/** Les payeurs, verrouillés par numéro comme pour tout ce qui touche à l'argent, changent de dossier. */
async function deplacerLArgent(
  tx: Tx,
  familles: Paire,
  enfants: Colonnes,
  adultes: Colonnes,
  le: Date,
): Promise<void> {
  const touches = await listerPayeursTouches(
    tx,
    [familles.de, familles.vers],
    [...adultes.de, ...adultes.vers],
  );
  await verrouillerPayeurs(tx, touches);
  const repris = enColonnes(await reprendreLesPayeurs(tx, familles, adultes));
  await reprendreLesPartages(tx, repris, enfants);
  await reprendreLesQuotients(tx, repris);
  await reunirMandats(tx, { ...repris, le });
  await reunirContestations(tx, familles, adultes, enfants);
}

interface Colonnes {
  de: number[];
  vers: number[];
}

function enColonnes(paires: readonly Paire[]): Colonnes {
  return { de: paires.map((p) => p.de), vers: paires.map((p) => p.vers) };
}

/** Une ligne sur les deux dossiers ; l'histoire du disparu se lit désormais aussi sur celui qui reste. */
async function raconter(tx: Tx, fusion: Fusion, enDouble: number): Promise<void> {
  const { acteur, gardee, disparue, plan, le } = fusion;
  await joindreLesJournaux(tx, [
    { de: `famille:${disparue.id}`, vers: `famille:${gardee.id}` },
    ...plan.enfants.map((e) => ({ de: `enfant:${e.de}`, vers: `enfant:${e.vers}` })),
  ]);
  const jours =
    enDouble === 0
      ? ''
      : enDouble === 1
        ? ' Un jour réservé deux fois ne l’est plus qu’une.'
        : ` ${enDouble} jours réservés deux fois ne le sont plus qu’une.`;
  await noter(tx, {
    le,
    acteur,
    verbe: 'fusionner_familles',
    phrase: `${acteur.nom} a réuni le dossier n° ${disparue.id} (${disparue.nom}) et le n° ${gardee.id} (${gardee.nom}), qui reste.${jours}`,
    sujets: [`famille:${gardee.id}`, `famille:${disparue.id}`],
    details: { plan, adultes: disparue.adultes.map((a) => a.identifiant) },
  });
}
