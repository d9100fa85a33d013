import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { instantLocal } from '../../../platform/instants.ts';
import { estJour } from '../../../platform/jours.ts';
import { releverLesPlaces } from '../../../reservations/actions/relever.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { ajouterPeriode } from '../../actions/jours.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';
import { listerJauges } from '../../requetes/jours.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { exigerReglage, trouverActivite } from './droits.ts';

export const GET: Handler<SessionAgent> = async (ctx) =>
  montrer(ctx, await trouverActivite(ctx), ctx.query, []);

/** « Ajouter la période » ou « Fixer les places ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const erreurs = verifier(ctx.form);
  if (erreurs.length > 0) return montrer(ctx, activite, ctx.form, erreurs);
  const { fait, refus } = await tenter(() => agir(ctx, activite.id));
  if (refus) {
    const champ = refus.champ ?? (ctx.form.has('places') ? 'places' : 'du');
    return montrer(ctx, activite, ctx.form, [{ champ, message: refus.message }]);
  }
  return redirect(`/agent/activites/${activite.id}`, fait);
};

async function agir(ctx: Ctx<SessionAgent>, activiteId: number): Promise<string> {
  const f = ctx.form;
  const acteur = exigerReglage(ctx.session);
  const [du, au] = [texte(f, 'du'), texte(f, 'au')];
  if (f.has('places')) {
    const jaugeId = choix(f, 'jauge');
    const jauge = (await listerJauges(ctx.db, activiteId)).find(({ id }) => id === jaugeId);
    if (!jauge) throw new Introuvable();
    const change = await releverLesPlaces(ctx, {
      acteur,
      structures: ctx.session.agent.structures,
      jaugeId: jauge.id,
      du,
      au,
      places: Number(texte(f, 'places')),
      motif: texte(f, 'motif'),
    });
    return change
      ? 'Les places sont fixées, la liste d’attente est servie.'
      : 'C’étaient déjà ces places : rien n’a changé.';
  }
  const { fuseau } = ctx.commune;
  const periode = {
    nom: texte(f, 'nom'),
    du,
    au,
    ouvreLe: instantLocal(texte(f, 'ouvre'), '00:00', fuseau),
    fermeLe: instantLocal(texte(f, 'ferme'), '24:00', fuseau),
  };
  await ajouterPeriode(ctx, { activiteId, acteur, periode });
  return 'La période est ajoutée, ses jours sont ouverts.';
}

function verifier(f: URLSearchParams): ErreurDeSaisie[] {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  exiger(estJour(texte(f, 'du')), 'du', 'Choisissez le premier jour.');
  const apres = estJour(texte(f, 'au')) && texte(f, 'du') <= texte(f, 'au');
  exiger(apres, 'au', 'Choisissez un dernier jour après le premier.');
  if (f.has('places')) {
    const places = /^\d{1,4}$/.test(texte(f, 'places'));
    exiger(places, 'places', 'Indiquez un nombre de places entier, zéro compris.');
    return erreurs;
  }
  exiger(texte(f, 'nom') !== '', 'nom', 'Donnez un nom à la période.');
  exiger(estJour(texte(f, 'ouvre')), 'ouvre', 'Choisissez quand les inscriptions ouvrent.');
  const ferme = estJour(texte(f, 'ferme')) && texte(f, 'ouvre') <= texte(f, 'ferme');
  exiger(ferme, 'ferme', 'Choisissez un dernier jour d’inscription après le premier.');
  return erreurs;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  saisie: URLSearchParams,
  erreurs: readonly ErreurDeSaisie[],
): Promise<Reply> {
  const quoi = saisie.get('quoi') === 'places' ? 'places' : 'periode';
  const jauges = quoi === 'places' ? await listerJauges(ctx.db, activite.id) : [];
  const titre = quoi === 'places' ? 'Fixer les places' : 'Ajouter une période';
  const champ = (nom: string) => ({
    nom,
    valeur: saisie.get(nom),
    erreur: erreurs.find((e) => e.champ === nom)?.message,
  });
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: activite.nom, href: `/agent/activites/${activite.id}` },
        { libelle: titre },
      ],
      largeur: 'normale',
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{titre}</h1>
      <ResumeErreurs erreurs={erreurs} />
      {quoi === 'places' && jauges.length === 0 ? (
        <p>
          Rien ne compte les places de cette activité : elles ne sont pas limitées.{' '}
          <a href={`/agent/activites/${activite.id}/jauges`}>Compter des places</a>
        </p>
      ) : (
        <Formulaire action={`/agent/activites/${activite.id}/jours`} caches={{ quoi }}>
          {quoi === 'places' && (
            <Champ
              {...champ('jauge')}
              type="select"
              libelle="Places de"
              options={jauges.map((j) => ({ valeur: j.id, libelle: j.nom }))}
            />
          )}
          {quoi === 'periode' && <Champ {...champ('nom')} libelle="Nom" longueurMax={60} />}
          <Champ {...champ('du')} type="date" libelle="Premier jour d’accueil" />
          <Champ {...champ('au')} type="date" libelle="Dernier jour d’accueil" />
          {quoi === 'places' ? (
            <>
              <Champ {...champ('places')} libelle="Places par jour" inputmode="numeric" court />
              <Champ
                {...champ('motif')}
                libelle="Motif"
                aide="Demandé au-delà de la capacité déclarée."
                facultatif
                longueurMax={500}
              />
            </>
          ) : (
            <>
              <Champ {...champ('ouvre')} type="date" libelle="Inscriptions ouvertes du" />
              <Champ {...champ('ferme')} type="date" libelle="Inscriptions ouvertes jusqu’au" />
            </>
          )}
          <Boutons>
            <Bouton icone="coche">
              {quoi === 'places' ? 'Fixer les places' : 'Ajouter la période'}
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </>,
  );
}
