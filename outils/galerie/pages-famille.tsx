import { Carte } from '../../src/ui/accueil.tsx';
import { CalendrierMois } from '../../src/ui/calendrier-mois.tsx';
import { CalendrierSaisie } from '../../src/ui/calendrier-saisie.tsx';
import { Champ } from '../../src/ui/champs.tsx';
import { Case, Cases, Radios } from '../../src/ui/choix.tsx';
import { ActionsGroupees, Onglets } from '../../src/ui/ensembles.tsx';
import { Legende, Pastille } from '../../src/ui/etats.tsx';
import { Bouton, Boutons, Formulaire, GroupeDeChamps } from '../../src/ui/formulaire.tsx';
import { Confirmation, EtatVide, Message } from '../../src/ui/message.tsx';
import { Pagination, Tableau } from '../../src/ui/tableau.tsx';
import { entreesDuMois, joursDeSaisie } from './donnees.ts';

const ENFANT = 'Léo Yvon';
const ANNEE = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].concat([
  '2027-04',
  '2027-05',
  '2027-06',
  '2027-07',
]);
const PRESTATIONS = [
  { id: 11, libelle: 'Matin' },
  { id: 12, libelle: 'Repas' },
  { id: 13, libelle: 'Après-midi' },
  { id: 14, libelle: 'Soir' },
];

export function Informations() {
  return (
    <>
      <h1>Mes informations</h1>
      <p class="discret">Bienvenue Steven Yvon.</p>
      <Formulaire action="#">
        <Carte titre="Identification">
          <Champ nom="email" type="email" libelle="E-mail" valeur="steven@exemple.fr" />
        </Carte>
        <Carte titre="Coordonnées et facturation">
          <Champ nom="adresse" libelle="Adresse" valeur="12 rue de l’École" />
          <div class="grille">
            <Champ nom="cp" libelle="Code postal" valeur="45130" court inputmode="numeric" />
            <Champ nom="commune" libelle="Commune" valeur="Saint-Aubin" />
            <Champ nom="tel" type="tel" libelle="Téléphone" facultatif />
            <Champ nom="portable" type="tel" libelle="Portable" valeur="06 12 34 56 78" />
          </div>
          <Case
            nom="facture"
            cochee
            libelle="Facture électronique"
            aide="En cochant cette case, vous acceptez l’envoi des factures par e-mail."
          />
        </Carte>
        <Boutons>
          <Bouton>Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      <Message ton="info" vivant={false}>
        <p>
          Une donnée à changer n’est pas dans cette page ? <a href="contact.html">Écrivez-nous</a>.
        </p>
      </Message>
    </>
  );
}

export function Reserver() {
  return (
    <>
      <h1>Pré-inscrire</h1>
      <p class="discret">Choisissez l’enfant, l’activité et la période : le calendrier suit.</p>
      <Formulaire action="#">
        <Radios
          nom="enfant"
          legende="Choix de l’enfant"
          valeur="1"
          options={[
            { valeur: 1, libelle: 'Léo Yvon', aide: 'École Jules-Ferry, CE1, 7 ans' },
            { valeur: 2, libelle: 'Inès Yvon', aide: 'École Jules-Ferry, moyenne section, 4 ans' },
          ]}
        />
        <Champ
          nom="activite"
          type="select"
          libelle="Choix de l’activité"
          options={[
            { valeur: 1, libelle: 'Cantine Villermain' },
            { valeur: 2, libelle: 'Garderie Villermain' },
          ]}
        />
        <Champ
          nom="periode"
          type="select"
          libelle="Choix de la période"
          aide="Pré-inscriptions ouvertes jusqu’au 1er juillet 2027 à minuit."
          options={[{ valeur: 1, libelle: 'du 01/09/2026 au 05/07/2027' }]}
        />
        <Cases
          nom="jours"
          legende="Choix des jours"
          enLigne
          valeurs={[0]}
          options={['Tous les jours', 'Lun', 'Mar', 'Mer', 'Jeu', 'Ven'].map((libelle, valeur) => ({
            valeur,
            libelle,
          }))}
        />
        <Boutons>
          <Bouton icone="calendrier">Afficher le calendrier</Bouton>
        </Boutons>
      </Formulaire>
    </>
  );
}

export function Annee({
  prestations = 3,
  mois = ANNEE,
}: {
  prestations?: number;
  mois?: string[];
}) {
  const colonnes = PRESTATIONS.slice(0, prestations);
  return (
    <>
      <h1>Demande d’inscription de Léo</h1>
      <p class="discret">
        Garderie Villermain, du 01/09/2026 au 05/07/2027. Fin des pré-inscriptions le 01/07/2027 à
        minuit.
      </p>
      <Formulaire action="#">
        <Carte titre="Sélection en masse">
          <GroupeDeChamps legende="Vos choix s’appliquent à toute la période affichée">
            <Cases
              nom="masse_jour"
              legende="Tous les…"
              enLigne
              options={['Lun', 'Mar', 'Mer', 'Jeu', 'Ven'].map((libelle, i) => ({
                valeur: i + 1,
                libelle,
              }))}
            />
            <Cases
              nom="masse_prestation"
              legende="Horaires"
              enLigne
              options={colonnes.map((p) => ({ valeur: p.id, libelle: p.libelle }))}
            />
          </GroupeDeChamps>
          <Boutons>
            <Bouton allure="secondaire">Appliquer la sélection</Bouton>
            <Bouton allure="discret">Réinitialiser</Bouton>
          </Boutons>
        </Carte>
        <p class="petit discret">
          Les lignes grisées sont des jours de fermeture. Les cases grisées ne peuvent plus être
          réservées : la raison y est écrite.
        </p>
        <CalendrierSaisie
          titre="Jours de présence de Léo Yvon"
          enfant={ENFANT}
          prestations={colonnes}
          jours={joursDeSaisie(mois, prestations)}
        />
        <ActionsGroupees resume={<b>64 cases cochées</b>}>
          <Bouton nom="suite" valeur="autre" allure="secondaire">
            Valider et nouvelle inscription
          </Bouton>
          <Bouton>Valider et sortir</Bouton>
        </ActionsGroupees>
      </Formulaire>
    </>
  );
}

export function Inscriptions() {
  return (
    <>
      <h1>Récapitulatif de vos inscriptions</h1>
      <Onglets
        libelle="Type d’inscriptions"
        onglets={[
          { libelle: 'Préinscriptions en ligne', href: '#a', courant: true },
          { libelle: 'Inscriptions directes par le centre', href: '#b' },
        ]}
      />
      <Legende />
      <p class="discret">
        Dans certains cas, vous pouvez annuler une inscription : touchez-la dans le calendrier.
      </p>
      {['2027-01', '2027-02', '2027-03'].map((mois) => (
        <CalendrierMois
          key={mois}
          mois={mois}
          enfant={ENFANT}
          aujourdhui="2027-01-12"
          entrees={entreesDuMois(mois)}
          fermetures={{ '2027-01-01': 'Fermé : jour de l’An' }}
        />
      ))}
    </>
  );
}

export function Annuler() {
  return (
    <>
      <h1>Annulation</h1>
      <Confirmation
        question="Voulez-vous annuler l’inscription Garderie Villermain du mardi 11 janvier ?"
        action="#"
        confirmer="Confirmer l’annulation"
        garder={{ libelle: 'Garder l’inscription', href: 'inscriptions.html' }}
      >
        <p>
          <Pastille etat="validee" />
        </p>
        <p>Vous êtes dans les temps : rien ne sera facturé. Le service est informé aussitôt.</p>
      </Confirmation>
    </>
  );
}

const FACTURES = Array.from({ length: 10 }, (_, i) => ({
  numero: `2026-${String(1049 - i)}`,
  date: `0${(i % 9) + 1}/12/2026`,
  montant: `${42 + i},80 €`,
  percu: i > 1 ? `${42 + i},80 €` : '0,00 €',
  reste: i > 1 ? '0,00 €' : `${42 + i},80 €`,
}));

export function Payer() {
  return (
    <>
      <h1>Payer en ligne</h1>
      <Tableau
        titre="Vos factures"
        titreCache
        lignes={FACTURES}
        cle={(f) => f.numero}
        colonnes={[
          { titre: 'Facture', entete: true, cellule: (f) => f.numero },
          { titre: 'Date facture', cellule: (f) => f.date },
          { titre: 'Tiers facturé', cellule: () => 'Steven Yvon' },
          { titre: 'Montant facture', nombre: true, cellule: (f) => f.montant },
          { titre: 'Perçu', nombre: true, cellule: (f) => f.percu },
          { titre: 'À payer', nombre: true, cellule: (f) => f.reste },
          {
            titre: 'Payer',
            sansIntitule: true,
            cellule: (f) =>
              f.reste === '0,00 €' ? (
                'Réglée'
              ) : (
                <Bouton href={`#${f.numero}`}>
                  Payer<span class="vh"> la facture {f.numero}</span>
                </Bouton>
              ),
          },
        ]}
      />
      <Pagination total={49} page={1} parPage={10} lien={(n) => `#page${n}`} />
    </>
  );
}

export function Enfants() {
  return (
    <>
      <h1>Mes enfants</h1>
      <EtatVide
        titre="Aucun enfant pour l’instant"
        actions={<Bouton href="contact.html">Contacter le centre</Bouton>}
      >
        Votre dossier est ouvert, mais le centre n’y a pas encore rattaché d’enfant.
      </EtatVide>
    </>
  );
}
