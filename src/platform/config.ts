import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { deriveKeyring, type Keyring, parseKeyring } from './encryption.ts';

/** Tout ce que l'exploitant règle, lu une seule fois, au démarrage. */
export interface Config {
  mode: 'developpement' | 'production' | 'test';
  port: number;
  /** Dossier des données de cette installation (grappe PostgreSQL, secret de développement). */
  dossier: string;
  /** Adresse publique, sans barre finale : sert aux liens des courriels et au contrôle d'origine. */
  adresse: string;
  base: string | null;
  postgres: 'systeme' | 'embarque' | null;
  smtp: string | null;
  expediteur: string;
  secret: string;
  /** Chiffrent la santé des enfants ; hors de la base, et hors de ses sauvegardes. */
  cles: Keyring;
  processus: number;
  niveauJournal: string;
  /** Le site est derrière un mandataire qui dit l'adresse du visiteur (X-Forwarded-For). */
  mandataire: boolean;
  paiement: ReglagesPaiement;
  /** À qui la double authentification est imposée ; `propose` : à personne, hors production. */
  doubleAuthentification: 'propose' | 'roles' | 'tous';
  /** Hors production, ce qui est chargé dans une base vide. « aucun » : la page d'installation. */
  jeu: 'saint-aubin' | 'aucun';
}

/** Les fournisseurs de paiement ; null : pas réglé (hors production, le jumeau local le remplace). */
export interface ReglagesPaiement {
  /** Adresse de PayFiP, sans barre finale. */
  payfip: string | null;
  delaiMs: number;
  lyra: { adresse: string; site: string; cle: string; mode: 'TEST' | 'PRODUCTION' } | null;
}

/** Une valeur absente ou absurde : la phrase nomme la variable et dit quoi écrire. */
export class ConfigurationInvalide extends Error {}

const PAYFIP = 'https://www.payfip.gouv.fr';

const adresseWeb = z
  .url({
    protocol: /^https?$/,
    error: 'doit être une adresse complète, comme https://famille.saint-aubin.fr',
  })
  .transform((valeur) => valeur.replace(/\/+$/, ''));

const schema = z.object({
  PREAU_MODE: z
    .enum(['developpement', 'production', 'test'], {
      error: 'doit être « developpement » ou « production »',
    })
    .default('developpement'),
  PORT: z.coerce
    .number({ error: 'doit être un nombre entier entre 1 et 65535' })
    .int('doit être un nombre entier entre 1 et 65535')
    .min(1, 'doit être un nombre entier entre 1 et 65535')
    .max(65535, 'doit être un nombre entier entre 1 et 65535')
    .default(3000),
  PREAU_VAR: z.string().min(1, 'doit nommer un dossier').default('var'),
  PREAU_ADRESSE: adresseWeb.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'doit commencer par postgres:// ou postgresql://')
    .optional(),
  PREAU_POSTGRES: z
    .enum(['systeme', 'embarque'], { error: 'doit être « systeme » ou « embarque »' })
    .optional(),
  PREAU_SMTP: z
    .string()
    .regex(/^smtps?:\/\//, 'doit commencer par smtp:// ou smtps://')
    .optional(),
  PREAU_EXPEDITEUR: z.string().regex(/@/, 'doit contenir une adresse électronique').optional(),
  PREAU_SECRET: z
    .string()
    .min(32, 'doit compter au moins 32 caractères, tirés au hasard')
    .optional(),
  PREAU_CLES: z
    .string()
    .transform((valeur, contexte) => {
      const cles = parseKeyring(valeur);
      if (cles) return cles;
      contexte.addIssue('doit s’écrire 1:… avec 32 octets en base64 : openssl rand -base64 32');
      return z.NEVER;
    })
    .optional(),
  PREAU_PROCESSUS: z.coerce
    .number({ error: 'doit être un nombre entier entre 1 et 64' })
    .int('doit être un nombre entier entre 1 et 64')
    .min(1, 'doit être un nombre entier entre 1 et 64')
    .max(64, 'doit être un nombre entier entre 1 et 64')
    .default(1),
  PREAU_NIVEAU_JOURNAL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'doit être trace, debug, info, warn, error ou silent',
    })
    .default('info'),
  PREAU_MANDATAIRE: z
    .enum(['oui', 'non'], { error: 'doit être « oui » ou « non »' })
    .default('non'),
  PREAU_JEU: z
    .enum(['saint-aubin', 'aucun'], { error: 'doit être « saint-aubin » ou « aucun »' })
    .default('saint-aubin'),
  PREAU_DOUBLE_AUTHENTIFICATION: z
    .enum(['propose', 'roles', 'tous'], { error: 'doit être propose, roles ou tous' })
    .optional(),
  PREAU_PAYFIP_ADRESSE: adresseWeb.optional(),
  PREAU_PAIEMENT_DELAI_MS: z.coerce
    .number({ error: 'doit être un nombre de millisecondes' })
    .int('doit être un nombre entier de millisecondes')
    .min(100, 'doit valoir au moins 100 millisecondes')
    .default(15_000),
  PREAU_LYRA_ADRESSE: z
    .url({ protocol: /^https?$/, error: 'doit être l’adresse du formulaire de paiement' })
    .default('https://secure.payzen.eu/vads-payment/'),
  PREAU_LYRA_SITE: z
    .string()
    .regex(/^\d{8}$/, 'doit compter huit chiffres')
    .optional(),
  PREAU_LYRA_CLE: z.string().min(16, 'doit compter au moins 16 caractères').optional(),
  PREAU_LYRA_MODE: z
    .enum(['TEST', 'PRODUCTION'], { error: 'doit être TEST ou PRODUCTION' })
    .default('TEST'),
});

const OBLIGATOIRES = [
  'PREAU_SECRET',
  'PREAU_CLES',
  'PREAU_ADRESSE',
  'PREAU_SMTP',
  'PREAU_EXPEDITEUR',
] as const;

/**
 * Lit la configuration. Une chaîne vide compte comme une absence (PORT= dans un fichier d'unité).
 * @throws ConfigurationInvalide avec une phrase qui nomme chaque variable à corriger.
 */
export function lireConfiguration(env: NodeJS.ProcessEnv): Config {
  const presentes = Object.fromEntries(Object.entries(env).filter(([, valeur]) => valeur !== ''));
  const lu = schema.safeParse(presentes);
  if (!lu.success) {
    const phrases = lu.error.issues.map((i) => `${String(i.path[0])} ${i.message}.`);
    throw new ConfigurationInvalide(phrases.join('\n'));
  }
  const v = lu.data;
  const production = v.PREAU_MODE === 'production';
  const manquantes = production ? OBLIGATOIRES.filter((nom) => !v[nom]) : [];
  if (manquantes.length > 0) {
    throw new ConfigurationInvalide(
      manquantes
        .map((nom) => `${nom} manque : en production, il n’y a pas de valeur par défaut.`)
        .join('\n'),
    );
  }
  const dossier = resolve(v.PREAU_VAR);
  const secret = v.PREAU_SECRET ?? secretDeDeveloppement(dossier);
  return {
    mode: v.PREAU_MODE,
    port: v.PORT,
    dossier,
    adresse: v.PREAU_ADRESSE ?? `http://localhost:${v.PORT}`,
    base: v.DATABASE_URL ?? null,
    postgres: v.PREAU_POSTGRES ?? null,
    smtp: v.PREAU_SMTP ?? null,
    expediteur: v.PREAU_EXPEDITEUR ?? 'Préau <ne-pas-repondre@preau.invalid>',
    secret,
    cles: v.PREAU_CLES ?? deriveKeyring(secret),
    processus: v.PREAU_PROCESSUS,
    niveauJournal: v.PREAU_NIVEAU_JOURNAL,
    mandataire: v.PREAU_MANDATAIRE === 'oui',
    paiement: lirePaiement(v, production),
    doubleAuthentification: lireDoubleAuthentification(v.PREAU_DOUBLE_AUTHENTIFICATION, production),
    jeu: production ? 'aucun' : v.PREAU_JEU,
  };
}

/** En production, on l'étend à tous ; on n'en dispense pas ceux qui tiennent l'argent ou les accès. */
function lireDoubleAuthentification(
  voulu: Config['doubleAuthentification'] | undefined,
  production: boolean,
): Config['doubleAuthentification'] {
  if (production && voulu === 'propose') {
    throw new ConfigurationInvalide(
      'PREAU_DOUBLE_AUTHENTIFICATION ne peut pas valoir « propose » en production : écrivez roles ou tous.',
    );
  }
  return voulu ?? (production ? 'roles' : 'propose');
}

function lirePaiement(v: z.infer<typeof schema>, production: boolean): ReglagesPaiement {
  const { PREAU_LYRA_SITE: site, PREAU_LYRA_CLE: cle } = v;
  if ((site === undefined) !== (cle === undefined)) {
    throw new ConfigurationInvalide('PREAU_LYRA_SITE et PREAU_LYRA_CLE vont ensemble.');
  }
  return {
    payfip: v.PREAU_PAYFIP_ADRESSE ?? (production ? PAYFIP : null),
    delaiMs: v.PREAU_PAIEMENT_DELAI_MS,
    lyra:
      site && cle ? { adresse: v.PREAU_LYRA_ADRESSE, site, cle, mode: v.PREAU_LYRA_MODE } : null,
  };
}

/** Hors production : tiré une fois, gardé dans le dossier de données, jamais dans le dépôt. */
function secretDeDeveloppement(dossier: string): string {
  const fichier = join(dossier, 'secret');
  mkdirSync(dossier, { recursive: true });
  if (!existsSync(fichier))
    writeFileSync(fichier, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(fichier, 'utf8').trim();
}
