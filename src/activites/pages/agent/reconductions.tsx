import { createHash } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import { anneePrecedente, anneeSuivante } from '../../../collectivite/regles/classes.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { Onglets } from '../../../ui/ensembles.tsx';
import { type ErreurListee, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { type Cadre, lireLaReconduction, type Suite } from '../../actions/apercu-reconduction.ts';
import { reconduire } from '../../actions/reconduire.ts';
import { lireSuites, refuserChevauchements } from '../../regles/reconduction-saisie.ts';
import { exigerReglage } from './droits.ts';
import { FormulaireReconduction } from './reconductions-vue.tsx';

export const GET: Handler<SessionAgent> = async (ctx) => {
  const ou = situer(ctx, ctx.query.get('vers'));
  return montrer(ctx, ou, await lireLaReconduction(ctx.db, ou.cadre, null));
};

/** « Revoir l'aperçu », ou « Créer… ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const ou = situer(ctx, ctx.form.get('vers'));
  const acteur = exigerReglage(ctx.session);
  const saisies = lireSuites(ctx.form);
  const suites = await lireLaReconduction(ctx.db, ou.cadre, saisies);
  const erreurs = [...saisies.erreurs, ...verifier(suites)];
  const etat = { saisie: ctx.form, erreurs };
  if (erreurs.length > 0 || ctx.form.get('geste') !== 'creer') {
    return montrer(ctx, ou, suites, etat);
  }
  if (aCreer(suites).length === 0) {
    if (suites.some((s) => s.retenue && s.deja)) return redirect(adresse(ou), DEJA);
    const message = 'Rien n’est coché : choisissez au moins une période à créer.';
    return montrer(ctx, ou, suites, { ...etat, erreurs: [{ champ: 'annee', message }] });
  }
  if (ctx.form.get('vu') !== resumer(suites)) return montrer(ctx, ou, suites, etat, true);
  const { fait, refus } = await tenter(() => reconduire(ctx, { ...ou.cadre, saisies, acteur }));
  if (refus) {
    const erreur = { champ: refus.champ ?? 'annee', message: refus.message };
    return montrer(ctx, ou, suites, { ...etat, erreurs: [erreur] });
  }
  return redirect(adresse(ou), fait === 0 ? DEJA : direFait(fait, ou.cadre.vers));
};

const DEJA = 'Ces périodes existent déjà : rien de plus n’est créé.';

function direFait(nombre: number, vers: string): string {
  return nombre > 1
    ? `C’est fait : ${nombre} périodes de ${vers} sont créées, leurs jours sont ouverts.`
    : `C’est fait : une période de ${vers} est créée, ses jours sont ouverts.`;
}

interface Ou {
  cadre: Cadre;
  annees: string[];
}

function adresse({ cadre: { vers } }: Ou): string {
  return `/agent/reconductions?vers=${vers}`;
}

/** L'année à préparer : la prochaine, ou celle qui commence pour qui est en retard. */
function situer(ctx: Ctx<SessionAgent>, dite: string | null): Ou {
  exigerReglage(ctx.session);
  const { fuseau, zoneScolaire } = ctx.commune;
  const courante = anneeScolaireDu(jourLocal(ctx.clock.now(), fuseau));
  const annees = [courante, anneeSuivante(courante)];
  const vers = dite === null ? anneeSuivante(courante) : annees.find((a) => a === dite);
  if (!vers) throw new Introuvable();
  const { structures } = ctx.session.agent;
  return { annees, cadre: { structures, vers, zone: zoneScolaire, fuseau } };
}

function aCreer(suites: readonly Suite[]): Suite[] {
  return suites.filter((s) => s.retenue && s.dates !== null && s.deja === null);
}

function verifier(suites: readonly Suite[]): ErreurListee[] {
  return refuserChevauchements(
    aCreer(suites).flatMap(({ periode, dates, activite }) =>
      dates ? [{ id: periode.id, dates, connues: activite.connues }] : [],
    ),
  );
}

/** L'empreinte de ce que l'agent a sous les yeux : s'il change d'ici la confirmation, il le relit. */
function resumer(suites: readonly Suite[]): string {
  const lues = aCreer(suites).map((s) => [s.periode.id, s.dates, s.jours.length]);
  return createHash('sha256').update(JSON.stringify(lues)).digest('base64url').slice(0, 16);
}

interface Etat {
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
}

function montrer(
  ctx: Ctx<SessionAgent>,
  ou: Ou,
  suites: readonly Suite[],
  { saisie, erreurs }: Etat = { saisie: new URLSearchParams(), erreurs: [] },
  change = false,
): Reply {
  const { vers } = ou.cadre;
  const manque = suites.some((s) => s.dates === null && s.deja === null);
  return cadre(
    ctx,
    {
      titre: `Préparer ${vers}`,
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: 'Préparer une année' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1 id="annee" tabIndex={-1}>
        {`Préparer l’année ${vers}`}
      </h1>
      <p class="chapeau">{`Chaque période de ${anneePrecedente(vers)} et sa suite, aux dates du calendrier officiel.`}</p>
      <ResumeErreurs erreurs={erreurs} />
      {change && (
        <Message ton="info" titre="Vos choix ont changé l’aperçu">
          Rien n’est encore écrit. Relisez, puis confirmez.
        </Message>
      )}
      <Onglets
        libelle="Année à préparer"
        onglets={ou.annees.map((annee) => ({
          libelle: annee,
          href: `/agent/reconductions?vers=${annee}`,
          courant: annee === vers,
        }))}
      />
      {manque && (
        <Message ton="attention" titre={`Le calendrier de ${vers} manque`} vivant={false}>
          Les vacances de votre zone ne sont pas toutes publiées pour cette année-là : Préau
          n’invente pas de dates. Ces périodes pourront se créer quand elles le seront.
        </Message>
      )}
      {suites.length === 0 ? (
        <EtatVide titre="Rien à reconduire">
          {`Aucune de vos activités n’a de période en ${anneePrecedente(vers)}.`}
        </EtatVide>
      ) : (
        <FormulaireReconduction
          suites={suites}
          vers={vers}
          saisie={saisie}
          erreurs={erreurs}
          nombre={aCreer(suites).length}
          vu={resumer(suites)}
          aujourdhui={jourLocal(ctx.clock.now(), ctx.commune.fuseau)}
        />
      )}
    </>,
  );
}
