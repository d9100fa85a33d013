import { cadre } from '../../cadre.tsx';
import type { Ctx, Handler } from '../../platform/http.ts';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { entrerParLien } from '../actions/entrer-par-lien.ts';
import { examinerLien } from '../actions/liens.ts';
import { cheminSur } from '../regles/chemins.ts';
import { peutResterConnecte } from '../regles/sessions.ts';
import type { Session } from '../session.ts';
import { suivreUneEntree } from './connexion.tsx';
import { ResterConnecte } from './rester-connecte.tsx';

/** Regarder le lien ne le consomme pas : une messagerie le visite avant la personne. */
export const GET: Handler<Session | null> = async (ctx) => {
  const etat = await examinerLien(ctx, ctx.params.jeton ?? '', 'connexion');
  if (etat.etat === 'perime') return perime(ctx);
  const { prenom, nom, estAgent } = etat.compte;
  return cadre(
    ctx,
    { titre: 'Entrer', largeur: 'etroite' },
    <>
      <h1>Entrer</h1>
      <p>
        Vous allez entrer comme <b>{`${prenom} ${nom}`}</b>, sur cet appareil.
      </p>
      <Formulaire action={ctx.path}>
        {peutResterConnecte({ estAgent }) && <ResterConnecte cochee={false} />}
        <Boutons>
          <Bouton grand>Entrer</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
};

export const POST: Handler<Session | null> = async (ctx) => {
  const entree = await entrerParLien(ctx, {
    jeton: ctx.params.jeton ?? '',
    longue: ctx.form.has('rester'),
    userAgent: ctx.userAgent,
  });
  return entree ? suivreUneEntree(ctx, entree, cheminSur(entree.vers)) : perime(ctx);
};

function perime(ctx: Ctx<Session | null>) {
  return cadre(
    ctx,
    { titre: 'Ce lien ne sert plus', largeur: 'etroite', status: 422 },
    <>
      <h1>Ce lien ne sert plus</h1>
      <Message ton="info">
        Il a déjà servi, ou il a plus d’un quart d’heure. Demandez-en un autre : il arrive tout de
        suite.
      </Message>
      <Boutons>
        <Bouton href="/connexion/lien" grand>
          Recevoir un nouveau lien
        </Bouton>
      </Boutons>
    </>,
  );
}
