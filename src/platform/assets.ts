import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rend l'adresse, avec empreinte, d'un fichier de public/ ou de client/ : « style.css » → « /p/style-AB12.css ». */
export type Assets = (nom: string) => string;

export function openAssets(dossier: string): Assets {
  const fichier = join(dossier, 'manifeste.json');
  const manifeste: Record<string, string> = existsSync(fichier)
    ? JSON.parse(readFileSync(fichier, 'utf8'))
    : {};
  return (nom) => `/p/${manifeste[nom] ?? nom}`;
}
