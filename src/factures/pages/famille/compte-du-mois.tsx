import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import {
  ajouterMois,
  bornesDuMois,
  ecrireJour,
  ecrireMois,
  estJour,
  moisDe,
} from '../../../platform/jours.ts';
import { majuscule } from '../../../platform/mots.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { composerLignes } from '../../regles/composer.ts';
import type { Ligne } from '../../regles/types.ts';
import { lireFaitsDuMois } from '../../requetes/faits.ts';
import {
  type Contestation,
  listerContestations,
  listerMesPayeurs,
} from '../../requetes/famille.ts';

const SITUATIONS: Record<Ligne['situation'], string> = {
  reservee: 'réservé',
  presente_sans_reservation: 'présent sans réservation',
  absente: 'absent',
  absente_excusee: 'absence excusée',
};

/** Ce que le mois coûte jusqu'ici, jour par jour, et pourquoi. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { id: responsableId, familles } = ctx.session.responsable;
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const demande = ctx.query.get('mois') ?? '';
  const mois = estJour(`${demande}-01`) ? demande : moisDe(aujourdhui);
  const { du, au } = bornesDuMois(mois);
  const faits = await lireFaitsDuMois(ctx.db, { regieId: null, mois, familles });
  const miens = new Set(await listerMesPayeurs(ctx.db, { responsableId, familles }));
  const lignes = composerLignes(faits)
    .lignes.filter((l) => miens.has(l.payeurId))
    .toSorted((a, b) => a.libelle.localeCompare(b.libelle, 'fr') || (a.jour < b.jour ? -1 : 1));
  const contestations = await listerContestations(ctx.db, familles, du, au);
  const lieux = new Map(faits.prestations.map((p) => [p.id, p.structure]));
  const passees = lignes.filter((l) => l.jour <= aujourdhui);
  return cadre(
    ctx,
    {
      titre: `Compte du mois, ${ecrireMois(mois)}`,
      filAriane: [
        { libelle: 'Accueil', href: '/famille' },
        { libelle: 'Mes factures', href: '/famille/factures' },
        { libelle: 'Compte du mois' },
      ],
    },
    <>
      <h1>Compte du mois, {ecrireMois(mois)}</h1>
      <p class="liens">
        <a href={`/famille/compte-du-mois?mois=${moisDe(ajouterMois(du, -1))}`}>Mois précédent</a>
        <a href={`/famille/compte-du-mois?mois=${moisDe(ajouterMois(du, 1))}`}>Mois suivant</a>
      </p>
      {lignes.length === 0 ? (
        <EtatVide titre="Rien ce mois-là">
          Les jours réservés et validés s’ajoutent ici, avec leur prix.
        </EtatVide>
      ) : (
        <>
          <p>
            <strong>Jusqu’à aujourd’hui : {ecrireEuros(totalDe(passees))}</strong>
            {passees.length < lignes.length &&
              ` ; avec ce qui est déjà réservé ensuite : ${ecrireEuros(totalDe(lignes))}`}
            . Ce n’est pas une facture : elle viendra après la fin du mois.
          </p>
          {[...Map.groupBy(lignes, (l) => l.libelle)].map(([libelle, groupe]) => (
            <Groupe
              key={libelle}
              lignes={groupe}
              lieu={lieux.get(groupe[0]?.prestationId ?? 0) ?? ''}
              contestations={contestations}
            />
          ))}
        </>
      )}
    </>,
  );
};

/** Le total d'abord : un mois fait soixante lignes, que l'on ouvre pour comprendre. */
function Groupe(props: {
  lignes: readonly Ligne[];
  lieu: string;
  contestations: readonly Contestation[];
}) {
  const { lignes, lieu, contestations } = props;
  const contestees = new Map(
    lignes.map((l) => [l, contestations.find((c) => estDe(c, l))] as const),
  );
  const libelle = lignes[0]?.libelle ?? '';
  const jours = `${lignes.length} ${lignes.length > 1 ? 'jours' : 'jour'}`;
  return (
    <Carte titre={libelle}>
      <p>
        <strong>{ecrireEuros(totalDe(lignes))}</strong> pour {jours}, {lieu}
      </p>
      <Repli titre="Jour par jour" ouvert={[...contestees.values()].some((c) => c !== undefined)}>
        <Tableau
          titre={libelle}
          titreCache
          lignes={lignes}
          cle={(l) => `${l.jour}:${l.payeurId}`}
          colonnes={[
            { titre: 'Jour', entete: true, insecable: true, cellule: (l) => ecrireJour(l.jour) },
            {
              titre: 'Pourquoi',
              cellule: (l) => `${majuscule(SITUATIONS[l.situation])} ; ${l.explication}`,
            },
            { titre: 'Prix', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
            {
              titre: 'Contester',
              cellule: (l) => <Contester ligne={l} contestation={contestees.get(l)} />,
            },
          ]}
        />
      </Repli>
    </Carte>
  );
}

function totalDe(lignes: readonly Ligne[]): number {
  return lignes.reduce((somme, l) => somme + l.montantCentimes, 0);
}

function estDe(c: Contestation, l: Ligne): boolean {
  return c.enfantId === l.enfantId && c.prestationId === l.prestationId && c.jour === l.jour;
}

function Contester({
  ligne,
  contestation,
}: {
  ligne: Ligne;
  contestation?: Contestation | undefined;
}) {
  if (contestation) {
    return contestation.reponse === null ? (
      <span>Contestée, réponse attendue</span>
    ) : (
      <span>Réponse de la régie : {contestation.reponse}</span>
    );
  }
  const { enfantId, prestationId, jour } = ligne;
  return (
    <a href={`/famille/contestations?enfant=${enfantId}&prestation=${prestationId}&jour=${jour}`}>
      Contester{' '}
      <span class="vh">
        : {ligne.libelle}, {ecrireJour(jour)}
      </span>
    </a>
  );
}
