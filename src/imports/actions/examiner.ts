import type { Acteur } from '../../journal/actions.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { estJour } from '../../platform/jours.ts';
import { anneeScolaireDu } from '../../reservations/regles/admission.ts';
import { faireLeBilan } from '../regles/bilan.ts';
import { controler } from '../regles/controler.ts';
import { lireNaissance } from '../regles/enfants.ts';
import { decoder, lireFichier, type Rangee } from '../regles/fichier.ts';
import { insererImport } from '../requetes/imports.ts';
import { lireReferences } from '../requetes/references.ts';

export interface FichierRecu {
  nom: string;
  octets: Uint8Array;
}

/**
 * Examine un fichier de familles sans rien en écrire, et range ce qui s'écrirait.
 * @returns le numéro de l'import, ou la phrase qui dit pourquoi le fichier ne se lit pas
 */
export async function examiner(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  recu: FichierRecu,
  geste: { laisserLesConnus: boolean; fuseau: string; acteur: Acteur & { compteId: number } },
): Promise<{ id: number } | { erreur: string }> {
  const lu = lireFichier(decoder(recu.octets));
  if (lu.rangees === null) return { erreur: lu.erreur };
  const recuLe = clock.now();
  const aujourdhui = jourLocal(recuLe, geste.fuseau);
  const annee = anneeScolaireDu(aujourdhui);
  const references = await lireReferences(db, { annee, ...relever(lu.rangees) });
  const controle = controler(lu.rangees, references, { ...geste, aujourdhui });
  const bilan = faireLeBilan(controle, {
    lignes: lu.rangees.length,
    colonnesIgnorees: lu.colonnesIgnorees,
  });
  const pret = controle.problemes.length === 0 && controle.dossiers.length > 0;
  const id = await insererImport(db, {
    fichier: recu.nom,
    recuLe,
    recuPar: geste.acteur.compteId,
    anneeScolaire: annee,
    bilan,
    dossiers: pret ? controle.dossiers : null,
  });
  return { id };
}

/** Ce que le fichier cite et que la base connaît peut-être. */
function relever(rangees: readonly Rangee[]) {
  const naissances = rangees.map(({ valeurs }) => lireNaissance(valeurs.neLe ?? ''));
  const courriels = rangees.flatMap(({ valeurs: v }) => [v.courriel, v.courriel2]);
  return {
    naissances: [...new Set(naissances.filter(estJour))],
    courriels: [...new Set(courriels.filter((c) => c !== undefined).map((c) => c.toLowerCase()))],
  };
}
