import { createHash } from 'node:crypto';
import type { Logo } from '../regles/logo.ts';

/** L'empreinte du fichier sert d'adresse : changé, il n'est jamais servi d'un cache. */
export function nommerLogo(logo: Logo): Logo & { empreinte: string } {
  const empreinte = createHash('sha256').update(logo.octets).digest('base64url').slice(0, 22);
  return { ...logo, empreinte };
}
