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
  /** Ce qu'il faut pouvoir faire, geste par geste : des mots du métier, que la plateforme transporte. */
  rights?: Rights;
}

export type Rights = Partial<Record<'GET' | 'POST', string>>;

/** Fabrique une ligne de la table des routes ; refuse au démarrage une adresse hors de son préfixe. */
export function guarded<S>(
  guard: Guard,
  prefix: string,
  options: {
    crossOrigin?: boolean;
    /** Les droits d'une adresse ; lance s'il en manque, et le portail ne démarre pas. */
    rights?: (path: string, methods: readonly ('GET' | 'POST')[]) => Rights;
  } = {},
): (path: string, module: PageModule<S>) => Route {
  return (path, module) => {
    const inside = path === prefix || path.startsWith(`${prefix}/`);
    if (guard !== 'public' && !inside) throw new Error(`${path} doit commencer par ${prefix}`);
    const { crossOrigin, rights } = options;
    const methods = (['GET', 'POST'] as const).filter((m) => module[m]);
    return {
      guard,
      path,
      ...(crossOrigin ? { crossOrigin } : {}),
      ...(rights ? { rights: rights(path, methods) } : {}),
      ...(module.GET ? { GET: module.GET as Handler<never> } : {}),
      ...(module.POST ? { POST: module.POST as Handler<never> } : {}),
    };
  };
}
