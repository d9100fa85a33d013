import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { AnneeScolaire, Classe, Niveau } from '../regles/classes.ts';
import {
  changerClasse,
  changerEcole,
  chercherEcole,
  chercherEcoleParNom,
  enregistrerCommune,
  insererClasses,
  insererEcole,
  lireAnneesDeLaClasse,
  listerClasses,
  verrouillerEcoles,
} from '../requetes/ecoles.ts';

type Depuis = Pick<Services, 'db' | 'clock'>;
type Ecole = { nom: string; codeInsee: string };

/** Crée l'école ; le même envoi deux fois rend la même. */
export function creerEcole(
  { db, clock }: Depuis,
  { saisie, acteur }: { saisie: Ecole; acteur: Acteur },
): Promise<number> {
  return transaction(db, async (tx) => {
    await verrouillerEcoles(tx);
    const deja = await chercherEcoleParNom(tx, saisie);
    if (deja) return deja;
    const id = await insererEcole(tx, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'creer_ecole',
      phrase: `${acteur.nom} a créé l’école « ${saisie.nom} ».`,
      sujets: [`ecole:${id}`],
    });
    return id;
  });
}

/** @throws Introuvable, Refus si le nom est pris dans la commune */
export function reglerEcole(
  { db, clock }: Depuis,
  { id, saisie, acteur }: { id: number; saisie: Ecole; acteur: Acteur },
): Promise<void> {
  return transaction(db, async (tx) => {
    await verrouillerEcoles(tx);
    const avant = await chercherEcole(tx, id);
    if (!avant) throw new Introuvable();
    if (avant.nom === saisie.nom && avant.codeInsee === saisie.codeInsee) return;
    const homonyme = await chercherEcoleParNom(tx, saisie);
    if (homonyme && homonyme !== id) {
      throw new Refus('nom_d_ecole', 'Une école de cette commune porte déjà ce nom.', 'nom');
    }
    await changerEcole(tx, id, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'changer_ecole',
      phrase: `${acteur.nom} a changé l’école « ${avant.nom} » en « ${saisie.nom} ».`,
      sujets: [`ecole:${id}`],
      details: { avant, apres: saisie },
    });
  });
}

/** Ajoute des classes à l'école ; celles dont elle a déjà le nom restent. Rend les noms ajoutés. */
export function ajouterClasses(
  { db, clock }: Depuis,
  geste: {
    ecoleId: number;
    classes: readonly { nom: string; niveau: Niveau; premiereAnnee: AnneeScolaire | null }[];
    acteur: Acteur;
  },
): Promise<string[]> {
  const { ecoleId, classes, acteur } = geste;
  return transaction(db, async (tx) => {
    const ajoutees = await insererClasses(tx, ecoleId, classes);
    if (ajoutees.length > 0) {
      await noter(tx, {
        le: clock.now(),
        acteur,
        verbe: 'creer_classes',
        phrase: `${acteur.nom} a ajouté ${ajoutees.join(', ')}.`,
        sujets: [`ecole:${ecoleId}`],
      });
    }
    return ajoutees;
  });
}

/** @throws Introuvable, Refus si des enfants y sont une année où elle n'existerait plus */
export function reglerClasse(
  { db, clock }: Depuis,
  geste: { id: number; saisie: Classe; annee: AnneeScolaire; acteur: Acteur },
): Promise<void> {
  const { id, saisie, acteur } = geste;
  return transaction(db, async (tx) => {
    await verrouillerEcoles(tx);
    const [avant] = await listerClasses(tx, geste.annee, { id });
    if (!avant) throw new Introuvable();
    const { premiere, derniere } = await lireAnneesDeLaClasse(tx, id);
    refuserAnneesPerdues(saisie, premiere, derniere);
    await changerClasse(tx, id, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'changer_classe',
      phrase: `${acteur.nom} a changé la classe « ${avant.nom} » : ${decrire(saisie)}.`,
      sujets: [`ecole:${avant.ecoleId}`],
      details: { avant, apres: saisie },
    });
  });
}

function refuserAnneesPerdues(
  { premiereAnnee, derniereAnnee }: Classe,
  premiere: AnneeScolaire | null,
  derniere: AnneeScolaire | null,
): void {
  if (derniere && derniereAnnee && derniere > derniereAnnee) {
    throw new Refus(
      'classe_occupee',
      `Des enfants y sont inscrits en ${derniere} : changez-les de classe d’abord.`,
      'derniere_annee',
    );
  }
  if (premiere && premiereAnnee && premiere < premiereAnnee) {
    throw new Refus(
      'classe_occupee',
      `Des enfants y étaient inscrits en ${premiere} : choisissez une première année plus ancienne.`,
      'premiere_annee',
    );
  }
}

function decrire({ nom, niveau, premiereAnnee, derniereAnnee }: Classe): string {
  const debut = premiereAnnee ? `, à partir de ${premiereAnnee}` : '';
  return `« ${nom} », ${niveau}${debut}${derniereAnnee ? `, jusqu’à ${derniereAnnee}` : ''}`;
}

/** Ajoute la commune, ou corrige son nom et son code postal. */
export function reglerCommune(
  { db, clock }: Depuis,
  geste: { saisie: { codeInsee: string; nom: string; codePostal: string }; acteur: Acteur },
): Promise<void> {
  const { saisie, acteur } = geste;
  return transaction(db, async (tx) => {
    const avant = await enregistrerCommune(tx, saisie);
    if (avant?.nom === saisie.nom && avant.codePostal === saisie.codePostal) return;
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: avant ? 'changer_commune' : 'ajouter_commune',
      phrase: avant
        ? `${acteur.nom} a corrigé la commune ${saisie.codeInsee} : ${avant.nom} (${avant.codePostal}) → ${saisie.nom} (${saisie.codePostal}).`
        : `${acteur.nom} a ajouté la commune ${saisie.nom} (${saisie.codePostal}).`,
      sujets: ['communes'],
    });
  });
}
