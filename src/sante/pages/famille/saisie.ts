import { randomUUID } from 'node:crypto';
import type { SessionFamille } from '../../../comptes/session.ts';
import { estCleUnique } from '../../../messages/regles/ecrire.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, texte } from '../../../platform/forms.ts';
import type { Ctx } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import type { ErreurListee } from '../../../ui/formulaire.tsx';
import {
  ajouterPersonne,
  choisirRegime,
  repondreAuxAutorisations,
  retirer,
} from '../../actions/entourage.ts';
import { confirmerFiche, ecrireRubrique, type GesteDeFamille } from '../../actions/fiche.ts';
import { GENRES_D_AUTORISATION } from '../../regles/autorisations.ts';
import { examinerPersonne } from '../../regles/personnes.ts';
import { examinerRubrique, RUBRIQUES, type Rubrique } from '../../regles/rubriques.ts';

/** Les parties de la page qui s'envoient seules. */
export type Partie =
  | Rubrique
  | 'confirmation'
  | 'regime'
  | 'autorisations'
  | 'personne'
  | 'retrait';

/** Ce qui vient d'être envoyé et n'a pas pu s'enregistrer : rien de tapé ne se perd. */
export interface Saisie {
  partie: Partie;
  form: URLSearchParams;
  erreurs: readonly ErreurListee[];
  refus: { code: string; message: string } | null;
}

export type Envoi = { erreurs: ErreurListee[] } | { erreurs: null; faire: () => Promise<boolean> };

export function lirePartie(form: URLSearchParams): Partie {
  const nom = texte(form, 'partie');
  const partie = [...RUBRIQUES, ...AUTRES].find((p) => p === nom);
  if (!partie) throw new Introuvable();
  return partie;
}

const AUTRES = ['confirmation', 'regime', 'autorisations', 'personne', 'retrait'] as const;

/** Ce que l'envoi veut faire, ou ce qui est à revoir dans sa saisie. */
export function preparer(ctx: Ctx<SessionFamille>, partie: Partie, geste: GesteDeFamille): Envoi {
  const { form } = ctx;
  switch (partie) {
    case 'confirmation': {
      const jourDe = (instant: Date) => jourLocal(instant, ctx.commune.fuseau);
      return pret(() => confirmerFiche(ctx, { ...geste, jourDe }));
    }
    case 'regime': {
      const regime = texte(form, 'regime');
      const regimeId = regime === '' ? null : entierDe(regime);
      return pret(() => choisirRegime(ctx, { ...geste, regimeId }));
    }
    case 'autorisations': {
      const reponses = GENRES_D_AUTORISATION.flatMap((genre) => {
        const reponse = texte(form, genre);
        return reponse === 'oui' || reponse === 'non'
          ? [{ genre, accordee: reponse === 'oui' }]
          : [];
      });
      return pret(() => repondreAuxAutorisations(ctx, { ...geste, reponses }));
    }
    case 'personne':
      return preparerPersonne(ctx, geste);
    case 'retrait': {
      const personneId = entierDe(form.get('personne'));
      return pret(() => retirer(ctx, { ...geste, personneId }));
    }
    default: {
      const { contenu, erreurs } = examinerRubrique(partie, (champ) => texte(form, champ));
      if (erreurs) return { erreurs };
      const version = texte(form, 'version');
      return pret(() => ecrireRubrique(ctx, { ...geste, rubrique: partie, contenu, version }));
    }
  }
}

function pret(faire: () => Promise<boolean>): Envoi {
  return { erreurs: null, faire };
}

function preparerPersonne(ctx: Ctx<SessionFamille>, geste: GesteDeFamille): Envoi {
  const { form } = ctx;
  const { personne, erreurs } = examinerPersonne({
    nom: texte(form, 'nom'),
    lien: texte(form, 'lien'),
    telephone: texte(form, 'telephone'),
    vientChercher: form.has('vientChercher'),
    aPrevenir: form.has('aPrevenir'),
  });
  if (erreurs) return { erreurs };
  const cle = texte(form, 'cle_unique');
  const cleUnique = estCleUnique(cle) ? cle : randomUUID();
  return pret(() => ajouterPersonne(ctx, { ...geste, personne, cleUnique }));
}
