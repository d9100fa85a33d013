import { ecrireEuros } from '../../platform/argent.ts';
import type { AdulteDuDossier, Dossier, Plan } from './fusion.ts';

/** Ce que le dossier qui disparaît emporte avec lui. */
export interface Emporte {
  reservations: number;
  aVenir: number;
  attente: number;
  demandes: number;
  pointages: number;
  messages: number;
  factures: number;
  resteCentimes: number;
  creditCentimes: number;
  mandats: number;
  quotients: number;
  fiches: number;
  journal: number;
}

const compter = (nombre: number, un: string, plusieurs: string) =>
  nombre === 0 ? [] : [`${nombre} ${nombre === 1 ? un : plusieurs}`];

/** Ce qui passe au dossier qui reste, en quelques lignes. */
export function direEmporte(e: Emporte): string[] {
  const reservations = compter(e.reservations, 'réservation', 'réservations').map((texte) =>
    e.aVenir + e.attente === 0
      ? texte
      : `${texte}, dont ${e.aVenir} à venir${e.attente > 0 ? ` et ${e.attente} en liste d’attente, avec leur rang` : ''}`,
  );
  const factures = compter(e.factures, 'facture ou avoir', 'factures et avoirs').map(
    (texte) =>
      `${texte}, inchangés, chez leur payeur${e.resteCentimes > 0 ? ` (reste à payer : ${ecrireEuros(e.resteCentimes)})` : ''}`,
  );
  return [
    ...reservations,
    ...compter(e.demandes, 'demande', 'demandes'),
    ...compter(e.pointages, 'pointage', 'pointages'),
    ...factures,
    ...(e.creditCentimes > 0
      ? [`${ecrireEuros(e.creditCentimes)} d’avance, qui restent chez leur payeur`]
      : []),
    ...compter(e.mandats, 'mandat de prélèvement', 'mandats de prélèvement'),
    ...compter(
      e.quotients,
      'quotient, pour les jours où le dossier qui reste n’en a pas',
      'quotients, pour les jours où le dossier qui reste n’en a pas',
    ),
    ...compter(
      e.fiches,
      'fiche sanitaire : rien de ce qui protège ne se perd, la famille la relira',
      'fiches sanitaires : rien de ce qui protège ne se perd, la famille les relira',
    ),
    ...compter(e.messages, 'message', 'messages'),
    ...compter(e.journal, 'ligne d’historique', 'lignes d’historique'),
  ];
}

/** Un autre dossier où l'adulte réuni entrerait, parce que celui qui disparaît en était. */
export interface AutreDossier {
  adulteId: number;
  familleId: number;
  nom: string;
}

/** Qui pourra entrer dans le dossier, et par quel accès ; qui y entrait déjà, et ce qu'il verra de plus. */
export function direAcces(
  gardee: Dossier,
  disparue: Dossier,
  plan: Plan,
  autres: readonly AutreDossier[],
): string[] {
  const tous = new Map([...gardee.adultes, ...disparue.adultes].map((a) => [a.id, a]));
  const partis = new Map(plan.adultes.map((p) => [p.de, p]));
  const restants = [...tous.values()].filter((a) => !partis.has(a.id));
  return restants.map((adulte) => {
    const paire = plan.adultes.find((p) => p.vers === adulte.id);
    const ferme = paire && tous.get(paire.de);
    const ailleurs = autres.filter((f) => f.adulteId === adulte.id);
    return [
      `${nommer(adulte)} entrera avec l’identifiant « ${adulte.identifiant} »`,
      ferme ? ` ; l’accès « ${ferme.identifiant} » se ferme` : '',
      ferme ? '' : direNouveaute(adulte, gardee, disparue),
      ailleurs.length > 0
        ? ` ; et aussi dans ${ailleurs.map((f) => `le dossier n° ${f.familleId} (${f.nom})`).join(', ')}`
        : '',
      '.',
    ].join('');
  });
}

function direNouveaute(adulte: AdulteDuDossier, gardee: Dossier, disparue: Dossier): string {
  const dans = (d: Dossier) => d.adultes.some((a) => a.id === adulte.id);
  if (dans(gardee) && dans(disparue)) return '';
  const decouvert = dans(gardee) ? disparue : gardee;
  return decouvert.enfants.length === 0
    ? ''
    : ` ; les enfants du dossier n° ${decouvert.id} lui deviennent visibles`;
}

export function nommer({ prenom, nom }: { prenom: string; nom: string }): string {
  return `${prenom} ${nom}`;
}
