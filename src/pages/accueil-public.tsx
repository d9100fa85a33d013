import { lireActualites } from '../actualites/actions/lire.ts';
import { Actualites, ActualitesImportantes } from '../actualites/affiche.tsx';
import { accueilDe, cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import { type Handler, redirect } from '../platform/http.ts';
import { Heros } from '../ui/accueil.tsx';

/** Accueil public : un seul geste, « Accès Familles ». Qui est déjà connecté va droit chez lui. */
export const GET: Handler<Session | null> = async (ctx) => {
  if (ctx.session) return redirect(accueilDe(ctx.session), ctx.flash ?? undefined);
  const actualites = await lireActualites(ctx);
  return cadre(
    ctx,
    { titre: 'Accueil' },
    <>
      <ActualitesImportantes actualites={actualites} />
      <Heros
        titre="La cantine, la garderie et le centre de loisirs, en deux minutes"
        chapeau="Réservez les jours de vos enfants sur un calendrier, annulez quand l’un d’eux est malade, et sachez toujours jusqu’à quand c’est possible."
        acces={{ href: '/connexion', libelle: 'Accès Familles' }}
      />
      <Actualites actualites={actualites} />
    </>,
  );
};
