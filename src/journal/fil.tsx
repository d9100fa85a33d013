import { ecrireInstant, type Fuseau } from '../platform/instants.ts';
import { FilJournal } from '../ui/ensembles.tsx';
import type { NomIcone } from '../ui/icones.tsx';
import type { LigneJournal } from './regles.ts';

/** Le journal d'une page : qui, quand, une phrase ; la plus récente d'abord. */
export function JournalEnMots(props: { lignes: readonly LigneJournal[]; fuseau: Fuseau }) {
  if (props.lignes.length === 0) return <p class="discret">Rien pour l’instant.</p>;
  return (
    <FilJournal
      lignes={props.lignes.map((l) => ({
        le: l.le.toISOString(),
        quand: ecrireInstant(l.le, props.fuseau, { annee: true }),
        qui: l.acteur,
        phrase: l.phrase,
        icone: icone(l.verbe),
      }))}
    />
  );
}

/** L'icône se lit d'un coup d'œil ; la phrase dit tout, le verbe inconnu n'a donc rien de grave. */
function icone(verbe: string): NomIcone {
  if (verbe === 'reserver') return 'inscrire';
  if (verbe === 'promouvoir') return 'cloche';
  if (verbe.startsWith('annuler')) return 'interdit';
  if (verbe.startsWith('refuser')) return 'croix';
  if (verbe.startsWith('changer')) return 'crayon';
  if (verbe.includes('message')) return 'message';
  return 'coche';
}
