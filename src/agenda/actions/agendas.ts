import { randomBytes } from 'node:crypto';
import type { SessionFamille } from '../../comptes/session.ts';
import { noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { premierJour } from '../regles/ecrire-agenda.ts';
import { empreinteDuJeton, estUnJeton, jetonDeLAgenda } from '../regles/jeton.ts';
import {
  type AgendaLu,
  estSonAgenda,
  insererAgenda,
  lireAgendaParEmpreinte,
  listerAgendas,
  listerEnfants,
  revoquerAgenda,
} from '../requetes/agendas.ts';

export interface AgendaOuvert {
  id: number;
  enfantId: number | null;
  prenom: string | null;
  /** null : le secret de l'installation a changé depuis, et l'adresse ne se retrouve plus. */
  jeton: string | null;
}

/** Les agendas d'un adulte et leur adresse, et les enfants pour qui en ouvrir un. */
export async function preparerAgendas(
  { db, config }: Services,
  { responsable }: SessionFamille,
): Promise<{ agendas: AgendaOuvert[]; enfants: { id: number; prenom: string }[] }> {
  const agendas = await listerAgendas(db, responsable.id);
  return {
    agendas: agendas.map(({ sel, empreinte, ...a }) => {
      const jeton = jetonDeLAgenda(config.secret, sel);
      return { ...a, jeton: empreinteDuJeton(jeton).equals(empreinte) ? jeton : null };
    }),
    enfants: await listerEnfants(db, responsable.id),
  };
}

/** Ouvre l'agenda de tous ses enfants, ou d'un seul. @throws Introuvable si l'enfant n'est pas à lui */
export async function ouvrirAgenda(
  services: Services,
  session: SessionFamille,
  enfantId: number | null,
): Promise<void> {
  const enfants = await listerEnfants(services.db, session.responsable.id);
  const enfant = enfants.find((e) => e.id === enfantId);
  if (enfantId !== null && !enfant) throw new Introuvable();
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    if (await ajouter(tx, services, session, enfantId, le)) {
      await raconter(tx, session, le, 'ouvrir_agenda', `a ouvert ${nommer(enfant?.prenom)}`);
    }
  });
}

/**
 * L'adresse d'avant ne s'ouvre plus ; une autre la remplace. Le second clic ne trouve plus rien
 * d'ouvert sous ce numéro : il ne change rien. @throws Introuvable
 */
export async function renouvelerAgenda(
  services: Services,
  session: SessionFamille,
  id: number,
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const ancien = await arreter(tx, session, id, le);
    if (!ancien) return;
    await ajouter(tx, services, session, ancien.enfantId, le);
    const quoi = `a changé l’adresse de ${nommer(ancien.prenom)} ; l’ancienne ne s’ouvre plus`;
    await raconter(tx, session, le, 'renouveler_agenda', quoi);
  });
}

/** L'adresse ne s'ouvre plus. Deux fois égale une. @throws Introuvable */
export async function arreterAgenda(
  services: Services,
  session: SessionFamille,
  id: number,
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const ancien = await arreter(tx, session, id, le);
    if (ancien) {
      await raconter(tx, session, le, 'arreter_agenda', `a arrêté ${nommer(ancien.prenom)}`);
    }
  });
}

/** Ce que lit un logiciel de calendrier, sans être connecté. null : rien ne s'ouvre à cette adresse. */
export async function lireAgenda(
  { db, clock }: Services,
  jeton: string,
  fuseau: string,
): Promise<AgendaLu | null> {
  if (!estUnJeton(jeton)) return null;
  const du = premierJour(jourLocal(clock.now(), fuseau));
  return lireAgendaParEmpreinte(db, empreinteDuJeton(jeton), du);
}

/** null : il était déjà arrêté. @throws Introuvable s'il n'est pas à cet adulte */
async function arreter(
  tx: Tx,
  { responsable }: SessionFamille,
  id: number,
  le: Date,
): Promise<{ enfantId: number | null; prenom: string | null } | null> {
  const arrete = await revoquerAgenda(tx, id, responsable.id, le);
  if (!arrete && !(await estSonAgenda(tx, id, responsable.id))) throw new Introuvable();
  return arrete;
}

function ajouter(
  tx: Tx,
  { config }: Services,
  { responsable }: SessionFamille,
  enfantId: number | null,
  le: Date,
): Promise<boolean> {
  const sel = randomBytes(16);
  const empreinte = empreinteDuJeton(jetonDeLAgenda(config.secret, sel));
  return insererAgenda(tx, { responsableId: responsable.id, enfantId, sel, empreinte, le });
}

function nommer(prenom: string | null | undefined): string {
  return prenom ? `l’agenda de ${prenom}` : 'l’agenda de tous ses enfants';
}

function raconter(
  tx: Tx,
  { compteId, responsable }: SessionFamille,
  le: Date,
  verbe: string,
  quoi: string,
): Promise<void> {
  const nom = `${responsable.prenom} ${responsable.nom}`;
  return noter(tx, {
    le,
    acteur: { compteId, nom },
    verbe,
    phrase: `${nom} ${quoi}.`,
    // Rien de la famille : l'autre parent n'a pas à savoir où celui-ci lit son agenda.
    sujets: [`compte:${compteId}`],
  });
}
