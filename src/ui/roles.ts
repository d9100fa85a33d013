/**
 * Rôles de tableau, écrits en toutes lettres : un tableau que CSS déplie en fiches sur téléphone
 * perd sinon sa nature pour les lecteurs d’écran (display l’efface).
 */
export const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
