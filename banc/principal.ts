/* bin/banc : bâtit une commune, joue les scénarios, imprime le tableau. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Banc, ouvrirBanc } from './banc.ts';
import { mesurerCalendrier } from './calendrier.ts';
import { mesurerConnexions } from './connexions.ts';
import { mesurerFacturation } from './facturation.ts';
import { mesurerFermeture } from './fermeture.ts';
import { mesurerFile } from './file.ts';
import { mesurerImport } from './imports.ts';
import { mesurerMesFactures } from './mes-factures.ts';
import { type Mesure, presenter, rapport, rapportVise } from './mesures.ts';
import { mesurerOuverture } from './ouverture.ts';
import { mesurerPdf } from './pdf.ts';
import { mesurerRecherche } from './recherche.ts';
import { mesurerRepos } from './repos.ts';
import { mesurerReservation } from './reserver.ts';
import { mesurerApercu, mesurerConfirmation } from './semaine.ts';

const scenarios: Record<string, (banc: Banc) => Promise<Mesure>> = {
  'calendrier-mois': (banc) => mesurerCalendrier(banc, 'mois'),
  'calendrier-annee': (banc) => mesurerCalendrier(banc, 'annee'),
  'reserver-annee': mesurerReservation,
  'semaine-apercu': mesurerApercu,
  'semaine-confirmer': mesurerConfirmation,
  ouverture: mesurerOuverture,
  connexions: mesurerConnexions,
  facturation: mesurerFacturation,
  'mes-factures': mesurerMesFactures,
  recherche: mesurerRecherche,
  fermeture: mesurerFermeture,
  import: mesurerImport,
  file: mesurerFile,
  pdf: mesurerPdf,
  repos: mesurerRepos,
};

const { values } = parseArgs({
  options: {
    enfants: { type: 'string', default: '1500' },
    processus: { type: 'string', default: '2' },
    secondes: { type: 'string', default: '6' },
    sessions: { type: 'string', default: '2500' },
    connexions: { type: 'string', default: '2500' },
    scenario: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
});
const choisis = values.scenario ?? Object.keys(scenarios);
const inconnus = choisis.filter((nom) => !scenarios[nom]);
if (inconnus.length > 0) {
  process.stderr.write(
    `Scénario inconnu : ${inconnus.join(', ')}. Ils s’appellent ${Object.keys(scenarios).join(', ')}.\n`,
  );
  process.exit(2);
}

const sessions = Number(values.sessions);
const banc = await ouvrirBanc({
  // L'ouverture réserve pour un enfant par session.
  enfants: Math.max(Number(values.enfants), choisis.includes('ouverture') ? sessions : 0),
  processus: Number(values.processus),
  secondes: Number(values.secondes),
  sessions,
  connexions: Number(values.connexions),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void banc.fermer().finally(() => process.exit(130)));
}
const mesures: Mesure[] = [];
try {
  for (const nom of choisis) {
    process.stderr.write(`${nom}…\n`);
    const mesure = await scenarios[nom]?.(banc);
    if (mesure) mesures.push(mesure);
  }
} finally {
  await banc.fermer();
}
const { grande, version } = banc.commune;
process.stdout.write(
  `${grande.enfants} enfants, ${banc.processus} processus, Node ${process.versions.node}, PostgreSQL ${version}\n\n`,
);
process.stdout.write(presenter(mesures));
if (values.json) {
  const rendu = {
    machine: {
      coeurs: availableParallelism(),
      charge: loadavg()[0],
      node: process.versions.node,
      postgres: version,
    },
    commune: { enfants: grande.enfants, familles: grande.familles },
    processus: banc.processus,
    mesures: mesures.map((m) => ({ ...m, rapport: rapport(m), rapportVise: rapportVise(m) })),
  };
  writeFileSync(values.json, `${JSON.stringify(rendu, null, 2)}\n`);
}
process.exit(mesures.some((m) => m.erreurs > 0 || m.survendues || m.perdues) ? 1 : 0);
