import { cadre } from '../../../cadre.tsx';
import { suivreLaMiseEnRoute } from '../../../collectivite/actions/mise-en-route.ts';
import { regleLaCollectivite } from '../../../collectivite/regles/acces.ts';
import { faireLeBilan } from '../../../collectivite/regles/mise-en-route.ts';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { choix } from '../../../platform/forms.ts';
import type { Ctx, Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { compterLaFile } from '../../../reservations/actions/file-des-demandes.ts';
import { Onglets } from '../../../ui/ensembles.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { DIRE_GENRES, GENRES, type Genre, genresDe } from '../../regles/affaires.ts';
import {
  type Choix,
  compterAffaires,
  compterConfies,
  listerAffaires,
} from '../../requetes/affaires.ts';
import { FileDesAffaires } from './file.tsx';

const LIMITE = 100;

/** À traiter : tout ce qui attend un agent, le plus pressé d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { agent } = ctx.session;
  const siens = genresDe(agent);
  const demande = GENRES.find((g) => g === ctx.query.get('genre') && siens.includes(g));
  const activiteId = choix(ctx.query, 'activite');
  const genre = activiteId === null ? demande : 'demande';
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const tout: Choix = {
    genres: siens,
    structures: agent.structures,
    activiteId: null,
    agentId: agent.id,
    aujourdhui,
    fuseau: ctx.commune.fuseau,
  };
  const comptes = await compterAffaires(ctx.db, tout);
  const activites = genre === 'demande' ? await compterLaFile(ctx.db, agent.structures) : [];
  const lignes = await listerAffaires(
    ctx.db,
    { ...tout, genres: genre ? [genre] : siens, activiteId },
    LIMITE,
  );
  const lit = siens.includes('message') && (genre === undefined || genre === 'message');
  const confies = lit ? await compterConfies(ctx.db, tout) : 0;
  const total = compter(comptes, siens, genre, activites, activiteId);
  return cadre(
    ctx,
    { titre: 'À traiter', scripts: ['client/file-agent.ts'] },
    <>
      <h1>À traiter</h1>
      <ParGenre siens={siens} comptes={comptes} genre={genre} />
      {activites.length > 1 && <ParActivite activites={activites} activiteId={activiteId} />}
      <MiseEnRoute bilan={await bilanDeMiseEnRoute(ctx)} />
      {lignes.length === 0 ? (
        <EtatVide titre="Rien à traiter">
          Ce qui arrivera s’ajoutera ici, et vous serez prévenu par courriel.
        </EtatVide>
      ) : (
        <FileDesAffaires
          lignes={lignes}
          total={total}
          fuseau={ctx.commune.fuseau}
          aujourdhui={aujourdhui}
          decide={peut(agent, 'decider', { type: 'demande', structureId: null }).oui}
        />
      )}
      <Confies nombre={confies} />
    </>,
  );
};

function Confies({ nombre }: { nombre: number }) {
  if (nombre === 0) return null;
  const quoi = nombre === 1 ? 'Un message est confié' : `${nombre} messages sont confiés`;
  return (
    <p class="discret">
      {`${quoi} à des collègues : ils reviennent ici s’ils prennent du retard. `}
      <a href="/agent/messages">Voir tous les messages</a>
    </p>
  );
}

type Activites = Awaited<ReturnType<typeof compterLaFile>>;

function compter(
  comptes: ReadonlyMap<Genre, number>,
  siens: readonly Genre[],
  genre: Genre | undefined,
  activites: Activites,
  activiteId: number | null,
): number {
  if (activiteId !== null) return activites.find((a) => a.activiteId === activiteId)?.demandes ?? 0;
  return (genre ? [genre] : siens).reduce((somme, g) => somme + (comptes.get(g) ?? 0), 0);
}

function ParGenre(props: {
  siens: readonly Genre[];
  comptes: ReadonlyMap<Genre, number>;
  genre: Genre | undefined;
}) {
  const { siens, comptes, genre } = props;
  if (siens.length < 2) return null;
  return (
    <Onglets
      libelle="Ce qui attend"
      onglets={[
        { libelle: 'Tout', href: '/agent/demandes', courant: genre === undefined },
        ...siens.map((g) => ({
          libelle: DIRE_GENRES[g].plusieurs,
          href: `/agent/demandes?genre=${g}`,
          courant: g === genre,
          compteur: comptes.get(g) ?? 0,
        })),
      ]}
    />
  );
}

function ParActivite(props: { activites: Activites; activiteId: number | null }) {
  const { activites, activiteId } = props;
  return (
    <Onglets
      libelle="Activités"
      onglets={[
        {
          libelle: 'Toutes les activités',
          href: '/agent/demandes?genre=demande',
          courant: activiteId === null,
        },
        ...activites.map((a) => ({
          libelle: a.activite,
          href: `/agent/demandes?activite=${a.activiteId}`,
          courant: a.activiteId === activiteId,
          compteur: a.demandes,
        })),
      ]}
    />
  );
}

async function bilanDeMiseEnRoute(ctx: Ctx<SessionAgent>) {
  if (!regleLaCollectivite(ctx.session.agent)) return null;
  return faireLeBilan(await suivreLaMiseEnRoute(ctx));
}

function MiseEnRoute({ bilan }: { bilan: Bilan | null }) {
  if (!bilan?.prochaine) return null;
  return (
    <p>
      <a href="/agent/mise-en-route">
        {`Mise en route, ${bilan.faites} étapes sur ${bilan.total} : il manque ${bilan.prochaine.titre.toLowerCase()}`}
      </a>
    </p>
  );
}

type Bilan = ReturnType<typeof faireLeBilan>;
