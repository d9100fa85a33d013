import { sql } from 'kysely';
import { ACCESSIBILITE, cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import type { EtatAccessibilite, Handler } from '../platform/http.ts';
import { ecrireJour, type Jour } from '../platform/jours.ts';
import { Chapitre } from './chapitre.tsx';

/** Ce que la collectivité a déclaré après un audit ; null : il n'y en a pas eu. */
type Declaration = { etat: EtatAccessibilite; le: Jour } | null;

interface Editeur {
  nom: string;
  courriel: string;
  telephone: string | null;
}

/**
 * Déclaration d'accessibilité (loi 2005-102, art. 47 ; décret 2019-768). « Non conforme » tant
 * qu'aucun audit n'a été fait : c'est ce que dit le référentiel (docs/accessibilite.md).
 */
export const GET: Handler<Session | null> = async (ctx) => {
  const { nom } = ctx.commune;
  const { rows } = await sql<NonNullable<Declaration>>`
    select declaration_accessibilite_etat as etat, declaration_accessibilite_le as le
    from collectivites where declaration_accessibilite_le is not null`.execute(ctx.db);
  const declaration = rows[0] ?? null;
  return cadre(
    ctx,
    { titre: `Accessibilité : ${ACCESSIBILITE[declaration?.etat ?? 'non_conforme']}` },
    <>
      <h1>Déclaration d’accessibilité</h1>
      <p>
        {nom} s’engage à rendre ses services en ligne accessibles, conformément à l’article 47 de la
        loi n° 2005-102 du 11 février 2005. Cette déclaration s’applique au portail famille,{' '}
        <a href={ctx.config.adresse}>{ctx.config.adresse}</a>, espace des familles et espace des
        services compris.
      </p>
      {declaration ? <ApresAudit {...declaration} editeur={ctx.commune} /> : <SansAudit />}
      <Etablissement declaration={declaration} />
      <Contact courriel={ctx.commune.courriel} telephone={ctx.commune.telephone} nom={nom} />
      <VoiesDeRecours />
    </>,
  );
};

function SansAudit() {
  return (
    <>
      <Chapitre titre="État de conformité">
        <p>
          Le portail est <strong>non conforme</strong> au référentiel général d’amélioration de
          l’accessibilité (RGAA), version 4.1.2 : aucun audit n’a encore été mené.
        </p>
      </Chapitre>
      <Chapitre titre="Résultats des tests">
        <p>
          En l’absence d’audit, aucun taux de conformité ne peut être donné. Le portail a été conçu
          pour être utilisable au clavier, avec un lecteur d’écran, sans JavaScript et sur un écran
          de 320 pixels de large.
        </p>
      </Chapitre>
      <Chapitre titre="Contenus non accessibles">
        <h3>Non-conformités</h3>
        <p>Elles seront listées ici après l’audit.</p>
        <h3>Dérogations pour charge disproportionnée</h3>
        <p>Aucune n’est invoquée.</p>
        <h3>Contenus non soumis à l’obligation d’accessibilité</h3>
        <p>Aucun n’est recensé.</p>
      </Chapitre>
    </>
  );
}

function ApresAudit({ etat, editeur }: { etat: EtatAccessibilite; editeur: Editeur }) {
  return (
    <>
      <Chapitre titre="État de conformité">
        <p>
          Le portail est <strong>{ACCESSIBILITE[etat]}</strong> au référentiel général
          d’amélioration de l’accessibilité (RGAA), version 4.1.2.
        </p>
      </Chapitre>
      <Chapitre titre="Résultats des tests, contenus non accessibles">
        <p>
          Le rapport d’audit donne le taux de conformité, les non-conformités et les dérogations.{' '}
          {editeur.nom} l’envoie à qui le demande à{' '}
          <a href={`mailto:${editeur.courriel}`}>{editeur.courriel}</a>.
        </p>
      </Chapitre>
    </>
  );
}

function Etablissement({ declaration }: { declaration: Declaration }) {
  return (
    <Chapitre titre="Établissement de cette déclaration">
      <p>
        {declaration
          ? `Cette déclaration a été établie le ${ecrireJour(declaration.le, { annee: true })}.`
          : 'Aucun audit n’a encore eu lieu : cette déclaration sera datée avec le premier.'}
      </p>
      <h3>Technologies utilisées</h3>
      <ul>
        <li>HTML5</li>
        <li>CSS</li>
        <li>SVG</li>
        <li>JavaScript</li>
      </ul>
      <h3>Environnement de test, outils et pages vérifiées</h3>
      <p>
        {declaration
          ? 'Ils sont donnés dans le rapport d’audit.'
          : 'Aucun audit n’ayant eu lieu, il n’y a encore ni environnement de test, ni outil d’évaluation, ni liste de pages auditées à déclarer.'}
      </p>
      <h3>Schéma pluriannuel</h3>
      <p>
        Le schéma pluriannuel de mise en accessibilité et le plan d’action de l’année ne sont pas
        encore publiés. Ils le seront sur cette page.
      </p>
    </Chapitre>
  );
}

function Contact(props: Editeur) {
  return (
    <Chapitre titre="Retour d’information et contact">
      <p>
        Si vous n’arrivez pas à accéder à un contenu ou à un service, dites-le : {props.nom} vous
        orientera vers une solution accessible, ou vous donnera l’information sous une autre forme.
      </p>
      <ul>
        <li>
          par courriel : <a href={`mailto:${props.courriel}`}>{props.courriel}</a>
        </li>
        {props.telephone && <li>par téléphone : {props.telephone}</li>}
        <li>
          si vous êtes connecté, par la page <a href="/famille/contact">Contacter le centre</a>
        </li>
      </ul>
    </Chapitre>
  );
}

function VoiesDeRecours() {
  return (
    <Chapitre titre="Voies de recours">
      <p>
        Cette procédure est à utiliser dans le cas suivant : vous avez signalé un défaut
        d’accessibilité qui vous empêche d’accéder à un contenu ou à un service du portail, et vous
        n’avez pas obtenu de réponse satisfaisante. Vous pouvez :
      </p>
      <ul>
        <li>
          écrire un message au{' '}
          <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</a> ;
        </li>
        <li>
          contacter{' '}
          <a href="https://www.defenseurdesdroits.fr/carte-des-delegues">
            le délégué du Défenseur des droits dans votre région
          </a>{' '}
          ;
        </li>
        <li>
          envoyer un courrier par la poste (gratuit, ne pas mettre de timbre) : Défenseur des
          droits, Libre réponse 71120, 75342 Paris CEDEX 07 ;
        </li>
        <li>appeler le 09 69 39 00 00, du lundi au vendredi.</li>
      </ul>
    </Chapitre>
  );
}
