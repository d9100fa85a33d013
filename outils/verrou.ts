/**
 * Complète package-lock.json : node outils/verrou.ts, après tout changement de dépendance.
 *
 * Un registre qui ne sert que certaines plateformes laisse hors du verrou les binaires des autres,
 * et `npm ci` le refuse alors partout. On y inscrit leur nom, leur version et leur plateforme, sans
 * empreinte : npm ne les lit que sur la plateforme qui les demande.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Paquet {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const FICHIER = 'package-lock.json';
const PLATEFORME =
  /[-/](android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(gnu|musl|msvc|gnueabihf|musleabihf|eabi))?$/;

const verrou: { packages: Record<string, Paquet> } = JSON.parse(readFileSync(FICHIER, 'utf8'));
let ajouts = 0;
for (const [chemin, parent] of Object.entries(verrou.packages)) {
  for (const [nom, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const [, os, cpu, abi] = PLATEFORME.exec(nom) ?? [];
    const present =
      verrou.packages[`node_modules/${nom}`] ?? verrou.packages[`${chemin}/node_modules/${nom}`];
    if (present || !os || !cpu || !/^\d/.test(version)) continue;
    const libc = abi?.startsWith('musl')
      ? ['musl']
      : abi?.startsWith('gnu')
        ? ['glibc']
        : undefined;
    verrou.packages[`node_modules/${nom}`] = {
      version,
      cpu: [cpu],
      ...(parent.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      os: [os],
    };
    ajouts += 1;
  }
}
const tries = Object.entries(verrou.packages).sort(([a], [b]) => (a < b ? -1 : 1));
verrou.packages = Object.fromEntries(tries);
writeFileSync(FICHIER, `${JSON.stringify(verrou, null, 2)}\n`);
process.stdout.write(`${ajouts} binaires d’autres plateformes ajoutés au verrou.\n`);
