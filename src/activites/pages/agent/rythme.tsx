import type { SessionAgent } from '../../../comptes/session.ts';
import { Refus } from '../../../platform/errors.ts';
import { jourDe, texte } from '../../../platform/forms.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import type { Jour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import {
  fermerUnJour,
  type JourChange,
  ouvrirUnJour,
  reglerRythme,
  rendreUnJour,
} from '../../actions/rythme.ts';
import {
  changerLaSuite,
  comparerAnnees,
  type Difference,
  direDifference,
  direGarde,
  direLAnnee,
  type JourDAnnee,
} from '../../regles/annee.ts';
import { direMinimum, direRythme, lireRythme, type RythmeRegle } from '../../regles/rythme.ts';
import { type CalendrierLu, lireCalendrier } from '../../requetes/calendrier.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { listerInscritsParJour, listerJoursParticuliers } from '../../requetes/rythme.ts';
import { Annee, douzeMois } from './annee.tsx';
import { agirOuRemontrer, cadreReglage, type EnCours } from './cadre-reglage.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';
import { FormulaireRythme } from './formulaire-rythme.tsx';
import { JoursParticuliers } from './jours-particuliers.tsx';

/** Les jours d'accueil et l'année qu'ils donnent ; avec un réglage dans l'adresse, ce qu'il changerait. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  if (!ctx.query.has('rythme')) return montrerLeRythme(ctx, activite);
  const { saisie, erreurs } = lire(ctx, ctx.query, activite);
  return montrerLeRythme(ctx, activite, { saisie: ctx.query, erreurs, propose: saisie });
};

/** « Enregistrer ces jours ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const { saisie, erreurs } = lire(ctx, ctx.form, activite);
  if (!saisie) return montrerLeRythme(ctx, activite, { saisie: ctx.form, erreurs, propose: null });
  return agirOuRemontrer(
    () =>
      reglerRythme(ctx, { activiteId: activite.id, acteur, aujourdhui: aujourdhuiDe(ctx), saisie }),
    {
      vers: `/agent/activites/${activite.id}/rythme`,
      dit: 'Les jours d’accueil sont enregistrés.',
    },
    (refus) =>
      montrerLeRythme(ctx, activite, { saisie: ctx.form, erreurs: refus, propose: saisie }),
    'jours',
  );
};

/** « Ouvrir ce jour », « Fermer ce jour », « Rendre au calendrier ». */
export const jours = {
  POST: (async (ctx) => {
    const activite = await trouverActivite(ctx);
    const acteur = exigerReglage(ctx.session);
    return agirOuRemontrer(
      () => agirSurUnJour(ctx, { activiteId: activite.id, acteur, aujourdhui: aujourdhuiDe(ctx) }),
      { vers: `/agent/activites/${activite.id}/rythme`, dit: 'C’est noté pour ce jour.' },
      (erreurs) => montrerLeRythme(ctx, activite, undefined, { saisie: ctx.form, erreurs }),
      'jour',
    );
  }) satisfies Handler<SessionAgent>,
};

async function agirSurUnJour(
  ctx: Ctx<SessionAgent>,
  commun: Omit<JourChange, 'jour' | 'motif'>,
): Promise<void> {
  const geste = { ...commun, jour: jourDe(ctx.form, 'jour') };
  const quoi = texte(ctx.form, 'geste');
  if (quoi === 'rendre') return rendreUnJour(ctx, geste);
  const motif = texte(ctx.form, 'motif').slice(0, 80);
  if (motif === '') throw new Refus('motif', 'Dites pourquoi, en quelques mots.', 'motif');
  return quoi === 'fermer'
    ? fermerUnJour(ctx, { ...geste, motif })
    : ouvrirUnJour(ctx, { ...geste, motif });
}

function aujourdhuiDe(ctx: Ctx<SessionAgent>): Jour {
  return jourLocal(ctx.clock.now(), ctx.commune.fuseau);
}

function lire(ctx: Ctx<SessionAgent>, f: URLSearchParams, { joursMin }: ActiviteReglee) {
  return lireRythme(f, { aujourdhui: aujourdhuiDe(ctx), joursMin });
}

type Proposition = EnCours & { propose: RythmeRegle | null };

/** `jourEnCours` : un jour particulier mal rempli, dans la même page. */
async function montrerLeRythme(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  enCours?: Proposition,
  jourEnCours?: EnCours,
): Promise<Reply> {
  const aujourdhui = aujourdhuiDe(ctx);
  const bornes = douzeMois(aujourdhui);
  const faits = await lireCalendrier(ctx.db, { ...activite, activiteId: activite.id, ...bornes });
  const inscrits = await listerInscritsParJour(ctx.db, activite.id, bornes);
  const particuliers = await listerJoursParticuliers(ctx.db, activite.id, aujourdhui);
  const dire = (regle: RythmeRegle) =>
    direLAnnee(faitsDAnnee(activite, regle, faits, inscrits, bornes));
  const actuelle = dire(activite);
  const propose = enCours?.propose ?? null;
  const erreurs = [...(enCours?.erreurs ?? []), ...(jourEnCours?.erreurs ?? [])];
  const action = `/agent/activites/${activite.id}/rythme`;
  return cadreReglage(
    ctx,
    { activite, titre: 'Jours d’accueil', erreurs },
    <>
      {propose && enCours && (
        <CeQueCelaDonne
          {...{ action, propose, saisie: enCours.saisie, aujourdhui }}
          annee={changerLaSuite(actuelle, dire(propose), aujourdhui)}
          difference={comparerAnnees(actuelle, dire(propose), aujourdhui)}
        />
      )}
      <section class="pile" id="regler">
        <h2>Régler les jours</h2>
        <p>
          Aujourd’hui : <b>{`${direRythme(activite)}, ${direMinimum(activite.joursMin)}`}</b>.
        </p>
        <FormulaireRythme
          {...{ action, aujourdhui, erreurs: enCours?.erreurs ?? [] }}
          saisie={enCours?.saisie ?? saisieDe(activite)}
        />
      </section>
      <JoursParticuliers
        {...{ activite, jours: particuliers }}
        enCours={jourEnCours ?? { saisie: new URLSearchParams(), erreurs: [] }}
      />
      {!propose && (
        <section class="pile">
          <h2>Les douze mois qui viennent</h2>
          <Annee jours={actuelle} aujourdhui={aujourdhui} />
        </section>
      )}
    </>,
  );
}

function faitsDAnnee(
  { periodes }: ActiviteReglee,
  { rythme, joursSemaine }: RythmeRegle,
  faits: CalendrierLu,
  inscrits: Map<Jour, number>,
  bornes: { du: Jour; au: Jour },
) {
  return { ...bornes, periodes, calendrier: { ...faits, rythme, joursSemaine }, inscrits };
}

function saisieDe({ rythme, joursSemaine, joursMin }: ActiviteReglee): URLSearchParams {
  return new URLSearchParams([
    ['rythme', rythme],
    ...joursSemaine.map((j) => ['jours', String(j)]),
    ['minimum', String(joursMin?.nombre ?? '')],
    ['minimum_du', joursMin?.du ?? ''],
  ]);
}

interface PropsDonne {
  action: string;
  propose: RythmeRegle;
  saisie: URLSearchParams;
  annee: readonly JourDAnnee[];
  difference: Difference;
  aujourdhui: Jour;
}

function CeQueCelaDonne({ action, propose, saisie, annee, difference, aujourdhui }: PropsDonne) {
  const { gardes } = difference;
  return (
    <Carte titre="Ce que cela donnerait">
      <p>
        <b>{`${direRythme(propose)}, ${direMinimum(propose.joursMin)}`}</b>
        {` : ${direDifference(difference)} dans les douze mois.`}
      </p>
      <JoursGardes gardes={gardes} />
      <form method="post" action={action}>
        {[...saisie].map(([nom, valeur]) => (
          <input type="hidden" name={nom} value={valeur} key={`${nom}-${valeur}`} />
        ))}
        <Boutons>
          <Bouton icone="coche">Enregistrer ces jours</Bouton>
          <Bouton href={action} allure="secondaire">
            Ne rien changer
          </Bouton>
        </Boutons>
      </form>
      <Annee jours={annee} aujourdhui={aujourdhui} />
    </Carte>
  );
}

const GARDES_MONTRES = 5;

function JoursGardes({ gardes }: Pick<Difference, 'gardes'>) {
  if (gardes.length === 0) return null;
  const lister = (jours: readonly JourDAnnee[]) => (
    <ul>
      {jours.map((jour) => (
        <li key={jour.jour}>{direGarde(jour)}</li>
      ))}
    </ul>
  );
  const autres = gardes.slice(GARDES_MONTRES);
  return (
    <>
      <p>Restent ouverts, parce que des enfants y sont inscrits :</p>
      {lister(gardes.slice(0, GARDES_MONTRES))}
      {autres.length > 0 && (
        <Repli titre={autres.length === 1 ? '1 autre jour' : `${autres.length} autres jours`}>
          {lister(autres)}
        </Repli>
      )}
      <p>
        Pour les fermer aussi, <a href="/agent/fermetures">déclarez une fermeture</a> : les familles
        sont prévenues.
      </p>
    </>
  );
}
