import { ecrireEuros } from '../../../platform/argent.ts';
import { ecrireInstant, type Fuseau } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { ListeDefinitions, Repli } from '../../../ui/ensembles.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import {
  compter,
  DECISIONS_EN_MOTS,
  ETATS_EN_MOTS,
  FACTURATIONS_EN_MOTS,
  intituler,
} from '../../regles/phrases.ts';
import type { Resume } from '../../regles/resume.ts';
import type { FamilleAAppeler, LettreSuivie } from '../../requetes/avis.ts';
import type { Declaration, JourTenu } from '../../requetes/declarations.ts';
import type { Avancement } from '../../requetes/lots.ts';
import { direOu } from './fermetures.tsx';

/** Qui est touché, combien de jours, ce qui se paie. */
export function Chiffres(props: {
  resume: Resume;
  d: Declaration;
  nonFactureCentimes: number | null;
  tenus: readonly JourTenu[];
}) {
  const { resume: r, d, nonFactureCentimes, tenus } = props;
  const noms = new Map(d.prestations.map((p) => [p.id, `${p.activite}, ${p.nom}`]));
  return (
    <section class="pile" aria-labelledby="chiffres">
      <h2 id="chiffres">
        {`${compter(r.familles, 'famille')}, ${compter(r.enfants, 'enfant')}, ${compter(d.jours.length, 'jour')}`}
      </h2>
      {tenus.length > 0 && (
        <Message ton="attention" vivant={false} titre="Déjà déclaré, laissé tel quel">
          <ul>
            {tenus.slice(0, 10).map((t) => (
              <li
                key={`${t.prestationId}:${t.jour}`}
              >{`${ecrireJour(t.jour)}, ${t.prestation}`}</li>
            ))}
            {tenus.length > 10 && <li>{`et ${tenus.length - 10} autres`}</li>}
          </ul>
        </Message>
      )}
      <ListeDefinitions
        elements={[
          ...nonNul('Annulées', r.annulees),
          ...nonNul('Gardées', r.gardees),
          ...nonNul('Demandes closes', r.demandes),
          ...nonNul('Listes d’attente closes', r.enAttente),
          ...r.parPrestation.map((p) => ({
            terme: noms.get(p.prestationId) ?? '',
            valeur: compter(p.nombre, 'réservation'),
          })),
          { terme: 'Facturation', valeur: direFacturation(d, r) },
          ...(nonFactureCentimes === null
            ? []
            : [
                {
                  terme: 'Ne sera pas facturé',
                  valeur: `environ ${ecrireEuros(nonFactureCentimes)}`,
                },
              ]),
        ]}
      />
    </section>
  );
}

function nonNul(terme: string, n: number) {
  return n > 0 ? [{ terme, valeur: n.toLocaleString('fr-FR') }] : [];
}

function direFacturation(d: Declaration, r: Resume): string {
  if (d.decision === 'garder') {
    return d.facturation === 'aucune' ? 'Rien n’est facturé' : 'Comme d’habitude';
  }
  if (d.facturation === 'aucune') return FACTURATIONS_EN_MOTS.aucune;
  return `${FACTURATIONS_EN_MOTS[d.facturation]} : ${compter(r.facturees, 'réservation')}`;
}

/** Une grande fermeture s'écrit d'un bloc, en arrière-plan (Fermetures, règle 10). */
export function EnCours({ d, avancement }: { d: Declaration; avancement: Avancement }) {
  const { faites, total } = avancement;
  return (
    <>
      <Message ton="info" titre="La fermeture est en cours">
        {`${faites.toLocaleString('fr-FR')} réservations sur ${total.toLocaleString('fr-FR')}. `}
        Vous pouvez fermer cette page : elle continue, et rien ne se voit avant la fin.
        <progress max={total} value={faites} aria-label="Réservations traitées" />
      </Message>
      <Description d={d} />
    </>
  );
}

/** Sans adresse électronique, une famille ne sait rien : le service appelle. */
export function AAppeler({ familles }: { familles: readonly FamilleAAppeler[] }) {
  if (familles.length === 0) return null;
  return (
    <Repli
      titre={`${compter(familles.length, 'famille')} sans adresse électronique, à appeler`}
      ouvert
    >
      <Tableau
        titre="À appeler"
        titreCache
        lignes={familles}
        cle={(f) => f.id}
        colonnes={[
          {
            titre: 'Famille',
            entete: true,
            cellule: (f) => <a href={`/agent/familles/${f.id}`}>{f.nom}</a>,
          },
          { titre: 'Téléphones', cellule: (f) => <Telephones {...f} /> },
        ]}
      />
    </Repli>
  );
}

function Telephones({ adultes }: FamilleAAppeler) {
  const lignes = adultes.flatMap((a) => a.telephones.map((t) => ({ nom: a.nom, telephone: t })));
  if (lignes.length === 0) return <>Aucun téléphone connu</>;
  return (
    <>
      {lignes.map((l) => (
        <div key={`${l.nom}${l.telephone}`}>
          {`${l.nom} : `}
          <a href={`tel:${l.telephone.replace(/[^\d+]/g, '')}`}>{l.telephone}</a>
        </div>
      ))}
    </>
  );
}

const LETTRES_MONTREES = 300;

/** Ce qui est parti, à qui, quand ; d'abord ce qui ne l'est pas encore. */
export function Lettres(props: {
  d: Declaration;
  lettres: readonly LettreSuivie[];
  fuseau: Fuseau;
}) {
  const { d, lettres, fuseau } = props;
  const enRoute = lettres.filter((l) => l.partieLe === null);
  const enEchec = enRoute.filter((l) => l.echec !== null).length;
  return (
    <section class="pile" aria-labelledby="lettres">
      <h2 id="lettres">Lettres</h2>
      <p>
        {`${compter(lettres.length, 'lettre')}, écrite${lettres.length > 1 ? 's' : ''} ${d.envoyeeLe ? ecrireInstant(d.envoyeeLe, fuseau) : ''}. `}
        {enRoute.length === 0 ? 'Toutes sont parties.' : `${enRoute.length} en route.`}
      </p>
      {enEchec > 0 && (
        <Message
          ton="attention"
          vivant={false}
          titre={`${compter(enEchec, 'lettre')} en difficulté`}
        >
          Elles seront réessayées ; si l’adresse est fausse, appelez la famille.
        </Message>
      )}
      <Repli titre="Voir à qui" ouvert={enEchec > 0}>
        <Tableau
          titre="Lettres"
          titreCache
          lignes={lettres.slice(0, LETTRES_MONTREES)}
          cle={(l) => `${l.famille}:${l.destinataire}`}
          colonnes={[
            { titre: 'Famille', entete: true, cellule: (l) => l.famille },
            { titre: 'Adresse', cellule: (l) => l.destinataire },
            {
              titre: 'Partie',
              cellule: (l) =>
                l.partieLe ? ecrireInstant(l.partieLe, fuseau) : (l.echec ?? 'en route'),
            },
          ]}
        />
        {lettres.length > LETTRES_MONTREES && (
          <p>{`Et ${compter(lettres.length - LETTRES_MONTREES, 'autre')}.`}</p>
        )}
      </Repli>
    </section>
  );
}

const JOURS_NOMMES = 10;

function direJours({ genre, jours }: Declaration): string {
  return jours.length <= JOURS_NOMMES
    ? jours.map((j) => ecrireJour(j)).join(', ')
    : `${compter(jours.length, 'jour')} : ${intituler(genre, jours)}`;
}

/** Ce que l'agent a déclaré, dans ses mots. */
export function Description({ d }: { d: Declaration }) {
  return (
    <section class="pile" aria-labelledby="declare">
      <h2 id="declare">Ce qui est déclaré</h2>
      <ListeDefinitions
        elements={[
          { terme: 'État', valeur: ETATS_EN_MOTS[d.etat] },
          { terme: 'Où', valeur: direOu(d) },
          { terme: 'Jours', valeur: direJours(d) },
          { terme: 'Réservations', valeur: DECISIONS_EN_MOTS[d.decision] },
          { terme: 'Motif', valeur: d.motif },
        ]}
      />
    </section>
  );
}
