import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import { direFaits, type Exemple, verifierExemples } from '../regles/essais.ts';
import type { Effet, RegleTarif } from '../regles/types.ts';
import {
  type Brouillon,
  chercherDernierJourFacture,
  chercherGrille,
  effacerBrouillon,
  type GrilleRangee,
  insererBrouillon,
  insererDeliberation,
  marquerPubliee,
  modifierBrouillon,
  remplacerExemples,
  verrouillerGrille,
} from '../requetes/grilles.ts';

const SANS_REGLE: RegleTarif = { periodicite: 'jour', base: { mode: 'unique', centimes: 0 } };

/**
 * Ouvre un brouillon : la copie d'une grille, ou une page blanche pour une prestation.
 * @throws Introuvable si la prestation ou la grille à copier n'existe pas
 */
export async function creerBrouillon(
  services: Services,
  geste: { prestationId: number; copieDe: number | null; du: Jour; acteur: Acteur },
): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const modele = geste.copieDe === null ? null : await chercherGrille(tx, geste.copieDe);
    if (geste.copieDe !== null && modele?.grille.prestationId !== geste.prestationId) {
      throw new Introuvable();
    }
    const contenu = {
      du: geste.du,
      regle: modele?.grille.regle ?? SANS_REGLE,
      coutDeRevientCentimes: modele?.grille.coutDeRevientCentimes ?? null,
      deliberationId: null,
      exemples: modele?.exemples ?? [],
    };
    const qui = { le, compteId: geste.acteur.compteId };
    const id = await insererBrouillon(tx, geste.prestationId, contenu, qui);
    if (id === null) throw new Introuvable();
    await noterGrille(tx, await trouver(tx, id), geste.acteur, le, 'creer_grille', 'créée');
    return id;
  });
}

export type SaisieBrouillon = Omit<Brouillon, 'deliberationId'> & {
  /** Une délibération connue, une nouvelle, ou pas encore. */
  deliberation: number | { numero: string; objet: string; adopteeLe: Jour } | null;
};

/** @throws Refus si la grille est publiée, ou si le numéro de délibération sert déjà */
export async function enregistrerBrouillon(
  services: Services,
  geste: { grilleId: number; brouillon: SaisieBrouillon; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerBrouillon(tx, geste.grilleId);
    const { deliberation, ...brouillon } = geste.brouillon;
    const deliberationId =
      deliberation === null || typeof deliberation === 'number'
        ? deliberation
        : await insererDeliberation(tx, deliberation);
    await modifierBrouillon(tx, geste.grilleId, { ...brouillon, deliberationId });
    const apres = await trouver(tx, geste.grilleId);
    await noterGrille(tx, apres, geste.acteur, le, 'modifier_grille', 'modifiée', brouillon);
  });
}

/** Remplace les exemples d'un brouillon : `changer` reçoit ceux d'avant. */
export async function changerExemples(
  services: Services,
  geste: {
    grilleId: number;
    changer: (exemples: readonly Exemple[]) => readonly Exemple[];
    acteur: Acteur;
  },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const grille = await verrouillerBrouillon(tx, geste.grilleId);
    const exemples = geste.changer(grille.exemples);
    await remplacerExemples(tx, geste.grilleId, exemples);
    const mot = `vérifiée par ${exemples.length} exemple${exemples.length > 1 ? 's' : ''}`;
    await noterGrille(tx, grille, geste.acteur, le, 'changer_exemples', mot, { exemples });
  });
}

export async function supprimerBrouillon(
  services: Services,
  geste: { grilleId: number; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const grille = await verrouillerBrouillon(tx, geste.grilleId);
    await effacerBrouillon(tx, geste.grilleId);
    const { regle } = grille.grille;
    await noterGrille(tx, grille, geste.acteur, le, 'effacer_grille', 'effacée', { regle });
  });
}

/**
 * Publie une grille : elle vaudra de son jour jusqu'à la suivante, et ne changera plus. Publier deux
 * fois égale une. @throws Refus sans délibération, sans exemple, ou si un exemple ne passe pas
 */
export async function publierGrille(
  services: Services,
  geste: { grilleId: number; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const rangee = await verrouillerGrille(tx, geste.grilleId);
    if (!rangee) throw new Introuvable();
    if (rangee.publieeLe) return;
    exigerPubliable(rangee);
    const facture = await chercherDernierJourFacture(tx, rangee.grille.prestationId);
    if (facture !== null && rangee.grille.du <= facture) {
      throw new Refus(
        'jour_facture',
        `Des jours sont déjà facturés jusqu’au ${ecrireJourEnChiffres(facture)} : faites partir cette grille d’un jour plus tard.`,
        'du',
      );
    }
    await marquerPubliee(tx, geste.grilleId, { le, compteId: geste.acteur.compteId });
    const mot = `publiée (délibération ${rangee.deliberation})`;
    const { regle } = rangee.grille;
    await noterGrille(tx, rangee, geste.acteur, le, 'publier_grille', mot, { regle });
  });
}

/** Tarifs, règle 17. */
function exigerPubliable(rangee: GrilleRangee): void {
  const { grille, exemples } = rangee;
  if (rangee.deliberationId === null) {
    throw new Refus(
      'sans_deliberation',
      'Choisissez la délibération qui fonde ce tarif, enregistrez, puis publiez.',
      'deliberation',
    );
  }
  if (grille.coutDeRevientCentimes === null && effetsDe(grille.regle).some(estAuCout)) {
    throw new Refus(
      'sans_cout',
      'Une majoration fait payer le coût de revient : écrivez-le, enregistrez, puis publiez.',
      'cout',
    );
  }
  if (exemples.length === 0) {
    throw new Refus(
      'sans_exemple',
      'Ajoutez au moins un exemple dont vous connaissez le prix, puis publiez.',
      'exemples',
    );
  }
  const [echec] = verifierExemples(grille, exemples).filter((v) => !v.passe);
  if (!echec) return;
  const attendu = ecrireEuros(echec.exemple.attenduCentimes);
  const obtenu = ecrireEuros(echec.prix.montantCentimes);
  throw new Refus(
    'exemple_faux',
    `L’exemple « ${direFaits(echec.exemple.faits)} » attend ${attendu} et la grille donne ${obtenu}. Corrigez l’un ou l’autre, puis publiez.`,
    'exemples',
  );
}

function effetsDe({ fratrie = [], panierRepas, majorations = {} }: RegleTarif): Effet[] {
  const { horsDelai, sansReservation, absence } = majorations;
  return [panierRepas, horsDelai, sansReservation, absence, ...fratrie.map((f) => f.effet)].filter(
    (effet) => effet !== undefined,
  );
}

function estAuCout(effet: Effet): boolean {
  return effet.mode === 'cout_de_revient';
}

async function verrouillerBrouillon(tx: Tx, id: number): Promise<GrilleRangee> {
  const grille = await verrouillerGrille(tx, id);
  if (!grille) throw new Introuvable();
  if (grille.publieeLe) {
    throw new Refus(
      'publiee',
      'Cette grille est publiée : elle ne change plus. Créez une nouvelle version, qui partira d’un autre jour.',
    );
  }
  return grille;
}

async function trouver(tx: Tx, id: number): Promise<GrilleRangee> {
  const grille = await chercherGrille(tx, id);
  if (!grille) throw new Introuvable();
  return grille;
}

function noterGrille(
  tx: Tx,
  { grille, activite, prestation }: GrilleRangee,
  acteur: Acteur,
  le: Date,
  verbe: string,
  mot: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const du = ecrireJourEnChiffres(grille.du);
  return noter(tx, {
    le,
    acteur,
    verbe,
    phrase: `Grille « ${activite}, ${prestation} » à partir du ${du} : ${mot}.`,
    sujets: [`grille:${grille.id}`, `prestation:${grille.prestationId}`],
    details,
  });
}
