import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { texte } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { exporter } from '../../actions/exporter.ts';
import { EXPORTS } from '../../requetes/sujets.ts';

/** Tout ce que le portail sait, en fichiers qu'un tableur ouvre. */
export const GET: Handler<SessionAgent> = (ctx) =>
  cadre(
    ctx,
    { titre: 'Exporter' },
    <>
      <h1>Exporter</h1>
      <p>
        Vos données vous appartiennent : chaque fichier dit tout d’une partie du portail, au format
        CSV. Il porte des données personnelles ; votre nom est noté au journal.
      </p>
      {Object.entries(EXPORTS).map(([nom, { titre, quoi }]) => (
        <Carte titre={titre} key={nom}>
          <p>{quoi}</p>
          <Formulaire action="/agent/exports" caches={{ export: nom }}>
            <Boutons>
              <Bouton icone="telecharger" allure="secondaire">
                {`Télécharger ${nom}.csv`}
              </Bouton>
            </Boutons>
          </Formulaire>
        </Carte>
      ))}
      <p class="discret">
        Les fiches sanitaires ne s’exportent pas. Pour une copie fidèle de toute la base, votre
        exploitant sauvegarde PostgreSQL.
      </p>
    </>,
  );

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { agent, compteId } = ctx.session;
  const nom = texte(ctx.form, 'export');
  const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
  const body = await exporter(ctx, { nom, acteur });
  return {
    kind: 'raw',
    status: 200,
    type: 'text/csv; charset=utf-8',
    body,
    filename: `${nom}.csv`,
  };
};
