import type { Jour } from '../../../platform/jours.ts';
import type { ReperesVus } from '../../../sante/actions/lire.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Icone, type NomIcone } from '../../../ui/icones.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { Depart, MarquePai } from '../../../ui/reperes.tsx';
import { MOTS } from '../../actions/pointer.ts';
import type { Etat } from '../../regles/pointer.ts';
import type { EnfantTrouve, Feuille, LigneDeFeuille } from '../../requetes/feuille.ts';

interface Props {
  feuille: Feuille;
  /** Faux : il lit la feuille, sans la remplir. */
  pointe: boolean;
  jour: Jour;
  refus: string | null;
  /** Ce qui vient d'être refusé : rien de tapé ne se perd. */
  saisie: URLSearchParams;
  /** Un jour passé se corrige avec un motif. */
  passe: boolean;
  lignes: readonly LigneDeFeuille[];
  reperes: ReperesVus;
  cherche: string;
  trouves: readonly EnfantTrouve[];
}

export function VueFeuille(props: Props) {
  const { lignes } = props;
  const adresse = `/agent/pointages/${props.feuille.prestationId}/${props.jour}`;
  const presents = lignes.filter((l) => l.pointage?.etat === 'present').length;
  const restent = lignes.filter((l) => l.pointage === null).length;
  return (
    <>
      <p class="compte-pointage" role="status" data-compte-pointage>
        {direCompte(presents, lignes.length, restent)}
      </p>
      <div class="pile" data-feuille>
        {props.refus && <Message ton="erreur">{props.refus}</Message>}
        {restent > 0 && props.pointe && (
          <Formulaire action={adresse}>
            <Boutons>
              <Bouton icone="coche">Tous présents ({restent})</Bouton>
            </Boutons>
          </Formulaire>
        )}
        {lignes.length === 0 && (
          <EtatVide titre="Personne n’est attendu">
            {props.pointe
              ? 'Un enfant arrive quand même ? Cherchez-le ci-dessous.'
              : 'Les réservations validées de ce jour s’écriront ici.'}
          </EtatVide>
        )}
        <ul class="pointages">
          {lignes.map((ligne) => (
            <Enfant
              key={ligne.enfantId}
              {...{ ligne, adresse }}
              reperes={props.reperes}
              pointe={props.pointe}
              passe={props.passe}
              saisie={props.saisie.get('enfant') === String(ligne.enfantId) ? props.saisie : null}
            />
          ))}
        </ul>
        {props.pointe && <SansReservation {...props} adresse={adresse} />}
      </div>
    </>
  );
}

/** Sur tous ceux de la feuille, venus sans réservation compris : le compte ne dépasse jamais. */
function direCompte(presents: number, lignes: number, restent: number): string {
  if (lignes === 0) return '';
  const compte = `${presents} présent${presents > 1 ? 's' : ''} sur ${lignes}`;
  return restent > 0
    ? `${compte} ; ${restent} à pointer.`
    : `${compte} ; tout le monde est pointé.`;
}

const ICONES: Record<Etat, NomIcone> = {
  present: 'coche',
  absent: 'croix',
  absent_excuse: 'info',
};

interface PropsEnfant {
  ligne: LigneDeFeuille;
  reperes: ReperesVus;
  adresse: string;
  pointe: boolean;
  passe: boolean;
  saisie: URLSearchParams | null;
}

function Enfant(props: PropsEnfant) {
  const { ligne, adresse, passe } = props;
  const { pointage } = ligne;
  const repere = props.reperes.parEnfant.get(ligne.enfantId);
  const fiche = props.reperes.ouvreLaFiche ? `/agent/enfants/${ligne.enfantId}/sante` : undefined;
  const nom = `${ligne.prenom} ${ligne.nom}`;
  const details = [ligne.classe, ligne.groupe, ligne.reserve ? '' : 'sans réservation']
    .filter(Boolean)
    .join(', ');
  return (
    <li id={`enfant-${ligne.enfantId}`} class={`pointage p-${pointage?.etat ?? 'attendu'}`}>
      <p>
        <strong>{nom}</strong> {repere?.pai && <MarquePai nom={nom} href={fiche} />}{' '}
        {details && <span class="discret">{details}</span>}
        <br />
        {pointage ? (
          <span>
            <Icone nom={ICONES[pointage.etat]} /> {MOTS[pointage.etat]}
            {pointage.arrivee ? `, arrivé à ${pointage.arrivee}` : ''}
            {pointage.depart ? `, parti à ${pointage.depart}` : ''}
          </span>
        ) : (
          <span class="discret">Pas encore pointé</span>
        )}
      </p>
      {!props.pointe ? null : ligne.facture ? (
        <p class="discret">Facturé : la régie le corrige par un avoir.</p>
      ) : (
        <>
          {!(passe && pointage) && (
            <Formulaire action={adresse} caches={{ enfant: ligne.enfantId }}>
              <div class="boutons">
                <Choix etat="present" nom={nom} actuel={pointage?.etat} />
                <Choix etat="absent" nom={nom} actuel={pointage?.etat} />
                <Choix etat="absent_excuse" nom={nom} actuel={pointage?.etat} />
              </div>
            </Formulaire>
          )}
          <Precisions {...props} />
        </>
      )}
      {repere?.depart && <Depart {...repere.depart} fiche={fiche} />}
    </li>
  );
}

/** Les trois boutons ne bougent pas : un doigt qui tape deux fois redit le même état. */
function Choix({ etat, nom, actuel }: { etat: Etat; nom: string; actuel: Etat | undefined }) {
  return (
    <button
      type="submit"
      name="etat"
      value={etat}
      aria-pressed={etat === actuel}
      class={etat === (actuel ?? 'present') ? 'bouton' : 'bouton secondaire'}
    >
      {MOTS[etat]} <span class="vh">: {nom}</span>
    </button>
  );
}

/** Les heures, et pour un jour passé le motif et ce qui était écrit avant. */
function Precisions({ ligne, adresse, passe, saisie }: PropsEnfant) {
  const { pointage, enfantId } = ligne;
  const corriger = passe && pointage !== null;
  const tape = (champ: string, connu: string | null | undefined) =>
    saisie?.get(champ) ?? connu ?? '';
  return (
    <Repli titre={corriger ? 'Corriger' : 'Heures'} ouvert={saisie !== null}>
      <Formulaire action={adresse} caches={{ enfant: enfantId }}>
        {corriger ? (
          <Champ
            type="select"
            nom="etat"
            id={`etat-${enfantId}`}
            libelle="Était"
            valeur={tape('etat', pointage.etat)}
            options={(Object.keys(MOTS) as Etat[]).map((e) => ({ valeur: e, libelle: MOTS[e] }))}
          />
        ) : (
          <input type="hidden" name="etat" value="present" />
        )}
        <Champ
          type="time"
          nom="arrivee"
          id={`arrivee-${enfantId}`}
          libelle="Arrivée"
          valeur={tape('arrivee', pointage?.arrivee)}
        />
        <Champ
          type="time"
          nom="depart"
          id={`depart-${enfantId}`}
          libelle="Départ"
          valeur={tape('depart', pointage?.depart)}
        />
        {corriger && (
          <Champ
            nom="motif"
            id={`motif-${enfantId}`}
            libelle="Pourquoi cette correction"
            valeur={tape('motif', null)}
          />
        )}
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      {pointage && (
        <p>
          <a href={`${adresse}/enfants/${enfantId}`}>Ce qui a été écrit, et par qui</a>
        </p>
      )}
    </Repli>
  );
}

function SansReservation(props: Props & { adresse: string }) {
  return (
    <Carte titre="Un enfant sans réservation">
      <Formulaire action={props.adresse} methode="get">
        <Champ
          nom="nom"
          libelle="Nom ou prénom"
          aide="Le début suffit ; les accents ne comptent pas."
          valeur={props.cherche}
        />
        <Boutons>
          <Bouton>Chercher</Bouton>
        </Boutons>
      </Formulaire>
      {props.cherche !== '' && props.trouves.length === 0 && (
        <p>
          Personne d’autre à ce nom dans cette structure. Prévenez le guichet : il a tout le
          fichier.
        </p>
      )}
      {props.trouves.map((e) => (
        <Formulaire key={e.id} action={props.adresse} caches={{ enfant: e.id, etat: 'present' }}>
          <Boutons>
            <Bouton icone="coche">
              {e.prenom} {e.nom}
              {e.classe ? `, ${e.classe}` : ''} : présent
            </Bouton>
          </Boutons>
        </Formulaire>
      ))}
    </Carte>
  );
}
