import { inviter } from '../../comptes/actions/liens.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { DossierNouveau } from '../regles/dossier.ts';
import {
  chercherFamilleCreee,
  chercherFamillesProches,
  type FamilleProche,
  listerComptesDeLaFamille,
  verrouillerLesCreations,
} from '../requetes/guichet.ts';
import { creerDossiers } from './en-lot.ts';

export interface Creation {
  dossier: DossierNouveau;
  /** L'année scolaire des classes, « 2026-2027 ». */
  annee: string;
  /** Tirée par la page : le même formulaire envoyé deux fois ne crée qu'une famille. */
  cle: string;
  /** L'agent a vu les familles proches, et crée quand même. */
  malgreLesProches: boolean;
  acteur: Acteur;
}

/** « Une famille a déjà cet enfant » : la page montre lesquelles. */
export class FamillesProches extends Refus {
  readonly proches: readonly FamilleProche[];

  constructor(proches: readonly FamilleProche[]) {
    super('familles_proches', 'Une famille a peut-être déjà cet enfant.', 'malgre');
    this.proches = proches;
  }
}

/**
 * Crée la famille, ses accès et ses enfants ; chaque adulte qui a une adresse électronique reçoit de
 * quoi activer le sien (Familles, règles 21 à 23). Le même envoi deux fois rend la même.
 * @returns le numéro de la famille
 * @throws FamillesProches si un enfant est peut-être déjà connu et que l'agent ne l'a pas dit voulu
 * @throws Refus si une adresse électronique sert déjà
 */
export function creerFamille(services: Services, creation: Creation): Promise<number> {
  const { dossier, annee, cle, malgreLesProches, acteur } = creation;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await verrouillerLesCreations(tx);
    const deja = await chercherFamilleCreee(tx, cle);
    if (deja !== null) return deja;
    const proches = await chercherFamillesProches(tx, dossier.enfants);
    if (proches.length > 0 && !malgreLesProches) throw new FamillesProches(proches);
    const [familleId = 0] = await creerDossiers(tx, [dossier], { le, annee });
    await noter(tx, {
      le,
      acteur,
      verbe: 'creer_famille',
      phrase: `${acteur.nom} a créé le dossier de la famille ${dossier.nom}.`,
      sujets: [`famille:${familleId}`, `saisie:${cle}`],
    });
    for (const compteId of await listerComptesDeLaFamille(tx, familleId))
      await inviter(tx, services, compteId);
    return familleId;
  });
}
