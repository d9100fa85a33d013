import type { VNode } from 'preact';
import type { Session } from './comptes/session.ts';
import { MENU_FAMILLE, menuDesAgents } from './menus.ts';
import { type Ctx, type EtatAccessibilite, page, type Reply } from './platform/http.ts';
import type { GroupeMenu } from './ui/menu.tsx';
import { MiseEnPage, type PropsMiseEnPage } from './ui/mise-en-page.tsx';

export interface Cadre {
  titre: string;
  filAriane?: PropsMiseEnPage['filAriane'];
  largeur?: PropsMiseEnPage['largeur'];
  scripts?: string[];
  status?: number;
  /** Rien d'autre ne s'ouvre d'ici : le menu ne mènerait nulle part. */
  sansMenu?: boolean;
}

/** Habille une page : menu du visiteur, annonce laissée par la précédente, pied. */
export function cadre(ctx: Ctx<Session | null>, options: Cadre, contenu: VNode): Reply {
  const { session } = ctx;
  const espaceAgent = ctx.path.startsWith('/agent');
  const personne = espaceAgent ? session?.agent : (session?.responsable ?? session?.agent);
  return page(
    <MiseEnPage
      titre={options.titre}
      collectivite={{
        nom: ctx.commune.nom,
        logo: ctx.commune.logo ? `/logo/${ctx.commune.logo}` : undefined,
        espace: espaceAgent ? 'Espace des services' : 'Portail famille',
        accueil: accueilDe(session),
      }}
      menu={options.sansMenu ? [] : menuDe(session, ctx.path)}
      utilisateur={
        personne
          ? {
              nom: `${personne.prenom} ${personne.nom}`,
              deconnexion: { action: '/deconnexion' },
            }
          : undefined
      }
      annonce={ctx.flash ? { ton: 'succes', texte: ctx.flash } : undefined}
      filAriane={options.filAriane}
      largeur={options.largeur ?? (espaceAgent ? 'large' : 'normale')}
      agent={espaceAgent}
      scripts={options.scripts}
      ressources={ctx.assets}
      apparence={`/apparence.css?v=${ctx.commune.couleur.slice(1)}`}
      pied={piedDePage(ctx.commune.accessibilite)}
    >
      {contenu}
    </MiseEnPage>,
    options.status ?? 200,
  );
}

/** La mention obligatoire (décret 2019-768, art. 4) ; null : la base ne répond pas, on n'en dit rien. */
export function piedDePage(accessibilite: EtatAccessibilite | null) {
  const etat = accessibilite === null ? '' : ` : ${ACCESSIBILITE[accessibilite]}`;
  return [
    { libelle: `Accessibilité${etat}`, href: '/accessibilite' },
    { libelle: 'Données personnelles', href: '/donnees-personnelles' },
    { libelle: 'Mentions légales', href: '/mentions-legales' },
    { libelle: 'Aide en ligne', href: '/aide' },
  ];
}

export const ACCESSIBILITE: Record<EtatAccessibilite, string> = {
  non_conforme: 'non conforme',
  partiellement_conforme: 'partiellement conforme',
  totalement_conforme: 'totalement conforme',
};

export function accueilDe(session: Session | null): string {
  if (session?.responsable) return '/famille';
  return session?.agent ? '/agent' : '/';
}

function menuDe(session: Session | null, chemin: string): GroupeMenu[] {
  if (!session) return [];
  const { agent, responsable } = session;
  const groupes = chemin.startsWith('/agent') || !responsable ? menuDesAgents(agent) : MENU_FAMILLE;
  const adresses = groupes.flatMap((g) => g.entrees.map((e) => e.href));
  const courante = adresses
    .filter((href) => chemin === href || chemin.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
  return groupes.map((g) => ({
    ...g,
    entrees: g.entrees.map((e) => (e.href === courante ? { ...e, courante: true } : e)),
  }));
}
