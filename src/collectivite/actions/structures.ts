import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { refuserFermeture, type Structure } from '../regles/saisie-structure.ts';
import {
  changerStructure,
  chercherStructure,
  chercherStructureOuverteParNom,
  compterCeQuiRetient,
  insererStructure,
  poserFermeture,
  type StructureLue,
  verrouillerStructures,
} from '../requetes/structures.ts';

type Depuis = Pick<Services, 'db' | 'clock'>;
const CHAMPS = ['nom', 'courriel', 'telephone', 'adresse'] as const;

/** Crée la structure ; envoyée deux fois, elle n'est créée qu'une. @throws Refus si le nom est pris */
export function creerStructure(
  { db, clock }: Depuis,
  { saisie, acteur }: { saisie: Structure; acteur: Acteur },
): Promise<number> {
  return transaction(db, async (tx) => {
    await verrouillerStructures(tx);
    const deja = await chercherStructureOuverteParNom(tx, saisie.nom);
    if (deja && CHAMPS.every((champ) => deja[champ] === saisie[champ])) return deja.id;
    if (deja) throw nomPris();
    const id = await insererStructure(tx, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'creer_structure',
      phrase: `${acteur.nom} a créé la structure « ${saisie.nom} ».`,
      sujets: [`structure:${id}`],
      details: { apres: saisie },
    });
    return id;
  });
}

/** @throws Introuvable, Refus si le nom est pris */
export function reglerStructure(
  { db, clock }: Depuis,
  { id, saisie, acteur }: { id: number; saisie: Structure; acteur: Acteur },
): Promise<void> {
  return transaction(db, async (tx) => {
    const avant = await trouverSousVerrou(tx, id);
    const changes = CHAMPS.filter((champ) => avant[champ] !== saisie[champ]);
    if (changes.length === 0) return;
    const homonyme = await chercherStructureOuverteParNom(tx, saisie.nom);
    if (homonyme && homonyme.id !== id) throw nomPris();
    await changerStructure(tx, id, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'changer_structure',
      phrase: `${acteur.nom} a changé ${changes.map((c) => `${MOTS[c]} (${avant[c] ?? 'rien'} → ${saisie[c] ?? 'rien'})`).join(', ')}.`,
      sujets: [`structure:${id}`],
      details: { avant, apres: saisie },
    });
  });
}

const MOTS = {
  nom: 'le nom',
  courriel: 'l’adresse électronique',
  telephone: 'le téléphone',
  adresse: 'l’adresse',
} as const;

/** Ferme la structure, ou la rouvre ; deux fois, une seule. @throws Introuvable, Refus */
export function fermerOuRouvrir(
  { db, clock }: Depuis,
  geste: { id: number; fermer: boolean; aujourdhui: Jour; acteur: Acteur },
): Promise<void> {
  const { id, fermer, acteur } = geste;
  const le = clock.now();
  return transaction(db, async (tx) => {
    const { nom, fermeeLe } = await trouverSousVerrou(tx, id);
    if ((fermeeLe !== null) === fermer) return;
    if (fermer) {
      const refus = refuserFermeture(await compterCeQuiRetient(tx, id, geste.aujourdhui));
      if (refus) throw new Refus('structure_retenue', refus);
    } else if (await chercherStructureOuverteParNom(tx, nom)) throw nomPris();
    await poserFermeture(tx, id, fermer ? le : null);
    await noter(tx, {
      le,
      acteur,
      verbe: fermer ? 'fermer_structure' : 'rouvrir_structure',
      phrase: `${acteur.nom} a ${fermer ? 'fermé' : 'rouvert'} la structure « ${nom} ».`,
      sujets: [`structure:${id}`],
    });
  });
}

async function trouverSousVerrou(tx: Tx, id: number): Promise<StructureLue> {
  await verrouillerStructures(tx);
  const structure = await chercherStructure(tx, id);
  if (!structure) throw new Introuvable();
  return structure;
}

function nomPris(): Refus {
  return new Refus(
    'nom_de_structure',
    'Une structure ouverte porte déjà ce nom : choisissez-en un autre.',
    'nom',
  );
}
