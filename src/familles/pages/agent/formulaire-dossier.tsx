import { Champ } from '../../../ui/champs.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  GroupeDeChamps,
} from '../../../ui/formulaire.tsx';
import type { Contenu } from '../../../ui/types.ts';
import { CIVILITES, DIRE_QUALITE, QUALITES } from '../../regles/dossier.ts';
import { ENFANTS_AU_PLUS } from '../../regles/saisie-dossier.ts';
import type { ClasseAChoisir } from '../../requetes/guichet.ts';

type Champs = ReturnType<typeof champDe>;

/** Un ou deux adultes, un à quatre enfants. */
export function FormulaireDossier(props: {
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
  classes: readonly ClasseAChoisir[];
  children?: Contenu;
}) {
  const champ = champDe(props.saisie, props.erreurs);
  const ecrit = (noms: readonly string[], n: number) =>
    noms.some(
      (nom) =>
        props.saisie.get(`${nom}${n}`) || props.erreurs.some((e) => e.champ === `${nom}${n}`),
    );
  return (
    <Formulaire action="/agent/familles/nouvelle" caches={{ cle: props.saisie.get('cle') ?? '' }}>
      <Adulte champ={champ} n={1} legende="L’adulte qui inscrit" />
      <Repli titre="Ajouter un second adulte" ouvert={ecrit(['prenom', 'nom', 'courriel'], 2)}>
        <Adulte champ={champ} n={2} legende="Le second adulte" />
      </Repli>
      <Enfant champ={champ} n={1} classes={props.classes} />
      {Array.from({ length: ENFANTS_AU_PLUS - 1 }, (_, i) => i + 2).map((n) => (
        <Repli
          key={n}
          titre={`Ajouter un ${n}ᵉ enfant`}
          ouvert={ecrit(['enfant_prenom', 'ne_le'], n)}
        >
          <Enfant champ={champ} n={n} classes={props.classes} />
        </Repli>
      ))}
      {props.children}
      <Boutons>
        <Bouton icone="coche">Créer la famille</Bouton>
      </Boutons>
    </Formulaire>
  );
}

export function Adulte({ champ, n, legende }: { champ: Champs; n: number; legende: string }) {
  const seul = n > 1;
  return (
    <GroupeDeChamps legende={legende}>
      <Champ
        {...champ(`civilite${n}`, 'Civilité')}
        type="select"
        options={CIVILITES.map((c) => ({ valeur: c, libelle: c || 'Non précisée' }))}
        facultatif
        court
      />
      <Champ
        {...champ(`prenom${n}`, 'Prénom')}
        longueurMax={100}
        autocomplete="off"
        facultatif={seul}
      />
      <Champ {...champ(`nom${n}`, 'Nom')} longueurMax={100} autocomplete="off" facultatif={seul} />
      <Champ
        {...champ(`qualite${n}`, 'Lien avec les enfants')}
        type="select"
        options={QUALITES.map((q) => ({ valeur: q, libelle: DIRE_QUALITE[q] }))}
      />
      <Champ
        {...champ(`courriel${n}`, 'Adresse électronique')}
        type="email"
        aide="Sans elle, l’accès en ligne attendra."
        facultatif
        autocomplete="off"
      />
      <Champ {...champ(`portable${n}`, 'Portable')} type="tel" facultatif autocomplete="off" />
      <Champ {...champ(`telephone${n}`, 'Téléphone')} type="tel" facultatif autocomplete="off" />
      <Champ {...champ(`adresse${n}`, 'Adresse')} longueurMax={200} facultatif autocomplete="off" />
      <Champ
        {...champ(`code_postal${n}`, 'Code postal')}
        inputmode="numeric"
        court
        facultatif
        autocomplete="off"
      />
      <Champ {...champ(`commune${n}`, 'Commune')} longueurMax={100} facultatif autocomplete="off" />
    </GroupeDeChamps>
  );
}

export function Enfant(props: { champ: Champs; n: number; classes: readonly ClasseAChoisir[] }) {
  const { champ, n, classes } = props;
  return (
    <GroupeDeChamps legende={n === 1 ? 'L’enfant' : `Le ${n}ᵉ enfant`}>
      <Champ
        {...champ(`enfant_prenom${n}`, 'Prénom de l’enfant')}
        longueurMax={100}
        autocomplete="off"
        facultatif={n > 1}
      />
      <Champ
        {...champ(`enfant_nom${n}`, 'Nom de l’enfant')}
        aide="Vide : celui du premier adulte."
        longueurMax={100}
        facultatif
        autocomplete="off"
      />
      <Champ {...champ(`ne_le${n}`, 'Date de naissance')} type="date" court facultatif={n > 1} />
      <Champ
        {...champ(`classe${n}`, 'Classe')}
        type="select"
        invite="Pas encore connue"
        options={classes.map((c) => ({ valeur: c.id, libelle: `${c.ecole}, ${c.nom}` }))}
        facultatif
      />
    </GroupeDeChamps>
  );
}
