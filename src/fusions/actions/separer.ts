import { uneEmissionEstEnCours } from '../../factures/actions/reunir.ts';
import { emmenerSonPayeur, figerLAdresseCommune } from '../../factures/actions/separer.ts';
import { verrouillerFamilles } from '../../familles/actions/reunir.ts';
import { dossierDejaOuvert, ouvrirLeDossierDe } from '../../familles/actions/separer.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { tenirLesEnfants } from '../../reservations/actions/reunir.ts';
import { confierLesDemandes } from '../../reservations/actions/separer.ts';
import type { Dossier } from '../regles/fusion.ts';
import {
  type ChoixDeSeparation,
  examinerSeparation,
  type PlanDeSeparation,
} from '../regles/separation.ts';
import { lireDossiers } from '../requetes/faits.ts';
import { prevenirDeLaSeparation } from './prevenir.ts';

export interface SaisieSeparation {
  familleId: number;
  choix: ChoixDeSeparation;
  /** Tirée par la page : le même formulaire n'ouvre qu'un dossier. */
  cle: string;
  acteur: Acteur & { compteId: number };
}

/**
 * Un adulte quitte le dossier de sa famille et prend le sien, avec les enfants qui partent (Fusions,
 * règles 12 à 15). Une transaction, les mêmes verrous qu'une fusion. Deux fois égale une.
 * @returns le numéro du nouveau dossier
 * @throws Introuvable si le dossier n'existe pas ; Refus si la règle ne le permet pas
 */
export function separer(services: Services, saisie: SaisieSeparation): Promise<number> {
  const { familleId, choix, cle, acteur } = saisie;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerFamilles(tx, [familleId])).has(familleId)) throw new Introuvable();
    const deja = await dossierDejaOuvert(tx, cle);
    if (deja !== null) return deja;
    const avant = (await lireDossiers(tx, [familleId])).get(familleId);
    await tenirLesEnfants(tx, avant?.enfants.map((e) => e.id) ?? []);
    const dossier = (await lireDossiers(tx, [familleId])).get(familleId);
    if (!dossier) throw new Introuvable();
    const examen = examinerSeparation(dossier, choix, {
      emissionEnCours: await uneEmissionEstEnCours(tx),
    });
    if (!examen.permis) throw new Refus('separation', examen.raison);
    const { plan } = examen;
    const nouveau = await deplacer(tx, dossier, plan, le);
    await raconter(tx, { dossier, plan, nouveau, cle, acteur, le });
    await prevenirDeLaSeparation(tx, services, { plan, familleId, nouveau, le });
    await confier(tx, dossier, plan);
    return nouveau;
  });
}

async function deplacer(
  tx: Tx,
  dossier: Dossier,
  { partant, partent, commun }: PlanDeSeparation,
  le: Date,
): Promise<number> {
  if (commun) await figerLAdresseCommune(tx, dossier.id);
  const nouveau = await ouvrirLeDossierDe(tx, partant, {
    de: dossier.id,
    enfants: partent,
    commun,
    le,
  });
  if (!commun) await emmenerSonPayeur(tx, { adulteId: partant.id, de: dossier.id, vers: nouveau });
  return nouveau;
}

/** Les lettres d'une demande vont à un adulte qui voit encore l'enfant. */
async function confier(
  tx: Tx,
  dossier: Dossier,
  { partant, partent, restants, commun }: PlanDeSeparation,
): Promise<void> {
  await confierLesDemandes(tx, {
    enfants: partent,
    de: restants.map((a) => a.compteId),
    vers: partant.compteId,
  });
  const [premier] = restants;
  if (commun || !premier) return;
  await confierLesDemandes(tx, {
    enfants: dossier.enfants.map((e) => e.id).filter((id) => !partent.includes(id)),
    de: [partant.compteId],
    vers: premier.compteId,
  });
}

/** Chaque dossier a sa ligne : le nouveau numéro ne se lit pas chez l'autre parent. */
async function raconter(
  tx: Tx,
  s: {
    dossier: Dossier;
    plan: PlanDeSeparation;
    nouveau: number;
    cle: string;
    acteur: Acteur;
    le: Date;
  },
): Promise<void> {
  const { dossier, plan, nouveau, cle, acteur, le } = s;
  const nom = `${plan.partant.prenom} ${plan.partant.nom}`;
  const commun = { le, acteur, verbe: 'separer_famille' };
  await noter(
    tx,
    {
      ...commun,
      phrase: `${acteur.nom} a ouvert un dossier pour ${nom}, qui a désormais le sien.`,
      sujets: [`famille:${dossier.id}`],
      details: { partent: plan.partent, commun: plan.commun },
    },
    {
      ...commun,
      phrase: `${acteur.nom} a ouvert ce dossier pour ${nom}, qui était du dossier n° ${dossier.id}.`,
      sujets: [`famille:${nouveau}`, `saisie:${cle}`],
    },
  );
}
