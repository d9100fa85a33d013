/** Ce qu'un parent écrit au centre (docs/regles/familles.md, « Écrire au centre »). */
export interface SaisieMessage {
  /** null : « Je ne sais pas ». */
  structureId: number | null;
  familleId: number | null;
  objet: string;
  texte: string;
}

export type ChampMessage = 'structure' | 'famille' | 'objet' | 'texte';
export interface ErreurDeMessage {
  champ: ChampMessage;
  message: string;
}

export const OBJET_AU_PLUS = 120;
export const TEXTE_AU_PLUS = 4000;
/** Par adulte et par jour : au-delà, le téléphone va plus vite. */
export const MESSAGES_PAR_JOUR = 10;

/** Met au propre, dit ce qui est à revoir. Un adulte d'une seule famille ne la choisit pas. */
export function examinerMessage(
  saisie: SaisieMessage,
  familles: readonly number[],
): { message: SaisieMessage; erreurs: ErreurDeMessage[] } {
  const erreurs: ErreurDeMessage[] = [];
  const objet = saisie.objet.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const texte = nettoyerTexte(saisie.texte);
  const familleId = familles.length === 1 ? (familles[0] ?? null) : saisie.familleId;
  if (familleId === null || !familles.includes(familleId)) {
    erreurs.push({ champ: 'famille', message: 'Choisissez la famille dont vous parlez.' });
  }
  if (!objet) {
    erreurs.push({ champ: 'objet', message: 'Donnez un objet : de quoi s’agit-il ?' });
  } else if (objet.length > OBJET_AU_PLUS) {
    erreurs.push({
      champ: 'objet',
      message: `L’objet est trop long : ${OBJET_AU_PLUS} caractères au plus.`,
    });
  }
  if (!texte) {
    erreurs.push({ champ: 'texte', message: 'Écrivez votre message.' });
  } else if (texte.length > TEXTE_AU_PLUS) {
    erreurs.push({
      champ: 'texte',
      message: `Votre message est trop long : ${TEXTE_AU_PLUS} caractères au plus.`,
    });
  }
  return { message: { structureId: saisie.structureId, familleId, objet, texte }, erreurs };
}

/** Sans caractère de contrôle, les fins de ligne d'un seul genre. */
export function nettoyerTexte(saisi: string): string {
  return saisi
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** Peut-il encore écrire aujourd'hui, après `dejaEnvoyes` messages ? */
export function peutEcrireEncore(dejaEnvoyes: number): boolean {
  return dejaEnvoyes < MESSAGES_PAR_JOUR;
}

/** La clé d'un formulaire ; ce qui n'en a pas la forme vient d'une page abîmée. */
export function estCleUnique(valeur: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(valeur);
}
