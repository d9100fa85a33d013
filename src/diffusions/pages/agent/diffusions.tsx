import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Pagination, Tableau } from '../../../ui/tableau.tsx';
import { ETATS_EN_MOTS } from '../../regles/envoi.ts';
import { type Diffusion, listerDiffusions } from '../../requetes/diffusions.ts';

const PAR_PAGE = 30;
const ADRESSE = '/agent/diffusions';

/** Les messages à un groupe, le dernier préparé d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const page = lirePage(ctx.query.get('page'));
  const { diffusions, total } = await listerDiffusions(ctx.db, ctx.session.agent.structures, {
    limite: PAR_PAGE,
    saut: (page - 1) * PAR_PAGE,
  });
  const nouvelle = (
    <Bouton href={`${ADRESSE}/nouvelle`} icone="plus">
      Écrire à un groupe
    </Bouton>
  );
  return cadre(
    ctx,
    { titre: 'Écrire à un groupe' },
    <>
      <h1>Messages à un groupe</h1>
      {diffusions.length === 0 ? (
        <EtatVide titre="Aucun message à un groupe" actions={nouvelle}>
          Écrivez à toutes les familles d’une activité, d’un jour, d’une école ou d’une classe :
          vous relisez la liste et la lettre avant que rien ne parte.
        </EtatVide>
      ) : (
        <>
          <Boutons>{nouvelle}</Boutons>
          <Liste diffusions={diffusions} fuseau={ctx.commune.fuseau} />
          <Pagination
            total={total}
            page={page}
            parPage={PAR_PAGE}
            lien={(n) => `${ADRESSE}?page=${n}`}
          />
        </>
      )}
    </>,
  );
};

function lirePage(valeur: string | null): number {
  return valeur && /^[1-9]\d{0,5}$/.test(valeur) ? Number(valeur) : 1;
}

function Liste(props: { diffusions: readonly Diffusion[]; fuseau: string }) {
  return (
    <Tableau
      titre="Messages à un groupe, le dernier d’abord"
      titreCache
      lignes={props.diffusions}
      cle={(d) => d.id}
      colonnes={[
        {
          titre: 'Objet',
          entete: true,
          cellule: (d) => <a href={`${ADRESSE}/${d.id}`}>{d.objet}</a>,
        },
        { titre: 'À qui', cellule: (d) => d.portee },
        { titre: 'Préparé par', cellule: (d) => d.auteur },
        { titre: 'Le', cellule: (d) => ecrireInstant(d.creeeLe, props.fuseau) },
        { titre: 'État', cellule: (d) => ETATS_EN_MOTS[d.etat] },
        {
          titre: 'Adultes',
          nombre: true,
          cellule: (d) => (d.total > 0 ? d.total.toLocaleString('fr-FR') : ''),
        },
      ]}
    />
  );
}
