import { sql } from 'kysely';
import type { Tx } from '../../../src/platform/db.ts';

/** Une conversation où le guichet a répondu : la famille a la main. */
export async function insererConversation(tx: Tx, maintenant: Date): Promise<void> {
  const heures = (n: number) => new Date(maintenant.getTime() - n * 3_600_000);
  await sql`
    with m as (
      insert into messages (famille_id, responsable_id, structure_id, objet, texte, cle_unique,
        recu_le, etat, agent_id)
      select e.famille_id, r.id, (select min(id) from structures), 'Sortie de vendredi',
        'Bonjour, faut-il prévoir un pique-nique pour la sortie de vendredi ?',
        gen_random_uuid(), ${heures(50)}, 'en_attente',
        (select a.id from agents a join comptes c on c.id = a.compte_id
         where c.identifiant = 'agent.benali')
      from responsables r join comptes c on c.id = r.compte_id
      join rattachements ra on ra.responsable_id = r.id
      join enfants e on e.famille_id = ra.famille_id
      where c.identifiant = 'camille.martin' order by e.id limit 1
      returning id, agent_id)
    insert into echanges (message_id, de, compte_id, auteur, texte, cle_unique, ecrit_le)
    select m.id, 'services', a.compte_id, a.prenom || ' ' || a.nom,
      'Bonjour, non : le repas est prévu. Votre enfant a-t-il bien ses bottes ?',
      gen_random_uuid(), ${heures(22)}
    from m join agents a on a.id = m.agent_id`.execute(tx);
}
