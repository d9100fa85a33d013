import { CarteLien, Cartes, Heros } from '../../src/ui/accueil.tsx';
import { Champ } from '../../src/ui/champs.tsx';
import { Case } from '../../src/ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../src/ui/formulaire.tsx';

export function Accueil() {
  return (
    <>
      <Heros
        titre="La cantine, la garderie et le centre de loisirs, en deux minutes"
        chapeau="Réservez, annulez et suivez les journées de vos enfants, depuis votre téléphone."
        acces={{ href: 'connexion.html' }}
        second={{ href: 'connexion.html', libelle: 'Premier accès' }}
      />
      <Cartes>
        <CarteLien href="#1" icone="repas" titre="Les menus" texte="Cette semaine à la cantine" />
        <CarteLien href="#2" icone="soleil" titre="Les vacances" texte="Ouverture le 4 janvier" />
        <CarteLien href="#3" icone="aide" titre="Aide en ligne" texte="Le guide, pas à pas" />
      </Cartes>
    </>
  );
}

export function Connexion() {
  return (
    <>
      <h1>Accès Familles</h1>
      <Formulaire action="#">
        <Champ
          nom="identifiant"
          libelle="Identifiant ou adresse e-mail"
          autocomplete="username"
          erreur="Cet identifiant ou ce mot de passe n’est pas le bon. Essayez encore."
          valeur="y.steven"
        />
        <Champ
          type="password"
          nom="mot_de_passe"
          libelle="Mot de passe"
          autocomplete="current-password"
        />
        <Case nom="rester" libelle="Rester connecté" aide="Sur votre appareil, pendant 30 jours" />
        <Boutons>
          <Bouton grand>Se connecter</Bouton>
        </Boutons>
      </Formulaire>
      <p>
        <a href="composants.html">Mot de passe oublié</a>
        {' · '}
        <a href="composants.html">Premier accès</a>
      </p>
    </>
  );
}
