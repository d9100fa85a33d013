import { type Acteur, noter } from '../../journal/actions.ts';
import { type Db, type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { chiffrer, dechiffrer } from '../coffre.ts';
import { type EtatDeFiche, etatDeLaFiche } from '../regles/fiche.ts';
import type { Contenu, Contenus, Rubrique } from '../regles/rubriques.ts';
import {
  chercherEnfant,
  confirmer,
  type EnfantDeLaFiche,
  enregistrerRubrique,
  listerDates,
  listerRubriques,
  ouvrirFiche,
  trouverReste,
  verrouillerEnfant,
} from '../requetes/fiche.ts';

export const CHANGEE_ENTRE_TEMPS = 'rubrique_changee';

export interface RubriqueLue<R extends Rubrique = Rubrique> {
  /** null : elle ne s'ouvre plus, il faut la remplir de nouveau. */
  contenu: Contenus[R] | null;
  modifieeLe: Date;
  modifieePar: string;
}
export type SanteLue = { [R in Rubrique]?: RubriqueLue<R> };

/** La santé de l'enfant, déchiffrée. Qui appelle a vérifié le droit, et noté la lecture d'un agent. */
export async function lireSante(
  db: Db,
  { config }: { config: Pick<Services['config'], 'cles'> },
  enfantId: number,
): Promise<SanteLue> {
  const lignes = await listerRubriques(db, enfantId);
  return Object.fromEntries(
    lignes.map(({ rubrique, cle, contenu, modifieeLe, modifieePar }) => [
      rubrique,
      {
        contenu: dechiffrer(config.cles, enfantId, rubrique, { key: cle, data: contenu }),
        modifieeLe,
        modifieePar,
      },
    ]),
  );
}

export interface GesteDeFamille {
  acteur: Acteur & { compteId: number };
  familles: readonly number[];
  enfantId: number;
}

/**
 * Écrit une rubrique ; la même réponse deux fois n'écrit rien. Le journal dit que la fiche a changé,
 * jamais quoi (Santé, règle 9).
 * @param version l'instant que la page montrait ; vide : la rubrique n'était pas remplie
 * @throws Introuvable si l'enfant n'est pas de la famille
 * @throws Refus `rubrique_changee` si l'autre parent vient de l'écrire
 */
export function ecrireRubrique(
  services: Services,
  geste: GesteDeFamille & { rubrique: Rubrique; contenu: Contenu; version: string },
): Promise<boolean> {
  const { rubrique, contenu } = geste;
  return surLaFiche(services, geste, async (tx, enfant, le) => {
    const lue = (await lireSante(tx, services, enfant.id))[rubrique];
    if (lue && JSON.stringify(lue.contenu) === JSON.stringify(contenu)) return false;
    if (geste.version !== (lue?.modifieeLe.toISOString() ?? '')) {
      throw new Refus(
        CHANGEE_ENTRE_TEMPS,
        'Cette rubrique a été modifiée entre-temps, ailleurs que dans cette page.',
      );
    }
    const pai = rubrique === 'pai' && 'texte' in contenu ? contenu.reponse === 'oui' : null;
    await ouvrirFiche(tx, enfant.id, pai);
    const { key, data } = chiffrer(services.config.cles, enfant.id, rubrique, contenu);
    await enregistrerRubrique(tx, {
      enfantId: enfant.id,
      rubrique,
      cle: key,
      contenu: data,
      le,
      par: geste.acteur.compteId,
    });
    await noterSurLaFiche(tx, enfant, geste.acteur, le, 'Fiche sanitaire modifiée');
    return true;
  });
}

/**
 * « Rien n'a changé » : toute la fiche est relue à ce jour. Deux fois le même jour n'en font qu'une.
 * @throws Refus s'il manque une rubrique : on ne confirme pas ce qui n'est pas écrit
 */
export function confirmerFiche(
  services: Services,
  geste: GesteDeFamille & { jourDe: (instant: Date) => Jour },
): Promise<boolean> {
  const { jourDe } = geste;
  return surLaFiche(services, geste, async (tx, enfant, le) => {
    const ecrites = joursDesRubriques(await lireSante(tx, services, enfant.id), jourDe);
    const aujourdhui = jourDe(le);
    if (etatDeLaFiche({ aujourdhui, confirmeeLe: null, ecrites }).etat === 'a_completer') {
      throw new Refus('fiche_incomplete', 'Remplissez d’abord les rubriques qui manquent.');
    }
    const { confirmee } = await trouverReste(tx, enfant.id);
    if (confirmee && jourDe(new Date(confirmee.le)) === aujourdhui) return false;
    await confirmer(tx, { enfantId: enfant.id, le, par: geste.acteur.compteId });
    await noterSurLaFiche(tx, enfant, geste.acteur, le, 'Fiche sanitaire relue, rien n’a changé');
    return true;
  });
}

/** Où en est la fiche de chaque enfant, pour qui montre ses enfants sans ouvrir leur fiche. */
export async function lireLesEtats(
  db: Db,
  enfants: readonly number[],
  { maintenant, jourDe }: { maintenant: Date; jourDe: (instant: Date) => Jour },
): Promise<ReadonlyMap<number, EtatDeFiche>> {
  const lignes = await listerDates(db, enfants);
  return new Map(
    lignes.map(({ enfantId, ecrites, confirmeeLe }) => [
      enfantId,
      etatDeLaFiche({
        aujourdhui: jourDe(maintenant),
        ecrites: Object.fromEntries(
          Object.entries(ecrites).map(([rubrique, le]) => [rubrique, jourDe(new Date(le))]),
        ),
        confirmeeLe: confirmeeLe && jourDe(confirmeeLe),
      }),
    ]),
  );
}

/** Une rubrique qui ne s'ouvre plus compte comme jamais remplie. */
export function joursDesRubriques(
  sante: SanteLue,
  jourDe: (instant: Date) => Jour,
): Partial<Record<Rubrique, Jour>> {
  return Object.fromEntries(
    Object.entries(sante)
      .filter(([, lue]) => lue.contenu !== null)
      .map(([rubrique, lue]) => [rubrique, jourDe(lue.modifieeLe)]),
  );
}

/** Une transaction sur la fiche d'un enfant de la famille, retenu jusqu'au bout. */
export function surLaFiche<T>(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { familles, enfantId }: GesteDeFamille,
  travail: (tx: Tx, enfant: EnfantDeLaFiche, le: Date) => Promise<T>,
): Promise<T> {
  const le = clock.now();
  return transaction(db, async (tx) => {
    const enfant = await chercherEnfant(tx, familles, enfantId);
    if (!enfant) throw new Introuvable();
    await verrouillerEnfant(tx, enfantId);
    return travail(tx, enfant, le);
  });
}

/** « Fiche sanitaire modifiée (Léo). » : le journal se lit par toute la famille et par les services. */
export function noterSurLaFiche(
  tx: Tx,
  enfant: EnfantDeLaFiche,
  acteur: Acteur,
  le: Date,
  phrase: string,
): Promise<void> {
  return noter(tx, {
    le,
    acteur,
    verbe: 'changer_fiche',
    phrase: `${phrase} (${enfant.prenom}).`,
    sujets: [`famille:${enfant.familleId}`, `enfant:${enfant.id}`],
  });
}
