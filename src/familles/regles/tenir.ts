/** Ce qu'un agent corrige d'un dossier, et ce que le journal en retient (Familles, règles 24 à 27). */
import { ecrireJourEnChiffres } from '../../platform/jours.ts';
import type { AdulteNouveau, EnfantNouveau } from './dossier.ts';

type ChampDAdulte = Exclude<keyof AdulteNouveau, 'courriel'>;

const ADULTE: Record<ChampDAdulte, string> = {
  civilite: 'civilité',
  prenom: 'prénom',
  nom: 'nom',
  qualite: 'lien avec les enfants',
  telephone: 'téléphone',
  portable: 'portable',
  adresse: 'adresse',
  codePostal: 'code postal',
  commune: 'commune',
};

/** Les champs qui changent, en mots : l'autre parent lit le journal, il n'y lit pas les valeurs. */
export function comparerAdultes(
  avant: Pick<AdulteNouveau, ChampDAdulte>,
  apres: Pick<AdulteNouveau, ChampDAdulte>,
): string[] {
  const champs = Object.keys(ADULTE) as ChampDAdulte[];
  return champs.filter((c) => avant[c] !== apres[c]).map((c) => ADULTE[c]);
}

/** « prénom (Leo devient Léo), classe » : un enfant est aux deux parents, ce qui change se lit. */
export function comparerEnfants(
  avant: EnfantNouveau,
  apres: EnfantNouveau,
  classes: { avant: string | null; apres: string | null },
): string[] {
  const dire = (mot: string, a: string, b: string) =>
    a === b ? [] : [`${mot} (${a} devient ${b})`];
  return [
    ...dire('prénom', avant.prenom, apres.prenom),
    ...dire('nom', avant.nom, apres.nom),
    ...dire('naissance', ecrireJourEnChiffres(avant.neLe), ecrireJourEnChiffres(apres.neLe)),
    ...(avant.classeId === apres.classeId
      ? []
      : dire('classe', classes.avant ?? 'inconnue', classes.apres ?? 'inconnue')),
  ];
}
