import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { estHeure } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { reperer } from '../../../sante/actions/lire.ts';
import { pointer, type SaisiePointage } from '../../actions/pointer.ts';
import type { Etat } from '../../regles/pointer.ts';
import { chercherEnfants, chercherFeuille, listerLignes } from '../../requetes/feuille.ts';
import { VueFeuille } from './feuille-vue.tsx';
import { acteurDe, aujourdhuiDe, lireJour } from './jour.ts';

const ETATS: readonly Etat[] = ['present', 'absent', 'absent_excuse'];

/** La feuille d'une prestation, un jour : un doigt par enfant. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const prestationId = entierDe(ctx.params.prestation);
  const jour = lireJour(ctx.params.jour);
  const enfant = ctx.form.get('enfant');
  const { fait, refus } = await tenter(async () =>
    pointer(ctx, {
      acteur: acteurDe(ctx),
      structures: ctx.session.agent.structures,
      aujourdhui: aujourdhuiDe(ctx),
      prestationId,
      jour,
      pointages: lirePointages(ctx.form),
    }),
  );
  if (refus) return montrer(ctx, refus);
  const adresse = `/agent/pointages/${prestationId}/${jour}`;
  if (enfant === null) return redirect(adresse, direBilan(fait));
  return redirect(`${adresse}#enfant-${entierDe(enfant)}`);
};

function direBilan(nombre: number): string {
  if (nombre === 0) return 'Tout le monde était déjà pointé.';
  return nombre === 1 ? 'Un enfant noté présent.' : `${nombre} enfants notés présents.`;
}

/** « Tous présents » n'a pas d'enfant ; un état inconnu est une adresse bricolée. */
function lirePointages(form: URLSearchParams): SaisiePointage['pointages'] {
  const enfant = form.get('enfant');
  if (enfant === null) return 'attendus';
  const etat = ETATS.find((e) => e === texte(form, 'etat'));
  if (!etat) throw new Introuvable();
  const heure = (nom: string) => {
    const lue = texte(form, nom);
    return etat === 'present' && estHeure(lue) && lue !== '24:00' ? lue : null;
  };
  return [
    {
      enfantId: entierDe(enfant),
      etat,
      arrivee: heure('arrivee'),
      depart: heure('depart'),
      motif: texte(form, 'motif') || null,
    },
  ];
}

async function montrer(ctx: Ctx<SessionAgent>, refus: Refus | null): Promise<Reply> {
  const { structures } = ctx.session.agent;
  const jour = lireJour(ctx.params.jour);
  const feuille = await chercherFeuille(ctx.db, structures, entierDe(ctx.params.prestation), jour);
  if (!feuille) throw new Introuvable();
  const { structureId } = feuille;
  const annee = anneeScolaireDu(jour);
  const lignes = await listerLignes(ctx.db, feuille.prestationId, jour, annee);
  const enfants = lignes.map((l) => l.enfantId);
  const reperes = await reperer(ctx.db, ctx.session.agent, feuille.structureId, enfants);
  const cherche = (ctx.query.get('nom') ?? '').slice(0, 60);
  const mots = cherche
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const trouves = await chercherEnfants(ctx.db, structureId, mots, annee);
  const titre = `${feuille.activite}, ${feuille.prestation}, ${ecrireJour(jour)}`;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Accueil', href: '/agent' },
        { libelle: 'Pointage', href: `/agent/pointages?jour=${jour}` },
        { libelle: `${feuille.activite}, ${feuille.prestation}` },
      ],
      status: refus ? 422 : 200,
      scripts: ['client/pointage.ts'],
    },
    <>
      <h1>{titre}</h1>
      <VueFeuille
        feuille={feuille}
        pointe={peut(ctx.session.agent, 'pointer', { type: 'liste', structureId }).oui}
        refus={refus?.message ?? null}
        saisie={refus ? ctx.form : new URLSearchParams()}
        jour={jour}
        passe={jour < aujourdhuiDe(ctx)}
        lignes={lignes}
        reperes={reperes}
        cherche={cherche}
        trouves={trouves.filter((t) => !lignes.some((l) => l.enfantId === t.id))}
      />
    </>,
  );
}
