import { cadre } from '../../../cadre.tsx';
import type { Session, SessionFamille } from '../../../comptes/session.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { bornesDuMois } from '../../../platform/jours.ts';
import { tariferJours } from '../../../tarifs/actions/prix.ts';
import { type DemandeFaite, reserver } from '../../actions/reserver.ts';
import { cocherEnMasse, composerCalendrier } from '../../regles/calendrier-saisie.ts';
import { jaugesDe, prestationsDesJauges } from '../../regles/jauges.ts';
import { compterAttente } from '../../requetes/attente.ts';
import { type Calendrier, chercherCalendrier } from '../../requetes/faits.ts';
import { lirePlaces, listerLiensJauges } from '../../requetes/places.ts';
import { type Guichet, guichetDeLaFamille } from '../guichet.ts';
import { VueCalendrier } from './calendrier-vue.tsx';
import {
  type ChoixCalendrier,
  casesGardees,
  champsManquants,
  lireCases,
  lireChoix,
  lireCle,
  lireMasse,
  type Masse,
} from './saisie.ts';

/** Guide, chapitre 2, étapes 4 et 5 : cocher les jours, à la main ou en masse. */
export const GET: Handler<SessionFamille> = (ctx) =>
  ouvrirCalendrier(ctx, guichetDeLaFamille(ctx.session));

/** « Appliquer » et « Réinitialiser » ne font que réafficher ; « Valider » enregistre. */
export const POST: Handler<SessionFamille> = (ctx) =>
  recevoirCalendrier(ctx, guichetDeLaFamille(ctx.session), {
    recu: (demandeId) => `/famille/demandes/${demandeId}`,
    suite:
      'Votre demande est enregistrée, vous la retrouverez dans « Inscriptions ». ' +
      'Vous pouvez en faire une autre.',
    faite: 'Votre demande est enregistrée.',
  });

/** Le calendrier de ce guichet ; sans enfant ou sans période, retour au choix. */
export function ouvrirCalendrier(ctx: Ctx<Session>, guichet: Guichet): Promise<Reply> | Reply {
  const manque = champsManquants(ctx.query);
  if (manque.length > 0) {
    const retour = new URLSearchParams(ctx.query);
    for (const champ of manque) retour.append('manque', champ);
    return redirect(`${guichet.base}?${retour}`);
  }
  return montrer(ctx, guichet, lireChoix(ctx.query), { cochees: new Set() });
}

/** Où mène « Valider », et ce qui s'y dit. */
export interface Suites {
  recu(demandeId: number): string;
  suite: string;
  faite: string;
}

export async function recevoirCalendrier(
  ctx: Ctx<Session>,
  guichet: Guichet,
  suites: Suites,
): Promise<Reply> {
  const choix = lireChoix(ctx.form);
  const geste = texte(ctx.form, 'geste');
  if (geste === 'reinitialiser') return montrer(ctx, guichet, choix, { cochees: new Set() });
  const cochees = casesGardees(ctx.form);
  if (geste !== 'sortir' && geste !== 'nouvelle') {
    return montrer(ctx, guichet, choix, { cochees, masse: lireMasse(ctx.form) });
  }
  const { fait, refus } = await tenter(async () => enregistrer(ctx, guichet, choix));
  if (refus) return montrer(ctx, guichet, choix, { cochees, refus });
  if (geste === 'nouvelle')
    return redirect(`${guichet.base}?enfant=${choix.enfantId}`, suites.suite);
  return redirect(
    suites.recu(fait.demandeId),
    fait.dejaFaite ? 'Cette demande était déjà enregistrée : rien n’a changé.' : suites.faite,
  );
}

function enregistrer(
  ctx: Ctx<Session>,
  { acteur, familles, agent }: Guichet,
  choix: ChoixCalendrier,
): Promise<DemandeFaite> {
  return reserver(ctx, {
    acteur,
    familles,
    enfantId: choix.enfantId,
    periodeId: choix.periodeId,
    souhaits: lireCases(ctx.form),
    cleUnique: lireCle(ctx.form),
    ...(agent
      ? {
          direct: {
            compteId: agent.adulte.compteId,
            structures: agent.structures,
            droits: agent.droits,
            depasser: ctx.form.get('depasser') === 'oui',
            motif: texte(ctx.form, 'motif'),
          },
        }
      : {}),
  });
}

interface EnCours {
  cochees: Set<string>;
  masse?: Masse;
  refus?: Refus;
}

async function montrer(
  ctx: Ctx<Session>,
  guichet: Guichet,
  choix: ChoixCalendrier,
  enCours: EnCours,
): Promise<Reply> {
  const { familles, agent } = guichet;
  const calendrier = await chercherCalendrier(
    ctx.db,
    { enfantId: choix.enfantId, familles, structures: agent?.structures },
    choix.periodeId,
    choix.mois ? bornesDuMois(choix.mois) : undefined,
  );
  if (!calendrier) throw new Introuvable();
  const maintenant = ctx.clock.now();
  const places = await lireFaitsPlaces(ctx, calendrier);
  const prix = await lirePrix(ctx, guichet, calendrier);
  const { cochees, masse, refus } = enCours;
  const droits = agent?.droits ?? null;
  const composer = () => composerCalendrier(calendrier, places, choix, cochees, maintenant, droits);
  let lignes = composer();
  const { prestations } = calendrier.faits.activite;
  const masseVide = masse && (masse.semaine.size === 0 || masse.prestations.size === 0);
  if (masse && !masseVide) {
    for (const cle of cocherEnMasse(lignes, prestations, masse)) cochees.add(cle);
    lignes = composer();
  }
  const erreur =
    refus?.message ??
    (masseVide
      ? 'Cochez au moins un jour et une prestation, puis « Appliquer la sélection ».'
      : undefined);
  return cadre(
    ctx,
    {
      titre: `${calendrier.activite.nom}, ${calendrier.enfant.prenom}`,
      filAriane: filAriane(guichet, choix),
      scripts: ['client/calendrier.ts', 'client/prefetch.ts'],
      status: erreur ? 422 : 200,
    },
    <VueCalendrier
      guichet={guichet}
      saisie={ctx.form}
      champ={refus?.champ ?? 'calendrier'}
      calendrier={calendrier}
      choix={choix}
      lignes={lignes}
      prix={prix}
      masse={masse}
      erreur={erreur}
      // Une page rendue, une clé : la même page validée deux fois ne fait qu'une demande.
      cle={crypto.randomUUID()}
      aujourdhui={jourLocal(maintenant, ctx.commune.fuseau)}
    />,
  );
}

function filAriane({ base, agent }: Guichet, { enfantId }: ChoixCalendrier) {
  const choix = `${base}?enfant=${enfantId}`;
  return agent
    ? [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: agent.famille.nom, href: `/agent/familles/${agent.famille.id}` },
        { libelle: 'Faire pour la famille', href: choix },
        { libelle: 'Calendrier' },
      ]
    : [
        { libelle: 'Inscriptions', href: '/famille/inscriptions' },
        { libelle: 'Pré-inscrire', href: choix },
        { libelle: 'Calendrier' },
      ];
}

/** Ce que coûte chaque prestation à cet enfant, aujourd'hui ou le premier jour où il peut venir. */
function lirePrix(
  ctx: Ctx<Session>,
  { responsableId }: Guichet,
  { enfant, activite, faits }: Calendrier,
) {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const { du, au } = faits.periode;
  // Le jour du milieu : aujourd'hui, ou la borne de la période la plus proche.
  const jour = [du, aujourdhui, au].sort()[1] ?? du;
  const jours = faits.activite.prestations.map((p) => ({
    enfantId: enfant.id,
    prestationId: p.id,
    activiteId: activite.id,
    jour,
  }));
  return tariferJours(ctx.db, responsableId, jours);
}

/** Les places et la file des jours montrés, en trois ordres au plus. */
async function lireFaitsPlaces(ctx: Ctx<Session>, calendrier: Calendrier) {
  const { faits, jours, enfant, activite } = calendrier;
  const du = jours[0]?.jour ?? faits.periode.du;
  const au = jours.at(-1)?.jour ?? du;
  const ouverts = jours.flatMap((j) => (j.ouvert ? [j.jour] : []));
  const miennes = faits.activite.prestations.map((p) => p.id);
  const groupes = [null, ...faits.activite.groupes.map((g) => g.id)];
  const liens = await listerLiensJauges(ctx.db, miennes);
  const jauges = new Set(
    miennes.flatMap((prestationId) =>
      groupes.flatMap((groupeId) => jaugesDe(liens, { prestationId, groupeId })),
    ),
  );
  if (jauges.size === 0) return { liens, places: [], attente: [] };
  const [places, attente] = await Promise.all([
    lirePlaces(ctx.db, [...jauges], du, au),
    compterAttente(
      ctx.db,
      prestationsDesJauges(liens, [...jauges]),
      ouverts,
      activite.avecPriorites ? { enfantId: enfant.id, activiteId: activite.id } : null,
    ),
  ]);
  return { liens, places, attente };
}
