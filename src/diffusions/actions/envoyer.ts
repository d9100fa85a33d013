import { noterEnNombre, PREAU } from '../../journal/actions.ts';
import { lireCollectivite } from '../../platform/commune.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { type Mail, queueMails } from '../../platform/mail.ts';
import { composerLettre } from '../courriels.tsx';
import {
  type Destinataire,
  listerFamillesEcrites,
  marquerEcrits,
  prendreLeLot,
} from '../requetes/destinataires.ts';
import {
  chercherDiffusion,
  type Diffusion,
  enregistrerFin,
  listerAEnvoyer,
  verrouillerDiffusion,
} from '../requetes/diffusions.ts';

/** Assez petit pour dire où l'on en est, assez grand pour qu'une ville parte en une minute. */
const ADULTES_PAR_LOT = 200;

/**
 * Chaque minute, et au démarrage : ce dont l'heure est venue, ou qu'un arrêt a coupé. Un envoi qui
 * échoue n'arrête pas les autres.
 */
export async function envoyerLesDiffusions(
  services: Services,
  parLot = ADULTES_PAR_LOT,
): Promise<void> {
  for (const id of await listerAEnvoyer(services.db, services.clock.now())) {
    try {
      while (await envoyerUnLot(services, id, parLot)) {
        // Chaque lot est une transaction : la page compte, un arrêt ne refait que le lot coupé.
      }
    } catch (erreur) {
      services.log.error({ err: erreur, diffusion: id }, 'lettres d’un message à un groupe');
    }
  }
}

/** Les suivants ; vrai s'il en reste. La ligne tenue, deux processus n'écrivent pas au même. */
function envoyerUnLot(services: Services, id: number, parLot: number): Promise<boolean> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await verrouillerDiffusion(tx, id);
    const diffusion = await chercherDiffusion(tx, null, id);
    if (diffusion?.etat !== 'en_cours') return false;
    const lot = await prendreLeLot(tx, id, parLot);
    if (lot.length > 0) await ecrire(tx, services, diffusion, lot, le);
    if (lot.length === parLot) return true;
    await enregistrerFin(tx, id, le);
    await raconter(tx, diffusion, le);
    return false;
  });
}

async function ecrire(
  tx: Tx,
  services: Services,
  diffusion: Diffusion,
  lot: readonly Destinataire[],
  le: Date,
): Promise<void> {
  const commune = await lireCollectivite(services)();
  const collectivite = commune?.nom ?? '';
  const lettres = lot.flatMap(({ courriel, compteId, familleId, prenom }) => {
    if (courriel === null) return [];
    const { adresse } = services.config;
    const mail: Mail = {
      ...composerLettre(diffusion, { prenom, adresse, collectivite }),
      destinataire: courriel,
      repondreA: commune?.courriel ?? null,
      sujets: [`famille:${familleId}`, `diffusion:${diffusion.id}`],
      le,
    };
    return [{ compteId, mail }];
  });
  const ids = await queueMails(
    tx,
    services.jobs,
    lettres.map((l) => l.mail),
  );
  const courriels = new Map(lettres.map((l, rang) => [l.compteId, ids[rang] ?? null]));
  const ecrits = lot.map(({ compteId }) => ({
    compteId,
    courrielId: courriels.get(compteId) ?? null,
  }));
  await marquerEcrits(tx, diffusion.id, ecrits, le);
}

/** Une ligne au journal de chaque famille, quand tout est écrit. */
async function raconter(tx: Tx, diffusion: Diffusion, le: Date): Promise<void> {
  const familles = await listerFamillesEcrites(tx, diffusion.id);
  await noterEnNombre(
    tx,
    { le, acteur: PREAU, verbe: 'diffuser_message' },
    familles.map((id) => ({
      phrase: `Message « ${diffusion.objet} » envoyé aux familles (${diffusion.portee}).`,
      sujets: [`famille:${id}`, `diffusion:${diffusion.id}`],
    })),
  );
}
