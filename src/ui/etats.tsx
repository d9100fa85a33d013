import { Icone, type NomIcone } from './icones.tsx';

/**
 * Les six libellés du guide, plus l’annulation par la famille (le guide la confondait avec
 * l’annulation par le centre). Texte + icône + couleur : jamais la couleur seule.
 */
export const ETATS = {
  demandee: { libelle: 'En attente', court: 'En attente', icone: 'sablier', ton: 'attente' },
  en_liste_attente: {
    libelle: 'Sur liste d’attente',
    court: 'Liste d’attente',
    icone: 'liste',
    ton: 'liste',
  },
  proposee: {
    libelle: 'Une place vous attend : répondez',
    court: 'Place proposée',
    icone: 'sablier',
    ton: 'attente',
  },
  validee: {
    libelle: 'Pré-inscription validée par le centre',
    court: 'Validée',
    icone: 'coche',
    ton: 'validee',
  },
  annulee_par_centre: {
    libelle: 'Annulée par le centre',
    court: 'Annulée',
    icone: 'interdit',
    ton: 'annulee',
  },
  refusee: {
    libelle: 'Refusée par le centre',
    court: 'Refusée',
    icone: 'croix',
    ton: 'refusee',
  },
  directe: {
    libelle: 'Inscription directe par le centre',
    court: 'Directe',
    icone: 'centre',
    ton: 'directe',
  },
  annulee_par_famille: {
    libelle: 'Annulée par la famille',
    court: 'Annulée par la famille',
    icone: 'interdit',
    ton: 'annulee',
  },
} as const satisfies Record<string, DescriptionEtat>;

type DescriptionEtat = { libelle: string; court: string; icone: NomIcone; ton: string };

/** L’état tel qu’on le montre : `directe` est une réservation validée d’origine « centre ». */
export type EtatMontre = keyof typeof ETATS;

export const ETATS_DU_GUIDE = [
  'demandee',
  'en_liste_attente',
  'validee',
  'annulee_par_centre',
  'refusee',
  'directe',
] as const satisfies readonly EtatMontre[];

/** L’état d’une réservation. `precision` s’ajoute au libellé : « rang 3 ». */
export function Pastille(props: {
  etat: EtatMontre;
  precision?: string | undefined;
  courte?: boolean | undefined;
}) {
  const { libelle, court, icone, ton } = ETATS[props.etat];
  return (
    <span class={`pastille h-${ton}`}>
      <Icone nom={icone} />
      <span>
        {props.courte ? court : libelle}
        {props.precision && `, ${props.precision}`}
      </span>
    </span>
  );
}

/** La légende des états ; les six du guide par défaut. */
export function Legende(props: { etats?: readonly EtatMontre[] | undefined }) {
  return (
    <details class="legende" open>
      <summary>Légende</summary>
      <ul>
        {(props.etats ?? ETATS_DU_GUIDE).map((etat) => (
          <li key={etat}>
            <Pastille etat={etat} />
          </li>
        ))}
      </ul>
    </details>
  );
}
