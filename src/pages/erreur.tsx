import type { VNode } from 'preact';
import { piedDePage } from '../cadre.tsx';
import { assertNever } from '../platform/errors.ts';
import type { ErrorPage } from '../platform/server.ts';
import { Message } from '../ui/message.tsx';
import { MiseEnPage } from '../ui/mise-en-page.tsx';

interface Texte {
  titre: string;
  corps: string;
}

/** Ce qui n'a pas marché, en une phrase, et quoi faire maintenant. */
function texteDe(erreur: ErrorPage): Texte {
  switch (erreur.status) {
    case 403:
      return {
        titre: 'Cet envoi ne vient pas du portail',
        corps:
          'Par sécurité, il a été refusé et rien n’est enregistré. Revenez à l’accueil du portail, puis recommencez.',
      };
    case 404:
      return {
        titre: 'Cette page n’existe pas',
        corps:
          'Elle a pu être déplacée, ou l’adresse est incomplète. Revenez à l’accueil pour la retrouver.',
      };
    case 413:
      return {
        titre: 'Cet envoi est trop gros',
        corps:
          'Rien n’est enregistré. Choisissez une période plus courte ou raccourcissez votre texte, puis recommencez.',
      };
    case 422:
      return {
        titre: 'Rien n’est enregistré',
        corps: erreur.message ?? 'Vérifiez votre saisie, puis recommencez.',
      };
    case 503:
      return {
        titre: 'Le portail reprend son souffle',
        corps:
          'Il est momentanément indisponible. Vos réservations sont à l’abri. Réessayez dans une minute.',
      };
    case 500:
      return {
        titre: 'Quelque chose s’est mal passé',
        corps: `Rien n’est enregistré. Réessayez ; si cela se reproduit, donnez ce repère aux services : ${erreur.reference}.`,
      };
    default:
      return assertNever(erreur.status);
  }
}

export function pageErreur(erreur: ErrorPage): VNode {
  const { titre, corps } = texteDe(erreur);
  return (
    <MiseEnPage
      titre={titre}
      collectivite={{ nom: 'Portail famille', espace: '', accueil: '/' }}
      largeur="etroite"
      ressources={erreur.services.assets}
      pied={piedDePage(null)}
    >
      <h1>{titre}</h1>
      <Message ton={erreur.status === 503 || erreur.status === 404 ? 'info' : 'erreur'}>
        {corps}
      </Message>
      <p>
        <a href="/">Revenir à l’accueil</a>
      </p>
    </MiseEnPage>
  );
}
