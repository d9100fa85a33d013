/* Icônes de Préau : 24 × 24, un seul tracé, trait rond de 1,75 (voir .i dans base.css). */
const TRACES = {
  accueil: 'M3 11 12 4l9 7M6 10v10M18 10v10M3 20h18',
  calendrier:
    'M4 7.5A2.5 2.5 0 0 1 6.5 5h11A2.5 2.5 0 0 1 20 7.5v10' +
    'a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 17.5zM4 10h16M8 3v4M16 3v4',
  inscrire:
    'M20 10V7.5A2.5 2.5 0 0 0 17.5 5h-11A2.5 2.5 0 0 0 4 7.5v10A2.5 2.5 0 0 0 6.5 20H12' +
    'M4 10h16M8 3v4M16 3v4M18 14v6M15 17h6',
  enfant: 'M12 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c0-3.7 3-6 7-6s7 2.3 7 6',
  famille:
    'M8.5 4.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2.5 19c0-3.3 2.6-5.5 6-5.5s6 2.2 6 5.5' +
    'M17 9.5a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM16.5 17c2.9-.2 5 1.2 5 3',
  repas: 'M4.5 3v4a2.5 2.5 0 0 0 5 0V3M7 3v18M17 21v-7h-2.5V8c0-3 1-5 2.5-5z',
  matin:
    'M3 19h18M7 19a5 5 0 0 1 10 0M12 10V4M9.5 6.5 12 4l2.5 2.5M4.5 12.5l1.4 1.2M19.5 12.5l-1.4 1.2',
  soir: 'M20 14.5A8 8 0 1 1 9.5 4 6.5 6.5 0 0 0 20 14.5z',
  soleil:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2' +
    'M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  facture: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  euro: 'M18 6.5A7 7 0 1 0 18 17.5M3.5 10.5h9M3.5 13.5h9',
  message:
    'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11' +
    'a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM4 7l8 6 8-6',
  aide:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z' +
    'M9.5 9.7a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 17v.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.5v.01',
  attention: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.01',
  succes: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.3l2.8 2.8L16 9.5',
  coche: 'M5 12.5l4.7 4.7L19 7.5',
  croix: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  interdit: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.8 5.8l12.4 12.4',
  sablier: 'M7 3h10M7 21h10M8 3v4l4 5-4 5v4M16 3v4l-4 5 4 5v4',
  liste:
    'M10 6h10M10 12h10M10 18h10M4 6.5 5.3 5.5v3M4 11.2c2-.8 2.6.6 0 2.6h2.3' +
    'M4 16.5h2L4.8 18a1 1 0 1 1-.8 1.7',
  centre: 'M3 21h18M5 21V10l7-5 7 5v11M10 21v-5h4v5M12 10.5v.01',
  cloche: 'M6 16v-5a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0',
  cadenas: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v1.5',
  cle: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.5 19.5 4M16 7.5l3 3M13.5 10l2 2',
  recherche: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
  fleche: 'M5 12h14M13 6l6 6-6 6',
  retour: 'M19 12H5M11 6l-6 6 6 6',
  suite: 'M9.5 5.5 16 12l-6.5 6.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  sortie: 'M11 4H5v16h6M15 8l4 4-4 4M9.5 12H19',
  plus: 'M12 5v14M5 12h14',
  crayon: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5',
  oeil:
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z' +
    'M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  sante: 'M9.5 3.5h5v6h6v5h-6v6h-5v-6h-6v-5h6z',
  telecharger: 'M12 4v11M7.5 10.5 12 15l4.5-4.5M4 20h16',
  imprimer: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  reglages:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z' +
    'M9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
} as const;

export type NomIcone = keyof typeof TRACES;

export const NOMS_ICONES = Object.keys(TRACES) as NomIcone[]; // les clés d’un littéral figé

/** Une icône, toujours décorative : le texte voisin dit la même chose. */
export function Icone({ nom }: { nom: NomIcone }) {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={TRACES[nom]} />
    </svg>
  );
}
