/* Un navigateur minimal : une connexion gardée, des témoins, des durées. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Reponse {
  statut: number;
  entetes: IncomingHttpHeaders;
  corps: Buffer;
  ms: number;
}

export interface Envoi {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  payload?: string | Buffer;
}

const PATIENCE_MS = 120_000;

/** Une réponse coupée ou trop lente compte comme un statut 0 : le banc la verra parmi les erreurs. */
export function envoyer(
  agent: Agent,
  port: number,
  url: string,
  { method = 'GET', headers = {}, payload }: Envoi = {},
): Promise<Reponse> {
  const debut = performance.now();
  return new Promise((suite) => {
    const rater = () =>
      suite({ statut: 0, entetes: {}, corps: Buffer.alloc(0), ms: performance.now() - debut });
    const req = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: url,
        method,
        timeout: PATIENCE_MS,
        headers: payload ? { ...headers, 'content-length': Buffer.byteLength(payload) } : headers,
      },
      (res) => {
        const morceaux: Buffer[] = [];
        res.on('data', (morceau: Buffer) => morceaux.push(morceau));
        res.on('error', rater);
        res.on('end', () =>
          suite({
            statut: res.statusCode ?? 0,
            entetes: res.headers,
            corps: Buffer.concat(morceaux),
            ms: performance.now() - debut,
          }),
        );
      },
    );
    req.on('timeout', () => req.destroy());
    req.on('error', rater);
    req.end(payload);
  });
}

export function ouvrirAgent(connexions: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connexions });
}

/** Exécute `travail` sur chaque élément, au plus `ensemble` à la fois. */
export async function enParallele<T>(
  elements: readonly T[],
  ensemble: number,
  travail: (element: T, rang: number) => Promise<void>,
): Promise<void> {
  let prochain = 0;
  const ouvrier = async () => {
    while (prochain < elements.length) {
      const rang = prochain++;
      await travail(elements[rang] as T, rang);
    }
  };
  await Promise.all(Array.from({ length: ensemble }, ouvrier));
}

/** Le formulaire du calendrier, tel que le navigateur l'envoie. */
export function formulaire(
  port: number,
  jeton: string,
  champs: { enfant: number; periode: number; cases: readonly string[] },
): Required<Envoi> & { payload: string } {
  const corps = new URLSearchParams({
    enfant: String(champs.enfant),
    periode: String(champs.periode),
    cle: crypto.randomUUID(),
    geste: 'sortir',
  });
  for (const uneCase of champs.cases) corps.append('case', uneCase);
  return {
    method: 'POST',
    headers: {
      cookie: `preau_session=${jeton}`,
      origin: `http://127.0.0.1:${port}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: corps.toString(),
  };
}
