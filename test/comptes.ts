import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { sql } from 'kysely';
import { hacher } from '../src/comptes/hachage.ts';
import type { Portail, Reponse } from './portail.ts';

export const MOT_DE_PASSE = 'Kiwi-Bleu7';

/** Donne ce mot de passe aux comptes du décor et les active. */
export async function activerComptes(portail: Portail): Promise<void> {
  const hache = await hacher(MOT_DE_PASSE);
  await sql`
    update comptes set mot_de_passe_hache = ${hache}, active_le = '2026-09-01'`.execute(
    portail.services.db,
  );
}

/** Un agent de plus, identifiant « nadia ». */
export async function ajouterAgent(portail: Portail): Promise<number> {
  const hache = await hacher(MOT_DE_PASSE);
  const { rows } = await sql<{ id: number }>`
    with c as (
      insert into comptes (identifiant, courriel, mot_de_passe_hache, active_le, cree_le)
      values ('nadia', 'nadia@saint-aubin.test', ${hache}, '2026-09-01', '2026-09-01') returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Nadia', 'Benali', 'administrateur', '2026-09-01' from c returning compte_id as id
    `.execute(portail.services.db);
  return rows[0]!.id;
}

export interface CourrielEnvoye {
  destinataire: string;
  sujet: string;
  texte: string;
  html: string;
}

export async function listerCourriels(portail: Portail): Promise<CourrielEnvoye[]> {
  const { rows } = await sql<CourrielEnvoye>`
    select destinataire, sujet, texte, html from courriels order by id`.execute(
    portail.services.db,
  );
  return rows;
}

/** Le chemin du dernier lien écrit dans un courriel : « /mot-de-passe/… ». */
export async function dernierLien(portail: Portail): Promise<string> {
  const courriel = (await listerCourriels(portail)).at(-1);
  const adresse = courriel?.texte.match(/https?:\/\/\S+/)?.[0];
  if (!adresse) throw new Error('aucun lien dans le dernier courriel');
  return new URL(adresse).pathname;
}

/** Les témoins posés par une réponse, prêts à présenter ; ceux qu'elle efface n'y sont pas. */
export function temoins(reponse: Reponse): string {
  return reponse.cookies
    .filter((c) => c.value !== '')
    .map((c) => `${c.name}=${c.value}`)
    .join('; ');
}

/** Résout le défi d'un formulaire, comme le ferait le navigateur. */
export async function resoudreDefi(corps: string): Promise<string> {
  const brut = corps.match(/data-defi="([^"]+)"/)?.[1];
  if (!brut) throw new Error('la page ne propose pas de défi');
  const challenge = JSON.parse(brut.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  const solution = await solveChallenge({ challenge, deriveKey });
  return JSON.stringify({ challenge, solution });
}
