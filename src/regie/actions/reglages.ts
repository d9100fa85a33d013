import { rattacherALaRegie } from '../../activites/actions/regie.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { decrireReglages, type ReglagesDeRegie } from '../regles/reglages.ts';
import {
  changerRegie,
  chercherRegieParCode,
  chercherRegieReglee,
  insererRegie,
  listerActivitesAFacturer,
  verrouillerRegies,
} from '../requetes/reglages.ts';

type Depuis = Pick<Services, 'db' | 'clock'>;

/**
 * Crée une régie (Régie, règle 18). Le même envoi deux fois rend la même.
 * @throws Refus si une autre porte ce code
 */
export function creerRegie(
  { db, clock }: Depuis,
  { saisie, acteur }: { saisie: ReglagesDeRegie; acteur: Acteur },
): Promise<number> {
  return transaction(db, async (tx) => {
    await verrouillerRegies(tx);
    const deja = await chercherRegieParCode(tx, saisie.code);
    if (deja && decrireReglages(deja, saisie).length === 0) return deja.id;
    if (deja) throw codePris(deja.nom);
    const id = await insererRegie(tx, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'creer_regie',
      phrase: `${acteur.nom} a créé la régie « ${saisie.nom} ».`,
      sujets: [`regie:${id}`],
      details: { apres: saisie },
    });
    return id;
  });
}

/**
 * Change les réglages d'une régie ; le journal garde l'avant et l'après de chacun.
 * @throws Introuvable
 * @throws Refus si une autre porte ce code, ou si le sien est déjà écrit sur une facture ou un mandat
 */
export function reglerRegie(
  { db, clock }: Depuis,
  { id, saisie, acteur }: { id: number; saisie: ReglagesDeRegie; acteur: Acteur },
): Promise<void> {
  return transaction(db, async (tx) => {
    await verrouillerRegies(tx);
    const avant = await chercherRegieReglee(tx, id);
    if (!avant) throw new Introuvable();
    const changes = decrireReglages(avant, saisie);
    if (changes.length === 0) return;
    if (avant.code !== saisie.code) await refuserLeCode(tx, avant.codeServi, saisie.code);
    await changerRegie(tx, id, saisie);
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'changer_regie',
      phrase: `${acteur.nom} a changé ${changes.join(', ')}.`,
      sujets: [`regie:${id}`],
      details: { avant, apres: saisie },
    });
  });
}

async function refuserLeCode(tx: Tx, servi: boolean, code: string): Promise<void> {
  if (servi) {
    const message = 'Des factures ou des mandats portent déjà ce code : il ne change plus.';
    throw new Refus('code_servi', message, 'code');
  }
  const autre = await chercherRegieParCode(tx, code);
  if (autre) throw codePris(autre.nom);
}

function codePris(nom: string): Refus {
  const message = `La régie « ${nom} » porte déjà ce code : choisissez-en un autre.`;
  return new Refus('code_pris', message, 'code');
}

/** Dit quelles activités cette régie facture (Régie, règle 19). @throws Introuvable */
export function choisirActivitesFacturees(
  { db, clock }: Depuis,
  geste: { id: number; activiteIds: readonly number[]; acteur: Acteur },
): Promise<void> {
  const { id, acteur } = geste;
  return transaction(db, async (tx) => {
    await verrouillerRegies(tx);
    if (!(await chercherRegieReglee(tx, id))) throw new Introuvable();
    const activites = await listerActivitesAFacturer(tx);
    const choisies = activites.filter((a) => geste.activiteIds.includes(a.id));
    if (activites.every((a) => (a.regieId === id) === choisies.includes(a))) return;
    await rattacherALaRegie(
      tx,
      id,
      choisies.map((a) => a.id),
    );
    const noms = choisies.map((a) => `${a.nom} (${a.structure})`).join(', ');
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'changer_activites_facturees',
      phrase: `${acteur.nom} a changé ce que cette régie facture : ${noms || 'plus rien'}.`,
      sujets: [`regie:${id}`],
      details: { avant: activites.filter((a) => a.regieId === id).map((a) => a.id) },
    });
  });
}
