import { accueilDe, cadre } from '../../cadre.tsx';
import { type Handler, redirect } from '../../platform/http.ts';
import { Bouton, Boutons } from '../../ui/formulaire.tsx';
import { COOKIE_REPRISE, retrouverSaisie } from '../actions/reprise.ts';
import type { Session } from '../session.ts';

/**
 * Après reconnexion : ce que la session expirée envoyait, prêt à partir, au même compte seulement.
 * Recharger la page ne perd rien : la saisie n'est effacée qu'en repartant (admettre.ts).
 */
export const GET: Handler<Session | null> = async (ctx) => {
  if (!ctx.session) return redirect('/connexion');
  const efface = [{ name: COOKIE_REPRISE, value: '', maxAge: 0 }];
  const saisie = await retrouverSaisie(ctx, ctx.cookies[COOKIE_REPRISE], ctx.session.compteId);
  if (!saisie) return redirect(accueilDe(ctx.session), undefined, efface);
  return cadre(
    ctx,
    { titre: `${saisie.nom} vous attend`, largeur: 'etroite' },
    <>
      <h1>{saisie.nom} vous attend</h1>
      <p>
        Votre session avait expiré pendant que vous remplissiez une page. Rien n’est perdu : vos
        réponses sont là, telles que vous les aviez mises. Il reste à les envoyer.
      </p>
      <form method="post" action={saisie.chemin}>
        {saisie.champs.map(([nom, valeur]) => (
          <input type="hidden" name={nom} value={valeur} key={`${nom}=${valeur}`} />
        ))}
        <Boutons>
          <Bouton grand>Envoyer mes réponses</Bouton>
          <Bouton href={accueilDe(ctx.session)} allure="secondaire">
            Ne pas les envoyer
          </Bouton>
        </Boutons>
      </form>
    </>,
  );
};
