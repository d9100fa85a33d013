import { Carte } from '../../src/ui/accueil.tsx';
import { Champ } from '../../src/ui/champs.tsx';
import { Case, Radios } from '../../src/ui/choix.tsx';
import {
  ActionsGroupees,
  FilJournal,
  ListeDefinitions,
  Onglets,
  Repli,
} from '../../src/ui/ensembles.tsx';
import { ETATS, type EtatMontre, Legende, Pastille } from '../../src/ui/etats.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../src/ui/formulaire.tsx';
import { Icone, NOMS_ICONES } from '../../src/ui/icones.tsx';
import { EtatVide, Message } from '../../src/ui/message.tsx';
import { Pagination, Tableau } from '../../src/ui/tableau.tsx';
import { demandes } from './donnees.ts';

export function FileDesDemandes() {
  return (
    <>
      <h1>Demandes</h1>
      <Onglets
        libelle="Demandes"
        onglets={[
          { libelle: 'À traiter', href: '#a', courant: true, compteur: 40 },
          { libelle: 'Sur liste d’attente', href: '#b', compteur: 6 },
          { libelle: 'Traitées', href: '#c' },
        ]}
      />
      <Formulaire action="#">
        <Tableau
          titre="Demandes à traiter"
          titreCache
          lignes={demandes()}
          cle={(d) => d.id}
          colonnes={[
            {
              titre: 'Choisir',
              sansIntitule: true,
              cellule: (d) => (
                <Case
                  nom="demande"
                  valeur={d.id}
                  etiquetteCachee
                  libelle={`Choisir la demande ${d.id}, ${d.enfant} ${d.famille}`}
                />
              ),
            },
            {
              titre: 'Enfant',
              entete: true,
              cellule: (d) => <a href={`#d${d.id}`}>{`${d.enfant} ${d.famille}`}</a>,
            },
            { titre: 'Activité', cellule: (d) => d.activite },
            { titre: 'Jours demandés', cellule: (d) => d.jours },
            { titre: 'Reçue le', cellule: (d) => d.recue },
            {
              titre: 'État',
              sansIntitule: true,
              cellule: (d) => <Pastille etat={d.etat} courte />,
            },
          ]}
        />
        <Pagination total={40} page={1} parPage={40} lien={(n) => `#page${n}`} />
        <ActionsGroupees resume={<b>3 demandes choisies</b>}>
          <Bouton nom="geste" valeur="refuser" allure="danger">
            Refuser…
          </Bouton>
          <Bouton nom="geste" valeur="liste" allure="secondaire">
            Liste d’attente
          </Bouton>
          <Bouton nom="geste" valeur="valider" icone="coche">
            Valider
          </Bouton>
        </ActionsGroupees>
      </Formulaire>
    </>
  );
}

export function Erreur() {
  return (
    <>
      <h1>Quelque chose s’est mal passé</h1>
      <p>
        Votre demande n’a pas abouti et rien n’a été enregistré. Essayez encore ; si cela se
        reproduit, donnez cette référence au centre.
      </p>
      <ListeDefinitions elements={[{ terme: 'Référence', valeur: 'K7-QX2-91' }]} />
      <Boutons>
        <Bouton href="accueil.html">Revenir à l’accueil</Bouton>
        <Bouton href="contact.html" allure="secondaire">
          Contacter le centre
        </Bouton>
      </Boutons>
    </>
  );
}

export function Indisponible() {
  return (
    <EtatVide niveau={1} titre="Beaucoup de familles sont là en même temps">
      Vos réservations déjà confirmées sont en sécurité. Cette page se recharge seule dans une
      minute : vous n’avez rien à faire.
    </EtatVide>
  );
}

export function Composants() {
  return (
    <>
      <h1>Composants</h1>
      <ResumeErreurs
        erreurs={[
          { champ: 'g-email', message: 'Donnez une adresse e-mail, par exemple nom@exemple.fr.' },
          { champ: 'g-regime', message: 'Choisissez un régime.' },
        ]}
      />
      <Message ton="succes" titre="L’inscription a bien été annulée.">
        Le service est informé.
      </Message>
      <Message ton="info">Les menus de février sont en ligne.</Message>
      <Message ton="attention">La pré-inscription ferme demain à 9 h.</Message>
      <Message ton="erreur">Le délai est passé depuis jeudi 9 h.</Message>
      <h2>Les états</h2>
      <Legende etats={Object.keys(ETATS) as EtatMontre[] /* les clés d’un littéral figé */} />
      <h2>Boutons</h2>
      <Boutons>
        <Bouton>Principal</Bouton>
        <Bouton allure="secondaire">Secondaire</Bouton>
        <Bouton allure="discret">Discret</Bouton>
        <Bouton allure="danger">Danger</Bouton>
        <Bouton inactif>Inactif</Bouton>
        <Bouton icone="telecharger" href="#t">
          Avec icône
        </Bouton>
      </Boutons>
      <h2>Formulaire</h2>
      <Formulaire action="#">
        <Champ
          nom="g-email"
          type="email"
          libelle="E-mail"
          aide="Pour recevoir les réponses du centre"
          erreur="Donnez une adresse e-mail, par exemple nom@exemple.fr."
        />
        <Champ nom="g-mdp" type="password" libelle="Mot de passe" />
        <Champ nom="g-date" type="date" libelle="Date de naissance" court />
        <Champ nom="g-inactif" libelle="Numéro de dossier" valeur="2026-118" inactif />
        <Champ nom="g-mot" type="textarea" libelle="Votre message" facultatif />
        <Radios
          nom="g-regime"
          legende="Régime"
          erreur="Choisissez un régime."
          options={[
            { valeur: 'standard', libelle: 'Standard' },
            { valeur: 'sans-viande', libelle: 'Sans viande' },
            { valeur: 'pai', libelle: 'Panier-repas (PAI)', inactive: true },
          ]}
        />
        <Case nom="g-case" libelle="J’ai lu le règlement" cochee />
      </Formulaire>
      <h2>Dossier et journal</h2>
      <Carte titre="Demande n° 118">
        <ListeDefinitions
          elements={[
            { terme: 'Enfant', valeur: '<script>alert(1)</script> O’Brien & "fils"' },
            { terme: 'Activité', valeur: 'Garderie Villermain' },
            { terme: 'État', valeur: <Pastille etat="en_liste_attente" precision="rang 3" /> },
          ]}
        />
        <FilJournal
          lignes={[
            {
              le: '2027-01-08T09:12',
              quand: 'vendredi 8 janvier à 9 h 12',
              qui: 'Mme Lambert (centre)',
              phrase: 'Demande validée pour 12 jours.',
            },
            {
              le: '2027-01-07T18:40',
              quand: 'jeudi 7 janvier à 18 h 40',
              qui: 'Steven Yvon',
              phrase: 'Demande envoyée pour 14 jours.',
              icone: 'message',
            },
          ]}
        />
      </Carte>
      <Repli titre="Pourquoi ce refus ?">
        <p>Le centre est complet ce jour-là : 24 enfants pour 24 places.</p>
      </Repli>
      <Pagination total={490} page={12} parPage={10} lien={(n) => `#p${n}`} />
      <h2>Icônes</h2>
      <p class="boutons">
        {NOMS_ICONES.map((nom) => (
          <span class="jeton" key={nom}>
            <Icone nom={nom} />
          </span>
        ))}
      </p>
    </>
  );
}
