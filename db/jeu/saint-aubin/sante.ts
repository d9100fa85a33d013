/** Deux fiches de démonstration : Lucie a un PAI, Hugo ne mange pas de viande. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../../src/platform/db.ts';
import type { Keyring } from '../../../src/platform/encryption.ts';
import { chiffrer } from '../../../src/sante/coffre.ts';
import { type Contenus, RUBRIQUES, type Rubrique } from '../../../src/sante/regles/rubriques.ts';

const NON = { reponse: 'non', texte: '' } as const;

const SANS_RIEN: Contenus = {
  allergies: NON,
  pai: { ...NON, jusquAu: null },
  traitement: NON,
  precautions: NON,
  vaccins: { reponse: 'a_jour' },
  medecin: { nom: 'Dr Lenoir, maison de santé', telephone: '02 38 00 11 22' },
};

const LUCIE: Contenus = {
  ...SANS_RIEN,
  allergies: {
    reponse: 'oui',
    texte: 'Arachide et fruits à coque.\nAucun gâteau sans son étiquette.',
  },
  pai: {
    reponse: 'oui',
    texte:
      'Gonflement, gêne pour respirer : le stylo d’adrénaline, puis le 15.\nTrousse rouge, bureau de la direction.',
    jusquAu: null,
  },
};

export async function insererFiches(
  tx: Tx,
  { cles, maintenant }: { cles: Keyring; maintenant: Date },
): Promise<void> {
  const le = new Date(maintenant.getTime() - 20 * 86_400_000);
  const { rows } = await sql<{ prenom: string; id: number; compte: number }>`
    select e.prenom, e.id, min(r.compte_id) as compte from enfants e
    join rattachements ra on ra.famille_id = e.famille_id
    join responsables r on r.id = ra.responsable_id
    where e.nom = 'Martin' and e.prenom in ('Lucie', 'Hugo') group by e.id`.execute(tx);
  for (const enfant of rows) {
    const contenus = enfant.prenom === 'Lucie' ? LUCIE : SANS_RIEN;
    await insererFiche(tx, { ...enfant, contenus, cles, le });
    if (enfant.prenom === 'Hugo')
      await sql`
        insert into regimes_des_enfants
        select ${enfant.id}, id, ${le}, ${enfant.compte} from regimes_alimentaires
        where nom = 'Sans viande'`.execute(tx);
  }
}

async function insererFiche(
  tx: Tx,
  f: { id: number; compte: number; contenus: Contenus; cles: Keyring; le: Date },
): Promise<void> {
  const chiffre = (rubrique: Rubrique) =>
    chiffrer(f.cles, f.id, rubrique, f.contenus[rubrique]).data.toString('hex');
  await sql`
    insert into fiches_sanitaires (enfant_id, pai)
    values (${f.id}, ${f.contenus.pai.reponse === 'oui'})`.execute(tx);
  await sql`
    insert into rubriques_sanitaires
      (enfant_id, rubrique, cle, contenu_chiffre, modifiee_le, modifiee_par)
    select ${f.id}, t.rubrique, ${f.cles.current}, decode(t.contenu, 'hex'), ${f.le}, ${f.compte}
    from unnest(${[...RUBRIQUES]}::text[], ${RUBRIQUES.map(chiffre)}::text[])
      as t(rubrique, contenu)`.execute(tx);
  await sql`
    insert into autorisations (enfant_id, genre, accordee, donnee_le, donnee_par)
    select ${f.id}, genre, genre <> 'depart_seul', ${f.le}, ${f.compte}
    from unnest('{hospitalisation,baignade,photo,depart_seul}'::text[]) genre`.execute(tx);
  await sql`
    insert into personnes_autorisees (enfant_id, nom, lien, telephone, vient_chercher, a_prevenir,
      cle_unique, ajoutee_le, ajoutee_par)
    values (${f.id}, 'Monique Martin', 'grand-mère', '06 39 98 10 99', true, true, ${randomUUID()},
      ${f.le}, ${f.compte})`.execute(tx);
}
