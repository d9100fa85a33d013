import { ecrireJour, ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import {
  Bouton,
  Boutons,
  type ErreurListee,
  Formulaire,
  GroupeDeChamps,
} from '../../../ui/formulaire.tsx';
import type { Suite } from '../../actions/apercu-reconduction.ts';
import { type Dates, delaisAProlonger } from '../../regles/reconduction.ts';

interface Props {
  suites: readonly Suite[];
  vers: string;
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
  nombre: number;
  vu: string;
  aujourdhui: Jour;
}

/** Activité par activité : ce qui se crée, ce qui existe, ce qui ne peut pas. */
export function FormulaireReconduction(props: Props) {
  const { suites, vers, vu, nombre } = props;
  const rien = suites.every((s) => s.dates === null || s.deja !== null);
  return (
    <Formulaire action="/agent/reconductions" caches={{ vers, vu }}>
      {[...Map.groupBy(suites, (s) => s.activite)].map(([activite, siennes]) => (
        <GroupeDeChamps legende={activite.nom} key={activite.id}>
          <p class="discret">
            {activite.structure}
            {activite.ouverteAuxFamilles ? '' : ', cachée aux familles'}
          </p>
          {siennes.map((suite) => (
            <UneSuite key={suite.periode.id} {...props} suite={suite} />
          ))}
          {activite.prestationsSansTarif > 0 && siennes.some((s) => s.retenue) && (
            <p>
              {activite.prestationsSansTarif === 1
                ? 'Une prestation n’a pas de tarif publié : '
                : `${activite.prestationsSansTarif} prestations n’ont pas de tarif publié : `}
              <a href="/agent/tarifs">voir les tarifs</a>.
            </p>
          )}
        </GroupeDeChamps>
      ))}
      {!rien && (
        <Boutons>
          <Bouton allure="secondaire" nom="geste" valeur="apercu">
            Revoir l’aperçu
          </Bouton>
          <Bouton icone="coche" nom="geste" valeur="creer">
            {nombre > 1 ? `Créer ${nombre} périodes` : `Créer ${nombre} période`}
          </Bouton>
        </Boutons>
      )}
    </Formulaire>
  );
}

function UneSuite(props: Props & { suite: Suite }) {
  const { suite, vers } = props;
  const { periode, deja, dates } = suite;
  if (deja) {
    return (
      <p>
        <b>{periode.nom}</b>
        {` : déjà fait, par « ${deja.nom} », ${direBornes(deja)}.`}
      </p>
    );
  }
  if (!dates) {
    return (
      <p>
        <b>{periode.nom}</b>
        {` : ne peut pas encore se reconduire, le calendrier de ${vers} n’est pas publié.`}
      </p>
    );
  }
  return (
    <div class="pile">
      <Case
        nom="suite"
        valeur={periode.id}
        libelle={`${dates.nom}, ${direBornes(dates)}`}
        aide={direSuite(suite, dates, props.aujourdhui)}
        cochee={suite.retenue}
      />
      <DatesDeLaSuite {...props} id={periode.id} dates={dates} />
    </div>
  );
}

function direSuite({ activite, periode, jours }: Suite, dates: Dates, aujourdhui: Jour): string {
  const ouverts =
    jours.length === 0
      ? 'Aucun jour ouvert : changez les dates'
      : `${jours.length} ${jours.length > 1 ? 'jours ouverts' : 'jour ouvert'}`;
  const inscriptions =
    dates.ouvre <= aujourdhui
      ? `inscriptions ouvertes aussitôt, jusqu’au ${ecrireJourEnChiffres(dates.ferme)}`
      : `inscriptions du ${ecrireJourEnChiffres(dates.ouvre)} au ${ecrireJourEnChiffres(dates.ferme)}`;
  const prolonges = delaisAProlonger(activite.delais, periode.au, dates.du).length;
  const delais = prolonges > 0 ? ' Les délais qui finissaient avec l’année sont prolongés.' : '';
  return `D’après « ${periode.nom} ». ${ouverts}, ${inscriptions}.${delais}`;
}

function direBornes({ du, au }: { du: Jour; au: Jour }): string {
  return `du ${ecrireJour(du, { annee: true })} au ${ecrireJour(au, { annee: true })}`;
}

function DatesDeLaSuite(props: Props & { id: number; dates: Dates }) {
  const { id, dates, saisie, erreurs } = props;
  const champ = (nom: keyof Dates, libelle: string) => ({
    nom: `${nom}-${id}`,
    libelle,
    valeur: saisie.get(`${nom}-${id}`) ?? dates[nom],
    erreur: erreurs.find((e) => e.champ === `${nom}-${id}`)?.message,
  });
  const fautive = erreurs.some((e) => e.champ.endsWith(`-${id}`));
  return (
    <Repli titre={`Changer les dates de « ${dates.nom} »`} ouvert={fautive}>
      <div class="grille">
        <Champ {...champ('nom', 'Nom de la période')} longueurMax={60} />
        <Champ {...champ('du', 'Premier jour d’accueil')} type="date" />
        <Champ {...champ('au', 'Dernier jour d’accueil')} type="date" />
        <Champ {...champ('ouvre', 'Inscriptions ouvertes du')} type="date" />
        <Champ {...champ('ferme', 'Inscriptions ouvertes jusqu’au')} type="date" />
      </div>
    </Repli>
  );
}
