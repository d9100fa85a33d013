import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterMois, ecrireJour, ecrireJourEnChiffres, estJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { archiverDormantes } from '../../actions/archiver.ts';
import { listerDormantes } from '../../requetes/archivage.ts';
import { acteurDe } from './dossier-tenu.tsx';

const MOIS_SANS_VENIR = 24;
const MONTREES_AU_PLUS = 100;

/** Les dossiers qui dorment : sans réservation depuis deux ans, et que rien ne retient. */
export const GET: Handler<SessionAgent> = (ctx) => {
  const { depuis, aujourdhui } = lire(ctx, ctx.query);
  return montrer(ctx, depuis, aujourdhui);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { depuis, aujourdhui } = lire(ctx, ctx.form);
  const n = await archiverDormantes(ctx, { depuis, aujourdhui, acteur: acteurDe(ctx.session) });
  const s = n > 1 ? 's' : '';
  return redirect('/agent/familles', `${n} dossier${s} archivé${s}.`);
};

function lire(ctx: Ctx, champs: URLSearchParams) {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const saisi = texte(champs, 'depuis');
  const depuis =
    estJour(saisi) && saisi < aujourdhui ? saisi : ajouterMois(aujourdhui, -MOIS_SANS_VENIR);
  return { depuis, aujourdhui };
}

async function montrer(ctx: Ctx<SessionAgent>, depuis: string, aujourdhui: string): Promise<Reply> {
  const dormantes = await listerDormantes(ctx.db, depuis, aujourdhui);
  const n = dormantes.length;
  return cadre(
    ctx,
    {
      titre: 'Dossiers qui dorment',
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: 'Dossiers qui dorment' },
      ],
    },
    <>
      <h1>Dossiers qui dorment</h1>
      <Formulaire action="/agent/familles/dormantes" methode="get">
        <Champ
          type="date"
          nom="depuis"
          libelle="Sans réservation depuis le"
          valeur={depuis}
          max={aujourdhui}
          court
        />
        <Boutons>
          <Bouton allure="secondaire">Chercher</Bouton>
        </Boutons>
      </Formulaire>
      {n === 0 ? (
        <EtatVide titre="Aucun dossier">
          <p>Tous ont réservé depuis, ou quelque chose les retient encore.</p>
        </EtatVide>
      ) : (
        <>
          <Tableau
            titre={`${n} dossier${n > 1 ? 's' : ''} sans réservation depuis le ${ecrireJour(depuis, { annee: true })}`}
            lignes={dormantes.slice(0, MONTREES_AU_PLUS)}
            cle={(f) => f.id}
            colonnes={[
              {
                titre: 'Famille',
                entete: true,
                cellule: (f) => <a href={`/agent/familles/${f.id}`}>{f.nom}</a>,
              },
              {
                titre: 'Dernier jour réservé',
                cellule: (f) => (f.derniere ? ecrireJourEnChiffres(f.derniere) : 'Jamais'),
              },
            ]}
          />
          {n > MONTREES_AU_PLUS && <p>{`Et ${n - MONTREES_AU_PLUS} autres.`}</p>}
          <p>
            Archivés, ils quittent les recherches et les files, et leurs accès se ferment. Rien ne
            s’efface, chacun peut revenir.
          </p>
          <Formulaire action="/agent/familles/dormantes" caches={{ depuis }}>
            <Boutons>
              <Bouton allure="danger">{`Archiver ${n > 1 ? `ces ${n} dossiers` : 'ce dossier'}`}</Bouton>
            </Boutons>
          </Formulaire>
        </>
      )}
    </>,
  );
}
