import { ecrireEuros } from '../../../platform/argent.ts';
import type { Refus } from '../../../platform/errors.ts';
import { ecrireJour, ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Cases, Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { ecrireNumero } from '../../regles/jours.ts';
import { MODES, MODES_DU_GUICHET } from '../../regles/modes.ts';
import type { FactureAPayer, PayeurTrouve } from '../../requetes/lire.ts';
import { adresse, type Entree } from './entree.tsx';

/** Ce que l'agent a tapé, tel quel : une erreur le lui rend. */
export interface SaisieGuichet {
  mode: string;
  montant: string;
  jour: string;
  reference: string;
  emetteur: string;
  factures: number[];
  cle: string;
}

interface Props {
  e: Entree;
  payeur: PayeurTrouve;
  factures: readonly FactureAPayer[];
  saisie: SaisieGuichet;
  refus: Refus | null;
}

export function FormulaireEncaisser(props: Props) {
  const { e, payeur, saisie, refus } = props;
  const clos = e.regie.dernierClos;
  const erreur = (champ: string) => (refus?.champ === champ ? refus.message : undefined);
  return (
    <>
      <h1>Encaisser : {payeur.nom}</h1>
      {refus?.champ && <ResumeErreurs erreurs={[{ champ: refus.champ, message: refus.message }]} />}
      {refus && !refus.champ && <Message ton="erreur">{refus.message}</Message>}
      <p>
        À payer : <b>{ecrireEuros(payeur.resteCentimes)}</b>
        {payeur.creditCentimes > 0 && <> · Crédit gardé : {ecrireEuros(payeur.creditCentimes)}</>}
      </p>
      {payeur.creditCentimes > 0 && payeur.resteCentimes > 0 && <UtiliserCredit {...props} />}
      <Formulaire
        action={adresse(e, '/encaisser')}
        caches={{ payeur: payeur.id, regie: e.regie.code, cle_unique: saisie.cle }}
      >
        <Radios
          nom="mode"
          legende="Comment la personne paie"
          options={MODES_DU_GUICHET.map((m) => ({ valeur: m, libelle: MODES[m].libelle }))}
          valeur={saisie.mode}
          erreur={erreur('mode')}
        />
        <div class="grille">
          <Champ
            nom="montant"
            libelle="Somme reçue, en euros"
            inputmode="decimal"
            valeur={saisie.montant}
            erreur={erreur('montant')}
            court
          />
          <Champ
            type="date"
            nom="jour"
            libelle="Reçue le"
            valeur={saisie.jour}
            erreur={erreur('jour')}
            aide={
              clos
                ? `Journées closes jusqu’au ${ecrireJour(clos, { annee: true })} : plus tôt, le règlement est daté du lendemain.`
                : undefined
            }
          />
          <Champ
            nom="emetteur"
            libelle="Banque et tireur du chèque"
            valeur={saisie.emetteur}
            longueurMax={100}
            facultatif
          />
          <Champ
            nom="reference"
            libelle="Numéro du chèque, du virement ou des CESU"
            valeur={saisie.reference}
            longueurMax={60}
            facultatif
          />
        </div>
        <ChoixDesFactures {...props} />
        <Boutons>
          <Bouton icone="coche">Enregistrer et faire la quittance</Bouton>
        </Boutons>
      </Formulaire>
      <p>
        <a href={adresse(e, '/mandats', `payeur=${payeur.id}`)}>
          Enregistrer un mandat de prélèvement
        </a>
      </p>
    </>
  );
}

function ChoixDesFactures({ factures, saisie }: Props) {
  if (factures.length === 0) {
    return (
      <p class="discret">
        Aucune facture à payer : la somme sera gardée en crédit pour la prochaine.
      </p>
    );
  }
  return (
    <Cases
      nom="factures"
      legende="Factures à payer"
      aide="Ne cochez rien pour payer la plus ancienne d’abord. Ce qui dépasse est gardé en crédit."
      valeurs={saisie.factures}
      options={factures.map((f) => ({
        valeur: f.id,
        libelle: `Facture ${ecrireNumero(f.exercice, f.numero)} : ${ecrireEuros(f.resteCentimes)}`,
        aide: `du ${ecrireJourEnChiffres(f.jour)}, à payer avant le ${ecrireJourEnChiffres(f.echeance)}, montant ${ecrireEuros(f.montantCentimes)}`,
      }))}
    />
  );
}

function UtiliserCredit({ e, payeur }: Props) {
  return (
    <Formulaire
      action={adresse(e, `/payeurs/${payeur.id}/credit`)}
      caches={{ regie: e.regie.code }}
    >
      <Boutons>
        <Bouton allure="secondaire">Payer avec le crédit gardé</Bouton>
      </Boutons>
    </Formulaire>
  );
}
