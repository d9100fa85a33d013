import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureJuste, signer } from '../../paiements/lyra/signature.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';

/** Une boutique Lyra à nous : elle contrôle la signature, fait choisir, poste la notification signée. */
export interface JumeauLyra {
  adresse: string;
  reglages: ReglagesLyraDuJumeau;
  /** Ce que la personne fait du formulaire reçu ; rend les champs signés du retour. */
  payer(champs: Record<string, string>, statut: StatutLyra): Promise<Record<string, string>>;
  arreter(): Promise<void>;
}

export type StatutLyra =
  | 'AUTHORISED'
  | 'AUTHORISED_TO_VALIDATE'
  | 'CAPTURED'
  | 'REFUSED'
  | 'ABANDONED';

export interface ReglagesLyraDuJumeau {
  notification: 'une_fois' | 'deux_fois' | 'jamais' | 'mal_signee';
  ecartDeMontant: number;
}

const CHOIX = [
  ['AUTHORISED', 'Payer par carte bancaire'],
  ['REFUSED', 'Carte refusée'],
  ['ABANDONED', 'Abandonner le paiement'],
] as const;

export async function demarrerJumeauLyra(options: {
  cle: string;
  horloge?: Clock;
}): Promise<JumeauLyra> {
  const { cle, horloge = systemClock } = options;
  const reglages: ReglagesLyraDuJumeau = { notification: 'une_fois', ecartDeMontant: 0 };
  const payer: JumeauLyra['payer'] = async (champs, statut) => {
    if (!signatureJuste(champs, cle)) throw new Error('Signature invalide.');
    const reponse = repondre(champs, statut, reglages.ecartDeMontant, horloge.now());
    const signee = { ...reponse, signature: signer(reponse, cle) };
    await annoncer(champs.vads_url_check ?? '', signee, reglages.notification);
    return signee;
  };
  const serveur = createServer((req, res) => {
    const html = (statut: number, corps: string) =>
      res.writeHead(statut, { 'content-type': 'text/html; charset=utf-8' }).end(corps);
    lire(req)
      .then(async (form) => {
        const { choix, ...champs } = form;
        if (!signatureJuste(champs, cle)) return html(200, '<h1>Signature invalide</h1>');
        const voulu = CHOIX.find(([statut]) => statut === choix)?.[0];
        if (!voulu) return html(200, pagePaiement(champs));
        const retour = new URL(champs.vads_url_return ?? 'http://127.0.0.1/');
        retour.search = new URLSearchParams(await payer(champs, voulu)).toString();
        return res.writeHead(303, { location: retour.href }).end();
      })
      .catch((erreur: Error) => html(500, erreur.message));
  });
  await new Promise<void>((suite) => serveur.listen(0, '127.0.0.1', suite));
  // Écoute ouverte sur un port : toujours une AddressInfo.
  const { port } = serveur.address() as AddressInfo;
  return {
    adresse: `http://127.0.0.1:${port}/vads-payment/`,
    reglages,
    payer,
    arreter: () =>
      new Promise((suite) => {
        serveur.close(() => suite());
        serveur.closeAllConnections();
      }),
  };
}

function repondre(
  champs: Record<string, string>,
  statut: StatutLyra,
  ecart: number,
  le: Date,
): Record<string, string> {
  const accepte = statut !== 'REFUSED' && statut !== 'ABANDONED';
  return {
    vads_amount: String(Number(champs.vads_amount) + ecart),
    vads_auth_number: accepte ? randomUUID().slice(0, 6).toUpperCase() : '',
    vads_ctx_mode: champs.vads_ctx_mode ?? '',
    vads_effective_creation_date: le.toISOString().replace(/\D/g, '').slice(0, 14),
    vads_order_id: champs.vads_order_id ?? '',
    vads_result: accepte ? '00' : statut === 'REFUSED' ? '05' : '17',
    vads_site_id: champs.vads_site_id ?? '',
    vads_trans_id: champs.vads_trans_id ?? '',
    vads_trans_status: statut,
    vads_trans_uuid: randomUUID().replaceAll('-', ''),
    vads_url_check_src: 'PAY',
  };
}

async function annoncer(
  adresse: string,
  champs: Record<string, string>,
  comment: ReglagesLyraDuJumeau['notification'],
): Promise<void> {
  if (comment === 'jamais') return;
  const envoyes = comment === 'mal_signee' ? { ...champs, vads_amount: '100' } : champs;
  for (let i = 0; i < (comment === 'deux_fois' ? 2 : 1); i++) {
    await fetch(adresse, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(envoyes),
      signal: AbortSignal.timeout(10_000),
    })
      .then((reponse) => reponse.arrayBuffer())
      .catch(() => null);
  }
}

function pagePaiement(champs: Record<string, string>): string {
  const texte = (v: string) => v.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const caches = Object.entries(champs).map(
    ([nom, v]) => `<input type="hidden" name="${texte(nom)}" value="${texte(v)}">`,
  );
  const boutons = CHOIX.map(
    ([v, libelle]) => `<button name="choix" value="${v}">${libelle}</button>`,
  );
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Paiement (jumeau)</title></head>
<body><main><h1>Page de paiement de la banque (jumeau)</h1><p>${texte(champs.vads_order_id ?? '')}</p>
<form method="post">${caches.join('')}${boutons.join(' ')}</form></main></body></html>`;
}

async function lire(req: AsyncIterable<Buffer>): Promise<Record<string, string>> {
  const morceaux: Buffer[] = [];
  for await (const morceau of req) morceaux.push(morceau);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(morceaux).toString('utf8')));
}
