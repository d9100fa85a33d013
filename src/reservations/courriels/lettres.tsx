import type { VNode } from 'preact';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { LettreHtml } from '../../ui/courriel.tsx';
import { ETATS } from '../../ui/etats.tsx';
import { direRangEtPriorites, etatMontre } from '../regles/montrer.ts';
import type { EtatReservation, Origine } from '../regles/types.ts';
import type { DemandeDecrite, JourDeDemande, ReservationDecrite } from '../requetes/lire.ts';

/** Une lettre, avant sa mise en forme : le HTML et le texte disent la même chose. */
export interface Lettre {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  listes: { titre: string; lignes: string[] }[];
  lien: { libelle: string; href: string };
  autreLien?: { libelle: string; href: string };
}

interface Destination {
  pour: 'famille' | 'centre';
  lien: string;
}

export function rendreLettre(lettre: Lettre): { html: VNode; texte: string } {
  const listes = lettre.listes.map(
    (l) => `${l.titre}\n${l.lignes.map((x) => `- ${x}`).join('\n')}`,
  );
  const texte = [
    lettre.bonjour,
    ...lettre.paragraphes,
    ...listes,
    ...[lettre.lien, lettre.autreLien].flatMap((l) => (l ? [`${l.libelle} : ${l.href}`] : [])),
  ].join('\n\n');
  return { html: <LettreHtml {...lettre} />, texte: `${texte}\n` };
}

export function lettreDemandeRecue(
  demande: DemandeDecrite,
  jours: readonly JourDeDemande[],
  vers: Destination,
): Lettre {
  const aTraiter = jours.some((j) => j.etat === 'demandee');
  const objet = `${demande.enfant}, ${demande.activite}`;
  if (demande.saisiePar !== null) return lettreInscriptionDirecte(demande, jours, vers);
  if (vers.pour === 'centre') {
    return {
      sujet: `${aTraiter ? 'Demande à traiter' : 'Nouvelle réservation'} : ${objet}`,
      bonjour: 'Bonjour,',
      paragraphes: [
        `Une pré-inscription est arrivée par le portail : ${objet}, ${demande.periode}.`,
      ],
      listes: listesParEtat(jours, demande.joursEcartes),
      lien: { libelle: aTraiter ? 'Traiter la demande' : 'Voir la demande', href: vers.lien },
    };
  }
  return {
    sujet: `Votre demande est enregistrée : ${objet}`,
    bonjour: bonjour(demande),
    paragraphes: [
      `Votre pré-inscription est enregistrée : ${objet}, ${demande.periode}.`,
      ...(aTraiter
        ? ['Vous recevrez un courriel lorsque votre demande sera traitée par les services.']
        : []),
    ],
    listes: listesParEtat(jours, demande.joursEcartes),
    lien: { libelle: 'Voir ma demande', href: vers.lien },
  };
}

/** La famille n'a rien demandé en ligne : elle apprend ce que le centre a inscrit, et pourquoi. */
function lettreInscriptionDirecte(
  demande: DemandeDecrite,
  jours: readonly JourDeDemande[],
  vers: Destination,
): Lettre {
  const pourLaFamille = vers.pour === 'famille';
  return {
    sujet: `Inscription directe par le centre : ${demande.enfant}, ${demande.activite}`,
    bonjour: pourLaFamille ? bonjour(demande) : 'Bonjour,',
    paragraphes: [
      pourLaFamille
        ? `Le centre a inscrit ${demande.enfant} pour vous : ${demande.activite}, ${demande.periode}.`
        : `${demande.saisiePar} a inscrit ${demande.enfant} : ${demande.activite}, ${demande.periode}.`,
      ...motifsDe(jours),
      ...(pourLaFamille ? ['Si ce n’est pas ce que vous attendiez, contactez le centre.'] : []),
    ],
    listes: listesParEtat(jours, demande.joursEcartes, 'centre'),
    lien: { libelle: 'Voir l’inscription', href: vers.lien },
  };
}

function motifsDe(jours: readonly JourDeDemande[]): string[] {
  const motifs = [...new Set(jours.flatMap((j) => (j.motif ? [j.motif] : [])))];
  return motifs.map((motif) => `Motif : ${motif}`);
}

export function lettreDemandeTraitee(
  demande: DemandeDecrite,
  jours: readonly JourDeDemande[],
  lien: string,
): Lettre {
  const motifs = [
    ...new Set(jours.filter((j) => j.etat === 'refusee' && j.motif).map((j) => j.motif)),
  ];
  return {
    sujet: `Votre demande est traitée : ${demande.enfant}, ${demande.activite}`,
    bonjour: bonjour(demande),
    paragraphes: [
      `Les services ont traité votre demande pour ${demande.enfant}, ${demande.activite}, ${demande.periode}.`,
      ...motifs.map((motif) => `Motif du refus : ${motif}`),
    ],
    listes: listesParEtat(jours, []),
    lien: { libelle: 'Voir ma demande', href: lien },
  };
}

export function lettreDecisionDuCentre(
  demande: DemandeDecrite,
  jours: readonly JourDeDemande[],
  lien: string,
): Lettre {
  return {
    sujet: `Changement décidé par le centre : ${demande.enfant}, ${demande.activite}`,
    bonjour: bonjour(demande),
    paragraphes: [
      `Le centre a changé des jours de ${demande.enfant}, ${demande.activite}, ${demande.periode}.`,
      ...motifsDe(jours),
    ],
    listes: listesParEtat(jours, []),
    lien: { libelle: 'Voir ma demande', href: lien },
  };
}

export function lettreAnnulation(r: ReservationDecrite, par: string, vers: Destination): Lettre {
  const quoi = `${r.activite}, ${r.prestation}, ${ecrireJour(r.jour, { annee: true })}, pour ${r.enfant}`;
  return {
    sujet: `Annulation : ${r.enfant}, ${r.activite}, ${ecrireJour(r.jour)}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      vers.pour === 'famille'
        ? `L’inscription a bien été annulée : ${quoi}.`
        : `Une famille a annulé une inscription : ${quoi}.`,
      `Annulée par ${par}.`,
    ],
    listes: [],
    lien: {
      libelle: vers.pour === 'famille' ? 'Voir mes inscriptions' : 'Voir la demande',
      href: vers.lien,
    },
  };
}

export function lettrePlaceLiberee(
  demande: DemandeDecrite,
  jours: readonly ReservationDecrite[],
  lien: string,
): Lettre {
  return {
    sujet: `Une place s’est libérée : ${demande.enfant}, ${demande.activite}`,
    bonjour: bonjour(demande),
    paragraphes: [
      `Une place s’est libérée pour ${demande.enfant} : l’inscription est validée.`,
      'Si vous n’en avez plus besoin, annulez-la depuis le portail : elle profitera à une autre famille.',
    ],
    listes: [
      {
        titre: demande.activite,
        lignes: jours.map((j) => `${ecrireJour(j.jour, { annee: true })}, ${j.prestation}`),
      },
    ],
    lien: { libelle: 'Voir mes inscriptions', href: lien },
  };
}

function bonjour(demande: DemandeDecrite): string {
  return demande.prenomDemandeur ? `Bonjour ${demande.prenomDemandeur},` : 'Bonjour,';
}

const ORDRE: EtatReservation[] = [
  'validee',
  'demandee',
  'en_liste_attente',
  'refusee',
  'annulee_par_centre',
  'annulee_par_famille',
];

function listesParEtat(
  jours: readonly JourDeDemande[],
  ecartes: DemandeDecrite['joursEcartes'],
  origine: Origine = 'portail',
): Lettre['listes'] {
  const listes = ORDRE.flatMap((etat) => {
    const siens = jours.filter((j) => j.etat === etat);
    if (siens.length === 0) return [];
    return [
      {
        titre: `${ETATS[etatMontre({ etat, origine })].libelle} (${siens.length})`,
        lignes: siens.map((j) => ligneDuJour(j)),
      },
    ];
  });
  if (ecartes.length > 0) {
    const lignes = ecartes.map((e) => `${dire(e.jour)}, ${e.prestation} : ${e.phrase}`);
    listes.push({ titre: `Non enregistrés (${ecartes.length})`, lignes });
  }
  return listes;
}

function ligneDuJour(j: JourDeDemande): string {
  return `${dire(j.jour)}, ${j.prestation}${j.rang === null ? '' : ` (${direRangEtPriorites(j)})`}`;
}

function dire(jour: Jour): string {
  return ecrireJour(jour, { annee: true });
}
