import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireInstant } from '../../platform/instants.ts';
import { queueMail } from '../../platform/mail.ts';
import {
  type ContenuDOperation,
  direBilan,
  direJours,
  type LigneDOperation,
  TITRES,
} from '../regles/operation.ts';
import type { OperationLue } from '../requetes/operations.ts';
import { type Lettre, rendreLettre } from './lettres.tsx';

/** Le reçu à qui l'a confirmée, et à chaque structure ce qui la concerne. */
export async function annoncerOperation(
  tx: Tx,
  services: Services,
  operation: OperationLue,
  { defaite }: { defaite: boolean },
): Promise<void> {
  const contenu: ContenuDOperation = JSON.parse(operation.contenu);
  const { rows } = await sql<{ courriel: string | null; fuseau: string }>`
    select c.courriel::text as courriel, col.fuseau from comptes c cross join collectivites col
    where c.id = ${operation.compteId}`.execute(tx);
  const [compte] = rows;
  const { adresse } = services.config;
  const le = services.clock.now();
  const sujets = operation.familles.map((id) => `famille:${id}`);
  const quand = ecrireInstant(operation.faiteLe, compte?.fuseau ?? 'Europe/Paris');
  if (compte?.courriel) {
    const lettre = defaite
      ? lettreDefaite(contenu, quand, `${adresse}/famille/operations/${operation.id}`)
      : lettreRecu(contenu, quand, operation, adresse);
    await envoyer(tx, services, compte.courriel, lettre, { sujets, le });
  }
  for (const centre of await listerCentres(tx, operation.id)) {
    const siennes = contenu.lignes.filter(
      (l) => centre.activites.includes(l.activite) && l.issue !== 'ecartee',
    );
    if (siennes.length === 0) continue;
    const lettre = lettreAuCentre({ ...contenu, lignes: siennes }, quand, {
      defaite,
      lien: `${adresse}/agent/familles/${operation.familles[0]}`,
    });
    await envoyer(tx, services, centre.courriel, lettre, { sujets, le });
  }
}

/** Les structures qu'elle touche, et les activités de chacune. */
async function listerCentres(
  tx: Tx,
  operationId: number,
): Promise<{ courriel: string; activites: string[] }[]> {
  const { rows } = await sql<{ courriel: string; activites: string[] }>`
    select s.courriel, array_agg(distinct a.nom) as activites
    from (select activite_id from demandes where operation_id = ${operationId}
      union
      select p.activite_id from retraits_d_operation x join reservations r on r.id = x.reservation_id
        join prestations p on p.id = r.prestation_id where x.operation_id = ${operationId}) t
    join activites a on a.id = t.activite_id join structures s on s.id = a.structure_id
    group by s.courriel`.execute(tx);
  return rows;
}

function lettreRecu(
  contenu: ContenuDOperation,
  quand: string,
  operation: OperationLue,
  adresse: string,
): Lettre {
  const href = `${adresse}/famille/operations/${operation.id}`;
  return {
    sujet: `Votre reçu : ${direBilan(contenu.lignes)}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `Vous avez posé la semaine type de vos enfants ${quand}. Voici ce que chaque jour est devenu.`,
      'Une erreur ? « Annuler l’opération » remet tout comme avant pendant dix minutes ; ensuite, chaque jour s’annule à part.',
      `Signature du reçu : ${operation.signature}`,
    ],
    listes: listesParEnfant(contenu.lignes),
    lien: { libelle: 'Voir le reçu, jour par jour', href },
  };
}

function lettreDefaite(contenu: ContenuDOperation, quand: string, href: string): Lettre {
  return {
    sujet: 'Votre opération est annulée',
    bonjour: 'Bonjour,',
    paragraphes: [
      `L’opération confirmée ${quand} (${direBilan(contenu.lignes)}) est annulée : ce qu’elle avait posé est retiré, ce qu’elle avait retiré est remis.`,
      'Si ce n’est pas vous, contactez le centre.',
    ],
    listes: [],
    lien: { libelle: 'Voir le détail', href },
  };
}

function lettreAuCentre(
  contenu: ContenuDOperation,
  quand: string,
  { defaite, lien }: { defaite: boolean; lien: string },
): Lettre {
  const aTraiter = contenu.lignes.some((l) => l.issue === 'demandee');
  const noms = [...new Set(contenu.lignes.map((l) => l.enfant))].join(', ');
  const objet = defaite ? 'Semaine type annulée' : aTraiter ? 'Demandes à traiter' : 'Semaine type';
  return {
    sujet: `${objet} : ${noms}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      defaite
        ? `${contenu.par} a annulé dans les dix minutes l’opération confirmée ${quand} : ce qui suit n’a plus cours.`
        : `${contenu.par} a posé une semaine type ${quand}.`,
    ],
    listes: listesParEnfant(contenu.lignes),
    lien: { libelle: 'Ouvrir le dossier', href: lien },
  };
}

function listesParEnfant(lignes: readonly LigneDOperation[]): Lettre['listes'] {
  return [...Map.groupBy(lignes, (l) => `${l.enfant}, ${l.activite}`)].map(([titre, siennes]) => ({
    titre,
    lignes: siennes.map((l) => {
      const pourquoi = l.phrase ? ` (${l.phrase})` : '';
      return `${l.prestation} : ${TITRES[l.issue].toLowerCase()}${pourquoi}, ${direJours(l.jours)}`;
    }),
  }));
}

async function envoyer(
  tx: Tx,
  services: Services,
  destinataire: string,
  lettre: Lettre,
  { sujets, le }: { sujets: string[]; le: Date },
): Promise<void> {
  await queueMail(tx, services.jobs, {
    destinataire,
    sujet: lettre.sujet,
    ...rendreLettre(lettre),
    sujets,
    le,
  });
}
