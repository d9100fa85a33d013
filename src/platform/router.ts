import type { Handler, PageModule } from './http.ts';

/** Qui peut entrer : c'est le préfixe de l'adresse qui garde, jamais la page. */
export type Guard = 'public' | 'famille' | 'agent';

export interface Route {
  guard: Guard;
  path: string;
  GET?: Handler<never>;
  POST?: Handler<never>;
  /** Un autre site peut y poster : le Trésor et la banque. La page ne croit rien de ce qu'elle reçoit. */
  crossOrigin?: boolean;
}

/** Fabrique une ligne de la table des routes ; refuse au démarrage une adresse hors de son préfixe. */
export function guarded<S>(
  guard: Guard,
  prefix: string,
  options: { crossOrigin?: boolean } = {},
): (path: string, module: PageModule<S>) => Route {
  return (path, module) => {
    const inside = path === prefix || path.startsWith(`${prefix}/`);
    if (guard !== 'public' && !inside) throw new Error(`${path} doit commencer par ${prefix}`);
    return {
      guard,
      path,
      ...options,
      ...(module.GET ? { GET: module.GET as Handler<never> } : {}),
      ...(module.POST ? { POST: module.POST as Handler<never> } : {}),
    };
  };
}
