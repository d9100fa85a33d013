import type { FastifyRequest } from 'fastify';
import { Refus } from './errors.ts';
import { parseForm } from './forms.ts';

/** Un fichier reçu, entier en mémoire : les nôtres font quelques centaines de kilo-octets. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

export const MAX_UPLOAD = 5 * 1024 * 1024;

/**
 * Lit un formulaire qui porte des fichiers. Un champ laissé vide n'est pas un fichier.
 * @throws Refus si un fichier dépasse 5 Mo
 */
export async function readMultipart(
  req: FastifyRequest,
): Promise<{ form: URLSearchParams; files: ReadonlyMap<string, Upload> }> {
  const form = new URLSearchParams();
  const files = new Map<string, Upload>();
  for await (const part of req.parts({ limits: { fileSize: MAX_UPLOAD, files: 2, fields: 200 } })) {
    if (part.type === 'field') {
      form.append(part.fieldname, String(part.value));
      continue;
    }
    const bytes = await part.toBuffer().catch((erreur: unknown) => {
      if (part.file.truncated) throw tooLarge();
      throw erreur;
    });
    if (part.filename !== '' && bytes.length > 0) {
      files.set(part.fieldname, { name: part.filename.slice(0, 200), bytes });
    }
  }
  return { form: parseForm(form.toString()), files };
}

function tooLarge(): Refus {
  return new Refus(
    'fichier_trop_gros',
    'Ce fichier dépasse 5 Mo. Choisissez-en un plus petit, ou coupez-le en plusieurs.',
    'fichier',
  );
}

/** Le texte d'un fichier : UTF-8, sinon Windows-1252, comme l'écrit encore Excel. */
export function textOf({ bytes }: Upload): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
