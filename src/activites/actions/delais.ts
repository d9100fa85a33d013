import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { decrireRegle } from '../delais/phrases.ts';
import type { Pour } from '../delais/regles.ts';
import type { DelaiSaisi } from '../regles/saisie-delai.ts';
import { type Delai, listerDelais } from '../requetes/delais.ts';
import {
  compterReservations,
  finirDelais,
  insererDelai,
  retirerDelai,
  verrouillerActivite,
} from '../requetes/reglages.ts';

const VERBES: Record<Pour, string> = { reserver: 'réserver', annuler: 'annuler' };

/**
 * Écrit une règle à partir d'un jour ; l'ancienne finit la veille, sans être retouchée. Deux fois la
 * même règle n'en fait qu'une.
 * @throws Refus si le jour est passé, ou si une règle déjà utilisée part de ce jour-là
 */
export async function ecrireRegle(
  services: Services,
  geste: { activiteId: number; delai: DelaiSaisi; fuseau: string; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  const { activiteId, delai } = geste;
  if (delai.du < jourLocal(le, geste.fuseau)) {
    throw new Refus(
      'delai_passe',
      'Une règle ne change pas des jours passés : choisissez aujourd’hui ou un jour à venir.',
      'du',
    );
  }
  await transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const connus = await listerDelais(tx, activiteId);
    const dejaReserves = await compterReservations(tx, activiteId, delai.du);
    for (const pour of delai.pour) {
      const meme = connus.find((d) => memePortee(d, pour, delai) && d.du === delai.du);
      if (meme && memeRegle(meme, delai)) continue;
      if (meme && dejaReserves > 0) throw dejaUtilisee(meme);
      if (meme) await retirerDelai(tx, meme.id);
      const portee = { activiteId, prestationId: delai.prestationId, pour, du: delai.du };
      await finirDelais(tx, portee);
      await insererDelai(tx, { ...portee, regle: delai.regle, tardif: delai.tardif, ecritLe: le });
      const avant = connus.findLast((d) => memePortee(d, pour, delai) && d.du <= delai.du);
      await noter(tx, {
        le,
        acteur: geste.acteur,
        verbe: 'changer_delai',
        phrase:
          `Délai pour ${VERBES[pour]}, à partir du ${ecrireJour(delai.du, { annee: true })} : ` +
          `${decrireRegle(delai.regle)}${avant ? ` (avant : ${decrireRegle(avant.regle)})` : ''}.`,
        sujets: [`activite:${activiteId}`],
        details: { ...delai, pour, avant: avant?.regle ?? null },
      });
    }
  });
}

function memePortee(connu: Delai, pour: Pour, saisi: DelaiSaisi): boolean {
  return connu.pour === pour && connu.prestationId === saisi.prestationId;
}

/** La base range les clés de la règle à sa façon : on compare ce qu'elles disent. */
function memeRegle(connu: Delai, saisi: DelaiSaisi): boolean {
  return decrireRegle(connu.regle) === decrireRegle(saisi.regle) && connu.tardif === saisi.tardif;
}

function dejaUtilisee(regle: Delai): Refus {
  return new Refus(
    'delai_deja_utilise',
    `Une règle part déjà du ${ecrireJour(regle.du, { annee: true })}, et des enfants sont inscrits : ` +
      'choisissez un autre jour de départ.',
    'du',
  );
}
