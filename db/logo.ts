import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../src/platform/db.ts';

const LOGO_AU_PLUS = 200 * 1024;

const SIGNATURES = [
  { type: 'image/png', debut: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', debut: [0xff, 0xd8, 0xff] },
] as const;

export type LogoLu = { type: string; erreur: null } | { type: null; erreur: string };

/** PNG ou JPEG, à ses premiers octets et non à son nom ; 200 ko au plus. */
export function lireLogo(octets: Buffer): LogoLu {
  if (octets.length > LOGO_AU_PLUS) {
    return { type: null, erreur: 'Ce logo dépasse 200 ko : réduisez-le, 400 pixels suffisent' };
  }
  const trouve = SIGNATURES.find(({ debut }) => debut.every((octet, i) => octets[i] === octet));
  return trouve
    ? { type: trouve.type, erreur: null }
    : { type: null, erreur: 'Ce fichier n’est ni un PNG ni un JPEG' };
}

/** Pose ce logo sur le portail. Le même fichier deux fois ne change rien. */
export function poserLogo(db: Db, logo: { type: string; octets: Buffer }, le: Date): Promise<void> {
  const empreinte = createHash('sha256').update(logo.octets).digest('base64url').slice(0, 22);
  return transaction(db, async (tx) => {
    await sql`
      insert into logos (empreinte, type, octets, recu_le)
      values (${empreinte}, ${logo.type}, ${logo.octets}, ${le})
      on conflict do nothing`.execute(tx);
    await sql`update collectivites set logo = ${empreinte}`.execute(tx);
  });
}
