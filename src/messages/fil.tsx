import { ecrireInstant, type Fuseau } from '../platform/instants.ts';
import type { Contenu } from '../ui/types.ts';

export interface TexteEcrit {
  id: number;
  de: 'famille' | 'services';
  auteur: string;
  texte: string;
  ecritLe: Date;
}

/** La conversation, du premier texte au dernier. `moi` : de quel côté est qui la lit. */
export function FilDesEchanges(props: {
  echanges: readonly TexteEcrit[];
  moi: 'famille' | 'services';
  fuseau: Fuseau;
}) {
  return (
    <ol class="echanges">
      {props.echanges.map((e) => (
        <li key={e.id} id={`echange-${e.id}`} class={e.de === props.moi ? 'de-moi' : undefined}>
          <p class="discret">
            <b>{e.auteur}</b>
            {`, ${e.de === 'famille' ? 'famille' : 'services'}, `}
            <time dateTime={e.ecritLe.toISOString()}>
              {ecrireInstant(e.ecritLe, props.fuseau, { annee: true })}
            </time>
          </p>
          {enParagraphes(e.texte)}
        </li>
      ))}
    </ol>
  );
}

/** Un paragraphe par ligne écrite. */
export function enParagraphes(texte: string): Contenu {
  return texte
    .split('\n')
    .filter((ligne) => ligne.trim() !== '')
    .map((ligne) => <p>{ligne}</p>);
}
