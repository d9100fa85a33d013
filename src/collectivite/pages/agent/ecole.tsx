import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Cases } from '../../../ui/choix.tsx';
import {
  Bouton,
  Boutons,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { ajouterClasses, reglerEcole } from '../../actions/ecoles.ts';
import { type Classe, estNiveau, existeEn, lireEcole, NIVEAUX } from '../../regles/classes.ts';
import {
  type ClasseLue,
  chercherEcole,
  type Ecole,
  listerClasses,
  listerCommunes,
} from '../../requetes/ecoles.ts';
import { exigerAdministrateur } from './droits.ts';
import { FormulaireEcole } from './ecoles.tsx';

export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouver(ctx));

/** « Enregistrer l'école ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const ecole = await trouver(ctx);
  const communes = await listerCommunes(ctx.db);
  const codes = communes.map(({ codeInsee }) => codeInsee);
  const { saisie, erreurs } = lireEcole(ctx.form, codes);
  if (erreurs.length > 0) return montrer(ctx, ecole, erreurs, ctx.form);
  const acteur = exigerAdministrateur(ctx.session);
  const { refus } = await tenter(() => reglerEcole(ctx, { id: ecole.id, saisie, acteur }));
  if (refus) {
    const erreur = { champ: refus.champ ?? 'nom', message: refus.message };
    return montrer(ctx, ecole, [erreur], ctx.form);
  }
  return redirect(`/agent/ecoles/${ecole.id}`, 'L’école est enregistrée.');
};

/** « Ajouter ces classes » : une par niveau coché, et une à son nom. */
export const classes = {
  POST: (async (ctx) => {
    const ecole = await trouver(ctx);
    const niveaux = ctx.form.getAll('niveaux').filter(estNiveau);
    const nom = texte(ctx.form, 'classe').replace(/\s+/g, ' ').slice(0, 60);
    const niveau = ctx.form.get('niveau');
    if (nom && !estNiveau(niveau)) {
      return montrer(ctx, ecole, [{ champ: 'niveau', message: 'Choisissez le niveau.' }], ctx.form);
    }
    const voulues = niveaux.map((n) => ({ nom: n as string, niveau: n, premiereAnnee: null }));
    if (nom && estNiveau(niveau)) voulues.push({ nom, niveau, premiereAnnee: null });
    if (voulues.length === 0) {
      const erreur = { champ: 'niveaux', message: 'Cochez un niveau, ou nommez une classe.' };
      return montrer(ctx, ecole, [erreur], ctx.form);
    }
    const ajoutees = await ajouterClasses(ctx, {
      ecoleId: ecole.id,
      classes: voulues,
      acteur: exigerAdministrateur(ctx.session),
    });
    return redirect(
      `/agent/ecoles/${ecole.id}`,
      ajoutees.length === 0
        ? 'Cette école a déjà ces classes.'
        : `Ajouté : ${ajoutees.join(', ')}.`,
    );
  }) satisfies Handler<SessionAgent>,
};

async function trouver(ctx: Ctx<SessionAgent>): Promise<Ecole> {
  exigerAdministrateur(ctx.session);
  const ecole = await chercherEcole(ctx.db, entierDe(ctx.params.id));
  if (!ecole) throw new Introuvable();
  return ecole;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  ecole: Ecole,
  erreurs: readonly ErreurListee[] = [],
  saisie?: URLSearchParams,
): Promise<Reply> {
  const annee = anneeScolaireDu(jourLocal(ctx.clock.now(), ctx.commune.fuseau));
  const lues = await listerClasses(ctx.db, annee, { ecoleId: ecole.id });
  const communes = await listerCommunes(ctx.db);
  const journal = await lireJournal(ctx.db, `ecole:${ecole.id}`);
  const action = `/agent/ecoles/${ecole.id}`;
  const lue = new URLSearchParams({ nom: ecole.nom, commune: ecole.codeInsee });
  return cadre(
    ctx,
    {
      titre: ecole.nom,
      filAriane: [{ libelle: 'Écoles et classes', href: '/agent/ecoles' }, { libelle: ecole.nom }],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{ecole.nom}</h1>
      <ResumeErreurs erreurs={erreurs} />
      <Classes lues={lues} annee={annee} />
      {lues.length > 0 && (
        <Boutons>
          <Bouton href={`${action}/passage`} allure="secondaire" icone="fleche">
            Passage en classe supérieure
          </Bouton>
        </Boutons>
      )}
      <AjouterClasses action={`${action}/classes`} erreurs={erreurs} saisie={saisie} />
      <section class="pile">
        <h2>L’école</h2>
        <FormulaireEcole
          action={action}
          bouton="Enregistrer l’école"
          saisie={saisie?.has('nom') ? saisie : lue}
          {...{ erreurs, communes }}
        />
      </section>
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

function Classes({ lues, annee }: { lues: readonly ClasseLue[]; annee: string }) {
  if (lues.length === 0) {
    return (
      <EtatVide titre="Aucune classe pour l’instant">
        Cochez les niveaux de l’école ci-dessous : une classe de ce nom est créée pour chacun.
      </EtatVide>
    );
  }
  return (
    <Tableau
      titre={`Ses classes en ${annee}`}
      lignes={lues}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'Classe',
          entete: true,
          cellule: ({ id, nom }) => <a href={`/agent/classes/${id}`}>{nom}</a>,
        },
        { titre: 'Niveau', cellule: ({ niveau }) => niveau },
        { titre: 'Enfants', nombre: true, cellule: ({ enfants }) => enfants },
        { titre: 'Années', cellule: (c) => (existeEn(c, annee) ? direLesAnnees(c) : 'fermée') },
      ]}
    />
  );
}

function direLesAnnees({ premiereAnnee, derniereAnnee }: Classe): string {
  const debut = premiereAnnee ? `depuis ${premiereAnnee}` : '';
  const fin = derniereAnnee ? `jusqu’à ${derniereAnnee}` : '';
  return [debut, fin].filter(Boolean).join(', ') || 'toutes';
}

function AjouterClasses(props: {
  action: string;
  erreurs: readonly ErreurListee[];
  saisie: URLSearchParams | undefined;
}) {
  const erreur = (champ: string) => props.erreurs.find((e) => e.champ === champ)?.message;
  return (
    <section class="pile">
      <h2>Ajouter des classes</h2>
      <Formulaire action={props.action}>
        <Cases
          nom="niveaux"
          legende="Une classe pour chaque niveau coché"
          options={NIVEAUX.map((n) => ({ valeur: n, libelle: n }))}
          valeurs={props.saisie?.getAll('niveaux') ?? []}
          erreur={erreur('niveaux')}
          enLigne
        />
        <Champ
          nom="classe"
          libelle="Ou une classe à son nom"
          aide="« CE1 A », « CP de Mme Roux », « CE1-CE2 »."
          valeur={props.saisie?.get('classe') ?? ''}
          facultatif
          longueurMax={60}
        />
        <Champ
          nom="niveau"
          libelle="Son niveau"
          type="select"
          aide="D’une classe à deux niveaux, le plus grand."
          invite="Choisissez"
          options={NIVEAUX.map((n) => ({ valeur: n, libelle: n }))}
          valeur={props.saisie?.get('niveau') ?? ''}
          erreur={erreur('niveau')}
          facultatif
        />
        <Boutons>
          <Bouton icone="plus">Ajouter ces classes</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}
