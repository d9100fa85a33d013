import { type Acteur, type Note, noter } from '../../../journal/actions.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { type Tx, transaction } from '../../../platform/db.ts';
import type { Commune, Services } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { passerTitres } from '../../../regie/actions/ecritures.ts';
import { prendreNumeros } from '../../../regie/actions/numeroter.ts';
import { ecrireNumero } from '../contenu.ts';
import { deciderImpaye, deciderTitre } from './regles.ts';
import { type Impaye, relireImpayes, verrouillerPayeursDe } from './requetes.ts';
import { insererTitres } from './titres.ts';

/** Les factures d'un payeur, pour une régie, qui n'ont plus que le titre devant elles. */
export interface GroupeATitrer {
  regieId: number;
  nom: string;
  factures: Impaye[];
  decision: ReturnType<typeof deciderTitre>;
}

/** Par payeur et par régie ; un groupe sous quinze euros attend, et le dit. */
export function grouperATitrer(impayes: readonly Impaye[], jour: string): GroupeATitrer[] {
  const titrables = impayes.filter((i) => deciderImpaye(i, jour).geste === 'titrer');
  const groupes = Map.groupBy(titrables, (i) => `${i.payeurId}-${i.regieId}`);
  return [...groupes.values()].map((factures) => ({
    regieId: factures[0]?.regieId ?? 0,
    nom: factures[0]?.nom ?? '',
    factures,
    decision: deciderTitre(factures.map((f) => f.resteCentimes)),
  }));
}

/**
 * Passe des factures au comptable : un titre par payeur et par régie, numéroté sans trou. Décidé de
 * nouveau sous verrou ; deux fois égale une. Rend le nombre de titres.
 */
export function emettreTitres(
  services: Services,
  demande: { factureIds: readonly number[]; acteur: Acteur; commune: Pick<Commune, 'fuseau'> },
): Promise<number> {
  const { factureIds, acteur, commune } = demande;
  const le = services.clock.now();
  const jour = jourLocal(le, commune.fuseau);
  return transaction(services.db, async (tx) => {
    await verrouillerPayeursDe(tx, factureIds);
    const impayes = await relireImpayes(tx, factureIds, commune.fuseau);
    const groupes = grouperATitrer(impayes, jour).filter((g) => g.decision.titrer);
    const exercice = Number(jour.slice(0, 4));
    const notes: Note[] = [];
    for (const [regieId, siens] of Map.groupBy(groupes, (g) => g.regieId)) {
      const premier = await numeroter(tx, { regieId, exercice, nombre: siens.length });
      const titres = siens.map((g, rang) => ({ ...g, exercice, numero: premier + rang }));
      await insererTitres(tx, titres.flatMap(lignesDe), { le, compteId: acteur.compteId });
      notes.push(...titres.map((t) => noteDe(t, acteur, le)));
    }
    const passees = groupes.flatMap((g) => g.factures.map((f) => f.factureId));
    await passerTitres(tx, passees, { le, jour, compteId: acteur.compteId });
    await noter(tx, ...notes);
    return groupes.length;
  });
}

type Titre = GroupeATitrer & { exercice: number; numero: number };

function numeroter(tx: Tx, serie: { regieId: number; exercice: number; nombre: number }) {
  return prendreNumeros(tx, { ...serie, serie: 'titre' });
}

function totalDe({ factures }: GroupeATitrer): number {
  return factures.reduce((somme, f) => somme + f.resteCentimes, 0);
}

function lignesDe(titre: Titre) {
  const totalCentimes = totalDe(titre);
  return titre.factures.map((f) => ({
    factureId: f.factureId,
    exercice: titre.exercice,
    numero: titre.numero,
    montantCentimes: f.resteCentimes,
    totalCentimes,
  }));
}

function noteDe(titre: Titre, acteur: Acteur, le: Date): Note {
  const numeros = titre.factures.map(ecrireNumero).join(', ');
  const famille = titre.factures[0]?.familleId;
  return {
    le,
    acteur,
    verbe: 'emettre_titre',
    phrase: `Titre n° ${ecrireNumero(titre)}, ${ecrireEuros(totalDe(titre))}, passé au comptable public : ${numeros}.`,
    sujets: [
      ...titre.factures.map((f) => `facture:${f.factureId}`),
      ...(famille ? [`famille:${famille}`] : []),
    ],
  };
}
