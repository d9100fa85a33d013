import { cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import { GARDE_SESSIONS_JOURS } from '../comptes/taches.ts';
import type { Handler } from '../platform/http.ts';
import { SENT_MAIL_KEPT_DAYS } from '../platform/mail.ts';
import { lireDurees } from '../sante/actions/durees.ts';
import type { Durees as DureesDeSante } from '../sante/regles/durees.ts';
import { Carte } from '../ui/accueil.tsx';
import { Tableau } from '../ui/tableau.tsx';
import { Chapitre } from './chapitre.tsx';

/** L'information due à chacun (RGPD, art. 13) : ce que le portail enregistre, rien d'autre. */
export const GET: Handler<Session | null> = async (ctx) => {
  const { nom, courriel } = ctx.commune;
  const sante = await lireDurees(ctx.db);
  return cadre(
    ctx,
    { titre: 'Données personnelles' },
    <>
      <h1>Données personnelles</h1>
      <Chapitre titre="Qui est responsable">
        <p>
          {nom} est responsable de ce que le portail enregistre. Pour joindre sa ou son délégué à la
          protection des données, écrivez à <a href={`mailto:${courriel}`}>{courriel}</a> en
          précisant « données personnelles ».
        </p>
      </Chapitre>
      <Chapitre titre="Ce qui est enregistré, et pourquoi">
        <ul>
          <li>
            <b>Les adultes</b> : nom, adresse, téléphone, adresse électronique, pour ouvrir votre
            accès, vous joindre et gérer votre dossier.
          </li>
          <li>
            <b>Les enfants</b> : nom, date de naissance, école et classe, pour savoir à quelles
            activités ils peuvent venir et les accueillir en sécurité.
          </li>
          <li>
            <b>La santé des enfants</b>, si vous la confiez dans leur fiche sanitaire : ce qu’il
            faut faire en cas d’allergie ou de PAI, un traitement, le médecin. Elle sert à leur
            sécurité seulement, elle est chiffrée, et vous la corrigez quand vous voulez.
          </li>
          <li>
            <b>Les autorisations, les personnes qui viennent chercher l’enfant, ce qu’il mange</b>.
            La raison d’un régime alimentaire n’est jamais demandée.
          </li>
          <li>
            <b>Les demandes et les inscriptions</b>, pour préparer l’accueil et les repas.
          </li>
          <li>
            <b>Votre agenda</b>, si vous en ouvrez un : les jours réservés et le prénom des enfants,
            lus par votre calendrier à une adresse secrète que vous changez ou arrêtez.
          </li>
          <li>
            <b>Vos messages</b>, pour y répondre.
          </li>
          <li>
            <b>Un historique</b> : qui a fait quoi et quand, pour prévenir les erreurs et les abus.
          </li>
        </ul>
        <p>
          Ces traitements relèvent d’une mission d’intérêt public (RGPD, article 6.1.e). Les champs
          qui ne portent pas « (facultatif) » sont nécessaires : sans eux, nous ne pouvons pas tenir
          votre dossier. Aucune donnée n’est vendue, ni utilisée pour de la publicité.
        </p>
      </Chapitre>
      <Chapitre titre="Qui les voit">
        <p>
          Les agents des services concernés, et eux seuls ; un agent rattaché à un centre ne voit
          que les familles qui y ont une demande ou qui lui écrivent. La santé d’un enfant ne se lit
          que par la direction et les animateurs qui l’accueillent, à trente jours près : chaque
          lecture est notée, et vous la voyez sur sa fiche. L’autre parent de la famille voit les
          enfants, leurs inscriptions et l’historique, mais ni votre adresse, ni vos numéros, ni le
          contenu de vos messages.
        </p>
      </Chapitre>
      <Durees sante={sante} />
      <VosDroits courriel={courriel} />
      <Chapitre titre="Témoins de connexion">
        <p>
          Le portail ne pose que des témoins (« cookies ») indispensables : pour vous garder
          connecté, afficher une confirmation après un envoi et ne pas perdre une saisie en cours.
          Il ne mesure pas l’audience et n’appelle aucun autre site.
        </p>
      </Chapitre>
      <p>
        <a href="/mentions-legales">Mentions légales</a>
      </p>
    </>,
  );
};

/** Durées proposées (docs/donnees-personnelles.md) ; la collectivité les valide. */
const DUREES = [
  {
    quoi: 'Dossier de la famille et des enfants',
    duree: 'Tant qu’un enfant est inscrit, puis deux ans',
  },
  {
    quoi: 'Demandes et inscriptions',
    duree: 'Année scolaire en cours et précédente, puis archives si elles justifient une facture',
  },
  { quoi: 'Demandes refusées, liste d’attente', duree: 'Jusqu’à la fin de l’année concernée' },
  { quoi: 'Messages écrits et reçus', duree: 'Deux ans' },
];

/** Ce que la nuit efface sans attendre personne (src/demarrage/travaux.ts). */
const AUTOMATIQUES = [
  {
    quoi: 'Sessions et liens de connexion',
    duree: `Effacés d’eux-mêmes ${GARDE_SESSIONS_JOURS} jours après leur fin`,
  },
  {
    quoi: 'Clés d’accès retirées (ni visage, ni empreinte : rien de tel ne quitte votre appareil)',
    duree: `Effacées d’elles-mêmes ${GARDE_SESSIONS_JOURS} jours après leur retrait`,
  },
  {
    quoi: 'Courriels envoyés par le portail',
    duree: `Effacés d’eux-mêmes ${SENT_MAIL_KEPT_DAYS} jours après leur envoi`,
  },
];

function Durees({ sante }: { sante: DureesDeSante }) {
  const reglees = [
    {
      quoi: 'Fiche sanitaire, autorisations, personnes autorisées, régime alimentaire',
      duree: `Effacés d’eux-mêmes ${sante.fichesMois} mois après la dernière venue de l’enfant`,
    },
    {
      quoi: 'Trace des lectures d’une fiche sanitaire',
      duree: `Effacée d’elle-même au bout de ${sante.lecturesMois} mois`,
    },
  ];
  return (
    <Carte>
      <Tableau
        titre="Combien de temps"
        lignes={[...DUREES, ...reglees, ...AUTOMATIQUES]}
        cle={(l) => l.quoi}
        colonnes={[
          { titre: 'Quoi', entete: true, cellule: (l) => l.quoi },
          { titre: 'Durée de conservation', cellule: (l) => l.duree },
        ]}
      />
      <p>Pour le reste, les services effacent ou rendent anonyme ce qui a dépassé sa durée.</p>
    </Carte>
  );
}

function VosDroits({ courriel }: { courriel: string }) {
  return (
    <Chapitre titre="Vos droits">
      <p>
        Vous pouvez demander à consulter vos données et celles de vos enfants, à les faire corriger
        ou effacer, à en limiter l’usage, ou vous opposer à un traitement. Corrigez vous-même vos
        coordonnées dans « Mes informations » ; pour le reste, écrivez à{' '}
        <a href={`mailto:${courriel}`}>{courriel}</a>. La réponse vient dans le mois.
      </p>
      <p>
        Si elle ne vous convient pas, vous pouvez adresser une réclamation à la{' '}
        <a href="https://www.cnil.fr/fr/plaintes">CNIL</a>, 3 place de Fontenoy, TSA 80715, 75334
        Paris Cedex 07.
      </p>
    </Chapitre>
  );
}
