import {
  ecrireJour,
  ecrireQuantiemeEtMois,
  jourDeLaSemaine,
  lundiDe,
  nomDuJour,
} from '../platform/jours.ts';
import { Icone } from './icones.tsx';

export type PrestationColonne = { id: number; libelle: string };

/** Ce que montre une case : cochable (place libre, ou liste d’attente), ou non avec sa raison. */
export type CaseJour =
  | { etat: 'libre'; cochee?: boolean | undefined }
  | { etat: 'liste_attente'; note: string; cochee?: boolean | undefined }
  | { etat: 'reservee'; note: string }
  | { etat: 'impossible'; raison: string };

export type JourSaisie = {
  /** AAAA-MM-JJ */
  jour: string;
  /** La date limite en mots : « à réserver avant jeudi 7 janvier à 9 h ». */
  echeance?: string | undefined;
} & (
  | { ferme: string; cases?: undefined }
  | {
      ferme?: undefined /** une par prestation, dans l’ordre des colonnes */;
      cases: readonly CaseJour[];
    }
);

export type PropsCalendrierSaisie = {
  titre: string;
  titreCache?: boolean | undefined;
  enfant: string;
  prestations: readonly PrestationColonne[];
  jours: readonly JourSaisie[];
  /** Nom des cases ; leur valeur est « AAAA-MM-JJ.prestation ». */
  nom?: string | undefined;
};

/**
 * Le calendrier de pré-inscription : un jour par ligne, une prestation par colonne, une semaine
 * par tbody. Balises et classes très courtes : une année doit tenir sous 60 ko compressés.
 */
export function CalendrierSaisie(props: PropsCalendrierSaisie) {
  const colonnes = props.prestations.length;
  return (
    <table class="cs" data-calendrier>
      <caption class={props.titreCache ? 'vh' : undefined}>{props.titre}</caption>
      <thead>
        <tr>
          <th scope="col">Jour</th>
          {props.prestations.map((p) => (
            <th scope="col" key={p.id} data-prestation={p.id}>
              {p.libelle}
            </th>
          ))}
        </tr>
      </thead>
      {regrouperParSemaine(props.jours).map((semaine) => (
        <tbody key={semaine[0]!.jour}>
          <tr>
            <th class="sem" scope="rowgroup" colSpan={colonnes + 1}>
              {titreDeSemaine(semaine)}
            </th>
          </tr>
          {semaine.map((jour) => (
            <LigneJour key={jour.jour} jour={jour} calendrier={props} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function LigneJour(props: { jour: JourSaisie; calendrier: PropsCalendrierSaisie }) {
  const { jour, calendrier } = props;
  const mots = ecrireJour(jour.jour);
  const { prestations, enfant } = calendrier;
  if (jour.ferme !== undefined) {
    return (
      <tr class="ferme">
        <th scope="row">
          <Jour jour={jour.jour} />
        </th>
        <td colSpan={prestations.length}>{jour.ferme}</td>
      </tr>
    );
  }
  const nom = calendrier.nom ?? 'case';
  return (
    <tr data-jour-semaine={jourDeLaSemaine(jour.jour)}>
      <th scope="row">
        <Jour jour={jour.jour} />
        {jour.echeance && <small>{jour.echeance}</small>}
      </th>
      {fusionner(jour.cases).map(({ contenu, debut, largeur }) => {
        const prestation = prestations[debut]!;
        if (contenu.etat === 'impossible') {
          return (
            <td class="non" colSpan={largeur > 1 ? largeur : undefined} key={debut}>
              {contenu.raison}
            </td>
          );
        }
        if (contenu.etat === 'reservee') {
          return (
            <td class="deja" colSpan={largeur > 1 ? largeur : undefined} key={debut}>
              <Icone nom="coche" />
              {contenu.note}
            </td>
          );
        }
        const note = contenu.etat === 'liste_attente' ? contenu.note : undefined;
        return (
          <td class={note && 'rang'} key={debut}>
            <label>
              <input
                type="checkbox"
                name={nom}
                value={`${jour.jour}.${prestation.id}`}
                checked={contenu.cochee}
                aria-label={[prestation.libelle, mots, enfant, note].filter(Boolean).join(', ')}
                data-prestation={prestation.id}
              />
              {note}
            </label>
          </td>
        );
      })}
    </tr>
  );
}

/** « lundi 2 novembre » ; le mois, déjà dans le titre de la semaine, se cache sur téléphone. */
function Jour({ jour }: { jour: string }) {
  const [quantieme, mois] = ecrireQuantiemeEtMois(jour).split(' ');
  return (
    <>
      {`${nomDuJour(jourDeLaSemaine(jour))} ${quantieme}`}
      <i> {mois}</i>
    </>
  );
}

/** Les semaines vont du lundi au dimanche ; les jours sont déjà triés. */
export function regrouperParSemaine(jours: readonly JourSaisie[]): JourSaisie[][] {
  const semaines: JourSaisie[][] = [];
  let lundiPrecedent: string | undefined;
  for (const jour of jours) {
    const lundi = lundiDe(jour.jour);
    if (lundi !== lundiPrecedent) semaines.push([]);
    semaines.at(-1)!.push(jour);
    lundiPrecedent = lundi;
  }
  return semaines;
}

function titreDeSemaine(semaine: readonly JourSaisie[]): string {
  const premier = semaine[0]!.jour;
  const dernier = semaine.at(-1)!.jour;
  if (premier === dernier) return `Semaine du ${ecrireQuantiemeEtMois(premier)}`;
  const memeMois = premier.slice(0, 7) === dernier.slice(0, 7);
  const debut = memeMois
    ? ecrireQuantiemeEtMois(premier).split(' ')[0]!
    : ecrireQuantiemeEtMois(premier);
  return `Semaine du ${debut} au ${ecrireQuantiemeEtMois(dernier)}`;
}

type Fusion = { contenu: CaseJour; debut: number; largeur: number };

/** Deux cases voisines impossibles pour la même raison n’en font qu’une, plus lisible. */
export function fusionner(cases: readonly CaseJour[]): Fusion[] {
  const fusions: Fusion[] = [];
  cases.forEach((contenu, debut) => {
    const avant = fusions.at(-1);
    if (avant && raisonCommune(avant.contenu, contenu)) avant.largeur++;
    else fusions.push({ contenu, debut, largeur: 1 });
  });
  return fusions;
}

function raisonCommune(a: CaseJour, b: CaseJour): boolean {
  return a.etat === 'impossible' && b.etat === 'impossible' && a.raison === b.raison;
}
