import { cadre } from '../../../cadre.tsx';
import type { Session, SessionFamille } from '../../../comptes/session.ts';
import { choix } from '../../../platform/forms.ts';
import type { Ctx, Handler } from '../../../platform/http.ts';
import { ecrireInstant, jourLocal } from '../../../platform/instants.ts';
import type { Jour } from '../../../platform/jours.ts';
import { Cases, Radios } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import {
  Bouton,
  Boutons,
  type ErreurListee,
  Formulaire,
  GroupeDeChamps,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import {
  direClasse,
  direPeriode,
  type EnfantAInscrire,
  type OffreEcartee,
  type OffreProposee,
  proposerOffres,
} from '../../regles/offres.ts';
import { listerEnfantsAInscrire, listerOffres } from '../../requetes/offres.ts';
import { type Guichet, guichetDeLaFamille, recours } from '../guichet.ts';

/** Guide, chapitre 2, étape 2 : l'enfant, l'activité, la période et les jours. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const choix = await lireChoixPossibles(ctx, guichetDeLaFamille(ctx.session));
  return cadre(
    ctx,
    {
      titre: 'Pré-inscrire',
      filAriane: [
        { libelle: 'Inscriptions', href: '/famille/inscriptions' },
        { libelle: 'Pré-inscrire' },
      ],
      scripts: ['client/prefetch.ts', 'client/calendrier.ts'],
    },
    <>
      <h1>Pré-inscrire</h1>
      <ChoixDeLInscription {...choix} saisie={ctx.query} />
      {ctx.flash && <span data-saisie-faite hidden />}
    </>,
  );
};

export interface ChoixPossibles {
  guichet: Guichet;
  enfants: readonly EnfantAInscrire[];
  proposees: readonly OffreProposee[];
  ecartees: readonly OffreEcartee[];
  aujourdhui: Jour;
  fuseau: string;
}

/** Ce que ce guichet peut choisir. Un agent passe outre une fenêtre close : il peut tout ouvrir. */
export async function lireChoixPossibles(
  ctx: Ctx<Session>,
  guichet: Guichet,
): Promise<ChoixPossibles> {
  const maintenant = ctx.clock.now();
  const { fuseau } = ctx.commune;
  const aujourdhui = jourLocal(maintenant, fuseau);
  const enfants = await listerEnfantsAInscrire(
    ctx.db,
    guichet.familles,
    guichet.agent?.structures ?? null,
  );
  const offres = await listerOffres(ctx.db, aujourdhui, guichet.agent?.structures);
  const { proposees, ecartees } = proposerOffres(enfants, offres, aujourdhui, fuseau, maintenant);
  return { guichet, enfants, proposees, ecartees, aujourdhui, fuseau };
}

/** Le formulaire du choix, ou pourquoi il n'y a rien à choisir ; le même aux deux guichets. */
export function ChoixDeLInscription(props: ChoixPossibles & { saisie: URLSearchParams }) {
  return (
    <>
      {rienAChoisir(props) ?? (
        <>
          <p class="discret">Choisissez l’enfant, l’activité et la période : le calendrier suit.</p>
          <FormulaireDeChoix {...props} />
        </>
      )}
      <Manquantes ecartees={props.ecartees} />
    </>
  );
}

function estOuverteIci(offre: OffreProposee, { agent }: Guichet): boolean {
  return offre.fenetre === 'ouverte' || (agent?.droits.delai ?? false);
}

const JOURS = ['Lun', 'Mar', 'Mer', 'Jeu', 'Ven'];
/** La case du guide : cochée seule, ou rien de coché, c'est toute la semaine. */
const TOUS_LES_JOURS = 0;

function FormulaireDeChoix(props: ChoixPossibles & { saisie: URLSearchParams }) {
  const { guichet, enfants, proposees, aujourdhui, saisie } = props;
  const erreurs = erreursDe(saisie);
  const demande = choix(saisie, 'enfant');
  const enfant = enfants.length === 1 ? enfants[0]?.id : demande;
  const ouvertes = proposees.filter((o) => estOuverteIci(o, guichet));
  const periode = ouvertes.length === 1 ? ouvertes[0]?.periodeId : choix(saisie, 'periode');
  const jours = saisie.getAll('jours');
  return (
    <Formulaire action={`${guichet.base}/calendrier`} methode="get">
      <ResumeErreurs erreurs={erreurs} />
      <Radios
        nom="enfant"
        legende="Choix de l’enfant"
        valeur={enfant}
        erreur={erreurs.find((e) => e.champ === 'enfant')?.message}
        options={enfants.map((e) => ({
          valeur: e.id,
          libelle: `${e.prenom} ${e.nom}`,
          aide: direClasse(e, aujourdhui) || undefined,
        }))}
      />
      <GroupeDeChamps legende="Choix de l’activité">
        {parActivite(proposees).map(([activite, periodes], i) => (
          <Radios
            key={periodes[0]?.activiteId}
            nom="periode"
            id={i === 0 ? 'periode' : `periode-${periodes[0]?.activiteId}`}
            legende={activite}
            aide={`Choix de la période${pourQui(periodes, enfants)}`}
            valeur={periode}
            erreur={i === 0 ? erreurs.find((e) => e.champ === 'periode')?.message : undefined}
            options={periodes.map((p) => ({
              valeur: p.periodeId,
              libelle: direPeriode(p),
              aide: `${p.periode} : pré-inscriptions ${p.phrase}`,
              inactive: !estOuverteIci(p, guichet),
            }))}
          />
        ))}
      </GroupeDeChamps>
      <Cases
        nom="jours"
        legende="Choix des jours"
        enLigne
        valeurs={jours.length > 0 ? jours : [TOUS_LES_JOURS]}
        aide="Cochez un jour ou plusieurs pour ne voir qu’eux."
        options={['Tous les jours', ...JOURS].map((libelle, valeur) => ({ valeur, libelle }))}
      />
      <Boutons>
        <Bouton icone="calendrier">Afficher le calendrier</Bouton>
      </Boutons>
    </Formulaire>
  );
}

/** Le calendrier renvoie ici quand un choix manque. */
function erreursDe(saisie: URLSearchParams): ErreurListee[] {
  const phrases: Record<string, string> = {
    enfant: 'Choisissez l’enfant à inscrire.',
    periode: 'Choisissez une activité et sa période.',
  };
  return saisie.getAll('manque').flatMap((champ) => {
    const message = phrases[champ];
    return message ? [{ champ, message }] : [];
  });
}

function parActivite(proposees: readonly OffreProposee[]): [string, OffreProposee[]][] {
  const groupes = Map.groupBy(proposees, (o) => o.activiteId);
  return [...groupes.values()].map((periodes) => [periodes[0]?.activite ?? '', periodes]);
}

/** « , pour Léo et Inès » ; rien à dire quand tous les enfants peuvent venir. */
function pourQui(periodes: readonly OffreProposee[], enfants: readonly EnfantAInscrire[]): string {
  const admis = enfants.filter((e) => periodes.some((p) => p.pour.includes(e.id)));
  if (admis.length === enfants.length) return '';
  return `, pour ${new Intl.ListFormat('fr').format(admis.map((e) => e.prenom))}`;
}

function rienAChoisir({ guichet, enfants, proposees, fuseau }: ChoixPossibles) {
  const { href, libelle } = recours(guichet);
  const contact = <Bouton href={href}>{libelle}</Bouton>;
  if (enfants.length === 0) {
    return (
      <EtatVide titre="Aucun enfant pour l’instant" actions={contact}>
        {guichet.agent
          ? 'Ajoutez d’abord un enfant au dossier de cette famille.'
          : 'Votre accès est ouvert, mais aucun enfant n’y est encore rattaché.'}
      </EtatVide>
    );
  }
  if (proposees.some((o) => estOuverteIci(o, guichet))) return null;
  const [prochaine] = proposees
    .filter((o) => o.fenetre === 'a_venir')
    .sort((a, b) => a.ouvreLe.getTime() - b.ouvreLe.getTime());
  return (
    <EtatVide titre="Aucune pré-inscription n’est ouverte aujourd’hui" actions={contact}>
      {prochaine
        ? `${prochaine.activite} (${direPeriode(prochaine)}) : les pré-inscriptions ouvrent le ` +
          `${ecrireInstant(prochaine.ouvreLe, fuseau, { annee: true })}.`
        : 'Aucune date n’est encore annoncée. Le centre peut vous répondre.'}
    </EtatVide>
  );
}

/** Toute absence s'explique : sinon la famille croit à une panne. */
function Manquantes({ ecartees }: { ecartees: readonly OffreEcartee[] }) {
  if (ecartees.length === 0) return null;
  return (
    <Repli titre="Une activité manque dans la liste ?">
      <ul>
        {ecartees.map((e) => (
          <li key={`${e.activite}${e.enfant}`}>
            <b>{e.activite}</b>, {e.enfant} : {e.phrase}.
          </li>
        ))}
      </ul>
    </Repli>
  );
}
