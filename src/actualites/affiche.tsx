import { Carte } from '../ui/accueil.tsx';
import { Repli } from '../ui/ensembles.tsx';
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

/** Les autres, sous un seul titre ; `repliees` là où la semaine des enfants compte plus. */
export function Actualites(props: { actualites: readonly Montree[]; repliees?: boolean }) {
  const autres = props.actualites.filter((a) => !a.importante);
  if (autres.length === 0) return null;
  return (
    <Carte titre="Actualités">
      {autres.map((a) =>
        props.repliees ? (
          <Repli key={a.id} titre={a.titre}>
            {enParagraphes(a.texte)}
          </Repli>
        ) : (
          <article key={a.id} class="pile">
            <h3>{a.titre}</h3>
            {enParagraphes(a.texte)}
          </article>
        ),
      )}
    </Carte>
  );
}

/** Des mots et des liens ; tout le reste s'affiche tel qu'il est écrit. */
export function enParagraphes(texte: string): Contenu {
  return lireParagraphes(texte).map((segments) => (
    <p>{segments.map((s) => (s.lien ? <a href={s.lien}>{s.texte}</a> : s.texte))}</p>
  ));
}
