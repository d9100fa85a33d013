import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable, Refus } from '../../../platform/errors.ts';
import { choix, entierDe, intervalleDe, jourDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import {
  enregistrerPanierRepas,
  enregistrerQuotient,
  finirPanierRepas,
  type SaisieQuotient,
  type Source,
} from '../../actions/quotients.ts';
import { peutModifierLesPayeurs } from '../../regles/acces.ts';
import { REGIMES } from '../../regles/phrases.ts';
import type { Erreur } from '../../regles/saisie.ts';
import {
  chercherDossierQuotients,
  type DossierQuotients,
  SOURCES,
} from '../../requetes/quotients.ts';
import { acteurDe } from './droits.ts';
import { NouveauQuotient, PaniersRepas, SOURCES_EN_MOTS } from './saisie-quotient.tsx';

type CtxAgent = Ctx<SessionAgent>;

/** Les quotients de chaque payeur d'une famille, et les paniers-repas de ses enfants. */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouverDossier(ctx));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = acteurDe(ctx.session);
  const dossier = await trouverDossier(ctx);
  const { familleId } = dossier;
  const f = ctx.form;
  const geste = texte(f, 'geste');
  const { refus } = await tenter(async () => {
    if (geste === 'panier') {
      const dates = intervalleDe(f, 'panier_du', 'panier_au');
      const enfantId = choix(f, 'enfant');
      if (enfantId === null) throw new Refus('enfant', 'Choisissez un enfant.', 'enfant');
      if (!dossier.enfants.some((e) => e.id === enfantId)) throw new Introuvable();
      return enregistrerPanierRepas(ctx, { familleId, enfantId, ...dates, acteur });
    }
    if (geste === 'finir') {
      const au = ajouterJours(jourDe(f, 'fini_le'), 1);
      const panierId = entierDe(f.get('panier'));
      const siens = dossier.enfants.flatMap((e) => e.paniers.map((p) => p.id));
      if (!siens.includes(panierId)) throw new Introuvable();
      return finirPanierRepas(ctx, { familleId, panierId, au, acteur });
    }
    const quotient = lireQuotient(f);
    await enregistrerQuotient(ctx, { ...quotient, familleId, acteur });
  });
  if (refus) {
    return montrer(ctx, dossier, f, [{ champ: refus.champ ?? 'valeur', message: refus.message }]);
  }
  return redirect(
    `/agent/familles/${familleId}/quotients`,
    geste === 'quotient' ? 'Le quotient est enregistré.' : 'Le panier-repas est enregistré.',
  );
};

async function trouverDossier(ctx: CtxAgent): Promise<DossierQuotients> {
  const { structures } = ctx.session.agent;
  const dossier = await chercherDossierQuotients(ctx.db, structures, entierDe(ctx.params.id));
  if (!dossier) throw new Introuvable();
  return dossier;
}

function lireQuotient(f: URLSearchParams): Omit<SaisieQuotient, 'acteur' | 'familleId'> {
  const payeurId = choix(f, 'payeur');
  if (payeurId === null) throw new Refus('payeur', 'Choisissez qui paie.', 'payeur');
  const saisie = texte(f, 'valeur').replace(/[\s\u00a0€]/g, '');
  if (!/^\d{1,5}$/.test(saisie)) {
    throw new Refus('valeur', 'Écrivez le quotient en euros, sans centimes, comme 640.', 'valeur');
  }
  const regime = texte(f, 'regime');
  const source = SOURCES.find((s): s is Source => s === texte(f, 'source')) ?? 'declaration';
  return {
    payeurId,
    valeur: Number(saisie),
    regime: regime === 'msa' || regime === 'aucun' ? regime : 'caf',
    source,
    ...intervalleDe(f, 'du', 'au'),
  };
}

function montrer(
  ctx: CtxAgent,
  dossier: DossierQuotients,
  saisie = new URLSearchParams(),
  erreurs: readonly Erreur[] = [],
): Reply {
  const { familleId, nom, payeurs } = dossier;
  const modifiable = peutModifierLesPayeurs(ctx.session.agent);
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const adresse = `/agent/familles/${familleId}/quotients`;
  return cadre(
    ctx,
    {
      titre: `Quotients, famille ${nom}`,
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: nom, href: `/agent/familles/${familleId}` },
        { libelle: 'Quotients' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Quotients de la famille {nom}</h1>
      <ResumeErreurs erreurs={erreurs} />
      {payeurs.map((p) => (
        <Carte key={p.id} titre={p.nom}>
          {p.quotients.length === 0 ? (
            <p>
              <b>Quotient inconnu.</b> Les grilles par quotient appliquent leur prix par défaut.
            </p>
          ) : (
            <Quotients payeur={p} jour={jour} />
          )}
        </Carte>
      ))}
      {modifiable && <NouveauQuotient {...{ adresse, payeurs, saisie, erreurs, jour }} />}
      <PaniersRepas {...{ adresse, saisie, erreurs, modifiable }} enfants={dossier.enfants} />
    </>,
  );
}

function Quotients({ payeur, jour }: { payeur: DossierQuotients['payeurs'][number]; jour: Jour }) {
  return (
    <Tableau
      titre={`Quotients de ${payeur.nom}`}
      titreCache
      lignes={payeur.quotients}
      cle={(q) => q.id}
      colonnes={[
        {
          titre: 'Du',
          entete: true,
          cellule: (q) => ecrireJourEnChiffres(q.du),
        },
        {
          titre: 'Au',
          cellule: (q) =>
            q.au === null ? 'jusqu’à nouvel ordre' : ecrireJourEnChiffres(ajouterJours(q.au, -1)),
        },
        { titre: 'Quotient', nombre: true, cellule: (q) => q.valeur },
        { titre: 'Régime', cellule: (q) => REGIMES[q.regime] },
        { titre: 'Vu sur', cellule: (q) => SOURCES_EN_MOTS[q.source] },
        {
          titre: 'État',
          cellule: (q) =>
            q.du <= jour && (q.au === null || jour < q.au)
              ? 'En vigueur'
              : q.du > jour
                ? 'À venir'
                : 'Passé',
        },
      ]}
    />
  );
}
