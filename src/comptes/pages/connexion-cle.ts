import { assertNever } from '../../platform/errors.ts';
import type { Handler } from '../../platform/http.ts';
import { entrerParCle } from '../actions/entrer-par-cle.ts';
import { cheminSur } from '../regles/chemins.ts';
import type { Session } from '../session.ts';
import { formulaire, suivreUneEntree } from './connexion.tsx';

/** La clé a signé : on entre, ou l'on dit par où entrer autrement. */
export const POST: Handler<Session | null> = async (ctx) => {
  const vers = cheminSur(ctx.form.get('vers'));
  const longue = ctx.form.has('rester');
  const { userAgent } = ctx;
  const reponse = ctx.form.get('reponse') ?? '';
  const resultat = await entrerParCle(ctx, { reponse, longue, userAgent });
  const dire = (cle: string) => formulaire(ctx, { vers: vers ?? '', acces: '', longue }, { cle });
  switch (resultat.issue) {
    case 'connecte':
      return suivreUneEntree(ctx, resultat, vers);
    case 'perime':
      return dire('Cette page était ouverte depuis longtemps, ou a déjà servi. Recommencez.');
    case 'inconnue':
      return dire(
        'Le portail ne connaît pas cette clé, ou ne la connaît plus. Entrez par un lien ou par votre mot de passe, puis ajoutez-la de nouveau.',
      );
    case 'suspecte':
      return dire(
        'Cette clé a peut-être été copiée : elle n’ouvre plus rien. Entrez par un lien ou par votre mot de passe, retirez-la, puis ajoutez-en une autre.',
      );
    default:
      return assertNever(resultat);
  }
};
