import { type Acteur, noter } from '../../../journal/actions.ts';
import { type Tx, transaction } from '../../../platform/db.ts';
import { Introuvable, Refus } from '../../../platform/errors.ts';
import type { Commune, Services } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { prendreNumeros } from '../../../regie/actions/numeroter.ts';
import { deciderAttestation, estAEmettre } from './regles.ts';
import {
  insererAttestations,
  listerPayeursAAttester,
  type RegieAAttester,
  verrouillerRegie,
} from './requetes.ts';

export interface EmissionAttestations {
  regieId: number;
  annee: number;
  acteur: Acteur;
  commune: Pick<Commune, 'fuseau'>;
}

/**
 * Émet les attestations d'une année close, une par payeur ; rejouée, n'émet que celles qui manquent,
 * et remplace celles qu'un règlement corrigé a rendues fausses (Attestations, règle 8). Rend leur nombre.
 * @throws Introuvable si la régie n'existe pas ; Refus si l'année n'est pas finie
 */
export async function emettreAttestations(
  services: Services,
  { regieId, annee, acteur, commune }: EmissionAttestations,
): Promise<number> {
  const le = services.clock.now();
  const jour = jourLocal(le, commune.fuseau);
  if (annee >= Number(jour.slice(0, 4))) {
    throw new Refus(
      'annee_pas_finie',
      `L’année ${annee} n’est pas finie : un règlement peut encore arriver. Revenez en janvier.`,
      'annee',
    );
  }
  return transaction(services.db, async (tx) => {
    const regie = await verrouillerRegie(tx, regieId);
    if (!regie) throw new Introuvable();
    const nombre = await insererLesManquantes(tx, regie, { annee, jour, le });
    if (nombre > 0) {
      await noter(tx, {
        le,
        acteur,
        verbe: 'emettre_attestations',
        phrase: `${nombre} attestation${nombre > 1 ? 's fiscales émises' : ' fiscale émise'} pour ${annee} (${regie.nom}).`,
        sujets: [`regie:${regieId}`],
        details: { annee, nombre },
      });
    }
    return nombre;
  });
}

async function insererLesManquantes(
  tx: Tx,
  regie: RegieAAttester,
  { annee, jour, le }: { annee: number; jour: string; le: Date },
): Promise<number> {
  const payeurs = await listerPayeursAAttester(tx, regie.id, annee);
  const attestees = payeurs
    .map((p) => ({ ...p, ...deciderAttestation(annee, p.enfants, p.factures) }))
    .filter(({ derniere, ...p }) => estAEmettre(p, derniere?.enfants ?? null));
  if (attestees.length === 0) return 0;
  const premier = await prendreNumeros(tx, {
    regieId: regie.id,
    exercice: annee,
    serie: 'attestation',
    nombre: attestees.length,
  });
  const lignes = attestees.map(
    ({ payeurId, destinataire, enfants, totalCentimes, derniere }, rang) => ({
      regieId: regie.id,
      annee,
      numero: premier + rang,
      payeurId,
      remplace: derniere?.id ?? null,
      contenu: {
        jour,
        regisseur: regie.regisseur,
        emetteur: regie.emetteur,
        destinataire,
        enfants,
        totalCentimes,
      },
    }),
  );
  await insererAttestations(tx, lignes, le);
  return attestees.length;
}
