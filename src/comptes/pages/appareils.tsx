import { cadre } from '../../cadre.tsx';
import { entierDe } from '../../platform/forms.ts';
import { type Handler, redirect } from '../../platform/http.ts';
import { ecrireInstant } from '../../platform/instants.ts';
import { Bouton, Formulaire } from '../../ui/formulaire.tsx';
import { Tableau } from '../../ui/tableau.tsx';
import { deconnecterAppareil, deconnecterLesAutres, listerAppareils } from '../actions/sessions.ts';
import type { Session } from '../session.ts';

export const GET: Handler<Session> = async (ctx) => {
  const appareils = await listerAppareils(ctx, ctx.session.compteId);
  const dire = (instant: Date) => ecrireInstant(instant, ctx.commune.fuseau);
  return cadre(
    ctx,
    { titre: 'Mes appareils' },
    <>
      <h1>Mes appareils</h1>
      <p>
        Les appareils connectés à votre compte. Déconnectez celui que vous ne reconnaissez pas, puis
        changez votre mot de passe.
      </p>
      <Tableau
        titre="Appareils connectés"
        titreCache
        lignes={appareils}
        cle={(a) => String(a.id)}
        colonnes={[
          {
            titre: 'Appareil',
            cellule: (a) =>
              a.id === ctx.session.id ? <b>{a.appareil} (cet appareil)</b> : a.appareil,
            entete: true,
          },
          { titre: 'Connecté', cellule: (a) => dire(a.creeeLe) },
          { titre: 'Vu', cellule: (a) => dire(a.vueLe) },
          {
            titre: 'Déconnecter',
            cellule: (a) => (
              <Formulaire action={ctx.path} caches={{ session: a.id }}>
                <Bouton allure="discret">
                  Déconnecter<span class="vh"> {a.appareil}</span>
                </Bouton>
              </Formulaire>
            ),
          },
        ]}
      />
      {appareils.length > 1 && (
        <Formulaire action={ctx.path} caches={{ session: 'autres' }}>
          <Bouton allure="secondaire">Déconnecter tous les autres appareils</Bouton>
        </Formulaire>
      )}
    </>,
  );
};

export const POST: Handler<Session> = async (ctx) => {
  if (ctx.form.get('session') === 'autres') {
    const fermees = await deconnecterLesAutres(ctx, ctx.session);
    return redirect(
      ctx.path,
      fermees > 1 ? `${fermees} appareils déconnectés.` : 'Les autres appareils sont déconnectés.',
    );
  }
  await deconnecterAppareil(ctx, ctx.session.compteId, entierDe(ctx.form.get('session')));
  return redirect(ctx.path, 'Cet appareil est déconnecté.');
};
