import { ecrireNumero } from '../../regie/regles/jours.ts';
import { Icone, type NomIcone } from '../../ui/icones.tsx';
import type { EtatDePaiement } from '../regles/suites.ts';

/** L'état, pour une famille : un mot, un dessin, une couleur. */
const ETATS: Record<EtatDePaiement, { libelle: string; icone: NomIcone; ton: string }> = {
  a_ouvrir: { libelle: 'En cours de vérification', icone: 'sablier', ton: 'attente' },
  en_cours: { libelle: 'En cours de vérification', icone: 'sablier', ton: 'attente' },
  paye: { libelle: 'Payé', icone: 'coche', ton: 'validee' },
  refuse: { libelle: 'Refusé', icone: 'croix', ton: 'refusee' },
  abandonne: { libelle: 'Abandonné', icone: 'interdit', ton: 'annulee' },
  expire: { libelle: 'Sans suite', icone: 'interdit', ton: 'annulee' },
  anomalie: { libelle: 'Vérifié par la régie', icone: 'attention', ton: 'attente' },
};

export function PastilleDePaiement({ etat }: { etat: EtatDePaiement }) {
  const { libelle, icone, ton } = ETATS[etat];
  return (
    <span class={`pastille h-${ton}`}>
      <Icone nom={icone} />
      <span>{libelle}</span>
    </span>
  );
}

/** « la réponse … » : le Trésor, ou la banque d'une boutique Lyra. */
export function direDeQui(fournisseur: string): string {
  return fournisseur === 'lyra' ? 'de la banque' : 'du Trésor public';
}

const MODES: Record<string, string> = {
  payfip_carte: 'Carte, en ligne',
  payfip_prelevement: 'Prélèvement, en ligne',
  carte_en_ligne: 'Carte, en ligne',
  en_ligne: 'En ligne',
  especes: 'Espèces',
  cheque: 'Chèque',
  cesu: 'CESU',
  virement: 'Virement',
  prelevement: 'Prélèvement',
};

export function direMode(mode: string): string {
  return MODES[mode] ?? mode;
}

/** « facture 2026-000012 », « factures 2026-000012 et 2026-000013 ». */
export function direFactures(factures: readonly { exercice: number; numero: number }[]): string {
  const numeros = factures.map((f) => ecrireNumero(f.exercice, f.numero));
  const derniere = numeros.at(-1) ?? '';
  return numeros.length === 1
    ? `facture ${derniere}`
    : `factures ${numeros.slice(0, -1).join(', ')} et ${derniere}`;
}
