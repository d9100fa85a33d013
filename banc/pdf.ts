/* Composer 500 factures de quarante lignes, et un lot de 500 en un seul PDF ; la boucle reste libre. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { composerCourrier, composerFacture } from '../src/factures/documents/composer.ts';
import { contenuDeFacture, type FaitsDeFacture } from '../src/factures/documents/contenu.ts';
import { faitsDeFacture, ligneEmise } from '../test/facture.ts';
import { centile, type Mesure } from './mesures.ts';

const FACTURES = 500;
const LIGNES = 40;
const DE_FRONT = 4;
const LE = new Date('2026-11-05T08:00:00Z');

export async function mesurerPdf(): Promise<Mesure> {
  const factures = Array.from({ length: FACTURES }, (_, rang) => facture(rang + 1));
  await composerFacture(facture(0), LE);
  const boucle = monitorEventLoopDelay({ resolution: 1 });
  boucle.enable();
  const debut = performance.now();
  const { durees, octets } = await composerToutes(factures);
  const secondes = (performance.now() - debut) / 1000;
  boucle.disable();
  const debutLot = performance.now();
  const lot = await composerCourrier('Courrier', factures.map(contenuDeFacture), LE);
  return {
    scenario: 'pdf',
    debit: FACTURES / secondes,
    plancher: null,
    p50: centile(durees, 0.5),
    p99: centile(durees, 0.99),
    survendues: null,
    perdues: null,
    erreurs: 0,
    details: {
      'PDF par minute': Math.round((FACTURES / secondes) * 60),
      'octets par facture': Math.round(octets / FACTURES),
      'boucle retenue au plus (ms)': Math.round(boucle.max / 1e6),
      'courrier de 500 en un PDF (s)': Math.round((performance.now() - debutLot) / 100) / 10,
      'octets du courrier': lot.length,
    },
  };
}

async function composerToutes(factures: readonly FaitsDeFacture[]) {
  const durees: number[] = [];
  let octets = 0;
  const file = factures.values();
  const composerLaSuite = async () => {
    for (const faits of file) {
      const debut = performance.now();
      octets += (await composerFacture(faits, LE)).length;
      durees.push(performance.now() - debut);
    }
  };
  await Promise.all(Array.from({ length: DE_FRONT }, composerLaSuite));
  return { durees, octets };
}

/** Deux enfants ; chaque ligne a sa règle, pour que rien ne se regroupe. */
function facture(numero: number): FaitsDeFacture {
  const lignes = Array.from({ length: LIGNES }, (_, rang) =>
    ligneEmise({
      enfantId: 1 + (rang % 2),
      enfant: rang % 2 ? 'Inès MARTIN' : `Léo MARTIN ${numero}`,
      explication: `tranche ${rang} (QF ${600 + numero}), délibération 2026-031`,
    }),
  );
  return faitsDeFacture({ numero, lignes });
}
