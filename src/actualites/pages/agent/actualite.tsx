import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  redirect,
} from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { changerActualite, publierOuRetirer } from '../../actions/ecrire.ts';
import { Actualites, ActualitesImportantes } from '../../affiche.tsx';
import { direEtat, type ErreurDActualite, examiner, type Saisie } from '../../regles/actualite.ts';
import { type ActualiteRangee, chercherActualite } from '../../requetes/actualites.ts';
import { FormulaireDActualite, lireSaisie, quiEcrit } from './saisie.tsx';

/** Une actualité telle qu'elle se lira, ses gestes, et de quoi la changer. */
export const GET: Handler<SessionAgent> = (ctx) => habiller(ctx, { erreurs: [] });

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { id } = await trouver(ctx);
  const saisie = lireSaisie(ctx.form);
  const { actualite, erreurs } = examiner(saisie);
  if (erreurs.length > 0) return habiller(ctx, { saisie, erreurs });
  const vueLe = texte(ctx.form, 'vue_le');
  const { refus } = await tenter(() =>
    changerActualite(ctx, { acteur: quiEcrit(ctx), id, actualite, vueLe }),
  );
  if (refus) return habiller(ctx, { saisie, erreurs: [], refus: refus.message });
  return redirect(adresse(id), 'L’actualité est enregistrée.');
};

/** « Publier », « Retirer ». */
export const etat: PageModule<SessionAgent> = {
  async POST(ctx) {
    const { id } = await trouver(ctx);
    const choisi = ctx.form.get('etat') === 'publiee' ? 'publiee' : 'retiree';
    const { refus } = await tenter(() =>
      publierOuRetirer(ctx, { acteur: quiEcrit(ctx), id, etat: choisi }),
    );
    if (refus) return habiller(ctx, { erreurs: [], refus: refus.message });
    const fait = choisi === 'publiee' ? 'publiée' : 'retirée : personne ne la lit plus';
    return redirect(adresse(id), `L’actualité est ${fait}.`);
  },
};

function adresse(id: number): string {
  return `/agent/actualites/${id}`;
}

async function trouver(ctx: Ctx<SessionAgent>): Promise<ActualiteRangee> {
  const actualite = await chercherActualite(ctx.db, entierDe(ctx.params.id));
  if (!actualite) throw new Introuvable();
  return actualite;
}

async function habiller(
  ctx: Ctx<SessionAgent>,
  page: { saisie?: Saisie; erreurs: readonly ErreurDActualite[]; refus?: string },
): Promise<Reply> {
  const actualite = await trouver(ctx);
  const journal = await lireJournal(ctx.db, `actualite:${actualite.id}`, 20);
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const du = ecrireJour(actualite.du, { annee: true });
  const au = ecrireJour(actualite.au, { annee: true });
  return cadre(
    ctx,
    {
      titre: actualite.titre,
      largeur: 'normale',
      filAriane: [
        { libelle: 'Actualités', href: '/agent/actualites' },
        { libelle: actualite.titre },
      ],
      status: page.refus || page.erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{actualite.titre}</h1>
      <p>
        <b>{direEtat(actualite, aujourdhui)}</b>
        {`, du ${du} au ${au}.`}
      </p>
      {page.refus && <Message ton="attention">{page.refus}</Message>}
      <section class="pile" aria-labelledby="se-lira">
        <h2 id="se-lira">Telle qu’elle se lit</h2>
        <ActualitesImportantes actualites={[actualite]} />
        <Actualites actualites={[actualite]} />
      </section>
      <Gestes actualite={actualite} />
      <h2>La changer</h2>
      <FormulaireDActualite
        action={adresse(actualite.id)}
        caches={{ vue_le: actualite.changeeLe.toISOString() }}
        saisie={page.saisie ?? actualite}
        erreurs={page.erreurs}
        bouton="Enregistrer"
      />
      <Repli titre="Historique">
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </Repli>
    </>,
  );
}

function Gestes({ actualite }: { actualite: ActualiteRangee }) {
  const publiee = actualite.etat === 'publiee';
  return (
    <Formulaire
      action={`${adresse(actualite.id)}/etat`}
      caches={{ etat: publiee ? 'retiree' : 'publiee' }}
    >
      <Boutons>
        {publiee ? (
          <Bouton allure="danger" icone="interdit">
            Retirer
          </Bouton>
        ) : (
          <Bouton icone="coche">Publier</Bouton>
        )}
      </Boutons>
    </Formulaire>
  );
}
