import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireHeure, jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJour, ecrireJourCourt, estJour } from '../../../platform/jours.ts';
import { EtatVide } from '../../../ui/message.tsx';
import { type Colonne, Tableau } from '../../../ui/tableau.tsx';
import { joursDe } from '../../actions/lister.ts';
import { direFerme, direLesJours, type EtatDuJour } from '../../regles/jours.ts';
import { listerPrestationsAttendues, type PrestationAttendue } from '../../requetes/jours.ts';

interface Ligne extends PrestationAttendue {
  jours: EtatDuJour[];
}

/** Combien d'enfants sont attendus, un jour ou une semaine, prestation par prestation. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const demande = ctx.query.get('jour');
  const jour = estJour(demande) ? demande : aujourdhui;
  const semaine = ctx.query.get('sur') === 'semaine';
  const bornes = joursDe({ jour, semaine });
  const prestations = await listerPrestationsAttendues(
    ctx.db,
    ctx.session.agent.structures,
    bornes,
  );
  const lignes = prestations
    .map((p): Ligne => ({ ...p, jours: direLesJours(p.faits) }))
    .filter((p) => p.jours.some((j) => j.etat !== 'sans_objet'));
  const titre = semaine ? `semaine du ${ecrireJour(bornes.du)}` : ecrireJour(jour);
  return cadre(
    ctx,
    {
      titre: 'Listes du jour',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Listes' }],
    },
    <>
      <h1>Listes, {titre}</h1>
      <Navigation jour={jour} aujourdhui={aujourdhui} semaine={semaine} />
      {lignes.length === 0 ? (
        <EtatVide titre="Rien n’ouvre ces jours-là">
          Choisissez un autre jour : un week-end n’a pas de liste.
        </EtatVide>
      ) : (
        [...Map.groupBy(lignes, (l) => l.structure)].map(([structure, siennes]) => (
          <Tableau
            key={structure}
            titre={structure}
            lignes={siennes}
            cle={(l) => l.prestationId}
            colonnes={semaine ? colonnesDeLaSemaine(siennes, jour) : colonnesDuJour(jour)}
          />
        ))
      )}
    </>,
  );
};

function Navigation(props: { jour: string; aujourdhui: string; semaine: boolean }) {
  const { jour, semaine } = props;
  const pas = semaine ? 7 : 1;
  const vers = (j: string, s = semaine) => `/agent/listes?jour=${j}${s ? '&sur=semaine' : ''}`;
  return (
    <p class="liens">
      <a href={vers(ajouterJours(jour, -pas))}>
        {semaine ? 'Semaine précédente' : 'Jour précédent'}
      </a>
      {jour !== props.aujourdhui && <a href="/agent/listes">Aujourd’hui</a>}
      <a href={vers(ajouterJours(jour, pas))}>{semaine ? 'Semaine suivante' : 'Jour suivant'}</a>
      <a href={vers(jour, !semaine)}>{semaine ? 'Voir un seul jour' : 'Voir la semaine'}</a>
    </p>
  );
}

function colonnesDuJour(jour: string): Colonne<Ligne>[] {
  const compte = (l: Ligne) => l.comptes.find((c) => c.jour === jour);
  const ouvert = (l: Ligne) => l.jours[0]?.etat === 'ouvert';
  return [
    nommer(jour, ''),
    { titre: 'Dès', insecable: true, cellule: (l) => ecrireHeure(l.heureDebut) },
    {
      titre: 'Attendus',
      nombre: true,
      cellule: (l) => {
        const [etat] = l.jours;
        return etat?.etat === 'ferme' ? direFerme(etat.raison) : <b>{compte(l)?.attendus ?? 0}</b>;
      },
    },
    {
      titre: 'À décider',
      nombre: true,
      cellule: (l) => (ouvert(l) ? String(compte(l)?.demandes ?? 0) : ''),
    },
    {
      titre: 'Liste d’attente',
      nombre: true,
      cellule: (l) => (ouvert(l) ? String(compte(l)?.enAttente ?? 0) : ''),
    },
  ];
}

/** Un jour où rien n'ouvre dans cette structure n'a pas de colonne. */
function colonnesDeLaSemaine(lignes: readonly Ligne[], jour: string): Colonne<Ligne>[] {
  const jours = [
    ...new Set(
      lignes.flatMap((l) => l.jours.filter((j) => j.etat !== 'sans_objet').map((j) => j.jour)),
    ),
  ].sort();
  return [
    nommer(jour, '?sur=semaine'),
    ...jours.map(
      (j): Colonne<Ligne> => ({
        titre: ecrireJourCourt(j),
        nombre: true,
        cellule: (l) => {
          const etat = l.jours.find((x) => x.jour === j);
          if (etat?.etat === 'ferme') return direFerme(etat.raison);
          if (etat?.etat !== 'ouvert') return '';
          return <b>{l.comptes.find((c) => c.jour === j)?.attendus ?? 0}</b>;
        },
      }),
    ),
  ];
}

function nommer(jour: string, question: string): Colonne<Ligne> {
  return {
    titre: 'Prestation',
    entete: true,
    cellule: (l) => (
      <a href={`/agent/listes/${l.prestationId}/${jour}${question}`}>
        {`${l.activite}, ${l.prestation}`}
      </a>
    ),
  };
}
