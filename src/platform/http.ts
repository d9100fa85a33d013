import type { Readable } from 'node:stream';
import type { VNode } from 'preact';
import type { Assets } from './assets.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db.ts';
import type { Jobs } from './jobs.ts';
import type { Logger } from './log.ts';
import type { Upload } from './uploads.ts';

/** Ce qu'une action reçoit du dehors : la base, l'heure, la file. Rien n'est global. */
export interface Services {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  config: Config;
  log: Logger;
  assets: Assets;
}

/** Une requête, lue et contrôlée, telle qu'une page la reçoit. `S` : la session exigée par le préfixe. */
export interface Ctx<S = unknown> extends Services {
  method: 'GET' | 'POST';
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  form: URLSearchParams;
  /** Les fichiers envoyés avec le formulaire, par nom de champ ; agents seulement. */
  files: ReadonlyMap<string, Upload>;
  session: S;
  /** Message à montrer une fois, laissé par la page précédente. */
  flash: string | null;
  cookies: Record<string, string | undefined>;
  /** Empreinte de l'adresse du visiteur : sert aux limites, jamais écrite en clair. */
  visitor: string;
  userAgent: string;
  requestId: string;
  commune: Commune;
}

/** L'identité de la collectivité, lue une fois par requête (mise en cache une minute). */
export interface Commune {
  id: number;
  nom: string;
  nomCourt: string;
  courriel: string;
  telephone: string | null;
  couleur: string;
  fuseau: string;
  zoneScolaire: 'A' | 'B' | 'C';
  territoire: string;
  codeInsee: string;
  accessibilite: EtatAccessibilite;
  /** L'empreinte de son logo ; null : le préau dessiné. */
  logo: string | null;
}

/** Les trois mots du référentiel (RGAA) ; sans audit, « non conforme ». */
export type EtatAccessibilite = 'non_conforme' | 'partiellement_conforme' | 'totalement_conforme';

export interface CookieToSet {
  name: string;
  value: string;
  /** Secondes ; 0 efface ; absent : jusqu'à la fermeture du navigateur. */
  maxAge?: number;
}

export type Reply =
  | {
      kind: 'page';
      status: number;
      page: VNode;
      cookies?: CookieToSet[];
      /** Secondes avant que la page se recharge seule : salle d'attente. */
      refresh?: number;
    }
  | { kind: 'redirect'; location: string; flash?: string; cookies?: CookieToSet[] }
  | {
      kind: 'raw';
      status: number;
      type: string;
      /** Un flux s'écrit à mesure qu'il se lit. */
      body: string | Buffer | Readable;
      cache?: string;
      /** L'empreinte du contenu : qui l'a déjà reçoit 304, sans corps. */
      etag?: string;
      /** Le nom que proposera « Enregistrer sous ». */
      filename?: string;
      cookies?: CookieToSet[];
    };

export type Handler<S = unknown> = (ctx: Ctx<S>) => Promise<Reply> | Reply;

/** Une page : un fichier qui exporte GET, POST ou les deux. */
export interface PageModule<S = unknown> {
  GET?: Handler<S>;
  POST?: Handler<S>;
}

export function page(vnode: VNode, status = 200, cookies?: CookieToSet[]): Reply {
  return { kind: 'page', status, page: vnode, ...(cookies ? { cookies } : {}) };
}

/** 303 : après un POST, le retour arrière du navigateur ne renvoie rien deux fois. */
export function redirect(location: string, flash?: string, cookies?: CookieToSet[]): Reply {
  return {
    kind: 'redirect',
    location,
    ...(flash ? { flash } : {}),
    ...(cookies ? { cookies } : {}),
  };
}

export function raw(type: string, body: string, status = 200, cache?: string): Reply {
  return { kind: 'raw', status, type, body, ...(cache ? { cache } : {}) };
}

/** Un fichier à ouvrir ou à garder. `filename` : en ASCII, sans guillemet. */
export function file(type: string, body: string | Buffer, filename: string): Reply {
  return { kind: 'raw', status: 200, type, body, filename };
}
