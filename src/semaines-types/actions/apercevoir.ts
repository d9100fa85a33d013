import type { Db } from '../../platform/db.ts';
import { moisDe } from '../../platform/jours.ts';
import { type Apercu, apercevoir } from '../../reservations/actions/apercevoir.ts';
import type { Calendrier } from '../../reservations/actions/lire-calendriers.ts';
import { quoiFaire } from '../../reservations/regles/montrer.ts';
import { type JourAEstimer, tariferJours, totalDe } from '../../tarifs/actions/prix.ts';
import { type Difference, GENRES_D_EXCEPTION, type JourPossible } from '../regles/comparer.ts';
import {
  A_DECIDER_QUOI_FAIRE,
  COMPLETS_QUOI_FAIRE,
  direException,
  type GroupeAPart,
  type JourAPart,
  RETENUS_QUOI_FAIRE,
  titreADecider,
  titreComplets,
  titreEcartes,
  titreRetenus,
} from '../regles/phrases.ts';
import { type SemaineType, vouloir } from '../regles/semaine.ts';
import type { Grille } from './lire-grille.ts';
import { preparer } from './preparer.ts';

export interface PrestationApercue {
  nom: string;
  /** Ce qui sera réservé de la période choisie, tous enfants. */
  total: number;
  plus: number;
  moins: number;
}

export interface Fermeture {
  libelle: string;
  jours: number;
}

export interface EstimationDeSemaine {
  centimesParMois: number;
  centimes: number;
  mois: number;
  /** Le quotient retenu, s'il compte et s'il n'y en a qu'un. */
  quotient: number | null;
  partage: boolean;
}

export interface ApercuDeSemaine {
  activites: { nom: string; prestations: PrestationApercue[] }[];
  plus: number;
  moins: number;
  groupes: GroupeAPart[];
  fermetures: Fermeture[];
  estimation: EstimationDeSemaine | null;
}

export interface QuiApercoit {
  familles: readonly number[];
  responsableId: number;
  grille: Grille;
  aujourdhui: string;
  maintenant: Date;
}

/** Ce que la semaine changerait si elle était posée maintenant, en mots ; n'écrit rien. */
export async function apercevoirSemaine(
  db: Db,
  qui: QuiApercoit,
  semaine: SemaineType,
): Promise<ApercuDeSemaine> {
  const { difference, calendriers, demandes } = await preparer(db, qui, semaine);
  const retraits = difference.retraits.map((r) => r.id);
  const apercu = await apercevoir(db, demandes, retraits, qui.maintenant);
  const poses = apercu.parties.flatMap(({ calendrier, retenus }) =>
    retenus.map((r) => ({ ...r, enfantId: calendrier.enfant.id })),
  );
  const reserves = [
    ...difference.gardees,
    ...apercu.retenues,
    ...poses.filter((p) => p.etat !== 'en_liste_attente'),
  ];
  return {
    activites: compterParActivite(qui.grille, { reserves, poses, retirees: apercu.retirees }),
    plus: poses.length,
    moins: apercu.retirees.length,
    groupes: grouper(qui.grille, apercu, difference),
    fermetures: listerFermetures(calendriers, semaine),
    estimation: await estimerLaSemaine(db, qui, reserves),
  };
}

function compterParActivite(
  grille: Grille,
  faits: Record<'reserves' | 'poses' | 'retirees', readonly { prestationId: number }[]>,
): ApercuDeSemaine['activites'] {
  const compter = (liste: readonly { prestationId: number }[]) => {
    const nombres = new Map<number, number>();
    for (const { prestationId } of liste)
      nombres.set(prestationId, (nombres.get(prestationId) ?? 0) + 1);
    return (prestationId: number) => nombres.get(prestationId) ?? 0;
  };
  const [total, plus, moins] = [
    compter(faits.reserves),
    compter(faits.poses),
    compter(faits.retirees),
  ];
  return [...Map.groupBy(grille.lignes, (l) => l.activiteId).values()].flatMap((lignes) => {
    const prestations = lignes
      .map(({ prestation, prestationId: id }) => ({
        nom: prestation,
        total: total(id),
        plus: plus(id),
        moins: moins(id),
      }))
      .filter((p) => p.total + p.plus + p.moins > 0);
    return prestations.length > 0 ? [{ nom: lignes[0]?.activite ?? '', prestations }] : [];
  });
}

/** Ce qui demande un regard, chaque raison à part : jours complets, écartés, gardés, exceptions. */
function grouper(grille: Grille, apercu: Apercu, difference: Difference): GroupeAPart[] {
  const nommer = nommeur(grille);
  const poses = apercu.parties.flatMap(({ calendrier, retenus }) =>
    retenus.map((r) => ({ ...r, enfantId: calendrier.enfant.id })),
  );
  const complets = poses.filter((p) => p.etat === 'en_liste_attente');
  const aDecider = poses.filter((p) => p.etat === 'demandee');
  const groupes: GroupeAPart[] = [];
  const ajouter = (groupe: Omit<GroupeAPart, 'jours'>, jours: JourAPart[]) => {
    const tries = jours.toSorted((a, b) => (a.jour < b.jour ? -1 : a.jour > b.jour ? 1 : 0));
    if (jours.length > 0) groupes.push({ ...groupe, jours: tries });
  };
  ajouter(
    {
      titre: titreComplets(
        complets.length,
        complets.flatMap((c) => c.rang ?? []),
      ),
      quoiFaire: COMPLETS_QUOI_FAIRE,
    },
    complets.map((c) => nommer(c, c.rang === null ? '' : `n°\u00a0${c.rang}`)),
  );
  ajouter(
    { titre: titreADecider(aDecider.length), quoiFaire: A_DECIDER_QUOI_FAIRE },
    aDecider.map((p) => nommer(p)),
  );
  const ecartes = apercu.parties.flatMap(({ calendrier, ecartes: siens }) =>
    siens.map((e) => ({ ...e, enfantId: calendrier.enfant.id })),
  );
  for (const [phrase, siens] of Map.groupBy(ecartes, (e) => e.phrase)) {
    const raison = siens[0]?.raison;
    const suite = raison ? quoiFaire(raison) : '';
    ajouter(
      { titre: titreEcartes(siens.length, phrase), quoiFaire: suite },
      siens.map((e) => nommer(e)),
    );
  }
  for (const [phrase, siennes] of Map.groupBy(apercu.retenues, (r) => r.phrase)) {
    ajouter(
      { titre: titreRetenus(siennes.length, phrase), quoiFaire: RETENUS_QUOI_FAIRE },
      siennes.map((r) => nommer(r)),
    );
  }
  for (const genre of GENRES_D_EXCEPTION) {
    const siennes = difference.exceptions.filter((e) => e.genre === genre);
    ajouter(
      direException(genre, siennes.length),
      siennes.map((e) => nommer(e)),
    );
  }
  return groupes;
}

function nommeur({ enfants, lignes }: Grille) {
  const prenoms = new Map(enfants.map((e) => [e.id, e.prenom]));
  const noms = new Map(lignes.map((l) => [l.prestationId, l.prestation]));
  return ({ enfantId, prestationId, jour }: JourPossible, precision = ''): JourAPart => ({
    jour,
    enfant: prenoms.get(enfantId) ?? '',
    prestation: noms.get(prestationId) ?? '',
    precision,
  });
}

/** Les jours que la semaine voudrait et qui ferment, par motif : « Vacances de Noël », « Ascension ». */
function listerFermetures(calendriers: readonly Calendrier[], semaine: SemaineType): Fermeture[] {
  const veut = vouloir(semaine);
  const parMotif = new Map<string, Set<string>>();
  for (const { enfant, faits, jours } of calendriers) {
    for (const { jour, ouvert, libelle } of jours) {
      if (ouvert || !libelle || jour < semaine.du || jour > semaine.au) continue;
      const voulu = faits.activite.prestations.some((p) =>
        veut({ enfantId: enfant.id, prestationId: p.id, jour }),
      );
      if (voulu) parMotif.set(libelle, (parMotif.get(libelle) ?? new Set()).add(jour));
    }
  }
  return [...parMotif].map(([libelle, jours]) => ({ libelle, jours: jours.size }));
}

/** null : rien à payer, ou un prix que personne ne connaît. */
async function estimerLaSemaine(
  db: Db,
  { responsableId, grille }: QuiApercoit,
  reserves: readonly JourPossible[],
): Promise<EstimationDeSemaine | null> {
  const activiteDe = new Map(grille.lignes.map((l) => [l.prestationId, l.activiteId]));
  const jours = reserves.map(
    ({ enfantId, prestationId, jour }): JourAEstimer => ({
      enfantId,
      prestationId,
      jour,
      activiteId: activiteDe.get(prestationId) ?? 0,
    }),
  );
  const tarifes = await tariferJours(db, responsableId, jours);
  if (tarifes.length === 0 || tarifes.some((j) => j.prix === null)) return null;
  const mois = new Set(jours.map((j) => moisDe(j.jour))).size;
  const quotients = new Set(tarifes.flatMap((j) => (j.quotient ? [j.quotient.valeur] : [])));
  const centimes = totalDe(tarifes);
  return {
    centimes,
    centimesParMois: Math.round(centimes / mois),
    mois,
    quotient: quotients.size === 1 ? ([...quotients][0] ?? null) : null,
    partage: tarifes.some((j) => j.partage),
  };
}
