import { Carte } from '../ui/accueil.tsx';
import { Message } from '../ui/message.tsx';
import type { Contenu } from '../ui/types.ts';
import { type Actualite, lireParagraphes } from './regles/actualite.ts';

type Montree = Actualite & { id: number };

/** Les importantes, en bandeau, avant tout le reste. */
export function ActualitesImportantes({ actualites }: { actualites: readonly Montree[] }) {
  return (
    <>
      {actualites
        .filter((a) => a.importante)
        .map((a) => (
          <Message key={a.id} ton="attention" vivant={false} titre={a.titre}>
            {enParagraphes(a.texte)}
          </Message>
        ))}
    </>
  );
}

/** Les autres, sous un seul titre. */
export function Actualites({ actualites }: { actualites: readonly Montree[] }) {
  const autres = actualites.filter((a) => !a.importante);
  if (autres.length === 0) return null;
  return (
    <Carte titre="Actualités">
      {autres.map((a) => (
        <article key={a.id} class="pile">
          <h3>{a.titre}</h3>
          {enParagraphes(a.texte)}
        </article>
      ))}
    </Carte>
  );
}

/** Des mots et des liens ; tout le reste s'affiche tel qu'il est écrit. */
export function enParagraphes(texte: string): Contenu {
  return lireParagraphes(texte).map((segments) => (
    <p>{segments.map((s) => (s.lien ? <a href={s.lien}>{s.texte}</a> : s.texte))}</p>
  ));
}
