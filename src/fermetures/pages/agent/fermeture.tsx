import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { majuscule } from '../../../platform/mots.ts';
import { ResumeErreurs } from '../../../ui/formulaire.tsx';
import { apercevoir, compterLeFait } from '../../actions/apercu.ts';
import { confirmer, type GesteSurDeclaration } from '../../actions/confirmer.ts';
import { envoyerMaintenant } from '../../actions/envoyer.ts';
import { retirer } from '../../actions/retirer.ts';
import { instantDEnvoi } from '../../regles/envoi.ts';
import { compter, intituler } from '../../regles/phrases.ts';
import { type ErreurDeSaisie, lireQuand } from '../../regles/saisie.ts';
import { listerFamillesAAppeler, listerLettres } from '../../requetes/avis.ts';
import { chercherDeclaration, type Declaration } from '../../requetes/declarations.ts';
import { chercherAvancement } from '../../requetes/lots.ts';
import { AConfirmer, LettreExemple, Prete } from './gestes.tsx';
import { AAppeler, Chiffres, Description, EnCours, Lettres } from './suivi.tsx';

/** Une grande fermeture prend quelques secondes : la page se relit pour dire où elle en est. */
const SECONDES = 2;

/** Ce qu'une déclaration va changer, puis ce qu'elle a changé. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, []);

export const confirmation = {
  POST: ((ctx) => {
    const { quand, erreurs } = lireQuand(ctx.form);
    if (erreurs.length > 0) return montrer(ctx, erreurs);
    const envoiLe = instantDEnvoi(quand, ctx.clock.now(), ctx.commune.fuseau);
    return agir(ctx, async (geste) => {
      if (!(await confirmer(ctx, { ...geste, envoiLe }))) return 'La fermeture est en cours.';
      if (envoiLe > ctx.clock.now())
        return 'Ces jours sont fermés. Les familles vont être prévenues.';
      await envoyerMaintenant(ctx, geste);
      return 'Ces jours sont fermés, les familles sont prévenues.';
    });
  }) satisfies Handler<SessionAgent>,
};

export const envoi = {
  POST: ((ctx) =>
    agir(ctx, async (geste) => {
      const ecrites = await envoyerMaintenant(ctx, geste);
      return ecrites ? 'Les familles sont prévenues.' : 'Les lettres partent.';
    })) satisfies Handler<SessionAgent>,
};

export const retrait = {
  POST: ((ctx) =>
    agir(ctx, async (geste) => {
      const n = await retirer(ctx, geste);
      return n === 0
        ? 'La déclaration est retirée.'
        : `La déclaration est retirée : ${compter(n, 'réservation rétablie', 'réservations rétablies')}.`;
    })) satisfies Handler<SessionAgent>,
};

async function agir(
  ctx: Ctx<SessionAgent>,
  travail: (geste: GesteSurDeclaration) => Promise<string>,
): Promise<Reply> {
  const { agent, compteId } = ctx.session;
  const declarationId = entierDe(ctx.params.id);
  const geste = {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    structures: agent.structures,
    declarationId,
  };
  const { fait, refus } = await tenter(() => travail(geste));
  if (refus) return montrer(ctx, [{ champ: 'declaration', message: refus.message }]);
  return redirect(`/agent/fermetures/${declarationId}`, fait);
}

async function montrer(ctx: Ctx<SessionAgent>, erreurs: readonly ErreurDeSaisie[]): Promise<Reply> {
  const { agent } = ctx.session;
  const d = await chercherDeclaration(ctx.db, entierDe(ctx.params.id), agent.structures);
  if (!d) throw new Introuvable();
  const titre = majuscule(intituler(d.genre, d.jours));
  const lignes = await lireJournal(ctx.db, `declaration:${d.id}`);
  const page = cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Fermetures et absences', href: '/agent/fermetures' },
        { libelle: titre },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1 id="declaration" tabIndex={-1}>
        {titre}
      </h1>
      <ResumeErreurs erreurs={erreurs} />
      {d.etat === 'en_cours' ? (
        <EnCours d={d} avancement={await chercherAvancement(ctx.db, d.id)} />
      ) : d.etat === 'brouillon' || d.etat === 'annulee' ? (
        <Avant ctx={ctx} d={d} erreurs={erreurs} {...(await lireAvant(ctx, d))} />
      ) : (
        <Apres ctx={ctx} d={d} {...(await lireApres(ctx, d))} />
      )}
      <section class="pile" aria-labelledby="histoire">
        <h2 id="histoire">Historique</h2>
        <JournalEnMots lignes={lignes} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
  return d.etat === 'en_cours' && page.kind === 'page' ? { ...page, refresh: SECONDES } : page;
}

async function lireAvant(ctx: Ctx<SessionAgent>, d: Declaration) {
  if (d.etat === 'annulee') return { apercu: null, aAppeler: [] };
  const apercu = await apercevoir(ctx.db, d);
  return { apercu, aAppeler: await listerFamillesAAppeler(ctx.db, apercu.familles) };
}

async function lireApres(ctx: Ctx<SessionAgent>, d: Declaration) {
  const fait = await compterLeFait(ctx.db, d.id);
  return {
    resume: fait.resume,
    aAppeler: await listerFamillesAAppeler(ctx.db, fait.familles),
    lettres: d.etat === 'envoyee' ? await listerLettres(ctx.db, d.id) : [],
  };
}

type PropsAvant = Awaited<ReturnType<typeof lireAvant>> & {
  ctx: Ctx<SessionAgent>;
  d: Declaration;
  erreurs: readonly ErreurDeSaisie[];
};

/** Rien n'est fait : les chiffres, la lettre telle qu'elle partira, et la question. */
function Avant({ ctx, d, apercu, aAppeler, erreurs }: PropsAvant) {
  if (!apercu) {
    return (
      <>
        <p>Cette déclaration est retirée : elle ne change plus rien.</p>
        <Description d={d} />
      </>
    );
  }
  return (
    <>
      <Chiffres
        resume={apercu.resume}
        d={d}
        nonFactureCentimes={apercu.nonFactureCentimes}
        tenus={apercu.tenus}
      />
      <AAppeler familles={aAppeler} />
      <LettreExemple
        lignes={apercu.exemple}
        annonce={{ ...d, adresse: ctx.config.adresse, collectivite: ctx.commune.nom }}
      />
      {peutDeclarer(ctx) && (
        <AConfirmer d={d} resume={apercu.resume} saisie={ctx.form} erreurs={erreurs} />
      )}
      <Description d={d} />
    </>
  );
}

type PropsApres = Awaited<ReturnType<typeof lireApres>> & {
  ctx: Ctx<SessionAgent>;
  d: Declaration;
};

/** C'est fait : les lettres à venir ou parties, qui appeler, les chiffres. */
function Apres({ ctx, d, resume, aAppeler, lettres }: PropsApres) {
  const { fuseau } = ctx.commune;
  return (
    <>
      {d.etat === 'prete' && (
        <Prete d={d} maintenant={ctx.clock.now()} fuseau={fuseau} agir={peutDeclarer(ctx)} />
      )}
      <Chiffres resume={resume} d={d} nonFactureCentimes={null} tenus={[]} />
      <AAppeler familles={aAppeler} />
      {d.etat === 'envoyee' && <Lettres d={d} lettres={lettres} fuseau={fuseau} />}
      <Description d={d} />
    </>
  );
}

function peutDeclarer(ctx: Ctx<SessionAgent>): boolean {
  return peut(ctx.session.agent, 'declarer', { type: 'fermeture', structureId: null }).oui;
}
