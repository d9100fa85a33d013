import { type Acteur, type Note, noter } from '../../../journal/actions.ts';
import { type Tx, transaction } from '../../../platform/db.ts';
import type { Commune, Services } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { queueMail } from '../../../platform/mail.ts';
import { courrielDeRelance } from './contenu.ts';
import { grouperEnLettres, type LettreDeRelance } from './lettres.ts';
import { type Degre, deciderImpaye } from './regles.ts';
import {
  type Impaye,
  insererRelances,
  lireRegies,
  relireImpayes,
  verrouillerPayeursDe,
} from './requetes.ts';

export interface DemandeDeRelance {
  factureIds: readonly number[];
  acteur: Acteur;
  commune: Pick<Commune, 'fuseau' | 'nom'>;
}

export interface RelancesParties {
  courriel: number;
  papier: number;
}

export type ARelancer = Impaye & { degre: Degre };

/**
 * Relance les factures choisies : une lettre par payeur, par courriel ou au courrier papier. Chacune
 * est décidée de nouveau sous verrou : payée entre-temps, déjà relancée, elle ne l'est pas.
 */
export function relancer(services: Services, demande: DemandeDeRelance): Promise<RelancesParties> {
  const { factureIds, acteur, commune } = demande;
  const le = services.clock.now();
  const jour = jourLocal(le, commune.fuseau);
  return transaction(services.db, async (tx) => {
    await verrouillerPayeursDe(tx, factureIds);
    const impayes = await relireImpayes(tx, factureIds, commune.fuseau);
    const regies = await lireRegies(tx);
    const { adresse } = services.config;
    const lettres = grouperEnLettres(choisirARelancer(impayes, jour), regies, {
      le: jour,
      adresse,
    });
    if (lettres.length === 0) return { courriel: 0, papier: 0 };
    await insererRelances(tx, lettres.flatMap(relancesDe), le);
    for (const lettre of lettres) await envoyer(tx, services, lettre, { commune, le });
    await noter(tx, ...lettres.map((l) => noteDe(l, acteur, le)));
    const courriel = lettres.filter((l) => voieDe(l) === 'courriel').length;
    return { courriel, papier: lettres.length - courriel };
  });
}

/** Celles dont c'est le jour, avec leur degré. */
export function choisirARelancer(impayes: readonly Impaye[], jour: string): ARelancer[] {
  return impayes.flatMap((impaye) => {
    const decision = deciderImpaye(impaye, jour);
    return decision.geste === 'relancer' ? [{ ...impaye, degre: decision.degre }] : [];
  });
}

export function voieDe({ factures }: LettreDeRelance<ARelancer>): 'courriel' | 'papier' {
  return factures.some((f) => f.adresses.length > 0) ? 'courriel' : 'papier';
}

function relancesDe(lettre: LettreDeRelance<ARelancer>) {
  const voie = voieDe(lettre);
  return lettre.factures.map((f) => ({
    factureId: f.factureId,
    degre: f.degre,
    montantCentimes: f.resteCentimes,
    voie,
  }));
}

async function envoyer(
  tx: Tx,
  services: Services,
  { contenu, factures }: LettreDeRelance<ARelancer>,
  { commune, le }: { commune: { nom: string }; le: Date },
): Promise<void> {
  for (const { courriel, prenom, aUnAcces } of factures[0]?.adresses ?? []) {
    const lien = aUnAcces ? `${services.config.adresse}/famille/factures` : null;
    await queueMail(tx, services.jobs, {
      ...courrielDeRelance(contenu, { prenom, lien, collectivite: commune.nom }),
      destinataire: courriel,
      sujets: factures.map((f) => `facture:${f.factureId}`),
      pieces: factures.map((f) => ({ genre: 'facture', id: f.factureId })),
      le,
    });
  }
}

function noteDe(lettre: LettreDeRelance<ARelancer>, acteur: Acteur, le: Date): Note {
  const { contenu, degre, factures } = lettre;
  const numeros = contenu.factures.map((f) => f.numero).join(', ');
  const famille = factures[0]?.familleId;
  const voie = voieDe(lettre) === 'courriel' ? 'par courriel' : 'sur papier';
  return {
    le,
    acteur,
    verbe: 'relancer',
    phrase: `Relance de degré ${degre} ${voie}, ${contenu.total} : ${numeros}.`,
    sujets: [
      ...factures.map((f) => `facture:${f.factureId}`),
      ...(famille ? [`famille:${famille}`] : []),
    ],
  };
}
