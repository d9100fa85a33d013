import type { Note } from '../../journal/actions.ts';
import { Refus } from '../../platform/errors.ts';
import type { Retenu } from '../regles/attribuer.ts';
import type { EtatVivant } from '../regles/types.ts';
import type { JourEcarte } from '../requetes/ecrire.ts';
import type { Calendrier } from '../requetes/faits.ts';
import type { PriseDePlaces, SaisieReservation } from './reserver.ts';

const MOTIF_AU_PLUS = 500;

/**
 * Le motif d'une inscription directe ; null s'il n'en faut pas et qu'aucun n'est donné.
 * @throws Refus si l'agent dépasse une date ou des places sans dire pourquoi
 */
export function exigerUnMotif(saisi: string, prise: PriseDePlaces): string | null {
  const motif = saisi.trim();
  const depasse = prise.rallonges.length > 0 || prise.retenus.some((r) => r.depasse !== null);
  if (depasse && motif === '') {
    throw new Refus(
      'motif',
      'Ces jours dépassent la date limite ou les places : écrivez pourquoi, la famille le lira.',
      'motif',
    );
  }
  if (motif.length > MOTIF_AU_PLUS)
    throw new Refus('motif', 'Le motif tient en 500 caractères : raccourcissez-le.', 'motif');
  return motif || null;
}

interface Recit {
  saisie: SaisieReservation;
  calendrier: Calendrier;
  demande: { id: number; le: Date; motif: string | null };
  prise: PriseDePlaces;
  ecartes: readonly JourEcarte[];
}

/** Ce que le journal retient d'une demande ; les places relevées ont leur ligne à elles. */
export function raconterReservation(recit: Recit): Note[] {
  const { saisie, calendrier, demande, prise, ecartes } = recit;
  const { enfant, activite, periode } = calendrier;
  const commun = {
    le: demande.le,
    acteur: saisie.acteur,
    sujets: [`famille:${enfant.familleId}`, `enfant:${enfant.id}`, `demande:${demande.id}`],
  };
  const motif = demande.motif ? ` Motif : ${demande.motif}` : '';
  const quoi = saisie.direct ? 'Inscription directe par le centre' : 'Pré-inscription';
  const notes: Note[] = [
    {
      ...commun,
      verbe: saisie.direct ? 'inscrire_directement' : 'reserver',
      phrase:
        `${quoi} de ${enfant.prenom} ${enfant.nom}, ${activite.nom} (${periode.nom}) : ` +
        `${direParts(prise.retenus, ecartes)}.${motif}`,
    },
  ];
  if (prise.rallonges.length > 0) {
    const n = prise.rallonges.reduce((somme, r) => somme + r.ecart, 0);
    const s = n > 1 ? 's' : '';
    notes.push({
      ...commun,
      verbe: 'relever_places',
      phrase: `${activite.nom} : ${n} place${s} ajoutée${s} pour cette inscription.${motif}`,
      details: { rallonges: prise.rallonges },
    });
  }
  return notes;
}

const MOTS: Record<EtatVivant, (n: number) => string> = {
  validee: (n) => `${n} jour${n > 1 ? 's' : ''} validé${n > 1 ? 's' : ''}`,
  demandee: (n) => `${n} jour${n > 1 ? 's' : ''} en attente de réponse`,
  en_liste_attente: (n) => `${n} jour${n > 1 ? 's' : ''} sur liste d’attente`,
};

function direParts(retenus: readonly Retenu[], ecartes: readonly JourEcarte[]): string {
  const parts = (['validee', 'demandee', 'en_liste_attente'] as const).flatMap((etat) => {
    const n = retenus.filter((r) => r.etat === etat).length;
    return n > 0 ? [MOTS[etat](n)] : [];
  });
  if (retenus.some((r) => r.depasse !== null)) {
    const n = retenus.filter((r) => r.depasse !== null).length;
    parts.push(`dont ${n} hors délai`);
  }
  if (ecartes.length > 0) parts.push(`${ecartes.length} écarté${ecartes.length > 1 ? 's' : ''}`);
  return parts.join(', ');
}
