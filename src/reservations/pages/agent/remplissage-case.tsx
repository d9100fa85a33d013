import { declarerCapacite } from '../../../activites/actions/capacite.ts';
import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour, estJour, type Jour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, champDe, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { releverLesPlaces } from '../../actions/relever.ts';
import { type CaseDuMur, ETATS_DE_CASE, etatDeLaCase } from '../../regles/remplissage.ts';
import { chercherJauge, type Jauge, lireLeMur } from '../../requetes/remplissage.ts';

/** Une case du mur : ce qu'elle compte, et combien de places lui donner. */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouver(ctx));

/** « Fixer les places » : celles qui s'ajoutent vont à la file aussitôt. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const { jauge, jour } = await trouver(ctx);
  exiger(ctx, 'deborder', jauge);
  const saisies = texte(ctx.form, 'places');
  if (!/^\d{1,4}$/.test(saisies))
    return montrer(ctx, { jauge, jour }, ['places', 'Indiquez un nombre de places, zéro compris.']);
  const { refus } = await tenter(() =>
    releverLesPlaces(ctx, {
      acteur: acteurDe(ctx),
      structures: ctx.session.agent.structures,
      jaugeId: jauge.id,
      du: jour,
      au: jour,
      places: Number(saisies),
      motif: texte(ctx.form, 'motif'),
    }),
  );
  if (refus) return montrer(ctx, { jauge, jour }, [refus.champ ?? 'places', refus.message]);
  return redirect(adresseDe(jauge, jour), 'Les places sont fixées, la file est servie.');
};

/** « Déclarer la capacité ». */
export const capacite = {
  POST: (async (ctx) => {
    const { jauge, jour } = await trouver(ctx);
    const saisie = texte(ctx.form, 'capacite');
    if (!/^\d{0,4}$/.test(saisie)) {
      const message = 'Indiquez un nombre d’enfants, ou laissez vide.';
      return montrer(ctx, { jauge, jour }, ['capacite', message]);
    }
    await declarerCapacite(ctx, {
      acteur: acteurDe(ctx),
      jaugeId: jauge.id,
      capacite: saisie === '' ? null : Number(saisie),
    });
    return redirect(adresseDe(jauge, jour), 'La capacité est déclarée.');
  }) satisfies Handler<SessionAgent>,
};

async function trouver(ctx: Ctx<SessionAgent>): Promise<{ jauge: Jauge; jour: Jour }> {
  const { jour } = ctx.params;
  if (!estJour(jour)) throw new Introuvable();
  const { structures } = ctx.session.agent;
  const jauge = await chercherJauge(ctx.db, entierDe(ctx.params.jauge), structures);
  if (!jauge) throw new Introuvable();
  return { jauge, jour };
}

function exiger(ctx: Ctx<SessionAgent>, verbe: 'deborder', jauge: Jauge): void {
  const sujet = { type: 'demande', structureId: jauge.structureId } as const;
  if (!peut(ctx.session.agent, verbe, sujet).oui) throw new Introuvable();
}

function acteurDe({ session: { agent, compteId } }: Ctx<SessionAgent>) {
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}

function adresseDe(jauge: Jauge, jour: Jour): string {
  return `/agent/remplissage/${jauge.id}/${jour}`;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  { jauge, jour }: { jauge: Jauge; jour: Jour },
  erreur?: [champ: string, message: string],
): Promise<Reply> {
  const { agent } = ctx.session;
  const [ligne] = await lireLeMur(ctx.db, agent.structures, {
    du: jour,
    au: jour,
    jaugeId: jauge.id,
  });
  const c = ligne?.cases[0];
  if (!c) throw new Introuvable();
  const erreurs = erreur ? [{ champ: erreur[0], message: erreur[1] }] : [];
  const saisie = erreur
    ? ctx.form
    : new URLSearchParams({
        places: String(c.places ?? ''),
        capacite: String(jauge.capacite ?? ''),
      });
  const { structureId } = jauge;
  const releve = peut(agent, 'deborder', { type: 'demande', structureId }).oui;
  const regle = peut(agent, 'regler', { type: 'activite', structureId }).oui;
  return cadre(
    ctx,
    {
      titre: `${jauge.nom}, ${ecrireJour(jour)}`,
      largeur: 'normale',
      filAriane: [
        { libelle: 'Remplissage', href: `/agent/remplissage?jour=${jour}` },
        { libelle: ecrireJour(jour) },
      ],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>{`${jauge.nom}, ${ecrireJour(jour, { annee: true })}`}</h1>
      <p class="chapeau">{jauge.structure}</p>
      <ResumeErreurs erreurs={erreurs} />
      <Comptes c={c} jauge={jauge} />
      {c.attendent + c.proposees > 0 && (
        <ul>
          {jauge.activites.map((id, i) => (
            <li key={id}>
              <a href={`/agent/attente/${id}/${jour}`}>
                {`Voir qui attend${ligne.activites.length > 1 ? ` : ${ligne.activites[i] ?? ''}` : ''}`}
              </a>
            </li>
          ))}
        </ul>
      )}
      {releve && c.ouvert && <Places {...{ jauge, jour, saisie, erreurs }} />}
      {regle && <Capacite {...{ jauge, jour, saisie, erreurs }} />}
    </>,
  );
}

function Comptes({ c, jauge }: { c: CaseDuMur; jauge: Jauge }) {
  return (
    <ListeDefinitions
      elements={[
        { terme: 'État', valeur: ETATS_DE_CASE[etatDeLaCase(c, jauge.capacite)] },
        { terme: 'Validées', valeur: String(c.validees) },
        { terme: 'Proposées', valeur: String(c.proposees) },
        { terme: 'Attendent', valeur: String(c.attendent) },
        {
          terme: 'Places',
          valeur: c.ouvert ? String(c.places ?? 'sans limite') : 'aucune, rien n’ouvre',
        },
        { terme: 'Capacité déclarée', valeur: String(jauge.capacite ?? 'non déclarée') },
      ]}
    />
  );
}

interface PropsFormulaire {
  jauge: Jauge;
  jour: Jour;
  saisie: URLSearchParams;
  erreurs: readonly { champ: string; message: string }[];
}

function Places({ jauge, jour, saisie, erreurs }: PropsFormulaire) {
  const champ = champDe(saisie, erreurs);
  return (
    <section class="pile">
      <h2>Fixer les places de ce jour</h2>
      <p>Une place ajoutée va aussitôt à la liste d’attente, et la famille est prévenue.</p>
      <Formulaire action={adresseDe(jauge, jour)}>
        <Champ {...champ('places', 'Places')} inputmode="numeric" court />
        <Champ
          {...champ('motif', 'Motif')}
          type="textarea"
          lignes={2}
          longueurMax={500}
          facultatif
          aide="Nécessaire au-delà de la capacité déclarée."
        />
        <Boutons>
          <Bouton icone="coche">Fixer les places</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}

function Capacite({ jauge, jour, saisie, erreurs }: PropsFormulaire) {
  return (
    <section class="pile">
      <h2>Capacité déclarée</h2>
      <Formulaire action={`${adresseDe(jauge, jour)}/capacite`}>
        <Champ
          {...champDe(saisie, erreurs)('capacite', 'Enfants accueillis au plus, chaque jour')}
          aide="Ce que permettent les locaux et l’équipe. Au-delà, fixer plus de places demande un motif."
          inputmode="numeric"
          court
          facultatif
        />
        <Boutons>
          <Bouton allure="secondaire">Déclarer la capacité</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}
