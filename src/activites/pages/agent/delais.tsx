import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterJours } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { ecrireRegle } from '../../actions/delais.ts';
import { regleEnVigueur } from '../../delais/regles.ts';
import {
  type DelaiSaisi,
  type ErreurDeSaisie,
  ecrireDelai,
  lireDelai,
} from '../../regles/saisie-delai.ts';
import { listerDelais } from '../../requetes/delais.ts';
import { type ActiviteReglee, compterReservations } from '../../requetes/reglages.ts';
import { ApercuDeRegle, chercherFaits, Versions } from './apercu-delai.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';
import { FORMES, FormulaireDelai } from './formulaire-delai.tsx';

type CtxAgent = Ctx<SessionAgent>;

/** Les règles d'aujourd'hui ; avec une règle dans l'adresse, ce qu'elle donnerait. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const proposee = ctx.query.has('pour') ? lire(ctx.query, activite) : null;
  return montrer(ctx, activite, { saisie: ctx.query, ...proposee });
};

/** « Enregistrer cette règle ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const { delai, erreurs } = lire(ctx.form, activite);
  if (!delai) return montrer(ctx, activite, { saisie: ctx.form, erreurs, status: 422 });
  const { fuseau } = ctx.commune;
  const { refus } = await tenter(() =>
    ecrireRegle(ctx, { activiteId: activite.id, delai, fuseau, acteur }),
  );
  if (refus) {
    const erreur = { champ: refus.champ ?? 'du', message: refus.message };
    return montrer(ctx, activite, { saisie: ctx.form, erreurs: [erreur], status: 422 });
  }
  return redirect(adresseDe(activite), 'La nouvelle règle est enregistrée.');
};

function lire(f: URLSearchParams, { prestations }: ActiviteReglee) {
  return lireDelai(
    f,
    prestations.map(({ id }) => id),
  );
}

function adresseDe({ id }: ActiviteReglee): string {
  return `/agent/activites/${id}/delais`;
}

interface EnCours {
  saisie: URLSearchParams;
  delai?: DelaiSaisi | null;
  erreurs?: readonly ErreurDeSaisie[];
  status?: number;
}

async function montrer(
  ctx: CtxAgent,
  activite: ActiviteReglee,
  { saisie, delai = null, erreurs = [], status = 200 }: EnCours,
): Promise<Reply> {
  const { fuseau } = ctx.commune;
  const aujourdhui = jourLocal(ctx.clock.now(), fuseau);
  const delais = await listerDelais(ctx.db, activite.id);
  const depuis = delai && delai.du > aujourdhui ? delai.du : aujourdhui;
  const faits = await chercherFaits(ctx.db, activite, { depuis, fuseau });
  const touches = delai ? await compterReservations(ctx.db, activite.id, delai.du) : 0;
  const journal = await lireJournal(ctx.db, `activite:${activite.id}`);
  const titre = `Délais, ${activite.nom}`;
  const enVigueur = (['reserver', 'annuler'] as const).map((pour) => ({
    pour,
    ...regleEnVigueur(delais, pour, faits.jours[0]?.jour ?? aujourdhui, 0),
  }));
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: activite.nom, href: `/agent/activites/${activite.id}` },
        { libelle: 'Délais' },
      ],
      status,
    },
    <>
      <h1>{titre}</h1>
      <ResumeErreurs erreurs={erreurs} />
      {delai ? (
        <Proposition {...{ activite, delai, faits, touches, saisie }} />
      ) : (
        <Carte titre="Aujourd’hui">
          <ApercuDeRegle regles={enVigueur} faits={faits} />
        </Carte>
      )}
      <section class="pile" id="nouvelle">
        <h2>Écrire une nouvelle règle</h2>
        <p>L’ancienne n’est pas effacée : elle vaut jusqu’à la veille du jour choisi.</p>
        <ul class="formes">
          {Object.entries(FORMES).map(([forme, libelle]) => (
            <li key={forme}>
              <a href={`${adresseDe(activite)}?forme=${forme}#nouvelle`}>{libelle}</a>
            </li>
          ))}
        </ul>
        <FormulaireDelai
          action={adresseDe(activite)}
          saisie={saisieDe(saisie, enVigueur[1]?.regle, ajouterJours(aujourdhui, 1))}
          erreurs={erreurs}
          prestations={activite.prestations}
        />
      </section>
      <section class="pile">
        <h2>Versions</h2>
        <Versions delais={delais} prestations={activite.prestations} />
        <JournalEnMots lignes={journal} fuseau={fuseau} />
      </section>
    </>,
  );
}

/** Rien de choisi : le formulaire part de la règle d'aujourd'hui. */
function saisieDe(
  saisie: URLSearchParams,
  regle: DelaiSaisi['regle'] | undefined,
  du: string,
): URLSearchParams {
  if (saisie.has('pour')) return saisie;
  const forme = saisie.get('forme');
  const f =
    regle && (forme === null || forme === regle.forme) ? ecrireDelai(regle) : new URLSearchParams();
  f.set('forme', forme !== null && forme in FORMES ? forme : (regle?.forme ?? 'jour'));
  f.set('du', du);
  return f;
}

interface PropsProposition {
  activite: ActiviteReglee;
  delai: DelaiSaisi;
  faits: Awaited<ReturnType<typeof chercherFaits>>;
  touches: number;
  saisie: URLSearchParams;
}

function Proposition({ activite, delai, faits, touches, saisie }: PropsProposition) {
  const regles = delai.pour.map((pour) => ({ pour, regle: delai.regle, tardif: delai.tardif }));
  return (
    <Carte titre="Ce que donnerait cette règle">
      <ApercuDeRegle regles={regles} faits={faits} />
      {touches > 0 && (
        <p>
          {touches === 1
            ? '1 jour déjà réservé garde la règle d’avant.'
            : `${touches} jours déjà réservés gardent la règle d’avant.`}
        </p>
      )}
      <form method="post" action={adresseDe(activite)}>
        {[...saisie].map(([nom, valeur]) => (
          <input type="hidden" name={nom} value={valeur} key={`${nom}-${valeur}`} />
        ))}
        <Boutons>
          <Bouton icone="coche">Enregistrer cette règle</Bouton>
        </Boutons>
      </form>
    </Carte>
  );
}
