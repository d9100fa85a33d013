import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  GroupeDeChamps,
} from '../../../ui/formulaire.tsx';
import { FOURNISSEURS, SAISIES_PAYFIP } from '../../regles/reglages.ts';

type Champs = ReturnType<typeof champDe>;

/** Les champs d'une régie, pour la créer ou la régler. */
export function FormulaireRegie(props: {
  action: string;
  bouton: string;
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
}) {
  const champ = champDe(props.saisie, props.erreurs);
  return (
    <Formulaire action={props.action}>
      <Acte champ={champ} />
      <EnLigne champ={champ} />
      <Prelever champ={champ} />
      <Boutons>
        <Bouton icone="coche">{props.bouton}</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function Acte({ champ }: { champ: Champs }) {
  return (
    <GroupeDeChamps legende="L’acte constitutif">
      <Champ {...champ('nom', 'Nom de la régie')} longueurMax={120} autocomplete="off" />
      <Champ
        {...champ('code', 'Code')}
        aide="Deux chiffres, propres à cette régie : « 01 »."
        inputmode="numeric"
        longueurMax={2}
        court
        autocomplete="off"
      />
      <Champ {...champ('siret', 'SIRET')} inputmode="numeric" autocomplete="off" />
      <Champ {...champ('regisseur', 'Régisseur')} longueurMax={120} autocomplete="off" />
      <Champ
        {...champ('adresse', 'Adresse')}
        type="textarea"
        aide="Où l’on vient payer ; elle s’imprime sur les factures."
        lignes={3}
        longueurMax={300}
        autocomplete="off"
      />
      <Champ
        {...champ('courriel', 'Adresse électronique')}
        type="email"
        aide="Les paiements à vérifier y arrivent."
        autocomplete="off"
      />
      <Champ {...champ('telephone', 'Téléphone')} type="tel" facultatif autocomplete="off" />
      <Champ
        {...champ('comptable', 'Comptable assignataire')}
        aide="Le service de gestion comptable qui reçoit vos versements : « SGC d’Orléans »."
        longueurMax={120}
        autocomplete="off"
      />
      <Champ
        {...champ('plafond', 'Plafond d’encaisse, en euros')}
        aide="Au-delà, la page de la régie demande de verser."
        inputmode="decimal"
        court
        autocomplete="off"
      />
      <Champ
        {...champ('delai', 'Délai de paiement d’une facture, en jours')}
        inputmode="numeric"
        court
        autocomplete="off"
      />
    </GroupeDeChamps>
  );
}

function EnLigne({ champ }: { champ: Champs }) {
  return (
    <GroupeDeChamps legende="Payer en ligne">
      <Champ
        {...champ('fournisseur', 'Par quel service')}
        type="select"
        options={Object.entries(FOURNISSEURS).map(([valeur, libelle]) => ({ valeur, libelle }))}
      />
      <Champ
        {...champ('numero_payfip', 'Numéro de client PayFiP')}
        aide="Six chiffres, donnés par le Trésor à la signature de la convention."
        inputmode="numeric"
        longueurMax={7}
        court
        facultatif
        autocomplete="off"
      />
      <Champ
        {...champ('saisie_payfip', 'Mode PayFiP')}
        type="select"
        options={Object.entries(SAISIES_PAYFIP).map(([valeur, libelle]) => ({ valeur, libelle }))}
      />
    </GroupeDeChamps>
  );
}

function Prelever({ champ }: { champ: Champs }) {
  return (
    <GroupeDeChamps legende="Prélever sur un compte">
      <Champ
        {...champ('ics', 'Identifiant créancier SEPA (ICS)')}
        aide="Les trois champs, ou aucun : sans eux, la régie ne prélève pas."
        facultatif
        autocomplete="off"
      />
      <Champ {...champ('iban', 'IBAN du compte de dépôt de fonds')} facultatif autocomplete="off" />
      <Champ {...champ('bic', 'BIC')} facultatif court autocomplete="off" />
    </GroupeDeChamps>
  );
}
