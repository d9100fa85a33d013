import { ecrireEuros } from '../../../platform/argent.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Icone } from '../../../ui/icones.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { direFaits, type FaitsEssai, type Verdict, verifierExemples } from '../../regles/essais.ts';
import type { Prix } from '../../regles/types.ts';
import type { GrilleRangee } from '../../requetes/grilles.ts';

const SITUATIONS = [
  { valeur: 'reservee', libelle: 'Réservé et venu' },
  { valeur: 'presente_sans_reservation', libelle: 'Venu sans réservation' },
  { valeur: 'absente', libelle: 'Absent, non excusé' },
  { valeur: 'absente_excusee', libelle: 'Absent, excusé' },
];
const REGIMES = [
  { valeur: 'caf', libelle: 'CAF' },
  { valeur: 'msa', libelle: 'MSA' },
  { valeur: 'aucun', libelle: 'Sans régime' },
];

/** Les faits d'un essai : de l'adresse ou d'un formulaire ; ce qui ne se lit pas vaut l'ordinaire. */
export function lireFaits(f: URLSearchParams): FaitsEssai {
  const nombre = (nom: string) => {
    const saisie = (f.get(nom) ?? '').trim();
    return /^\d{1,5}$/.test(saisie) ? Number(saisie) : null;
  };
  const situation = f.get('situation');
  const regime = f.get('regime');
  return {
    quotient: nombre('quotient'),
    regime: regime === 'msa' || regime === 'aucun' ? regime : 'caf',
    resident: !f.has('hors_commune'),
    rangFratrie: Math.min(20, Math.max(1, nombre('rang') ?? 1)),
    panierRepas: f.has('panier_repas'),
    situation:
      situation === 'presente_sans_reservation' ||
      situation === 'absente' ||
      situation === 'absente_excusee'
        ? situation
        : 'reservee',
    horsDelai: f.has('tardif'),
    dureeMinutes: limiter(nombre('minutes')),
    retardMinutes: limiter(nombre('retard_essai')) ?? 0,
    rangAbsenceExcusee:
      situation === 'absente_excusee' ? Math.min(31, nombre('rang_absence') ?? 1) : 0,
  };
}

function limiter(minutes: number | null): number | null {
  return minutes === null ? null : Math.min(minutes, 24 * 60);
}

/** « Quotient, situation → prix expliqué », et le bouton qui en fait un exemple. */
export function Essai(props: {
  adresse: string;
  faits: FaitsEssai;
  prix: Prix;
  modifiable: boolean;
  saisie: URLSearchParams;
}) {
  const { faits, prix, saisie } = props;
  return (
    <Carte titre="Essayer un cas">
      <Formulaire action={props.adresse} methode="get">
        <div class="grille">
          <Champ
            nom="quotient"
            libelle="Quotient familial"
            aide="Vide : inconnu."
            valeur={faits.quotient}
            inputmode="numeric"
            facultatif
            court
          />
          <Champ
            nom="regime"
            libelle="Régime"
            type="select"
            options={REGIMES}
            valeur={faits.regime}
          />
          <Champ
            nom="situation"
            libelle="Ce jour-là"
            type="select"
            options={SITUATIONS}
            valeur={faits.situation}
          />
        </div>
        <div class="boutons">
          <Case nom="hors_commune" libelle="Hors commune" cochee={!faits.resident} />
          <Case nom="panier_repas" libelle="Panier-repas" cochee={faits.panierRepas} />
          <Case nom="tardif" libelle="Réservé hors délai" cochee={faits.horsDelai} />
        </div>
        <Repli titre="Fratrie, durée, retard, absences" ouvert={aDesDetails(faits)}>
          <div class="grille">
            <Champ nom="rang" libelle="Rang dans la fratrie" valeur={faits.rangFratrie} court />
            <Champ
              nom="minutes"
              libelle="Minutes pointées"
              valeur={faits.dureeMinutes}
              facultatif
              court
            />
            <Champ
              nom="retard_essai"
              libelle="Minutes de retard"
              valeur={faits.retardMinutes}
              facultatif
              court
            />
            <Champ
              nom="rang_absence"
              libelle="Rang de l’absence excusée dans le mois"
              valeur={Math.max(1, faits.rangAbsenceExcusee)}
              facultatif
              court
            />
          </div>
        </Repli>
        <Boutons>
          <Bouton allure="secondaire">Calculer</Bouton>
        </Boutons>
      </Formulaire>
      <PrixExplique prix={prix} />
      {props.modifiable && (
        <Formulaire action={`${props.adresse}/exemples`} caches={{ faits: saisie.toString() }}>
          <Champ
            nom="attendu"
            libelle="Le prix que la délibération veut pour ce cas, en euros"
            valeur={saisie.get('attendu') ?? ''}
            erreur={saisie.get('erreur_attendu') ?? undefined}
            inputmode="decimal"
            court
          />
          <Boutons>
            <Bouton icone="plus" allure="secondaire">
              Ajouter aux exemples
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </Carte>
  );
}

function aDesDetails(f: FaitsEssai): boolean {
  return (
    f.rangFratrie > 1 || f.dureeMinutes !== null || f.retardMinutes > 0 || f.rangAbsenceExcusee > 1
  );
}

function PrixExplique({ prix }: { prix: Prix }) {
  return (
    <>
      <p role="status">
        <b>{ecrireEuros(prix.montantCentimes)}</b> : {prix.explication}.
      </p>
      {prix.etapes.length > 1 && (
        <ol>
          {prix.etapes.map((e) => (
            <li key={e.libelle}>{`${e.libelle} : ${ecrireEuros(e.centimes)}`}</li>
          ))}
        </ol>
      )}
      {prix.alertes.includes('au_dessus_du_cout_de_revient') && (
        <p>
          <Icone nom="attention" /> Ce prix dépasse le coût de revient.
        </p>
      )}
    </>
  );
}

/** Les exemples de la grille, et lesquels passent. */
export function Exemples(props: { adresse: string; rangee: GrilleRangee; modifiable: boolean }) {
  const { adresse, rangee, modifiable } = props;
  const verdicts = verifierExemples(rangee.grille, rangee.exemples).map((v, rang) => ({
    ...v,
    rang,
  }));
  if (verdicts.length === 0) {
    return (
      <p class="discret" id="exemples">
        Aucun exemple : il en faut un au moins pour publier.
      </p>
    );
  }
  return (
    <div id="exemples">
      <Tableau
        titre="Exemples à vérifier"
        lignes={verdicts}
        cle={(v) => v.rang}
        colonnes={[
          { titre: 'Cas', entete: true, cellule: (v) => direFaits(v.exemple.faits) },
          {
            titre: 'Attendu',
            nombre: true,
            cellule: (v) => ecrireEuros(v.exemple.attenduCentimes),
          },
          { titre: 'Obtenu', nombre: true, cellule: (v) => ecrireEuros(v.prix.montantCentimes) },
          { titre: 'Résultat', cellule: (v) => <Resultat verdict={v} /> },
          ...(modifiable
            ? [
                {
                  titre: 'Retirer',
                  sansIntitule: true,
                  cellule: (v: Verdict & { rang: number }) => (
                    <Formulaire action={`${adresse}/exemples`} caches={{ retirer: v.rang }}>
                      <Bouton allure="discret" icone="croix">
                        Retirer<span class="vh"> {direFaits(v.exemple.faits)}</span>
                      </Bouton>
                    </Formulaire>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

function Resultat({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`pastille ${verdict.passe ? 'h-validee' : 'h-refusee'}`}>
      <Icone nom={verdict.passe ? 'coche' : 'croix'} />
      <span>{verdict.passe ? 'Passe' : 'Ne passe pas'}</span>
    </span>
  );
}
