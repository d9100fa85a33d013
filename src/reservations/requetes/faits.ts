import { type RawBuilder, sql } from 'kysely';
import {
  type Intervalle,
  joursDOuverture,
  type Rythme,
} from '../../activites/calendrier/calendrier.ts';
import { joursFeriesEntre, type Territoire } from '../../activites/calendrier/feries.ts';
import type { DelaiDate } from '../../activites/delais/regles.ts';
import { schemaDelaiDate } from '../../activites/delais/schema.ts';
import { MOTS_DU_GENRE } from '../../fermetures/regles/phrases.ts';
import type { Genre } from '../../fermetures/regles/types.ts';
import type { Db } from '../../platform/db.ts';
import { ajouterJours, type Jour, type JourDeLaSemaine } from '../../platform/jours.ts';
import {
  cle,
  type EtatVivant,
  type Faits,
  type FaitsActivite,
  type FaitsEnfant,
} from '../regles/types.ts';

/** Les faits d'un calendrier, et de quoi les nommer à l'écran et dans les courriels. */
export interface Calendrier {
  faits: Faits;
  enfant: { id: number; prenom: string; nom: string; familleId: number };
  /** `avecPriorites` : la liste d'attente ne suit pas le seul ordre d'arrivée. */
  activite: { id: number; nom: string; genre: string; avecPriorites: boolean };
  structure: { id: number; nom: string; courriel: string };
  periode: { id: number; nom: string };
  /** Les jours de la période, dans l'ordre : ouverts, ou fermés un jour où l'on viendrait. */
  jours: { jour: Jour; ouvert: boolean; libelle: string | null }[];
}

interface LigneCalendrier {
  enfant: FaitsEnfant & { id: number; prenom: string; nom: string; familleId: number };
  activite: FaitsActivite & {
    id: number;
    nom: string;
    genre: string;
    rythme: Rythme;
    joursSemaine: JourDeLaSemaine[];
    avecPriorites: boolean;
  };
  structure: { id: number; nom: string; courriel: string };
  periode: { id: number; nom: string; du: Jour; au: Jour };
  /** Les jours lus : la fenêtre, dans la période. */
  du: Jour;
  au: Jour;
  ouvre_le: Date;
  ferme_le: Date;
  fuseau: string;
  territoire: Territoire;
  vacances: Intervalle[];
  fermetures: Intervalle[];
  declares: { jour: Jour; prestationId: number; genre: Genre }[];
  ouvertures: { jour: Jour; prestations: number[] }[];
  vivantes: { jour: Jour; prestationId: number; etat: EtatVivant }[];
}

/** Assez pour compter les jours d'ouverture ou ouvrés d'avant le premier jour de la période. */
const RECUL_JOURS = 60;

/** Les jours dont on a besoin, bornes comprises : lire un mois coûte le quart d'une année. */
export interface Fenetre {
  du: Jour;
  au: Jour;
}

/** Pour qui l'on lit. `structures` : un agent y inscrit, même où les familles ne le peuvent pas. */
export interface PourQui {
  enfantId: number;
  familles: readonly number[];
  structures?: readonly number[] | null | undefined;
}

const SANS_BORNE: Fenetre = { du: '0001-01-01', au: '9999-12-31' };

/**
 * Lit tout ce qui décide d'un calendrier, en un aller-retour. null : l'enfant n'est pas d'une de ces
 * familles, ou la période n'existe pas pour qui lit. Ne pose aucun verrou. Hors de la fenêtre,
 * les jours de la période manquent ; ses dates et ses délais restent entiers.
 */
export async function chercherCalendrier(
  db: Db,
  qui: PourQui,
  periodeId: number,
  fenetre: Fenetre = SANS_BORNE,
): Promise<Calendrier | null> {
  const seul = sql`enfants e cross join periodes p`;
  const choisi = sql`e.id = ${qui.enfantId} and p.id = ${periodeId}`;
  const [ligne] = await lireLignes(db, qui, fenetre, { source: seul, condition: choisi });
  return ligne ? composer(ligne) : null;
}

export interface Couple {
  enfantId: number;
  periodeId: number;
}

/** De même pour plusieurs enfants et périodes à la fois, en un ordre ; ceux qui manquent n'y sont pas. */
export async function chercherCalendriers(
  db: Db,
  qui: Omit<PourQui, 'enfantId'>,
  couples: readonly Couple[],
  fenetre: Fenetre,
): Promise<Calendrier[]> {
  const source = sql`
    unnest(${couples.map((c) => c.enfantId)}::int[], ${couples.map((c) => c.periodeId)}::int[])
      as c (enfant_id, periode_id)
    join enfants e on e.id = c.enfant_id join periodes p on p.id = c.periode_id`;
  const lignes = await lireLignes(db, qui, fenetre, { source, condition: sql`true` });
  const parCouple = new Map(lignes.map((l) => [`${l.enfant.id}:${l.periode.id}`, l]));
  return couples.flatMap(({ enfantId, periodeId }) => {
    const ligne = parCouple.get(`${enfantId}:${periodeId}`);
    return ligne ? [composer(ligne)] : [];
  });
}

/** Un minimum de jours se compte sur la semaine entière, même hors de la fenêtre (Places, règle 12). */
const marge = sql`case when a.jours_min_semaine is null then 0 else 6 end`;

async function lireLignes(
  db: Db,
  qui: Omit<PourQui, 'enfantId'>,
  fenetre: Fenetre,
  { source, condition }: { source: RawBuilder<unknown>; condition: RawBuilder<unknown> },
): Promise<LigneCalendrier[]> {
  const parUnAgent = qui.structures !== undefined;
  const { rows } = await sql<LigneCalendrier>`
    select
      json_build_object('id', e.id, 'prenom', e.prenom, 'nom', e.nom, 'familleId', e.famille_id,
        'neLe', e.ne_le, 'codeInsee', fa.code_insee, 'scolarites', (
          select coalesce(json_agg(json_build_object('anneeScolaire', s.annee_scolaire, 'ecoleId', c.ecole_id,
            'cycle', case when c.niveau in ('TPS','PS','MS','GS') then 'maternelle' else 'elementaire' end)), '[]')
          from scolarites s join classes c on c.id = s.classe_id where s.enfant_id = e.id)) as enfant,
      json_build_object('id', a.id, 'nom', a.nom, 'genre', a.genre, 'rythme', a.rythme,
        'joursSemaine', a.jours_semaine, 'approbation', a.approbation, 'listeAttente', a.liste_attente,
        'avecPriorites', a.criteres_attente <> '{}',
        'ageMin', a.age_min, 'ageMax', a.age_max, 'joursMin', case when a.jours_min_semaine is not null
          then json_build_object('nombre', a.jours_min_semaine, 'du', a.jours_min_du) end,
        'ecoles', (select coalesce(json_agg(ecole_id), '[]') from activites_ecoles where activite_id = a.id),
        'communes', (select coalesce(json_agg(code_insee), '[]') from activites_communes where activite_id = a.id),
        'groupes', (select coalesce(json_agg(json_build_object('id', g.id, 'nom', g.nom, 'cycle', g.cycle,
          'ageMin', g.age_min, 'ageMax', g.age_max) order by g.ordre, g.id), '[]') from groupes g where g.activite_id = a.id),
        'prestations', (select coalesce(json_agg(json_build_object('id', pr.id, 'nom', pr.nom) order by pr.ordre, pr.id), '[]')
          from prestations pr where pr.activite_id = a.id and coalesce(pr.retiree_le > f.du, true)),
        'delais', (select coalesce(json_agg(json_build_object('pour', d.pour, 'prestationId', d.prestation_id,
          'du', d.du, 'au', d.au, 'regle', d.regle, 'tardif', d.tardif)), '[]') from delais d where d.activite_id = a.id)
      ) as activite,
      json_build_object('id', st.id, 'nom', st.nom, 'courriel', st.courriel) as structure,
      json_build_object('id', p.id, 'nom', p.nom, 'du', p.du, 'au', p.au) as periode,
      p.ouvre_le, p.ferme_le, f.du, f.au, col.fuseau, col.territoire,
      (select coalesce(json_agg(json_build_object('nom', v.nom, 'du', v.du, 'reprise', v.reprise)), '[]')
        from vacances_scolaires v where v.zone = col.zone_scolaire
          and v.du <= f.au and coalesce(v.reprise, 'infinity') > f.du) as vacances,
      (select coalesce(json_agg(json_build_object('nom', x.motif, 'du', x.du, 'reprise', x.au + 1)), '[]')
        from fermetures x where x.du <= f.au and x.au >= f.du
          and (x.activite_id = a.id or (x.activite_id is null and (x.structure_id is null or x.structure_id = a.structure_id)))
      ) as fermetures,
      (select coalesce(json_agg(json_build_object('jour', x.jour, 'prestationId', x.prestation_id, 'genre', x.genre)), '[]')
        from jours_declares x where x.decision = 'annuler' and x.jour between f.du and f.au
          and x.prestation_id in (select id from prestations where activite_id = a.id)
          and (x.classe_id is null or exists (select from scolarites s where s.enfant_id = e.id
            and s.classe_id = x.classe_id and s.annee_scolaire = annee_scolaire_du(x.jour)))) as declares,
      (select coalesce(json_agg(json_build_object('jour', o.jour, 'prestations', o.prestations) order by o.jour), '[]')
        from (select jour, array_agg(prestation_id) as prestations from ouvertures
              where prestation_id in (select id from prestations where activite_id = a.id)
                and jour between f.du - ${RECUL_JOURS}::int and f.au group by jour) o) as ouvertures,
      (select coalesce(json_agg(json_build_object('jour', r.jour, 'prestationId', r.prestation_id, 'etat', r.etat)), '[]')
        from reservations r where r.enfant_id = e.id
          and r.jour between f.du - ${marge} and f.au + ${marge}
          and r.etat in ('demandee', 'en_liste_attente', 'validee')) as vivantes
    from ${source}
    join familles fa on fa.id = e.famille_id
    cross join lateral (select greatest(p.du, ${fenetre.du}::date) as du, least(p.au, ${fenetre.au}::date) as au) f
    join activites a on a.id = p.activite_id and (a.ouverte_aux_familles or ${parUnAgent})
      and (${qui.structures ?? null}::int[] is null or a.structure_id = any(${qui.structures ?? null}::int[]))
    join structures st on st.id = a.structure_id
    cross join collectivites col
    where ${condition} and fa.archivee_le is null and e.famille_id = any(${qui.familles}::int[])
      and (${qui.structures ?? null}::int[] is null or enfant_connu(e.id, ${qui.structures ?? null}::int[]))`.execute(
    db,
  );
  return rows;
}

function composer(ligne: LigneCalendrier): Calendrier {
  const { enfant, activite, periode, du, au } = ligne;
  const feries = joursFeriesEntre(ajouterJours(du, -RECUL_JOURS), au, ligne.territoire);
  const ouvertures = new Set<string>();
  // Une grève n'avance la date limite de personne : un jour déclaré reste un jour d'ouverture pour les
  // délais, et ne se réserve plus (Fermetures, règle 5).
  const joursOuverts: Jour[] = [];
  const ouverts = new Set<Jour>();
  const declares = new Map(ligne.declares.map((d) => [cle(d), d]));
  for (const { jour, prestations } of ligne.ouvertures) {
    joursOuverts.push(jour);
    if (jour < du) continue;
    for (const prestationId of prestations) {
      if (declares.has(cle({ prestationId, jour }))) continue;
      ouvertures.add(cle({ prestationId, jour }));
      ouverts.add(jour);
    }
  }
  const motifs = new Map(ligne.declares.map((d) => [d.jour, MOTS_DU_GENRE[d.genre]]));
  const { joursSemaine, rythme } = activite;
  const jours = joursDOuverture({
    du,
    au,
    joursSemaine,
    rythme,
    feries,
    vacances: ligne.vacances,
    fermetures: ligne.fermetures,
  }).flatMap((j): Calendrier['jours'] => {
    if (ouverts.has(j.jour)) return [{ jour: j.jour, ouvert: true, libelle: null }];
    // Un week-end, ou un jour où l'activité ne vient jamais, n'a pas à s'expliquer.
    if (j.ouvert) return [{ jour: j.jour, ouvert: false, libelle: motifs.get(j.jour) ?? null }];
    return j.raison === 'weekend' || j.raison === 'pas_ce_jour'
      ? []
      : [{ jour: j.jour, ouvert: false, libelle: j.libelle }];
  });
  return {
    enfant,
    activite,
    structure: ligne.structure,
    periode,
    jours,
    faits: {
      enfant,
      activite: { ...activite, delais: activite.delais.map(lireDelai) },
      periode: { du: periode.du, au: periode.au, ouvreLe: ligne.ouvre_le, fermeLe: ligne.ferme_le },
      delai: { fuseau: ligne.fuseau, feries, joursOuverts, periode },
      ouvertures,
      fermetures: new Map([
        ...motifs,
        ...jours.flatMap((j) => (j.libelle ? [[j.jour, j.libelle] as const] : [])),
      ]),
      dejaLa: new Map(ligne.vivantes.map((r) => [cle(r), r.etat])),
    },
  };
}

/** Une règle mal formée en base est une panne : mieux vaut une erreur qu'un délai deviné. */
function lireDelai(delai: unknown): DelaiDate {
  return schemaDelaiDate.parse(delai);
}
