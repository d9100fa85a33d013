import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { Bouton } from '../../../ui/formulaire.tsx';
import { Icone, type NomIcone } from '../../../ui/icones.tsx';
import { Message } from '../../../ui/message.tsx';
import { suivreLaMiseEnRoute } from '../../actions/mise-en-route.ts';
import { type Etape, type EtatEtape, faireLeBilan } from '../../regles/mise-en-route.ts';
import { exigerAdministrateur } from './droits.ts';

/** « Ce qui manque avant d'ouvrir » : la liste, dans l'ordre où elle se fait. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerAdministrateur(ctx.session);
  const etapes = await suivreLaMiseEnRoute(ctx);
  const facultatives = etapes.filter(({ degre }) => degre === 'facultative');
  return cadre(
    ctx,
    { titre: 'Mise en route', largeur: 'normale' },
    <>
      <h1>Ce qui manque avant d’ouvrir</h1>
      <Ou etapes={etapes} />
      <h2>Dans l’ordre</h2>
      <Liste etapes={etapes.filter(({ degre }) => degre !== 'facultative')} />
      <h2>Si vous en avez besoin</h2>
      <Liste etapes={facultatives} />
      <p>
        Un doute ? L’<a href="/agent/aide">aide des services</a> montre chaque étape, de la base
        vide à la première réservation.
      </p>
    </>,
  );
};

function Ou({ etapes }: { etapes: readonly Etape[] }) {
  const { complet, ouvrable, faites, total, prochaine } = faireLeBilan(etapes);
  if (complet) {
    return (
      <Message ton="succes" vivant={false} titre="Votre portail est prêt">
        Les familles peuvent réserver. Cette liste reste dans le menu, sous « Réglages ».
      </Message>
    );
  }
  return (
    <Message
      ton="info"
      vivant={false}
      titre={ouvrable ? 'Les familles peuvent déjà réserver' : `${faites} étapes sur ${total}`}
    >
      {`La prochaine : ${prochaine?.titre.toLowerCase() ?? 'aucune'}.`}
    </Message>
  );
}

function Liste({ etapes }: { etapes: readonly Etape[] }) {
  return (
    <ol class="etapes">
      {etapes.map((e) => (
        <li key={e.cle} class="carte">
          <div>
            <h3>{e.titre}</h3>
            <span class={`pastille ${ETATS[e.etat].ton}`}>
              <Icone nom={ETATS[e.etat].icone} />
              {ETATS[e.etat].libelle}
            </span>
          </div>
          <p>{e.pourquoi}</p>
          <p class="discret">{e.constat}</p>
          {e.href && (
            <Bouton href={e.href} allure={e.etat === 'faite' ? 'secondaire' : 'principal'}>
              {e.etat === 'faite' ? 'Revoir' : 'Faire'}
              <span class="vh">{` : ${e.titre.toLowerCase()}`}</span>
            </Bouton>
          )}
        </li>
      ))}
    </ol>
  );
}

const ETATS: Record<EtatEtape, { libelle: string; icone: NomIcone; ton: string }> = {
  faite: { libelle: 'Fait', icone: 'succes', ton: 'h-succes' },
  a_faire: { libelle: 'À faire', icone: 'attention', ton: 'h-attention' },
  attend: { libelle: 'Plus tard', icone: 'sablier', ton: 'h-info' },
};
