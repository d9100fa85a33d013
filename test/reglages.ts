/** Un agent devant les réglages d'une activité : lire une page, envoyer un formulaire. */
import { expect } from 'vitest';
import { chargerVacances } from '../src/activites/actions/ouvrir.ts';
import { reserver } from '../src/reservations/actions/reserver.ts';
import { ajouterAgent } from './comptes.ts';
import { connecter, poserDecor } from './decor.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

export interface Reglages {
  portail: Portail;
  lire(adresse: string, status?: number): Promise<string>;
  envoyer(
    adresse: string,
    corps: Record<string, string> | [string, string][],
  ): ReturnType<Portail['visiter']>;
  fermer(): Promise<void>;
}

/** Le petit décor, ses vacances, et un administrateur connecté. */
export async function ouvrirReglages(): Promise<Reglages> {
  const portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await db.transaction().execute(chargerVacances);
  const cookie = await connecter(db, await ajouterAgent(portail), portail.horloge.now());
  return {
    portail,
    async lire(adresse, status = 200) {
      const { body, statusCode } = await portail.visiter('GET', adresse, { cookie });
      expect(statusCode).toBe(status);
      return body.replaceAll('\u00a0', ' ');
    },
    envoyer: (adresse, corps) =>
      portail.visiter('POST', adresse, { corps: new URLSearchParams(corps), cookie }),
    fermer: () => portail.fermer(),
  };
}

/** Claire réserve ces jours pour cet enfant. */
export function reserverPour(
  { services }: Portail,
  {
    enfantId,
    periodeId,
    prestationId,
    jours,
  }: Record<'enfantId' | 'periodeId' | 'prestationId', number> & {
    jours: readonly string[];
  },
) {
  return reserver(services, {
    acteur: { compteId: 1, nom: 'Claire Martin' },
    familles: [1],
    enfantId,
    periodeId,
    souhaits: jours.map((jour) => ({ jour, prestationId })),
  });
}
