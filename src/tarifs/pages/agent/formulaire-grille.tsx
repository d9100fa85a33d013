import type { VNode } from 'preact';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Radios } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, champDe, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import {
  EFFETS,
  type Erreur,
  type NomBase,
  type NomEffet,
  RANGS_FRATRIE,
} from '../../regles/saisie.ts';
import type { Deliberation } from '../../requetes/grilles.ts';

interface Props {
  action: string;
  saisie: URLSearchParams;
  erreurs: readonly Erreur[];
  deliberations: readonly Deliberation[];
  prestationMinutes: number;
}

/** Un brouillon de grille, d'un seul formulaire, sans script : toutes les cases sont là. */
export function FormulaireGrille(props: Props) {
  const { saisie, erreurs } = props;
  const champ = champDe(saisie, erreurs);
  return (
    <Formulaire action={props.action}>
      <Carte titre="Quand, et par quel vote">
        <Champ {...champ('du', 'À partir du')} type="date" court />
        <Deliberations {...props} />
        <Radios
          nom="periodicite"
          legende="Ce qui se paie"
          valeur={saisie.get('periodicite') ?? 'jour'}
          erreur={erreurs.find((e) => e.champ === 'periodicite')?.message}
          options={[
            { valeur: 'jour', libelle: 'Chaque jour' },
            { valeur: 'mois', libelle: 'Un forfait par mois' },
            { valeur: 'annee', libelle: 'Un forfait par an' },
          ]}
        />
        <Champ
          {...champ('cout', 'Coût de revient, en euros')}
          aide="Ce que coûte le service à la commune. Un prix plus haut sera signalé."
          facultatif
          court
        />
      </Carte>
      <Carte titre="Le prix de base">
        <SaisieBase nom="base" titre="Habitants de la commune" {...props} />
        <Repli titre="Hors commune" ouvert={saisie.has('hc_mode') && saisie.get('hc_mode') !== ''}>
          <SaisieBase nom="hc" titre="Hors commune" facultative {...props} />
        </Repli>
        <Repli titre="Un autre prix selon le régime" ouvert={aUnRegime(saisie)}>
          <SaisieBase nom="caf" titre="Allocataires de la CAF" facultative {...props} />
          <SaisieBase nom="msa" titre="Allocataires de la MSA" facultative {...props} />
          <SaisieBase nom="aucun" titre="Sans régime" facultative {...props} />
        </Repli>
      </Carte>
      <Carte titre="Ce qui le fait changer">
        <Fratrie {...props} />
        <Duree {...props} />
        <Majorations {...props} />
      </Carte>
      <Boutons>
        <Bouton>Enregistrer le brouillon</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function aUnRegime(saisie: URLSearchParams): boolean {
  return ['caf', 'msa', 'aucun'].some((r) => (saisie.get(`${r}_mode`) ?? '') !== '');
}

function Deliberations({ saisie, erreurs, deliberations }: Props) {
  const champ = champDe(saisie, erreurs);
  return (
    <>
      <Champ
        {...champ('deliberation', 'Délibération')}
        type="select"
        invite="Pas encore votée"
        facultatif
        options={[
          ...deliberations.map((d) => ({
            valeur: d.id,
            libelle: `${d.numero}, ${d.objet} (${ecrireJourEnChiffres(d.adopteeLe)})`,
          })),
          { valeur: 'nouvelle', libelle: 'Une nouvelle, décrite ci-dessous' },
        ]}
      />
      <Repli titre="Nouvelle délibération" ouvert={saisie.get('deliberation') === 'nouvelle'}>
        <Champ {...champ('numero', 'Numéro')} aide="Comme 2026-031." facultatif court />
        <Champ {...champ('objet', 'Objet')} facultatif />
        <Champ {...champ('adoptee_le', 'Adoptée le')} type="date" facultatif court />
      </Repli>
    </>
  );
}

const LIGNES_DE_PLUS = 3;

function SaisieBase(props: Props & { nom: NomBase; titre: string; facultative?: boolean }): VNode {
  const { nom, titre, facultative, saisie, erreurs } = props;
  const champ = champDe(saisie, erreurs);
  const mode = saisie.get(`${nom}_mode`) ?? (facultative ? '' : 'unique');
  const lignes = Math.max(5, saisie.getAll(`${nom}_des`).length + LIGNES_DE_PLUS);
  return (
    <GroupeDeChamps legende={titre}>
      <Radios
        nom={`${nom}_mode`}
        legende={`${titre} : comment le prix se trouve`}
        valeur={mode}
        erreur={erreurs.find((e) => e.champ === `${nom}_mode`)?.message}
        options={[
          ...(facultative ? [{ valeur: '', libelle: 'Comme les autres' }] : []),
          { valeur: 'unique', libelle: 'Tarif unique' },
          { valeur: 'tranches', libelle: 'Tranches de quotient' },
          { valeur: 'taux_effort', libelle: 'Taux d’effort : quotient × taux' },
        ]}
      />
      <Champ {...champ(`${nom}_prix`, 'Tarif unique, en euros')} facultatif court />
      <Repli titre="Tranches de quotient" ouvert={mode === 'tranches'}>
        <p class="petit discret">
          La première part de 0. Une ligne vide ne compte pas ; enregistrez pour en avoir d’autres.
        </p>
        <div class="tranches">
          {Array.from({ length: lignes }, (_, i) => (
            <Tranche key={i} nom={nom} rang={i} titre={titre} {...{ saisie, erreurs }} />
          ))}
        </div>
        <Champ
          {...champ(`${nom}_defaut`, 'Prix si le quotient est inconnu, en euros')}
          facultatif
          court
        />
      </Repli>
      <Repli titre="Taux d’effort" ouvert={mode === 'taux_effort'}>
        <Champ {...champ(`${nom}_taux`, 'Taux, en %')} aide="Comme 0,55." facultatif court />
        <Champ {...champ(`${nom}_plancher`, 'Prix plancher, en euros')} facultatif court />
        <Champ {...champ(`${nom}_plafond`, 'Prix plafond, en euros')} facultatif court />
      </Repli>
    </GroupeDeChamps>
  );
}

function Tranche(props: {
  nom: NomBase;
  rang: number;
  titre: string;
  saisie: URLSearchParams;
  erreurs: readonly Erreur[];
}) {
  const { nom, rang, saisie } = props;
  const id = `${nom}_des_${rang + 1}`;
  return (
    <>
      <Champ
        nom={`${nom}_des`}
        id={id}
        libelle={`Tranche ${rang + 1}, dès le quotient`}
        valeur={saisie.getAll(`${nom}_des`)[rang] ?? ''}
        erreur={props.erreurs.find((e) => e.champ === id)?.message}
        inputmode="numeric"
        facultatif
      />
      <Champ
        nom={`${nom}_tarif`}
        id={`${nom}_tarif_${rang + 1}`}
        libelle={`Tranche ${rang + 1}, prix`}
        valeur={saisie.getAll(`${nom}_tarif`)[rang] ?? ''}
        inputmode="decimal"
        facultatif
      />
    </>
  );
}

const MODES_EFFET = [
  { valeur: 'pourcent', libelle: 'Pourcentage, en plus ou en moins' },
  { valeur: 'somme', libelle: 'Somme, en plus ou en moins' },
  { valeur: 'prix', libelle: 'Un prix à lui' },
  { valeur: 'gratuit', libelle: 'Gratuit' },
  { valeur: 'cout_de_revient', libelle: 'Coût de revient' },
];

function SaisieEffet(props: Props & { nom: NomEffet | `fratrie${number}`; titre: string }) {
  const champ = champDe(props.saisie, props.erreurs);
  const { nom, titre } = props;
  return (
    <GroupeDeChamps legende={titre} grille>
      <Champ
        {...champ(`${nom}_mode`, `${titre} : effet`)}
        type="select"
        invite="Rien ne change"
        facultatif
        options={MODES_EFFET}
      />
      <Champ {...champ(`${nom}_valeur`, `${titre} : combien (% ou euros)`)} facultatif court />
    </GroupeDeChamps>
  );
}

function Fratrie(props: Props) {
  const ouverte = RANGS_FRATRIE.some((r) => (props.saisie.get(`fratrie${r}_mode`) ?? '') !== '');
  return (
    <Repli titre="Frères et sœurs inscrits à la même activité" ouvert={ouverte}>
      {RANGS_FRATRIE.map((rang) => (
        <SaisieEffet key={rang} {...props} nom={`fratrie${rang}`} titre={`${rang}e enfant`} />
      ))}
    </Repli>
  );
}

function Duree({ saisie, erreurs, prestationMinutes }: Props) {
  const champ = champDe(saisie, erreurs);
  return (
    <Repli titre="À la durée" ouvert={(saisie.get('duree') ?? '') !== ''}>
      <Champ
        {...champ('duree', 'Le prix de base est celui')}
        type="select"
        invite="de toute la prestation"
        facultatif
        options={[
          { valeur: 15, libelle: 'd’un quart d’heure commencé' },
          { valeur: 30, libelle: 'd’une demi-heure commencée' },
          { valeur: 60, libelle: 'd’une heure commencée' },
        ]}
      />
      <Champ {...champ('duree_minimum', 'Minutes facturées au moins')} facultatif court />
      <Champ
        {...champ('duree_entiere', 'Minutes facturées sans heure pointée')}
        aide={`La prestation dure ${prestationMinutes}\u00a0minutes.`}
        facultatif
        court
      />
    </Repli>
  );
}

function Majorations(props: Props) {
  const { saisie, erreurs } = props;
  const champ = champDe(saisie, erreurs);
  const noms = Object.entries(EFFETS);
  const ouvertes =
    noms.some(([nom]) => (saisie.get(`${nom}_mode`) ?? '') !== '') ||
    [saisie.get('retard'), saisie.get('carence')].some((valeur) => valeur);
  return (
    <Repli titre="Panier-repas, majorations, absences" ouvert={ouvertes}>
      {noms.map(([nom, titre]) => (
        // Les clés d'EFFETS sont, par construction, des noms d'effets.
        <SaisieEffet key={nom} {...props} nom={nom as NomEffet} titre={titre} />
      ))}
      <GroupeDeChamps legende="Retard du soir" grille>
        <Champ {...champ('retard', 'Retard : somme, en euros')} facultatif court />
        <Champ
          {...champ('retard_minutes', 'Retard : par tant de minutes commencées')}
          aide="Vide : une fois par soir."
          facultatif
          court
        />
      </GroupeDeChamps>
      <Champ
        {...champ('carence', 'Carence : premiers jours d’absence excusée facturés, par mois')}
        facultatif
        court
      />
    </Repli>
  );
}
