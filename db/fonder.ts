import { z } from 'zod';
import { fonder as fonderLePortail } from '../src/collectivite/actions/installer.ts';
import type { Logo } from '../src/collectivite/regles/logo.ts';
import {
  aUneCollectivite,
  verrouillerCollectivite,
} from '../src/collectivite/requetes/collectivite.ts';
import { type Db, transaction } from '../src/platform/db.ts';

const adresseElectronique = z.email('doit être une adresse électronique');
const nonVide = z.string('manque').trim().min(1, 'manque');

/** Le peu qu'il faut pour qu'un portail neuf ouvre ses pages et que quelqu'un puisse y entrer. */
export const schemaFondation = z.object({
  nom: nonVide,
  'nom-court': nonVide,
  courriel: adresseElectronique,
  'code-insee': z.string('manque').regex(/^(\d{5}|2[AB]\d{3})$/, 'a cinq caractères, comme 45269'),
  'code-postal': z.string('manque').regex(/^\d{5}$/, 'a cinq chiffres, comme 45130'),
  zone: z.enum(['A', 'B', 'C'], 'est A, B ou C'),
  fuseau: z.string().default('Europe/Paris'),
  couleur: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'est une couleur comme #1f6f5c')
    .default('#1f6f5c'),
  logo: z.string().optional(),
  'admin-prenom': nonVide,
  'admin-nom': nonVide,
  'admin-courriel': adresseElectronique,
});
export type Fondation = z.infer<typeof schemaFondation>;

/** Faux, sans rien écrire, si la base a déjà sa collectivité. Deux à la fois n'en fondent qu'une. */
export function fonder(db: Db, f: Fondation, le: Date, logo: Logo | null = null): Promise<boolean> {
  return transaction(db, async (tx) => {
    await verrouillerCollectivite(tx);
    if (await aUneCollectivite(tx)) return false;
    const administrateur = {
      prenom: f['admin-prenom'],
      nom: f['admin-nom'],
      courriel: f['admin-courriel'],
    };
    await fonderLePortail(tx, { collectivite: collectiviteDe(f), administrateur, logo }, null, le);
    return true;
  });
}

/** Ce que la ligne de commande ne demande pas se règle ensuite dans le portail. */
function collectiviteDe(f: Fondation) {
  return {
    nom: f.nom,
    nomCourt: f['nom-court'],
    courriel: f.courriel,
    codeInsee: f['code-insee'],
    codePostal: f['code-postal'],
    zoneScolaire: f.zone,
    fuseau: f.fuseau,
    couleur: f.couleur,
    territoire: 'metropole' as const,
    telephone: null,
    adresse: null,
    directeurPublication: null,
    hebergeurNom: null,
    hebergeurAdresse: null,
    hebergeurTelephone: null,
  };
}
