/** Les étapes de la mise en route, dans l'ordre où elles se font, et leurs mots. */
import type { CleEtape, Modele } from './mise-en-route.ts';

/** « 2 activités n’ont pas… » : le verbe suit le nombre. */
function activites(n: number, un: string, plusieurs: string): string {
  return n === 1 ? `Une activité ${un}.` : `${n} activités ${plusieurs}.`;
}

function compter(n: number, un: string, plusieurs: string): string {
  return n <= 1 ? `${n} ${un}` : `${n} ${plusieurs}`;
}

export const MODELES: Readonly<Record<CleEtape, Modele>> = {
  structures: {
    titre: 'Une structure',
    pourquoi: 'C’est le service ou le centre qui accueille, et qui répond aux messages.',
    href: '/agent/structures',
    degre: 'indispensable',
    faite: (c) => c.structures > 0,
    constat: (c) =>
      c.structures === 0
        ? 'Aucune structure.'
        : `${compter(c.structures, 'structure', 'structures')}.`,
  },
  ecoles: {
    titre: 'Les écoles et les classes',
    pourquoi:
      'Une cantine se réserve par école ; les listes du jour se lisent par classe. Chaque été, un passage en classe supérieure.',
    href: '/agent/ecoles',
    degre: 'attendue',
    faite: (c) => c.ecoles > 0 && c.classes > 0,
    constat: (c) =>
      c.ecoles === 0
        ? 'Aucune école.'
        : `${compter(c.ecoles, 'école', 'écoles')}, ${compter(c.classes, 'classe', 'classes')}.`,
  },
  activite: {
    titre: 'Une activité',
    pourquoi: 'Cantine, garderie, mercredis ou vacances : ce que les familles réservent.',
    href: '/agent/activites',
    degre: 'indispensable',
    apres: 'structures',
    faite: (c) => c.activites > 0,
    constat: (c) =>
      c.activites === 0
        ? 'Aucune activité : partez d’un modèle, tout est déjà rempli.'
        : `${compter(c.activites, 'activité', 'activités')}.`,
  },
  prestation: {
    titre: 'Ce qui se coche',
    pourquoi: 'Une prestation est une case du calendrier : « Repas », « Matin », « Journée ».',
    href: '/agent/activites',
    degre: 'indispensable',
    apres: 'activite',
    faite: (c) => c.activitesPretes > 0 || c.activitesSansPrestation === 0,
    constat: (c) =>
      c.activitesSansPrestation === 0
        ? 'Chaque activité a de quoi cocher.'
        : activites(c.activitesSansPrestation, 'n’a rien à cocher', 'n’ont rien à cocher'),
  },
  periode: {
    titre: 'Une période à venir',
    pourquoi:
      'Elle dit quels jours se réservent, et de quand à quand. D’une année à l’autre, « Préparer l’année suivante » la reprend.',
    href: '/agent/activites',
    degre: 'indispensable',
    apres: 'activite',
    faite: (c) => c.activitesPretes > 0 || c.activitesSansPeriode === 0,
    constat: (c) =>
      c.activitesSansPeriode === 0
        ? 'Chaque activité a une période qui n’est pas finie.'
        : activites(
            c.activitesSansPeriode,
            'n’a aucune période à venir',
            'n’ont aucune période à venir',
          ),
  },
  ouvertures: {
    titre: 'Des jours ouverts',
    pourquoi: 'Sans jour ouvert, le calendrier des familles est vide.',
    href: '/agent/activites',
    degre: 'indispensable',
    apres: 'periode',
    faite: (c) => c.activitesPretes > 0 || c.activitesSansOuverture === 0,
    constat: (c) =>
      c.activitesSansOuverture === 0
        ? 'Chaque activité a des jours ouverts à venir.'
        : activites(
            c.activitesSansOuverture,
            'n’a aucun jour ouvert à venir',
            'n’ont aucun jour ouvert à venir',
          ),
  },
  delais: {
    titre: 'Les délais',
    pourquoi:
      'Jusqu’à quand un parent peut réserver, puis annuler : c’est écrit à côté de chaque jour.',
    href: '/agent/activites',
    degre: 'indispensable',
    apres: 'activite',
    faite: (c) => c.activitesPretes > 0 || c.activitesSansDelai === 0,
    constat: (c) =>
      c.activitesSansDelai === 0
        ? 'Chaque activité dit jusqu’à quand réserver et annuler.'
        : activites(
            c.activitesSansDelai,
            'ne dit pas jusqu’à quand réserver et annuler',
            'ne disent pas jusqu’à quand réserver et annuler',
          ),
  },
  places: {
    titre: 'Le nombre de places',
    pourquoi:
      'Au-delà, les demandes vont sur la liste d’attente. Sans limite, il n’y a rien à faire.',
    href: '/agent/activites',
    degre: 'facultative',
    apres: 'activite',
    faite: (c) => c.activitesSansJauge === 0,
    constat: (c) =>
      c.activitesSansJauge === 0
        ? 'Chaque activité compte ses places.'
        : activites(
            c.activitesSansJauge,
            'accueille sans limite de places',
            'accueillent sans limite de places',
          ),
  },
  tarifs: {
    titre: 'Les tarifs',
    pourquoi: 'Une famille voit le prix avant de réserver ; la facture l’applique.',
    href: '/agent/tarifs',
    degre: 'attendue',
    apres: 'prestation',
    faite: (c) => c.prestationsSansTarif === 0,
    constat: (c) =>
      c.prestationsSansTarif === 0
        ? 'Chaque prestation a son tarif publié.'
        : c.prestationsSansTarif === 1
          ? 'Une prestation n’a pas de tarif publié.'
          : `${c.prestationsSansTarif} prestations n’ont pas de tarif publié.`,
  },
  familles: {
    titre: 'Les familles',
    pourquoi: 'Une famille ne réserve que si son dossier et ses enfants sont connus.',
    href: '/agent/familles',
    degre: 'indispensable',
    faite: (c) => c.familles > 0,
    constat: (c) =>
      c.familles === 0 ? 'Aucune famille.' : `${compter(c.familles, 'famille', 'familles')}.`,
  },
  agents: {
    titre: 'Vos collègues',
    pourquoi:
      'Chacun a son accès : le journal dit qui a fait quoi, et personne ne prête son mot de passe.',
    href: '/agent/agents',
    degre: 'facultative',
    faite: (c) => c.agents > 1,
    constat: (c) =>
      c.agents <= 1 ? 'Vous êtes seul à pouvoir entrer.' : `${c.agents} personnes ont un accès.`,
  },
  regie: {
    titre: 'La régie',
    pourquoi: 'Elle facture et encaisse. Si vous ne facturez pas ici, il n’y a rien à faire.',
    href: '/agent/regies',
    degre: 'facultative',
    faite: (c) => c.regies > 0,
    constat: (c) => (c.regies === 0 ? 'Aucune régie.' : `${compter(c.regies, 'régie', 'régies')}.`),
  },
  mentions: {
    titre: 'Les mentions légales',
    pourquoi: 'La loi demande de nommer qui dirige la publication et qui héberge le portail.',
    href: '/agent/collectivite',
    degre: 'attendue',
    faite: (c) => c.mentionsManquantes === 0,
    constat: (c) =>
      c.mentionsManquantes === 0
        ? 'Tout ce que la loi demande est publié.'
        : c.mentionsManquantes === 1
          ? 'Une mention manque.'
          : `${c.mentionsManquantes} mentions manquent.`,
  },
};
