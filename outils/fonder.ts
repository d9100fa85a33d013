/* Fonde un portail vide : la collectivité, son logo et son premier compte. Lancé par bin/fonder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fonder, schemaFondation } from '../db/fonder.ts';
import { jugerLogo } from '../src/collectivite/regles/logo.ts';
import { systemClock } from '../src/platform/clock.ts';
import { lireConfiguration } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/db.ts';
import { migrer } from '../src/platform/migrate.ts';
import { demarrerPostgres } from '../src/platform/postgres/demarrer.ts';

const options = Object.fromEntries(
  Object.keys(schemaFondation.shape).map((nom) => [nom, { type: 'string' as const }]),
);
const lue = schemaFondation.safeParse(parseArgs({ options }).values);
if (!lue.success) {
  for (const { path, message } of lue.error.issues)
    process.stderr.write(`--${String(path[0])} ${message}.\n`);
  process.exit(2);
}

const { logo: fichier } = lue.data;
if (fichier && !existsSync(fichier)) {
  process.stderr.write(`--logo : le fichier ${fichier} n’existe pas.\n`);
  process.exit(2);
}
const octets = fichier ? readFileSync(fichier) : null;
const juge = octets ? jugerLogo(octets) : null;
if (juge?.refus) {
  process.stderr.write(`--logo : ${juge.refus}\n`);
  process.exit(2);
}

const config = lireConfiguration(process.env);
const postgres = config.base
  ? null
  : await demarrerPostgres({
      dossier: join(config.dossier, 'postgres'),
      ...(config.postgres ? { choix: config.postgres } : {}),
    });
const base = config.base ?? postgres?.config ?? '';
await migrer(base);
const db = openDatabase(base);
const fondee = await fonder(db, lue.data, systemClock.now(), juge?.logo);
await db.destroy();
if (postgres && !postgres.retrouve) await postgres.arreter();
process.stdout.write(
  fondee
    ? `Portail fondé. ${lue.data['admin-courriel']} reçoit son lien par ${config.adresse}/activation.\n`
    : 'Cette base a déjà sa collectivité : rien n’est changé.\n',
);
