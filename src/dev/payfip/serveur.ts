import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { client, detail, enveloppe, faute, lireDemande, WSDL } from './enveloppes.ts';
import {
  type Choix,
  type OperationDuJumeau,
  Operations,
  REGLAGES_SAGES,
  type ReglagesDuJumeau,
} from './operations.ts';
import { pageFaute, pageFermee, pageManettes, pagePaiement, pageRetourEnPost } from './pages.ts';

/** Un PayFiP à nous : la même enveloppe, les mêmes adresses, sur un vrai port. */
export interface JumeauPayfip {
  port: number;
  adresse: string;
  reglages: ReglagesDuJumeau;
  operations(): OperationDuJumeau[];
  /** La personne choisit sur la page de paiement ; les notifications partent selon le réglage. */
  choisir(idOp: string, choix: Choix): Promise<void>;
  /** Envoie les notifications retenues, dans l'ordre donné ou à l'envers. */
  lacher(aLEnvers?: boolean): Promise<void>;
  purger(): void;
  remettre(): void;
  arreter(): Promise<void>;
}

const TAILLE_MAXIMALE = 64 * 1024;
const booleen = z.enum(['true', 'false']).transform((v) => v === 'true');
const manettes = z
  .object({
    notification: z.enum(['avant', 'apres', 'deux_fois', 'jamais', 'retenue']),
    panne: z.enum(['aucune', 'arret', 'muet', 'technique', 'vide', 'lent']),
    fauteALOuverture: z.string().max(3),
    fauteAuDetail: z.string().max(3),
    ecartDeMontant: z.coerce.number().int(),
    idopMinuscule: booleen,
    exerciceTronque: booleen,
    prefixe: z.enum(['S', 'soapenv']),
    retourEnPost: booleen,
    resultatRetenu: booleen,
  })
  .partial();

export async function demarrerJumeauPayfip(
  options: { port?: number; horloge?: Clock } = {},
): Promise<JumeauPayfip> {
  const operations = new Operations(options.horloge ?? systemClock);
  const reglages = { ...REGLAGES_SAGES };
  const facteur = new Facteur(reglages);
  const serveur = createServer((req, res) => {
    repondre({ req, res, operations, reglages, facteur }).catch((erreur: Error) => {
      res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(erreur.message);
    });
  });
  await new Promise<void>((suite, echec) => {
    serveur.once('error', echec);
    serveur.listen(options.port ?? 0, '127.0.0.1', suite);
  });
  // Écoute ouverte sur un port : toujours une AddressInfo.
  const { port } = serveur.address() as AddressInfo;
  return {
    port,
    adresse: `http://127.0.0.1:${port}`,
    reglages,
    operations: () => operations.toutes(),
    async choisir(idOp, choix) {
      const operation = operations.choisir(idOp, choix);
      if (operation) await facteur.annoncer(operation);
    },
    lacher: (aLEnvers = false) => facteur.lacher(aLEnvers),
    purger: () => operations.purger(),
    remettre: () => void Object.assign(reglages, REGLAGES_SAGES),
    arreter: () =>
      new Promise((suite) => {
        serveur.close(() => suite());
        serveur.closeAllConnections();
      }),
  };
}

/** Poste les notifications, quand et autant de fois que le réglage le dit. */
class Facteur {
  readonly #reglages: ReglagesDuJumeau;
  #retenues: OperationDuJumeau[] = [];

  constructor(reglages: ReglagesDuJumeau) {
    this.#reglages = reglages;
  }

  async annoncer(operation: OperationDuJumeau): Promise<void> {
    switch (this.#reglages.notification) {
      case 'jamais':
        return;
      case 'retenue':
        this.#retenues.push(operation);
        return;
      case 'deux_fois':
        await Promise.all([poster(operation), poster(operation)]);
        return;
      case 'apres':
        void poster(operation);
        return;
      case 'avant':
        await poster(operation);
    }
  }

  async lacher(aLEnvers: boolean): Promise<void> {
    const parties = aLEnvers ? this.#retenues.toReversed() : this.#retenues;
    this.#retenues = [];
    for (const operation of parties) await poster(operation);
  }
}

/** Dix secondes, et jamais de second essai : comme le vrai. */
async function poster(operation: OperationDuJumeau): Promise<void> {
  operation.notifications += 1;
  await fetch(operation.champs.urlnotif ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ idop: operation.idOp }),
    signal: AbortSignal.timeout(10_000),
  })
    .then((reponse) => reponse.arrayBuffer())
    .catch(() => null);
}

interface Visite {
  req: IncomingMessage;
  res: ServerResponse;
  operations: Operations;
  reglages: ReglagesDuJumeau;
  facteur: Facteur;
}

async function repondre(visite: Visite): Promise<void> {
  const { req, operations, reglages, facteur } = visite;
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://jumeau');
  const corps = req.method === 'POST' ? await lireCorps(req) : '';
  switch (`${req.method} ${pathname}`) {
    case 'POST /tpa/services/securite':
      return service(visite, corps);
    case 'GET /tpa/services/securite':
      return envoyer(visite, 200, 'text/xml; charset=utf-8', WSDL);
    case 'GET /tpa/paiementws.web':
      return ouvrirPage(visite, searchParams.get('idop') ?? '');
    case 'POST /tpa/choix':
      return conclure(visite, new URLSearchParams(corps));
    case 'GET /':
      return html(visite, 200, pageManettes(operations.toutes(), reglages));
    case 'POST /__jumeau/reglages':
      Object.assign(reglages, manettes.parse(Object.fromEntries(new URLSearchParams(corps))));
      return rediriger(visite, '/');
    case 'POST /__jumeau/lacher':
      await facteur.lacher(false);
      return rediriger(visite, '/');
    case 'POST /__jumeau/purger':
      operations.purger();
      return rediriger(visite, '/');
    default:
      return html(visite, 404, pageFaute('P1'));
  }
}

async function service(visite: Visite, corps: string): Promise<void> {
  const { reglages, operations } = visite;
  const xml = (statut: number, texte: string) =>
    envoyer(visite, statut, 'text/xml; charset=utf-8', texte);
  const refuser = (code: string) => xml(500, faute(code, reglages.prefixe));
  if (reglages.panne === 'arret') return html(visite, 502, '<html><body>Bad gateway</body></html>');
  if (reglages.panne === 'muet') return; // la connexion reste ouverte, sans réponse
  if (reglages.panne === 'vide') return xml(500, '');
  if (reglages.panne === 'technique') return refuser('999');
  if (reglages.panne === 'lent') await new Promise((suite) => setTimeout(suite, 300));
  const { operation, champs } = lireDemande(corps);
  if (operation === 'creerPaiementSecurise') {
    if (reglages.fauteALOuverture) return refuser(reglages.fauteALOuverture);
    const creee = operations.creer(champs);
    return 'code' in creee ? refuser(creee.code) : xml(200, enveloppe(operation, creee));
  }
  if (operation === 'recupererDetailPaiementSecurise') {
    if (reglages.fauteAuDetail) return refuser(reglages.fauteAuDetail);
    const trouvee = operations.chercher(champs.idOp ?? '');
    if (!trouvee) return refuser('P1');
    const enCours = trouvee.etat === 'creee' || trouvee.etat === 'commencee';
    if (enCours || reglages.resultatRetenu) return refuser('P5');
    return xml(200, enveloppe(operation, detail(trouvee, reglages)));
  }
  const connu = operation === 'recupererDetailClient' ? client(champs.numCli ?? '') : null;
  return connu ? xml(200, enveloppe(operation, connu)) : refuser('T2');
}

function ouvrirPage(visite: Visite, idOp: string): void {
  const commencee = visite.operations.commencer(idOp);
  html(visite, 200, 'code' in commencee ? pageFaute(commencee.code) : pagePaiement(commencee));
}

async function conclure(visite: Visite, form: URLSearchParams): Promise<void> {
  const { operations, facteur, reglages } = visite;
  const ferme = form.has('fermer');
  const voulu = z.enum(['P', 'V', 'R', 'Z', 'A']).safeParse(form.get(ferme ? 'fermer' : 'choix'));
  const operation = voulu.success ? operations.choisir(form.get('idop') ?? '', voulu.data) : null;
  if (!operation) return html(visite, 200, pageFaute('P3'));
  await facteur.annoncer(operation);
  if (ferme) return html(visite, 200, pageFermee());
  const retour = operation.champs.urlredirect ?? '/';
  if (reglages.retourEnPost) return html(visite, 200, pageRetourEnPost(retour, operation.idOp));
  const adresse = new URL(retour);
  adresse.searchParams.set('idop', operation.idOp);
  rediriger(visite, adresse.href);
}

function envoyer({ res }: Visite, statut: number, type: string, corps: string): void {
  res.writeHead(statut, { 'content-type': type }).end(corps);
}

function html(visite: Visite, statut: number, corps: string): void {
  envoyer(visite, statut, 'text/html; charset=utf-8', corps);
}

function rediriger({ res }: Visite, adresse: string): void {
  res.writeHead(303, { location: adresse }).end();
}

async function lireCorps(req: IncomingMessage): Promise<string> {
  let corps = '';
  for await (const morceau of req.setEncoding('utf8')) {
    corps += String(morceau);
    if (corps.length > TAILLE_MAXIMALE) throw new Error('Corps trop long.');
  }
  return corps;
}
