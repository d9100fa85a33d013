/** Une ligne du journal, telle qu'on la lit : qui, quand, en une phrase. */
export interface LigneJournal {
  id: number;
  le: Date;
  acteur: string;
  verbe: string;
  phrase: string;
}
