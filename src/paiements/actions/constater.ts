import { type Acteur, noter, PREAU } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { assertNever } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireInstant, jourLocal } from '../../platform/instants.ts';
import { queueMail } from '../../platform/mail.ts';
import { encaisser } from '../../regie/actions/encaisser.ts';
import { lettreAnomalie, lettreRecu } from '../courriels.tsx';
import { fournisseur } from '../fournisseurs.ts';
import {
  type Constat,
  type Moyen,
  PanneDuFournisseur,
  RefusDuFournisseur,
  type Resultat,
} from '../port.ts';
import { verificationApresPanne } from '../regles/releves.ts';
import { deciderSuite, type EtatDePaiement, type Suite } from '../regles/suites.ts';
import {
  attendre,
  conclure,
  type PaiementAConstater,
  retenirPanne,
  trouverPaiement,
  verrouillerPaiement,
} from '../requetes/constater.ts';
import {
  insererEvenement,
  marquerTraites,
  recevoirAnnonce,
  type SourceDEvenement,
} from '../requetes/evenements.ts';

export interface Annoncee {
  source: Extract<SourceDEvenement, 'retour' | 'notification' | 'releve' | 'rapprochement'>;
  /** Ce qui fut reçu, tel quel ; absent : personne n'a rien annoncé, c'est nous qui demandons. */
  contenu?: Record<string, string>;
}

/**
 * La seule façon d'apprendre ce que devient un paiement, rejouable à volonté (Paiements, règle 2) :
 * noter l'annonce, interroger le fournisseur hors transaction, puis décider et écrire en une fois,
 * sous le verrou du payeur et du paiement.
 */
export async function constaterPaiement(
  services: Services,
  paiementId: number,
  { source, contenu }: Annoncee,
): Promise<EtatDePaiement> {
  const { db, clock } = services;
  if (contenu) await recevoirAnnonce(db, { paiementId, source, contenu, le: clock.now() });
  const paiement = await trouverPaiement(db, paiementId);
  if (paiement.etat === 'paye' || paiement.etat === 'anomalie') {
    await transaction(db, (tx) => marquerTraites(tx, paiementId, clock.now()));
    return paiement.etat;
  }
  const resultat = await interroger(services, paiement);
  return transaction(db, async (tx) => {
    const connu = await verrouillerPaiement(tx, paiement);
    const le = clock.now();
    if (resultat === null) {
      const ouvertLe = connu.ouvertLe ?? connu.creeLe;
      await retenirPanne(tx, connu.id, verificationApresPanne(ouvertLe, connu.echecs + 1, le));
      return connu.etat;
    }
    const suite = deciderSuite(
      { ...connu, ouvertLe: connu.ouvertLe ?? connu.creeLe },
      resultat,
      le,
    );
    await marquerTraites(tx, connu.id, le);
    return appliquer(tx, services, connu, { suite, source, le });
  });
}

/** null : une panne ; on n'a rien appris (Paiements, règle 11). */
async function interroger(
  services: Services,
  paiement: PaiementAConstater,
): Promise<Resultat | null> {
  // Jamais ouverte : personne n'a pu payer. L'âge décidera.
  if (paiement.operation === null) return { issue: 'inconnu' };
  try {
    const port = fournisseur(services.config, paiement.fournisseur);
    return await port.demanderResultat(paiement.operation, paiement.recus);
  } catch (erreur) {
    if (!(erreur instanceof PanneDuFournisseur || erreur instanceof RefusDuFournisseur))
      throw erreur;
    const code = erreur instanceof RefusDuFournisseur ? erreur.code : 'panne';
    services.log.warn({ paiement: paiement.id, code, raison: erreur.message }, 'résultat inconnu');
    return null;
  }
}

async function appliquer(
  tx: Tx,
  services: Services,
  connu: PaiementAConstater,
  { suite, source, le }: { suite: Suite; source: Annoncee['source']; le: Date },
): Promise<EtatDePaiement> {
  const { id } = connu;
  switch (suite.suite) {
    case 'rien':
      if (connu.etat !== 'paye' && connu.etat !== 'anomalie') await attendre(tx, id, null);
      return connu.etat;
    case 'attendre':
      await attendre(tx, id, suite.verifierLe);
      return connu.etat;
    case 'conclure': {
      const resultat = suite.constat?.brut ?? null;
      await conclure(tx, { id, etat: suite.etat, le, resultat });
      await consigner(tx, connu, { source, issue: suite.etat, resultat, le });
      await raconter(tx, connu, le, PREAU, `Paiement en ligne n° ${id} : ${DITS[suite.etat]}.`);
      return suite.etat;
    }
    case 'anomalie': {
      const { brut } = suite.constat;
      const anomalie = suite.raison;
      await conclure(tx, { id, etat: 'anomalie', le, resultat: brut, anomalie });
      await consigner(tx, connu, { source, issue: 'anomalie', resultat: brut, le });
      await raconter(
        tx,
        connu,
        le,
        PREAU,
        `Paiement en ligne n° ${id} en quarantaine. ${anomalie}`,
      );
      await queueMail(tx, services.jobs, {
        ...lettreAnomalie({
          paiementId: id,
          raison: anomalie,
          montantCentimes: connu.montantCentimes,
          lien: `${services.config.adresse}/agent/paiements`,
        }),
        destinataire: connu.regie.courriel,
        sujets: [`paiement:${id}`],
        le,
      });
      return 'anomalie';
    }
    case 'encaisser': {
      const { brut } = suite.constat;
      await encaisserPaiement(tx, services, connu, { ...suite, acteur: PREAU, le });
      await conclure(tx, { id, etat: 'paye', le, resultat: brut });
      await consigner(tx, connu, { source, issue: 'paye', resultat: brut, le });
      return 'paye';
    }
    default:
      return assertNever(suite);
  }
}

const DITS = { refuse: 'refusé', abandonne: 'abandonné', expire: 'sans suite' } as const;

/** Le règlement, le journal et le reçu, dans la transaction qui conclut. */
export async function encaisserPaiement(
  tx: Tx,
  services: Services,
  p: PaiementAConstater,
  ce: { moyen: Moyen; constat: Constat; acteur: Acteur; le: Date },
): Promise<void> {
  const { moyen, constat, acteur, le } = ce;
  const payfip = moyen === 'carte' ? 'payfip_carte' : 'payfip_prelevement';
  const { numero } = await encaisser(tx, services, {
    regieId: p.regieId,
    payeurId: p.payeurId,
    mode: p.fournisseur === 'lyra' ? 'carte_en_ligne' : payfip,
    montantCentimes: constat.montantCentimes,
    jour: jourLocal(le, p.fuseau),
    reference: constat.autorisation,
    factures: p.factures,
    paiementEnLigneId: p.id,
    acteur,
    le,
  });
  const somme = ecrireEuros(constat.montantCentimes);
  await raconter(
    tx,
    p,
    le,
    acteur,
    `Paiement en ligne n° ${p.id} encaissé : ${somme}, quittance n° ${numero}.`,
  );
  await queueMail(tx, services.jobs, {
    ...lettreRecu({
      objet: p.objet,
      montantCentimes: constat.montantCentimes,
      moyen,
      quittance: numero,
      quand: ecrireInstant(le, p.fuseau, { annee: true }),
      regie: p.regie.nom,
      lien: `${services.config.adresse}/famille/paiements/${p.id}`,
    }),
    destinataire: p.courriel,
    sujets: [`paiement:${p.id}`, ...(p.familleId ? [`famille:${p.familleId}`] : [])],
    le,
  });
}

/** Une conclusion apprise en demandant laisse aussi sa trace parmi les événements. */
async function consigner(
  tx: Tx,
  p: PaiementAConstater,
  e: {
    source: Annoncee['source'];
    issue: string;
    resultat: Record<string, string> | null;
    le: Date;
  },
): Promise<void> {
  await insererEvenement(tx, {
    paiementId: p.id,
    source: 'releve',
    contenu: { issue: e.issue, apprisPar: e.source, ...(e.resultat ?? {}) },
    le: e.le,
    traiteLe: e.le,
  });
}

export async function raconter(
  tx: Tx,
  p: Pick<PaiementAConstater, 'id' | 'familleId' | 'payeurId'>,
  le: Date,
  acteur: Acteur,
  phrase: string,
): Promise<void> {
  await noter(tx, {
    le,
    acteur,
    verbe: 'constater_paiement',
    phrase,
    sujets: [
      `payeur:${p.payeurId}`,
      `paiement:${p.id}`,
      ...(p.familleId ? [`famille:${p.familleId}`] : []),
    ],
  });
}
