import { cadre } from '../../cadre.tsx';
import type { SessionAgent } from '../../comptes/session.ts';
import { ouvre } from '../../droits-des-pages.ts';
import type { Handler } from '../../platform/http.ts';
import { Chapitre } from '../chapitre.tsx';
import { CHAPITRES } from './chapitres.ts';

/** L'aide des services : un chapitre par fichier de ce dossier, dans l'ordre de chapitres.ts. */
export const GET: Handler<SessionAgent> = (ctx) => {
  const chapitres = CHAPITRES.filter(({ page }) => ouvre(ctx.session.agent, page));
  return cadre(
    ctx,
    { titre: 'Aide des services', largeur: 'normale' },
    <>
      <h1>Aide des services</h1>
      <p class="discret">Ce que votre rôle vous ouvre, pas à pas.</p>
      <nav aria-label="Sommaire" class="prose">
        <ol>
          {chapitres.map(({ id, titre }) => (
            <li key={id}>
              <a href={`#${id}`}>{titre}</a>
            </li>
          ))}
        </ol>
      </nav>
      {chapitres.map(({ id, titre, Texte }) => (
        <Chapitre key={id} id={id} titre={titre}>
          <Texte />
        </Chapitre>
      ))}
    </>,
  );
};
