import { cadre } from '../../cadre.tsx';
import type { SessionAgent } from '../../comptes/session.ts';
import type { Handler } from '../../platform/http.ts';
import { Chapitre } from '../chapitre.tsx';
import { CHAPITRES } from './chapitres.ts';

/** L'aide des services : un chapitre par fichier de ce dossier, dans l'ordre de chapitres.ts. */
export const GET: Handler<SessionAgent> = (ctx) =>
  cadre(
    ctx,
    { titre: 'Aide des services', largeur: 'normale' },
    <>
      <h1>Aide des services</h1>
      <p class="discret">
        D’une base vide à la première réservation en moins d’un quart d’heure, puis le travail de
        tous les jours.
      </p>
      <nav aria-label="Sommaire" class="prose">
        <ol>
          {CHAPITRES.map(({ id, titre }) => (
            <li key={id}>
              <a href={`#${id}`}>{titre}</a>
            </li>
          ))}
        </ol>
      </nav>
      {CHAPITRES.map(({ id, titre, Texte }) => (
        <Chapitre key={id} id={id} titre={titre}>
          <Texte />
        </Chapitre>
      ))}
    </>,
  );
