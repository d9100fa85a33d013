import { type RawBuilder, sql } from 'kysely';

/**
 * Ce qui s'exporte. Chaque lecture rend `cle`, qui ordonne, et `valeurs`, un tableau jsonb dans l'ordre des colonnes ; une somme y est
 * `{"centimes": 305}`, pour qu'elle s'écrive en euros sans arrondi.
 */
export interface Export {
  titre: string;
  quoi: string;
  colonnes: readonly string[];
  lire: RawBuilder<unknown>;
}

const centimes = (colonne: string) => sql`jsonb_build_object('centimes', ${sql.raw(colonne)})`;
const instant = (colonne: string) =>
  sql`to_char(${sql.raw(colonne)} at time zone f.fuseau, 'YYYY-MM-DD HH24:MI')`;

/** Les deux premiers adultes d'un enfant, tels que l'import les relit. */
const adultes = sql`
  left join lateral (select r.*, ra.qualite, c.courriel from rattachements ra
    join responsables r on r.id = ra.responsable_id join comptes c on c.id = r.compte_id
    where ra.famille_id = e.famille_id order by r.id limit 1) a on true
  left join lateral (select r.*, ra.qualite, c.courriel from rattachements ra
    join responsables r on r.id = ra.responsable_id join comptes c on c.id = r.compte_id
    where ra.famille_id = e.famille_id order by r.id offset 1 limit 1) b on true`;

const ENFANT = ['Famille', 'Enfant', 'Prénom', 'Nom'] as const;
const PRESTATION = ['Structure', 'Activité', 'Prestation', 'Jour'] as const;
const deLEnfant = sql`
  join enfants e on e.id = t.enfant_id join prestations p on p.id = t.prestation_id
  join activites a on a.id = p.activite_id join structures s on s.id = a.structure_id`;
const cellulesDeLEnfant = sql`e.famille_id, e.id, e.prenom, e.nom, s.nom, a.nom, p.nom, t.jour`;

/** Les exports, par le nom de leur fichier. */
export const EXPORTS: Readonly<Record<string, Export>> = {
  familles: {
    titre: 'Familles et enfants',
    quoi: 'Une ligne par enfant, avec ses adultes et sa classe de l’année : Préau sait la relire.',
    colonnes: [
      'Dossier',
      ...['', ' 2'].flatMap((n) =>
        [
          'Civilité',
          'Nom',
          'Prénom',
          'Qualité',
          'Courriel',
          'Téléphone',
          'Portable',
          'Adresse',
          'Code postal',
          'Commune',
        ].map((titre) => titre + n),
      ),
      ...['Nom de l’enfant', 'Prénom de l’enfant', 'Date de naissance', 'École', 'Classe'],
    ],
    lire: sql`
      select e.id as cle, jsonb_build_array(e.famille_id,
        a.civilite, a.nom, a.prenom, a.qualite, a.courriel, a.telephone, a.portable, a.adresse,
        a.code_postal, a.commune,
        b.civilite, b.nom, b.prenom, b.qualite, b.courriel, b.telephone, b.portable, b.adresse,
        b.code_postal, b.commune,
        e.nom, e.prenom, e.ne_le, ec.nom, cl.nom) as valeurs
      from enfants e ${adultes}
      left join lateral (select s.classe_id from scolarites s where s.enfant_id = e.id
        order by s.annee_scolaire desc limit 1) sc on true
      left join classes cl on cl.id = sc.classe_id left join ecoles ec on ec.id = cl.ecole_id
      where e.fusionne_dans is null`,
  },
  reservations: {
    titre: 'Réservations',
    quoi: 'Chaque jour demandé, son état, qui l’a décidé et pourquoi.',
    colonnes: [...ENFANT, ...PRESTATION, 'État', 'Origine', 'Demandée le', 'Décidée le', 'Motif'],
    lire: sql`
      select t.id as cle, jsonb_build_array(${cellulesDeLEnfant}, t.etat, t.origine,
        ${instant('t.creee_le')}, ${instant('t.decidee_le')}, t.motif) as valeurs
      from reservations t ${deLEnfant} cross join collectivites f`,
  },
  pointages: {
    titre: 'Pointages',
    quoi: 'Qui était présent, absent, excusé, et les heures.',
    colonnes: [...ENFANT, ...PRESTATION, 'État', 'Arrivée', 'Départ', 'Motif', 'Pointé le'],
    lire: sql`
      select t.id as cle, jsonb_build_array(${cellulesDeLEnfant}, t.etat,
        to_char(t.arrivee, 'HH24:MI'), to_char(t.depart, 'HH24:MI'), t.motif,
        ${instant('t.pointe_le')}) as valeurs
      from pointages t ${deLEnfant} cross join collectivites f`,
  },
  factures: {
    titre: 'Factures et avoirs',
    quoi: 'Les pièces émises, leur destinataire et ce qui reste à payer.',
    colonnes: [
      ...['Régie', 'Exercice', 'Numéro', 'Genre', 'Date', 'Échéance', 'Du', 'Au', 'Tiers facturé'],
      ...['Montant', 'Reste à payer', 'Motif'],
    ],
    lire: sql`
      select t.id as cle, jsonb_build_array(r.nom, t.exercice, t.numero, t.genre, t.jour, t.echeance,
        t.du, t.au, t.destinataire ->> 'nom', ${centimes('t.montant_centimes')},
        case when t.genre = 'facture' then (select ${centimes('so.reste_centimes')}
          from soldes_factures so where so.facture_id = t.id) end, t.motif) as valeurs
      from factures t join regies r on r.id = t.regie_id`,
  },
  lignes: {
    titre: 'Lignes des factures',
    quoi: 'Le détail de chaque facture, avec l’explication de chaque prix.',
    colonnes: [
      ...['Exercice', 'Numéro', 'Rang', 'Jour', 'Libellé', 'Explication', 'Quantité'],
      ...['Prix unitaire', 'Montant', 'Code produit'],
    ],
    lire: sql`
      select fa.id::bigint * 100000 + t.rang as cle, jsonb_build_array(fa.exercice, fa.numero, t.rang,
        t.jour, t.libelle, t.explication, t.quantite, ${centimes('t.prix_unitaire_centimes')},
        ${centimes('t.montant_centimes')}, t.code_produit) as valeurs
      from lignes_facture t join factures fa on fa.id = t.facture_id`,
  },
  reglements: {
    titre: 'Règlements',
    quoi: 'Ce qui a été encaissé, par quel moyen, et les contrepassations.',
    colonnes: [
      ...['Régie', 'Exercice', 'Quittance', 'Jour', 'Mode', 'Montant', 'Référence', 'Émetteur'],
      'Motif',
    ],
    lire: sql`
      select t.id as cle, jsonb_build_array(r.nom, t.exercice, t.numero, t.jour, t.mode,
        ${centimes('t.montant_centimes')}, t.reference, t.emetteur, t.motif) as valeurs
      from reglements t join regies r on r.id = t.regie_id`,
  },
  ecritures: {
    titre: 'Écritures comptables',
    quoi: 'Le grand livre, en partie double : un débit est positif, un crédit négatif.',
    colonnes: ['Régie', 'Exercice', 'Écriture', 'Jour', 'Genre', 'Libellé', 'Compte', 'Montant'],
    lire: sql`
      select t.id as cle, jsonb_build_array(r.nom, ec.exercice, ec.numero, ec.jour, ec.genre,
        ec.libelle, t.compte, ${centimes('t.montant_centimes')}) as valeurs
      from mouvements t join ecritures ec on ec.id = t.ecriture_id
      join regies r on r.id = ec.regie_id`,
  },
  messages: {
    titre: 'Messages des familles',
    quoi: 'Ce qu’elles ont écrit, qui s’en occupe, et quand la conversation s’est close.',
    colonnes: [
      'Numéro',
      'Famille',
      'Adulte',
      'Structure',
      'Objet',
      'Texte',
      'Reçu le',
      'Close le',
      'État',
      'Agent',
    ],
    lire: sql`
      select t.id as cle, jsonb_build_array(t.id, t.famille_id, re.prenom || ' ' || re.nom, s.nom,
        t.objet, t.texte, ${instant('t.recu_le')}, ${instant('t.traite_le')}, t.etat,
        ag.prenom || ' ' || ag.nom) as valeurs
      from messages t join responsables re on re.id = t.responsable_id
      left join structures s on s.id = t.structure_id left join agents ag on ag.id = t.agent_id
      cross join collectivites f`,
  },
  diffusions: {
    titre: 'Messages à un groupe',
    quoi: 'Le texte, qui il visait, et quand il est parti.',
    colonnes: ['Numéro', 'Objet', 'Texte', 'À qui', 'État', 'Préparé le', 'Parti le'],
    lire: sql`
      select t.id as cle, jsonb_build_array(t.id, t.objet, t.texte, t.portee, t.etat,
        ${instant('t.creee_le')}, ${instant('t.finie_le')}) as valeurs
      from diffusions t cross join collectivites f`,
  },
  destinataires: {
    titre: 'Destinataires des messages à un groupe',
    quoi: 'Un adulte par ligne, et quand on lui a écrit.',
    colonnes: ['Message', 'Famille', 'Adulte', 'Adresse électronique', 'Téléphones', 'Écrit le'],
    lire: sql`
      select row_number() over (order by t.diffusion_id, t.compte_id) as cle,
        jsonb_build_array(t.diffusion_id, t.famille_id, t.nom, t.courriel, t.telephones,
          ${instant('t.ecrit_le')}) as valeurs
      from destinataires_de_diffusion t cross join collectivites f`,
  },
  actualites: {
    titre: 'Actualités',
    quoi: 'Ce que les pages d’accueil ont dit, et quand.',
    colonnes: ['Titre', 'Texte', 'Du', 'Au', 'Importante', 'État'],
    lire: sql`
      select t.id as cle, jsonb_build_array(t.titre, t.texte, t.du, t.au, t.importante, t.etat)
        as valeurs
      from actualites t cross join collectivites f`,
  },
  echanges: {
    titre: 'Suites des messages',
    quoi: 'Ce qui s’est répondu, des deux côtés, après le premier texte.',
    colonnes: ['Message', 'De', 'Auteur', 'Texte', 'Écrit le'],
    lire: sql`
      select t.id as cle, jsonb_build_array(t.message_id, t.de, t.auteur, t.texte,
        ${instant('t.ecrit_le')}) as valeurs
      from echanges t cross join collectivites f`,
  },
  journal: {
    titre: 'Journal',
    quoi: 'Qui a fait quoi, quand.',
    colonnes: ['Le', 'Qui', 'Quoi', 'Phrase', 'Sujets'],
    lire: sql`
      select t.id as cle, jsonb_build_array(${instant('t.le')}, t.acteur, t.verbe, t.phrase,
        array_to_string(t.sujets, ' ')) as valeurs
      from journal t cross join collectivites f`,
  },
};
