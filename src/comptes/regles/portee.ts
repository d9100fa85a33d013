/** Un animateur lit ses listes et pointe, rien d'autre : ni dossiers, ni messages, ni argent des familles. */
const PAGES_DE_L_ANIMATEUR = [
  '/agent/pointages',
  '/agent/listes',
  '/agent/aide',
  '/agent/mot-de-passe',
  '/agent/appareils',
];

/** Ce rôle ouvre-t-il cette page des services ? Les pages gardent en plus leurs propres portes. */
export function peutOuvrir({ role }: { role: string }, chemin: string): boolean {
  if (role !== 'animateur' || chemin === '/agent') return true;
  return PAGES_DE_L_ANIMATEUR.some((page) => chemin === page || chemin.startsWith(`${page}/`));
}
