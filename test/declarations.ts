import { randomUUID } from 'node:crypto';
import { confirmer } from '../src/fermetures/actions/confirmer.ts';
import { declarer } from '../src/fermetures/actions/declarer.ts';
import { envoyerLesDeclarations, envoyerMaintenant } from '../src/fermetures/actions/envoyer.ts';
import { retirer } from '../src/fermetures/actions/retirer.ts';
import type { Portee } from '../src/fermetures/regles/saisie.ts';
import type { Choix } from '../src/fermetures/regles/types.ts';
import type { Services } from '../src/platform/http.ts';

export interface EssaiDeDeclaration extends Partial<Choix>, Partial<Portee> {
  motif?: string;
}

/** Ce que fait un agent, avec le compte 1 et trente minutes avant l'envoi. */
export function declarationsDe(services: Services) {
  const acteur = { compteId: 1, nom: 'Agent 1' };
  const geste = (declarationId: number) => ({ acteur, structures: null, declarationId });
  const dansTrenteMinutes = () => new Date(services.clock.now().getTime() + 30 * 60_000);
  const gestes = {
    preparer: (essai: EssaiDeDeclaration) =>
      declarer(services, {
        acteur,
        structures: null,
        choix: { genre: 'greve', decision: 'annuler', facturation: 'aucune', ...essai },
        motif: essai.motif ?? 'Le personnel est en grève.',
        portee: {
          structures: [],
          activites: [],
          prestations: [],
          classes: [],
          du: '2026-11-25',
          au: essai.du ?? '2026-11-25',
          ...essai,
        },
        cleUnique: randomUUID(),
      }),
    confirmer: (id: number) => confirmer(services, { ...geste(id), envoiLe: dansTrenteMinutes() }),
    async fermer(essai: EssaiDeDeclaration): Promise<number> {
      const id = await gestes.preparer(essai);
      await gestes.confirmer(id);
      return id;
    },
    retirer: (id: number) => retirer(services, geste(id)),
    envoyer: (id: number) => envoyerMaintenant(services, geste(id)),
    envoyerAlHeure: () => envoyerLesDeclarations(services),
  };
  return gestes;
}
