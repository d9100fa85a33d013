import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';

import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { listerMessagesRecus } from '../../requetes/destinataires.ts';

const MONTRES = 50;

/** Ce que les services ont écrit à cet adulte parmi d'autres : avec ou sans adresse électronique. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const messages = await listerMessagesRecus(ctx.db, ctx.session.compteId, MONTRES);
  const ecrire = (
    <Bouton href="/famille/contact" allure="secondaire" icone="message">
      Écrire au centre
    </Bouton>
  );
  return cadre(
    ctx,
    {
      titre: 'Messages reçus',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Messages reçus' }],
    },
    <>
      <h1>Messages reçus</h1>
      {messages.length === 0 ? (
        <EtatVide titre="Aucun message" actions={ecrire}>
          Ce que les services écrivent aux familles se retrouvera ici.
        </EtatVide>
      ) : (
        <>
          {messages.map((m) => (
            <Carte key={m.id} titre={m.objet}>
              <p class="discret">{ecrireInstant(m.recuLe, ctx.commune.fuseau, { annee: true })}</p>
              {m.texte
                .split('\n')
                .filter((ligne) => ligne.trim() !== '')
                .map((ligne) => (
                  <p>{ligne}</p>
                ))}
            </Carte>
          ))}
          <Boutons>{ecrire}</Boutons>
        </>
      )}
    </>,
  );
};
