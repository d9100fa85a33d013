import type { Acteur } from '../../journal/actions.ts';
import type { Services } from '../../platform/http.ts';
import { type Admission, direAdmission } from '../regles/admission.ts';
import { enregistrerAdmission, lireQuiPeutVenir } from '../requetes/admission.ts';
import { reglerEnNotant } from './en-notant.ts';

/** Dit qui peut s'inscrire désormais ; les réservations faites restent. Sans effet si rien ne change. */
export async function reglerAdmission(
  services: Services,
  geste: { activiteId: number; acteur: Acteur; admission: Admission },
): Promise<void> {
  await reglerEnNotant(services, { ...geste, verbe: 'changer_admission' }, async (tx, { id }) => {
    const { admission: avant, ...noms } = await lireQuiPeutVenir(tx, id);
    const [etait, devient] = [direAdmission(avant, noms), direAdmission(geste.admission, noms)];
    if (etait === devient) return null;
    await enregistrerAdmission(tx, id, geste.admission);
    return `Qui peut s’inscrire : ${devient} (avant : ${etait}).`;
  });
}
