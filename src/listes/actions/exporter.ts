import type { Acteur as Agent } from '../../comptes/regles/droits.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { writeCsv } from '../../platform/csv.ts';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { writeXlsx } from '../../platform/xlsx.ts';
import { ligneDeLaListe, titresDeLaListe } from '../regles/tableau.ts';
import { type Demande, joursDe, type Liste, trouverListe } from './lister.ts';

export interface FichierDeListe {
  nom: string;
  contenu: string | Buffer;
}

/**
 * La liste en fichier : un CSV, ou un classeur d'un onglet par page. Qui l'a pris est noté : ces noms
 * et ces téléphones quittent le portail (règle 6).
 * @throws Introuvable comme la page
 */
export async function exporterListe(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { agent, acteur, demande }: { agent: Agent; acteur: Acteur; demande: Demande },
  format: 'csv' | 'xlsx',
): Promise<FichierDeListe> {
  const liste = await trouverListe(db, agent, demande);
  const { prestation } = liste;
  const { du, au } = joursDe(demande);
  const quand = du === au ? `du ${ecrireJour(du)}` : `du ${ecrireJour(du)} au ${ecrireJour(au)}`;
  await transaction(db, (tx) =>
    noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'exporter_liste',
      phrase: `${acteur.nom} a téléchargé la liste ${prestation.activite}, ${prestation.prestation} ${quand} (${liste.nombre} enfants).`,
      sujets: [`activite:${prestation.activiteId}`],
    }),
  );
  return {
    nom: `liste-${du}${demande.semaine ? '-semaine' : ''}.${format}`,
    contenu: format === 'csv' ? enCsv(liste) : await enClasseur(liste),
  };
}

function enCsv({ paquets, jours }: Liste): string {
  const lignes = paquets.flatMap(({ titre, enfants }) =>
    enfants.map((e) => [titre, ...ligneDeLaListe(e, jours)]),
  );
  return writeCsv(['Liste', ...titresDeLaListe(jours)], lignes);
}

function enClasseur({ paquets, jours, prestation }: Liste): Promise<Buffer> {
  const pages = paquets.length > 0 ? paquets : [{ titre: '', enfants: [] }];
  return writeXlsx(
    pages.map(({ titre, enfants }) => ({
      name: titre || prestation.prestation,
      header: titresDeLaListe(jours),
      rows: enfants.map((e) => ligneDeLaListe(e, jours)),
    })),
  );
}
