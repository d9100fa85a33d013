import type { VNode } from 'preact';
import { ROLES_EN_MOTS, type Role } from '../../../comptes/regles/droits.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { FilJournal } from '../../../ui/ensembles.tsx';
import { RAISONS } from '../../regles/lecture.ts';
import type { LectureMontree } from '../../requetes/lectures.ts';

/** « Qui a lu cette fiche » : un prénom, un rôle, une date, une raison. */
export function QuiALu(props: { lectures: readonly LectureMontree[]; fuseau: string }): VNode {
  return (
    <section class="pile">
      <h2>Qui a lu cette fiche</h2>
      {props.lectures.length === 0 ? (
        <p class="discret">Personne, pour l’instant. Chaque lecture par un agent s’écrira ici.</p>
      ) : (
        <FilJournal
          lignes={props.lectures.map((l) => ({
            le: l.lueLe.toISOString(),
            quand: ecrireInstant(l.lueLe, props.fuseau, { annee: true }),
            qui: `${l.prenom}, ${direRole(l.role)}`,
            phrase: `${RAISONS[l.raison]}.`,
            icone: 'oeil',
          }))}
        />
      )}
    </section>
  );
}

function direRole(role: string): string {
  // Un rôle disparu depuis se dit tel qu'il s'écrivait.
  return (ROLES_EN_MOTS[role as Role] ?? role).toLowerCase();
}
