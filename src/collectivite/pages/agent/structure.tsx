import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import {
  Bouton,
  Boutons,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { fermerOuRouvrir, reglerStructure } from '../../actions/structures.ts';
import { lireStructure } from '../../regles/saisie-structure.ts';
import { chercherStructure, type StructureLue } from '../../requetes/structures.ts';
import { exigerAdministrateur } from './droits.ts';
import { FormulaireStructure } from './formulaire-structure.tsx';

export const GET: Handler<SessionAgent> = async (ctx) => {
  const structure = await trouver(ctx);
  return montrer(ctx, structure, saisieDe(structure));
};

/** « Enregistrer ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const structure = await trouver(ctx);
  const { saisie, erreurs } = lireStructure(ctx.form);
  if (erreurs.length > 0) return montrer(ctx, structure, ctx.form, erreurs);
  const acteur = exigerAdministrateur(ctx.session);
  const { refus } = await tenter(() => reglerStructure(ctx, { id: structure.id, saisie, acteur }));
  if (refus) {
    const erreur = { champ: refus.champ ?? 'nom', message: refus.message };
    return montrer(ctx, structure, ctx.form, [erreur]);
  }
  return redirect(`/agent/structures/${structure.id}`, 'La structure est enregistrée.');
};

/** « Fermer la structure », ou la rouvrir. */
export const etat = {
  POST: (async (ctx) => {
    const structure = await trouver(ctx);
    const fermer = ctx.form.get('etat') === 'fermee';
    const { refus } = await tenter(() =>
      fermerOuRouvrir(ctx, {
        id: structure.id,
        fermer,
        aujourdhui: jourLocal(ctx.clock.now(), ctx.commune.fuseau),
        acteur: exigerAdministrateur(ctx.session),
      }),
    );
    if (refus) {
      const erreur = { champ: 'etat', message: refus.message };
      return montrer(ctx, structure, saisieDe(structure), [erreur]);
    }
    return redirect(
      `/agent/structures/${structure.id}`,
      fermer ? 'La structure est fermée : elle ne se propose plus.' : 'La structure est rouverte.',
    );
  }) satisfies Handler<SessionAgent>,
};

async function trouver(ctx: Ctx<SessionAgent>): Promise<StructureLue> {
  exigerAdministrateur(ctx.session);
  const structure = await chercherStructure(ctx.db, entierDe(ctx.params.id));
  if (!structure) throw new Introuvable();
  return structure;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  structure: StructureLue,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  const { id, nom, fermeeLe } = structure;
  const journal = await lireJournal(ctx.db, `structure:${id}`);
  return cadre(
    ctx,
    {
      titre: nom,
      filAriane: [{ libelle: 'Structures', href: '/agent/structures' }, { libelle: nom }],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{nom}</h1>
      <ResumeErreurs erreurs={erreurs} />
      {fermeeLe && (
        <Message ton="info" vivant={false}>
          Cette structure est fermée : son histoire se lit toujours, elle ne se propose plus.
        </Message>
      )}
      <FormulaireStructure
        action={`/agent/structures/${id}`}
        bouton="Enregistrer"
        saisie={saisie}
        erreurs={erreurs}
      />
      <Etat id={id} fermee={fermeeLe !== null} />
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

function Etat({ id, fermee }: { id: number; fermee: boolean }) {
  return (
    <section class="pile" id="etat">
      <h2>{fermee ? 'Rouvrir' : 'Fermer'}</h2>
      <p>
        {fermee
          ? 'Rouverte, elle se propose de nouveau aux familles et aux activités.'
          : 'Une structure ferme quand plus aucun enfant n’y est attendu et que ses activités sont cachées des familles.'}
      </p>
      <Formulaire
        action={`/agent/structures/${id}/etat`}
        caches={{ etat: fermee ? 'ouverte' : 'fermee' }}
      >
        <Boutons>
          <Bouton allure={fermee ? 'secondaire' : 'danger'}>
            {fermee ? 'Rouvrir la structure' : 'Fermer la structure'}
          </Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}

function saisieDe(s: StructureLue): URLSearchParams {
  return new URLSearchParams({
    nom: s.nom,
    courriel: s.courriel,
    telephone: s.telephone ?? '',
    adresse: s.adresse ?? '',
  });
}
