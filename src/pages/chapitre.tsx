import { Carte } from '../ui/accueil.tsx';
import type { Contenu } from '../ui/types.ts';

/** Un chapitre d'une page à lire : ses listes gardent leurs puces et leurs numéros. */
export function Chapitre(props: { titre: string; id?: string | undefined; children: Contenu }) {
  return (
    <Carte titre={props.titre} id={props.id}>
      <div class="prose">{props.children}</div>
    </Carte>
  );
}
