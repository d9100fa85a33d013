import { cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import type { MovableClock } from '../platform/clock.ts';
import { Introuvable } from '../platform/errors.ts';
import { type Ctx, type PageModule, raw, redirect } from '../platform/http.ts';
import {
  ecrireInstant,
  estHeure,
  heureLocale,
  instantLocal,
  jourLocal,
} from '../platform/instants.ts';
import { estJour } from '../platform/jours.ts';
import { guarded, type Route } from '../platform/router.ts';
import type { CourrielRecu, Courrier } from './courrier.ts';

/** Ce que les pages de développement manipulent : l'horloge du portail et le facteur local. */
export interface OutilsDev {
  horloge: MovableClock;
  courrier: Courrier | null;
}

type Page = PageModule<Session | null>;

/** Les adresses /_dev : montées par le lancement hors production, jamais inscrites dans routes.ts. */
export function routesDev(outils: OutilsDev): Route[] {
  const ouverte = guarded<Session | null>('public', '');
  return [
    ouverte('/_dev/courriels', courriels(outils)),
    ouverte('/_dev/courriels/:rang', courriel(outils)),
    ouverte('/_dev/horloge', horloge(outils)),
  ];
}

function recus({ courrier }: OutilsDev): CourrielRecu[] {
  return courrier?.courriels() ?? [];
}

function courriels(outils: OutilsDev): Page {
  return {
    GET: (ctx) =>
      cadre(
        ctx,
        { titre: 'Courriels reçus', largeur: 'large' },
        <>
          <h1>Courriels reçus</h1>
          {recus(outils).length === 0 && <p>Aucun courriel pour l’instant.</p>}
          {recus(outils)
            .map((recu, rang) => <Recu recu={recu} rang={rang} ctx={ctx} key={rang} />)
            .reverse()}
          <form method="post">
            <button type="submit" class="bouton secondaire">
              Tout effacer
            </button>
          </form>
        </>,
      ),
    POST: () => {
      outils.courrier?.vider();
      return redirect('/_dev/courriels', 'Les courriels sont effacés.');
    },
  };
}

function Recu({ recu, rang, ctx }: { recu: CourrielRecu; rang: number; ctx: Ctx<Session | null> }) {
  return (
    <article>
      <h2>{recu.sujet}</h2>
      <p>
        À {recu.a.join(', ')}, {ecrireInstant(recu.recuLe, ctx.commune.fuseau)} ·{' '}
        <a href={`/_dev/courriels/${rang}`}>Voir le courriel mis en forme</a>
      </p>
      <pre>{recu.texte}</pre>
      <ul>
        {recu.liens.map((lien) => (
          <li key={lien}>
            <a href={lien}>{lien}</a>
          </li>
        ))}
      </ul>
    </article>
  );
}

function courriel(outils: OutilsDev): Page {
  return {
    GET: (ctx) => {
      const recu = recus(outils)[Number(ctx.params.rang)];
      if (!recu) throw new Introuvable();
      return raw('text/html; charset=utf-8', recu.html);
    },
  };
}

function horloge({ horloge: reglable }: OutilsDev): Page {
  return {
    GET: (ctx) => {
      const { fuseau } = ctx.commune;
      const maintenant = ctx.clock.now();
      return cadre(
        ctx,
        { titre: 'Horloge', largeur: 'etroite' },
        <>
          <h1>Horloge du portail</h1>
          <p>Il est {ecrireInstant(maintenant, fuseau, { annee: true })}.</p>
          <form method="post">
            <p>
              <label for="jour">Jour</label>
              <input id="jour" name="jour" type="date" value={jourLocal(maintenant, fuseau)} />
            </p>
            <p>
              <label for="heure">Heure</label>
              <input id="heure" name="heure" type="time" value={heureLocale(maintenant, fuseau)} />
            </p>
            <button type="submit" class="bouton">
              Déplacer l’horloge
            </button>
          </form>
          <form method="post">
            <input type="hidden" name="remettre" value="oui" />
            <button type="submit" class="bouton secondaire">
              Remettre à l’heure
            </button>
          </form>
        </>,
      );
    },
    POST: (ctx) => {
      if (ctx.form.has('remettre')) {
        reglable.reset();
        return redirect('/_dev/horloge', 'Le portail est à l’heure.');
      }
      const jour = ctx.form.get('jour');
      const heure = ctx.form.get('heure');
      if (!estJour(jour) || !estHeure(heure)) {
        return redirect('/_dev/horloge', 'Rien n’a changé : donnez un jour et une heure.');
      }
      reglable.moveTo(instantLocal(jour, heure, ctx.commune.fuseau));
      return redirect('/_dev/horloge', 'L’horloge du portail est déplacée.');
    },
  };
}
