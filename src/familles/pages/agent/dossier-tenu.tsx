import type { SessionAgent } from '../../../comptes/session.ts';
import type { Acteur } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx } from '../../../platform/http.ts';
import { chercherDossierTenu, type DossierTenu } from '../../requetes/tenir.ts';

/** Ce que toutes les pages d'un dossier tenu par un agent disent de lui. */
export async function nommerDossier(ctx: Ctx<SessionAgent>): Promise<DossierTenu> {
  const dossier = await chercherDossierTenu(ctx.db, entierDe(ctx.params.id));
  if (!dossier) throw new Introuvable();
  return dossier;
}

export function filDuDossier({ id, nom }: Pick<DossierTenu, 'id' | 'nom'>, page: string) {
  return [
    { libelle: 'Familles', href: '/agent/familles' },
    { libelle: nom, href: `/agent/familles/${id}` },
    { libelle: page },
  ];
}

export function acteurDe({ agent, compteId }: SessionAgent): Acteur & { compteId: number } {
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}
