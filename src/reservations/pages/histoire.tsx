import type { LigneJournal } from '../../journal/actions.ts';
import { JournalEnMots } from '../../journal/fil.tsx';
import type { Fuseau } from '../../platform/instants.ts';

/** Qui a fait quoi, quand ; rien du tout s'il ne s'est rien passé. */
export function Histoire(props: { lignes: readonly LigneJournal[]; fuseau: Fuseau }) {
  if (props.lignes.length === 0) return null;
  return (
    <section class="pile" aria-labelledby="histoire">
      <h2 id="histoire">Historique</h2>
      <JournalEnMots {...props} />
    </section>
  );
}
