import type { IncomingHttpHeaders } from 'node:http';

/**
 * Un envoi doit venir d'une page de Préau. Le navigateur le dit par Sec-Fetch-Site ou par Origin ;
 * aucun des deux : on refuse. Avec un témoin SameSite=Lax, cela remplace un jeton par formulaire
 * (docs/decisions/0003-controle-d-origine.md).
 */
export function originRefused(headers: IncomingHttpHeaders, adresse: string): boolean {
  const origin = headers.origin;
  if (origin !== undefined && origin !== 'null') return !sameSite(origin, adresse, headers.host);
  return headers['sec-fetch-site'] !== 'same-origin';
}

function sameSite(origin: string, adresse: string, host: string | undefined): boolean {
  if (origin === new URL(adresse).origin) return true;
  // Même machine, autre nom (127.0.0.1 pour localhost, nom du réseau local) : l'hôte demandé fait foi.
  try {
    return host !== undefined && new URL(origin).host === host;
  } catch {
    return false;
  }
}
