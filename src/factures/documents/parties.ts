import { z } from 'zod';

const champ = z
  .string()
  .nullish()
  .transform((v) => v ?? '');

const emetteur = z.object({
  collectivite: champ,
  regie: champ,
  adresse: champ,
  siret: champ,
  courriel: champ,
  telephone: champ,
  comptable: champ,
});
const destinataire = z.object({ nom: champ, adresse: champ, codePostal: champ, commune: champ });

/** Qui émet, copié sur la facture le jour de l'émission. */
export type Emetteur = z.infer<typeof emetteur>;
/** À qui, de même. */
export type Destinataire = z.infer<typeof destinataire>;

/** Lit la copie rangée avec la facture. @throws ZodError si ce n'en est pas une */
export const lireEmetteur = (json: unknown): Emetteur => emetteur.parse(json);
export const lireDestinataire = (json: unknown): Destinataire => destinataire.parse(json);

/** L'en-tête d'un document : la collectivité, la régie, l'adresse, le SIRET. */
export function lignesEmetteur(e: Emetteur): string[] {
  return [
    e.collectivite,
    e.regie,
    ...enLignes(e.adresse),
    e.siret ? `SIRET ${ecrireSiret(e.siret)}` : '',
  ].filter((ligne) => ligne !== '');
}

/** L'adresse telle que la poste la lit, de haut en bas. */
export function lignesDuDestinataire(d: Destinataire): string[] {
  const ville = [d.codePostal, d.commune].filter((v) => v !== '').join(' ');
  return [d.nom, ...enLignes(d.adresse), ville].filter((ligne) => ligne !== '');
}

function enLignes(adresse: string): string[] {
  return adresse.split('\n').map((ligne) => ligne.trim());
}

/** « 214 502 345 00016 ». */
function ecrireSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4');
}
