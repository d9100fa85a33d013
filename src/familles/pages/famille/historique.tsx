import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { lireJournalDesSujets } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import type { Handler } from '../../../platform/http.ts';
import { EtatVide } from '../../../ui/message.tsx';

const LIGNES_AU_PLUS = 60;

/** « Historique » : ce qui s'est passé dans le dossier, par qui et quand. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const sujets = ctx.session.responsable.familles.map((id) => `famille:${id}`);
  const lignes = await lireJournalDesSujets(ctx.db, sujets, LIGNES_AU_PLUS);
  return cadre(
    ctx,
    {
      titre: 'Historique',
      filAriane: [
        { libelle: 'Mes informations', href: '/famille/informations' },
        { libelle: 'Historique' },
      ],
    },
    <>
      <h1>Historique</h1>
      {lignes.length === 0 ? (
        <EtatVide titre="Rien pour l’instant">
          Chaque inscription, chaque annulation et chaque changement de votre dossier s’écrira ici,
          avec le nom de la personne et la date.
        </EtatVide>
      ) : (
        <>
          <p class="discret">
            Ce qui s’est passé dans votre dossier, du plus récent au plus ancien. L’autre parent et
            les services voient les mêmes lignes.
          </p>
          <JournalEnMots lignes={lignes} fuseau={ctx.commune.fuseau} />
          {lignes.length === LIGNES_AU_PLUS && (
            <p class="discret">
              Les {LIGNES_AU_PLUS} dernières lignes sont montrées. Pour la suite,{' '}
              <a href="/famille/contact">écrivez-nous</a>.
            </p>
          )}
        </>
      )}
    </>,
  );
};
