import { setImmediate } from 'node:timers/promises';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Db, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireMois, estJour, type Mois } from '../../platform/jours.ts';
import type { Anomalie } from '../regles/anomalies.ts';
import { releverAnomalies, totauxParPayeur } from '../regles/anomalies.ts';
import { type Composition, composerParEtapes } from '../regles/composer.ts';
import type { FaitsDuMois } from '../regles/types.ts';
import {
  type Campagne,
  insererCampagne,
  listerMontantsPrecedents,
  listerRegies,
  nommerPayeurs,
  type PayeurNomme,
} from '../requetes/campagnes.ts';
import { lireFaitsDuMois } from '../requetes/faits.ts';

/** Ouvre la campagne d'un mois ; l'ouvrir deux fois rend la même. */
export async function ouvrirCampagne(
  services: Pick<Services, 'db' | 'clock'>,
  saisie: { regieId: number; mois: Mois; acteur: Acteur },
): Promise<number> {
  const le = services.clock.now();
  if (!estJour(`${saisie.mois}-01`)) throw new Refus('mois', 'Choisissez un mois.', 'mois');
  const regies = await listerRegies(services.db);
  const regie = regies.find((r) => r.id === saisie.regieId);
  if (!regie) throw new Introuvable();
  return transaction(services.db, async (tx) => {
    const { compteId } = saisie.acteur;
    const { id, nouvelle } = await insererCampagne(tx, { ...saisie, le, compteId });
    if (nouvelle) {
      await noter(tx, {
        le,
        acteur: saisie.acteur,
        verbe: 'ouvrir_campagne',
        phrase: `Campagne de facturation ouverte : ${regie.nom}, ${ecrireMois(saisie.mois)}.`,
        sujets: [`campagne:${id}`],
      });
    }
    return id;
  });
}

/** Compose en laissant passer les autres visites : un grand mois demande des secondes. */
export async function composerSansRetenir(faits: FaitsDuMois): Promise<Composition> {
  const etapes = composerParEtapes(faits);
  for (;;) {
    const etape = etapes.next();
    if (etape.done) return etape.value;
    await setImmediate();
  }
}

export interface Apercu {
  faits: FaitsDuMois;
  composition: Composition;
  anomalies: Anomalie[];
  payeurs: Map<number, PayeurNomme>;
  /** Ce que chaque payeur devra. */
  totaux: Map<number, number>;
}

/** Ce que la campagne émettrait maintenant. Ne change rien. */
export async function previsualiser(db: Db, campagne: Campagne): Promise<Apercu> {
  const { regieId, mois } = campagne;
  const faits = await lireFaitsDuMois(db, { regieId, mois, familles: null });
  const composition = await composerSansRetenir(faits);
  const totaux = totauxParPayeur(composition.lignes);
  const payeurs = await nommerPayeurs(db, [...totaux.keys()]);
  const anomalies = releverAnomalies({
    composition,
    precedents: await listerMontantsPrecedents(db, regieId, mois),
    sansAdresse: new Set(payeurs.filter((p) => p.sansAdresse).map((p) => p.id)),
  });
  return { faits, composition, anomalies, payeurs: new Map(payeurs.map((p) => [p.id, p])), totaux };
}
