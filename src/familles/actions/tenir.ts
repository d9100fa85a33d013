import { donnerUneAdresse } from '../../comptes/actions/acces.ts';
import { inviter } from '../../comptes/actions/liens.ts';
import { ouvrirComptes } from '../../comptes/actions/ouvrir.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { AdulteNouveau, EnfantNouveau } from '../regles/dossier.ts';
import { comparerAdultes, comparerEnfants } from '../regles/tenir.ts';
import { insererAdultes, insererEnfants } from '../requetes/creer.ts';
import { verrouillerResponsable } from '../requetes/famille.ts';
import { listerClassesAChoisir } from '../requetes/guichet.ts';
import {
  chercherAdulte,
  chercherEnfant,
  compterAutresAdultes,
  enregistrerAdulte,
  enregistrerEnfant,
  enregistrerFamille,
  supprimerRattachement,
  verrouillerFamille,
} from '../requetes/tenir.ts';
import { CHANGE_ENTRE_TEMPS } from './coordonnees.ts';

interface Geste {
  familleId: number;
  acteur: Acteur;
}

/**
 * Corrige un adulte du dossier ; son adresse électronique suit sa propre règle (`donnerUneAdresse`).
 * Rend ce qui a changé, en mots ; rien si tout y était déjà.
 * @throws Introuvable s'il n'est pas de cette famille
 * @throws Refus `change_entre_temps` si la fiche a changé depuis que la page a été affichée
 */
export async function modifierAdulte(
  services: Services,
  saisie: Geste & { adulteId: number; adulte: AdulteNouveau; version: string },
): Promise<{ champs: string[]; adresse: 'posee' | 'a_confirmer' | 'inchangee' }> {
  const { familleId, adulteId, adulte, acteur } = saisie;
  const le = services.clock.now();
  const { champs, compteId } = await transaction(services.db, async (tx) => {
    await verrouillerResponsable(tx, adulteId);
    const avant = await chercherAdulte(tx, familleId, adulteId);
    if (!avant) throw new Introuvable();
    const changes = comparerAdultes(avant, adulte);
    if (changes.length > 0) {
      if (avant.version !== saisie.version)
        throw new Refus(
          CHANGE_ENTRE_TEMPS,
          'Cette fiche a été modifiée entre-temps, par la famille ou par un collègue. Relisez-la, puis enregistrez de nouveau.',
        );
      await enregistrerAdulte(tx, familleId, { ...adulte, id: adulteId }, le);
      await noter(tx, {
        le,
        acteur,
        verbe: 'corriger_adulte',
        phrase: `${acteur.nom} a corrigé la fiche de ${adulte.prenom} ${adulte.nom} : ${changes.join(', ')}.`,
        sujets: avant.familles.map((f) => `famille:${f}`),
      });
    }
    return { champs: changes, compteId: avant.compteId };
  });
  if (adulte.courriel === null) return { champs, adresse: 'inchangee' };
  const adresse = await donnerUneAdresse(services, {
    compteId,
    courriel: adulte.courriel,
    acteur,
  });
  return { champs, adresse };
}

/** Ajoute un adulte et son accès ; il reçoit l'invitation s'il a une adresse électronique. */
export async function ajouterAdulte(
  services: Services,
  { familleId, acteur, adulte }: Geste & { adulte: AdulteNouveau },
): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await tenir(tx, familleId);
    const [compteId = 0] = await ouvrirComptes(tx, [adulte], le);
    const [id = 0] = await insererAdultes(tx, [{ ...adulte, familleId, compteId }], le);
    await noter(tx, {
      le,
      acteur,
      verbe: 'ajouter_adulte',
      phrase: `${acteur.nom} a ajouté ${adulte.prenom} ${adulte.nom} à ce dossier.`,
      sujets: [`famille:${familleId}`, `compte:${compteId}`],
    });
    await inviter(tx, services, compteId);
    return id;
  });
}

/**
 * Retire un adulte du dossier : il n'y entre plus. Son accès et ses autres familles restent.
 * @throws Refus s'il est le dernier : plus personne ne répondrait des enfants
 */
export async function retirerAdulte(
  services: Services,
  { familleId, acteur, adulteId }: Geste & { adulteId: number },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await tenir(tx, familleId);
    const adulte = await chercherAdulte(tx, familleId, adulteId);
    if (!adulte) throw new Introuvable();
    if ((await compterAutresAdultes(tx, familleId, adulteId)) === 0)
      throw new Refus(
        'dernier_adulte',
        'C’est le seul adulte de ce dossier : ajoutez d’abord celui qui en répondra.',
      );
    await supprimerRattachement(tx, familleId, adulteId);
    await noter(tx, {
      le,
      acteur,
      verbe: 'retirer_adulte',
      phrase: `${acteur.nom} a retiré ${adulte.prenom} ${adulte.nom} de ce dossier.`,
      sujets: [`famille:${familleId}`, `compte:${adulte.compteId}`],
    });
  });
}

/** Corrige un enfant, et sa classe de cette année ; null en classe : inconnue. Rend ce qui a changé. */
export async function modifierEnfant(
  services: Services,
  saisie: Geste & { enfantId: number; enfant: EnfantNouveau; annee: string },
): Promise<string[]> {
  const { familleId, enfantId, enfant, annee, acteur } = saisie;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await tenir(tx, familleId);
    const avant = await chercherEnfant(tx, familleId, enfantId, annee);
    if (!avant) throw new Introuvable();
    const classes = await listerClassesAChoisir(tx, annee);
    const choisie = classes.find((c) => c.id === enfant.classeId);
    const champs = comparerEnfants(avant, enfant, {
      avant: avant.classe,
      apres: choisie ? `${choisie.ecole}, ${choisie.nom}` : null,
    });
    if (champs.length === 0) return [];
    await enregistrerEnfant(tx, { ...enfant, id: enfantId }, annee);
    await noter(tx, {
      le,
      acteur,
      verbe: 'corriger_enfant',
      phrase: `${acteur.nom} a corrigé la fiche de ${enfant.prenom} ${enfant.nom} : ${champs.join(', ')}.`,
      sujets: [`famille:${familleId}`, `enfant:${enfantId}`],
    });
    return champs;
  });
}

export async function ajouterEnfant(
  services: Services,
  { familleId, acteur, enfant, annee }: Geste & { enfant: EnfantNouveau; annee: string },
): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await tenir(tx, familleId);
    const [id = 0] = await insererEnfants(tx, [{ ...enfant, familleId }], annee, le);
    await noter(tx, {
      le,
      acteur,
      verbe: 'ajouter_enfant',
      phrase: `${acteur.nom} a ajouté ${enfant.prenom} ${enfant.nom} à ce dossier.`,
      sujets: [`famille:${familleId}`, `enfant:${id}`],
    });
    return id;
  });
}

/** Le nom du dossier, et la commune retenue pour les droits, pièce en main (Familles, règle 5). */
export async function modifierDossier(
  services: Services,
  saisie: Geste & { nom: string; commune: { codeInsee: string; nom: string } | null },
): Promise<boolean> {
  const { familleId, acteur, nom, commune } = saisie;
  if (nom === '') throw new Refus('nom', 'Écrivez le nom du dossier.', 'nom');
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const avant = await tenir(tx, familleId);
    const codeInsee = commune?.codeInsee ?? null;
    const champs = [
      ...(avant.nom === nom ? [] : [`nom (${avant.nom} devient ${nom})`]),
      ...(avant.codeInsee === codeInsee
        ? []
        : [`commune retenue pour les droits : ${commune?.nom ?? 'à préciser'}`]),
    ];
    if (champs.length === 0) return false;
    await enregistrerFamille(tx, { id: familleId, nom, codeInsee });
    await noter(tx, {
      le,
      acteur,
      verbe: 'corriger_dossier',
      phrase: `${acteur.nom} a corrigé le dossier : ${champs.join(', ')}.`,
      sujets: [`famille:${familleId}`],
    });
    return true;
  });
}

async function tenir(tx: Tx, familleId: number) {
  const famille = await verrouillerFamille(tx, familleId);
  if (!famille) throw new Introuvable();
  return famille;
}
