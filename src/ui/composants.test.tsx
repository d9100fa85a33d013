import { describe, expect, test } from 'vitest';
import { CalendrierMois } from './calendrier-mois.tsx';
import { Champ, decrit } from './champs.tsx';
import { ETATS, ETATS_DU_GUIDE, Pastille } from './etats.tsx';
import { ResumeErreurs } from './formulaire.tsx';
import { entreesDeLaBarre } from './menu.tsx';
import { Confirmation, Message } from './message.tsx';
import { MiseEnPage } from './mise-en-page.tsx';
import { rendreFragment, rendrePage } from './rendu.ts';
import { nombreDEnregistrements, pagesMontrees, Tableau } from './tableau.tsx';

const CANARI = `<script>alert(1)</script> O'Brien & "fils"`;

function page(nom = 'Saint-Aubin'): string {
  return rendrePage(
    <MiseEnPage
      titre={nom}
      collectivite={{ nom }}
      ressources={(chemin) => `/r/${chemin}`}
      scripts={['page.js']}
      annonce={{ ton: 'succes', texte: nom }}
      menu={[{ libelle: nom, entrees: [{ libelle: nom, href: '/a', courante: true, barre: nom }] }]}
      utilisateur={{ nom, deconnexion: { action: '/deconnexion', caches: { jeton: nom } } }}
      filAriane={[{ libelle: nom }]}
    >
      <h1>{nom}</h1>
    </MiseEnPage>,
  );
}

describe('la mise en page', () => {
  test('n’écrit jamais brut ce qu’une personne a saisi', () => {
    expect(page(CANARI)).not.toContain('<script>alert');
    expect(page(CANARI)).not.toContain(`O'Brien & "fils"<`);
  });
  test('ne contient ni style ni script en ligne, que la CSP refuserait', () => {
    expect(page()).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    expect(page()).toContain('<script type="module" src="/r/page.js"></script>');
  });
  test('commence par le doctype, en français, et mène au contenu', () => {
    expect(page()).toMatch(/^<!doctype html><html lang="fr">/);
    expect(page()).toContain('href="#contenu"');
    expect(page()).toContain('<main id="contenu"');
  });
  test('déconnecte par un formulaire, jamais par un lien', () => {
    expect(page()).toContain('<form method="post" action="/deconnexion">');
  });
  test('marque la page courante dans la colonne, la barre et la feuille du menu', () => {
    expect(page().match(/<a href="\/a" aria-current="page"/g)).toHaveLength(3);
  });
  test('la barre du bas garde quatre entrées au plus, dans l’ordre du menu', () => {
    const entrees = [1, 2, 3, 4, 5, 6].map((n) => ({
      libelle: `L${n}`,
      href: `/${n}`,
      barre: n === 2 ? undefined : `B${n}`,
    }));
    const barre = entreesDeLaBarre([{ libelle: '', entrees }]).map((e) => e.barre);
    expect(barre).toEqual(['B1', 'B3', 'B4', 'B5']);
  });
});

describe('un champ', () => {
  test('est décrit par son aide puis par son erreur', () => {
    const html = rendreFragment(<Champ nom="cp" libelle="Code postal" aide="A" erreur="E" />);
    expect(html).toContain('aria-describedby="cp-aide cp-erreur"');
    expect(html).toContain('id="cp-aide"');
    expect(html).toContain('id="cp-erreur"');
    expect(html).toContain('aria-invalid="true"');
  });
  test('sans aide ni erreur, n’est décrit par rien', () => {
    expect(decrit('cp')).toBeUndefined();
  });
  test('garde ce qui a été tapé, sans l’interpréter', () => {
    expect(rendreFragment(<Champ nom="n" libelle="Nom" valeur={CANARI} />)).toContain('&lt;script');
    const texte = <Champ nom="n" libelle="N" type="textarea" valeur="</textarea><b>" />;
    expect(rendreFragment(texte)).not.toContain('</textarea><b>');
  });
  test('liste : retient la valeur choisie, nombre ou texte', () => {
    const options = [1, 2].map((valeur) => ({ valeur, libelle: `n${valeur}` }));
    const html = rendreFragment(
      <Champ nom="x" libelle="X" type="select" options={options} valeur="2" />,
    );
    expect(html).toContain('<option value="2" selected>n2</option>');
    expect(html.match(/selected/g)).toHaveLength(1);
  });
});

describe('les messages', () => {
  test('une erreur interrompt, un succès s’annonce sans interrompre, un encart se tait', () => {
    expect(rendreFragment(<Message ton="erreur">X</Message>)).toContain('role="alert"');
    expect(rendreFragment(<Message ton="succes">X</Message>)).toContain('role="status"');
    const encart = (
      <Message ton="erreur" vivant={false}>
        X
      </Message>
    );
    expect(rendreFragment(encart)).not.toContain('role=');
  });
  test('le résumé compte les erreurs et mène à chaque champ', () => {
    const erreurs = ['a', 'b'].map((champ) => ({ champ, message: `revoir ${champ}` }));
    const html = rendreFragment(<ResumeErreurs erreurs={erreurs} />);
    expect(html).toContain('2 réponses sont à revoir');
    expect(html).toContain('<a href="#b">revoir b</a>');
    expect(rendreFragment(<ResumeErreurs erreurs={[]} />)).toBe('');
  });
  test('une confirmation poste, et son autre issue n’est qu’un lien', () => {
    const html = rendreFragment(
      <Confirmation
        question="Voulez-vous annuler ?"
        action="/reservations/4/annulation"
        confirmer="Confirmer l’annulation"
        garder={{ libelle: 'Garder l’inscription', href: '/inscriptions' }}
      />,
    );
    expect(html).toContain('method="post" action="/reservations/4/annulation"');
    expect(html.match(/<button/g)).toHaveLength(1);
    expect(html).toContain('href="/inscriptions"');
  });
});

describe('les états', () => {
  test('sont les six du guide, mot pour mot', () => {
    expect(ETATS_DU_GUIDE.map((etat) => ETATS[etat].libelle)).toEqual([
      'En attente',
      'Sur liste d’attente',
      'Pré-inscription validée par le centre',
      'Annulée par le centre',
      'Refusée par le centre',
      'Inscription directe par le centre',
    ]);
  });
  test('du guide ont chacun leur icône et leur couleur', () => {
    for (const aspect of ['icone', 'ton'] as const) {
      expect(new Set(ETATS_DU_GUIDE.map((etat) => ETATS[etat][aspect])).size).toBe(6);
    }
  });
  test('une précision s’ajoute au libellé', () => {
    const html = rendreFragment(<Pastille etat="en_liste_attente" precision="rang 3" />);
    expect(html).toContain('Sur liste d’attente, rang 3');
  });
});

describe('le calendrier d’un mois', () => {
  const html = rendreFragment(
    <CalendrierMois
      mois="2027-01"
      enfant="Léo"
      aujourdhui="2027-01-12"
      entrees={{ '2027-01-11': [{ libelle: 'Garderie', etat: 'validee', href: '/r/4' }] }}
    />,
  );
  test('donne à chaque jour son nom entier, et à chaque réservation son état en mots', () => {
    expect(html).toContain('<time datetime="2027-01-11"><span class="lg">lundi </span>11');
    expect(html).toContain('<b>Garderie</b><span>Validée</span>');
  });
  test('n’a qu’un jour courant', () => {
    expect(html.match(/aria-current="date"/g)).toHaveLength(1);
  });
});

describe('les tableaux', () => {
  test('chaque cellule sait le nom de sa colonne, pour les fiches du téléphone', () => {
    const html = rendreFragment(
      <Tableau
        titre="T"
        lignes={[{ id: 1, montant: '42,80 €' }]}
        cle={(l) => l.id}
        colonnes={[
          { titre: 'Facture', entete: true, cellule: (l) => l.id },
          { titre: 'Montant', nombre: true, cellule: (l) => l.montant },
        ]}
      />,
    );
    expect(html).toContain('data-t="Montant"');
    expect(html).toContain('<th scope="row"');
  });
  test('le nombre d’enregistrements s’accorde', () => {
    const phrases = [0, 1, 49].map(nombreDEnregistrements);
    expect(phrases).toEqual(['Aucun enregistrement', '1 enregistrement', '49 enregistrements']);
  });
  test('les pages montrées gardent les bouts et les voisines, sans saut d’une seule page', () => {
    expect(pagesMontrees(1, 1)).toEqual([1]);
    expect(pagesMontrees(12, 49)).toEqual([1, null, 11, 12, 13, null, 49]);
    expect(pagesMontrees(4, 6)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
