import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Reply, redirect } from '../../../platform/http.ts';
import { ResumeErreurs } from '../../../ui/formulaire.tsx';
import type { Contenu } from '../../../ui/types.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';

/** Ce qu'un agent vient d'envoyer, et ce qu'il y a à y revoir. */
export interface EnCours {
  saisie: URLSearchParams;
  erreurs: readonly ErreurDeSaisie[];
}

interface Props {
  activite: ActiviteReglee;
  titre: string;
  erreurs: readonly ErreurDeSaisie[];
}

/** Une page qui règle une part de l'activité : d'où l'on vient, ce qui est à revoir, le reste. */
export function cadreReglage(
  ctx: Ctx<SessionAgent>,
  { activite, titre, erreurs }: Props,
  contenu: Contenu,
): Reply {
  return cadre(
    ctx,
    {
      titre: `${titre}, ${activite.nom}`,
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: activite.nom, href: `/agent/activites/${activite.id}` },
        { libelle: titre },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{titre}</h1>
      <p class="chapeau">{activite.nom}</p>
      <ResumeErreurs erreurs={erreurs} />
      {contenu}
    </>,
  );
}

/** Agit puis revient à la page ; refusé, la remontre avec ce qui était tapé et quoi faire. */
export async function agirOuRemontrer(
  travail: () => Promise<unknown>,
  retour: { vers: string; dit: string },
  remontrer: (erreurs: readonly ErreurDeSaisie[]) => Promise<Reply>,
  champ: string,
): Promise<Reply> {
  const { refus } = await tenter(travail);
  if (refus) return remontrer([{ champ: refus.champ ?? champ, message: refus.message }]);
  return redirect(retour.vers, retour.dit);
}
