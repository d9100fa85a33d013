import { cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import type { Handler } from '../platform/http.ts';
import { Legende } from '../ui/etats.tsx';
import { Message } from '../ui/message.tsx';
import { Chapitre } from './chapitre.tsx';

/** « Aide en ligne » : le guide, par chapitres. Sans session : elle sert à entrer. */
export const GET: Handler<Session | null> = (ctx) => {
  const { courriel, telephone } = ctx.commune;
  return cadre(
    ctx,
    { titre: 'Aide en ligne' },
    <>
      <h1>Aide en ligne</h1>
      <p class="discret">
        Le portail sert à inscrire vos enfants à la cantine, à la garderie et au centre de loisirs,
        et à annuler un jour quand il le faut.
      </p>
      <nav aria-label="Sommaire" class="prose">
        <ol>
          <li>
            <a href="#se-connecter">Se connecter</a>
          </li>
          <li>
            <a href="#pre-inscrire">Effectuer une pré-inscription</a>
          </li>
          <li>
            <a href="#annuler">Annuler une inscription</a>
          </li>
          <li>
            <a href="#dossier">Tenir son dossier à jour</a>
          </li>
        </ol>
      </nav>
      <SeConnecter />
      <SemaineType />
      <PreInscrire />
      <Annuler />
      <Dossier />
      <Message ton="info" vivant={false}>
        <p>
          Vous ne trouvez pas ? Une fois connecté, utilisez{' '}
          <a href="/famille/contact">Contacter le centre</a>. Sinon, écrivez à{' '}
          <a href={`mailto:${courriel}`}>{courriel}</a>
          {telephone && ` ou appelez le ${telephone}`}.
        </p>
      </Message>
    </>,
  );
};

function SeConnecter() {
  return (
    <Chapitre titre="Se connecter" id="se-connecter">
      <ol>
        <li>Sur la page d’accueil, choisissez « Accès Familles ».</li>
        <li>Saisissez votre identifiant et votre mot de passe.</li>
        <li>Choisissez « Se connecter ».</li>
      </ol>
      <p>
        Le plus simple, sur votre téléphone : une fois connecté, ouvrez « Mes clés d’accès » et
        ajoutez une clé. La fois suivante, choisissez « Entrer avec ma clé d’accès » : votre doigt,
        votre visage ou le code du téléphone suffit. Téléphone perdu ? Entrez autrement, et retirez
        sa clé au même endroit.
      </p>
      <p>
        Pas de mot de passe en tête ? Choisissez « Recevoir un lien par courriel » : ouvrez-le dans
        le quart d’heure, sur l’appareil de votre choix, puis choisissez « Entrer ». « Rester
        connecté » vous évite de recommencer tant que vous revenez au moins tous les trois mois ; ne
        le cochez pas sur un appareil partagé.
      </p>
      <p>
        Chaque adulte a son propre accès : l’autre parent n’a pas besoin de votre mot de passe. Si
        vous l’avez oublié, choisissez « Mot de passe oublié » sur la page de connexion : un lien
        vous est envoyé par courriel.
      </p>
      <p>
        Après plusieurs essais manqués, votre appareil fait un petit calcul avant le suivant : il
        n’y a rien à recopier, attendez simplement quelques secondes.
      </p>
    </Chapitre>
  );
}

function SemaineType() {
  return (
    <Chapitre titre="Poser la semaine type" id="semaine-type">
      <ol>
        <li>
          Depuis l’accueil, choisissez « Semaine type ». Ce que vous aviez cette année, ou l’an
          dernier, est déjà coché.
        </li>
        <li>
          Une case par enfant et par jour : elle vaut pour toute l’année. « Même chose que… »
          recopie la semaine d’un enfant pour un autre ; « Une semaine sur deux » sépare paires et
          impaires.
        </li>
        <li>
          « Voir ce que cela donne » montre les jours ajoutés et retirés, le prix par mois, les
          jours complets et pourquoi. Rien n’est encore réservé.
        </li>
        <li>
          « Réserver » : un seul reçu, signé. « Annuler l’opération » remet tout comme avant pendant
          dix minutes.
        </li>
      </ol>
      <p>
        Un jour réservé ou annulé à part le reste : changer la semaine ne le touche pas. Les
        vacances se choisissent jour par jour.
      </p>
    </Chapitre>
  );
}

function PreInscrire() {
  return (
    <Chapitre titre="Effectuer une pré-inscription" id="pre-inscrire">
      <ol>
        <li>Dans le menu, choisissez « Pré-inscrire ».</li>
        <li>
          Choisissez l’enfant, l’activité et la période, et cochez les jours de la semaine qui vous
          intéressent.
        </li>
        <li>Choisissez « Afficher le calendrier ».</li>
        <li>
          Cochez les jours de présence. Pour aller plus vite, « Sélection en masse » coche les mêmes
          jours sur toute la période ; « Réinitialiser » les décoche.
        </li>
        <li>
          Choisissez « Valider et sortir » pour terminer, ou « Valider et nouvelle inscription »
          pour continuer avec un autre enfant ou une autre activité.
        </li>
      </ol>
      <p>
        Les lignes grisées sont les jours où le centre est fermé. Les cases grisées sont les jours
        pour lesquels l’inscription n’est plus possible ; la raison est écrite à côté.
      </p>
      <p>
        Vous recevez un courriel lorsque votre demande est traitée par les services. D’ici là, la
        page <a href="/famille/inscriptions">Inscriptions</a> montre où elle en est :
      </p>
      <Legende />
    </Chapitre>
  );
}

function Annuler() {
  return (
    <Chapitre titre="Annuler une inscription" id="annuler">
      <ol>
        <li>Dans le menu, choisissez « Inscriptions ».</li>
        <li>Choisissez, sur le calendrier, l’inscription à annuler.</li>
        <li>
          Vérifiez l’activité et la date, puis « Confirmer l’annulation ». « Garder l’inscription »
          revient en arrière sans rien changer.
        </li>
      </ol>
      <p>
        Votre inscription est annulée et le service est informé. La date limite est écrite avec
        chaque jour.
      </p>
      <p>
        « Mon agenda » met vos jours réservés dans le calendrier de votre téléphone. Son adresse est
        secrète ; vous la changez ou l’arrêtez quand vous voulez.
      </p>
    </Chapitre>
  );
}

function Dossier() {
  return (
    <Chapitre titre="Tenir son dossier à jour" id="dossier">
      <p>
        « Mes informations » sert à changer votre adresse et vos numéros de téléphone. « Mes
        enfants » montre ce que nous savons de chacun. Pour corriger le reste, passez par
        « Contacter le centre » : vous retrouvez là vos messages et leur état.
      </p>
      <p>
        Chaque enfant a sa fiche sanitaire, dans « Mes enfants » : allergies, PAI, traitement,
        médecin, régime alimentaire, autorisations, personnes qui viennent le chercher. Chaque
        rubrique s’enregistre seule. Une fois par an, relisez-la ; si rien n’a changé, un geste
        suffit. Elle vous montre aussi qui l’a lue.
      </p>
      <p>
        Si vous changez de commune, vos droits restent les mêmes tant que les services n’ont pas
        vérifié votre nouvelle adresse.
      </p>
    </Chapitre>
  );
}
