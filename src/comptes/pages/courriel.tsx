import { cadre } from '../../cadre.tsx';
import { tenter } from '../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../platform/http.ts';
import { Bouton, Formulaire } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { confirmerCourriel } from '../actions/courriel.ts';
import { examinerLien } from '../actions/liens.ts';
import type { Session } from '../session.ts';

export const GET: Handler<Session | null> = async (ctx) => {
  const { etat } = await examinerLien(ctx, ctx.params.jeton ?? '', 'courriel');
  return etat === 'perime' ? perime(ctx, null) : confirmation(ctx);
};

export const POST: Handler<Session | null> = async (ctx) => {
  const { fait, refus } = await tenter(() => confirmerCourriel(ctx, ctx.params.jeton ?? ''));
  if (refus || !fait) return perime(ctx, refus?.message ?? null);
  return redirect(
    ctx.session ? '/famille/informations' : '/connexion',
    'Votre nouvelle adresse est confirmée.',
  );
};

function confirmation(ctx: Ctx<Session | null>) {
  return cadre(
    ctx,
    { titre: 'Confirmer mon adresse', largeur: 'etroite' },
    <>
      <h1>Confirmer mon adresse</h1>
      <p>Les messages du portail arriveront désormais à cette adresse.</p>
      <Formulaire action={`/courriel/${ctx.params.jeton}`}>
        <Bouton grand>Confirmer mon adresse</Bouton>
      </Formulaire>
    </>,
  );
}

function perime(ctx: Ctx<Session | null>, message: string | null) {
  return cadre(
    ctx,
    { titre: 'Adresse non confirmée', largeur: 'etroite', status: 422 },
    <>
      <h1>Adresse non confirmée</h1>
      <Message ton="info">
        {message ?? 'Ce lien a déjà servi, ou il est trop ancien.'} Redemandez le changement depuis
        « Mes informations ».
      </Message>
    </>,
  );
}
