import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { estJour, type Jour } from '../../platform/jours.ts';
import { composerRum, lireBic, lireIban } from '../regles/sepa.ts';
import { verrouillerPayeurs } from '../requetes/payeurs.ts';
import { compterMandats, insererMandat, revoquer } from '../requetes/sepa.ts';

type Base = Pick<Services, 'db' | 'clock'>;

export interface SaisieMandat {
  payeurId: number;
  titulaire: string;
  iban: string;
  bic: string;
  signeLe: string;
}

/**
 * Enregistre le mandat signé d'un payeur ; sa référence (RUM) est faite ici.
 * @throws Refus si l'IBAN ou le BIC est faux, ou si un mandat vaut déjà
 */
export async function enregistrerMandat(
  services: Base,
  geste: SaisieMandat & {
    regie: { id: number; code: string };
    aujourdhui: Jour;
    acteur: Acteur;
  },
): Promise<string> {
  const le = services.clock.now();
  const { regie, payeurId } = geste;
  const { iban, bic, titulaire, signeLe } = lire(geste);
  return transaction(services.db, async (tx) => {
    const payeur = (await verrouillerPayeurs(tx, [payeurId])).get(payeurId);
    if (!payeur) throw new Introuvable();
    const { tous, actifs } = await compterMandats(tx, regie.id, payeurId);
    if (actifs > 0) {
      throw new Refus(
        'mandat',
        'Un mandat vaut déjà : révoquez-le avant d’en enregistrer un autre.',
      );
    }
    const rum = composerRum(regie.code, payeurId, tous + 1);
    await insererMandat(tx, {
      regieId: regie.id,
      payeurId,
      rum,
      titulaire,
      iban,
      bic,
      signeLe,
      le,
    });
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'enregistrer_mandat',
      phrase: `Mandat de prélèvement ${rum} enregistré pour ${payeur.nom}.`,
      sujets: ['regie', `payeur:${payeurId}`],
    });
    return rum;
  });
}

function lire(geste: SaisieMandat & { aujourdhui: Jour }) {
  const iban = lireIban(geste.iban);
  if (!iban) {
    throw new Refus('iban', 'Cet IBAN n’est pas juste : relisez-le, chiffre par chiffre.', 'iban');
  }
  const bic = geste.bic === '' ? null : lireBic(geste.bic);
  if (geste.bic !== '' && !bic) {
    throw new Refus('bic', 'Ce BIC n’est pas juste : 8 ou 11 caractères, ou rien.', 'bic');
  }
  if (geste.titulaire === '') {
    throw new Refus('titulaire', 'Écrivez le nom du titulaire du compte.', 'titulaire');
  }
  if (!estJour(geste.signeLe) || geste.signeLe > geste.aujourdhui) {
    throw new Refus('signe_le', 'Choisissez le jour où le mandat a été signé.', 'signe_le');
  }
  return { iban, bic, titulaire: geste.titulaire, signeLe: geste.signeLe };
}

/** Un mandat révoqué ne prélève plus ; il reste dans les registres. */
export async function revoquerMandat(
  services: Base,
  geste: { regieId: number; mandatId: number; acteur: Acteur },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const payeurId = await revoquer(tx, geste.regieId, geste.mandatId, le);
    if (payeurId === null) throw new Introuvable();
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'revoquer_mandat',
      phrase: 'Mandat de prélèvement révoqué.',
      sujets: ['regie', `payeur:${payeurId}`],
    });
  });
}
