import type { LigneJournal } from '../../../journal/actions.ts';
import { ecrireInstant, type Fuseau } from '../../../platform/instants.ts';
import { FilJournal } from '../../../ui/ensembles.tsx';
import type { NomIcone } from '../../../ui/icones.tsx';

const ICONES: Record<string, NomIcone> = {
  reserver: 'inscrire',
  annuler: 'interdit',
  refuser: 'croix',
  promouvoir: 'cloche',
};

/** Qui a fait quoi, quand ; rien du tout s'il ne s'est rien passé. */
export function Histoire(props: { lignes: readonly LigneJournal[]; fuseau: Fuseau }) {
  if (props.lignes.length === 0) return null;
  return (
    <section aria-labelledby="histoire">
      <h2 id="histoire">Historique</h2>
      <FilJournal
        lignes={props.lignes.map((l) => ({
          le: l.le.toISOString(),
          quand: ecrireInstant(l.le, props.fuseau, { annee: true }),
          qui: l.acteur,
          phrase: l.phrase,
          icone: ICONES[l.verbe],
        }))}
      />
    </section>
  );
}
