import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { faireAvoir } from '../../actions/avoir.ts';
import { acteurDe, exigerRegie } from '../../documents/acces.ts';
import { contenuDeFacture } from '../../documents/contenu.ts';
import { lireFacturesDuJour } from '../../documents/lire.ts';
import { FactureEnHtml } from '../../documents/vue.tsx';

/** Une facture, telle qu'émise, et l'avoir qui peut l'annuler. */
export const GET: Handler<SessionAgent> = (ctx) => {
  exigerRegie(ctx);
  return montrer(ctx, '', null);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const factureId = entierDe(ctx.params.id);
  const motif = texte(ctx.form, 'motif');
  const { fait, refus } = await tenter(async () =>
    faireAvoir(ctx, { factureId, motif, acteur: acteurDe(ctx) }),
  );
  if (refus) return montrer(ctx, motif, refus.message);
  return redirect(`/agent/factures/${fait}`, 'L’avoir est émis : la facture est annulée.');
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  motif: string,
  erreur: string | null,
): Promise<Reply> {
  const id = entierDe(ctx.params.id);
  const [facture] = await lireFacturesDuJour(ctx, ctx.commune, [id]);
  if (!facture) throw new Introuvable();
  const contenu = contenuDeFacture(facture.faits);
  const annulable =
    facture.faits.genre === 'facture' && facture.faits.situation.avoirCentimes === 0;
  const journal = await lireJournal(ctx.db, `facture:${id}`);
  return cadre(
    ctx,
    {
      titre: contenu.titre,
      filAriane: [
        { libelle: 'Accueil', href: '/agent' },
        { libelle: 'Facturation', href: '/agent/campagnes' },
        { libelle: contenu.titre },
      ],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>{contenu.titre}</h1>
      <ResumeErreurs erreurs={erreur ? [{ champ: 'motif', message: erreur }] : []} />
      <p>
        <a href={`/agent/factures/${id}/pdf`}>Télécharger le PDF</a>
      </p>
      <FactureEnHtml contenu={contenu} />
      {annulable && (
        <Carte titre="Annuler par un avoir">
          <Formulaire action={`/agent/factures/${id}`}>
            <Champ
              nom="motif"
              libelle="Motif"
              aide="La famille et le comptable le liront. Ce qui était payé devient un crédit."
              valeur={motif}
              erreur={erreur ?? undefined}
            />
            <Boutons>
              <Bouton icone="coche">Émettre l’avoir</Bouton>
            </Boutons>
          </Formulaire>
        </Carte>
      )}
      {journal.length > 0 && (
        <section class="pile">
          <h2>Historique</h2>
          <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
        </section>
      )}
    </>,
  );
}
