import { Champ, type OptionListe } from '../../../ui/champs.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import type { FaitsDuPassage } from '../../actions/passage.ts';
import type { AnneeScolaire, Niveau } from '../../regles/classes.ts';
import {
  type ClasseDuPassage,
  type EnfantAPasser,
  type GroupeDuPassage,
  niveauDeSonAge,
  niveauxDe,
} from '../../regles/passage.ts';
import type { Bilan, Choisis, Choix, effectifs } from '../../regles/passage-choix.ts';
import { compterEnfants } from './passage-faits.tsx';

/** Un choix qui n'en est pas un : suivre sa classe, décider plus tard. */
const RIEN = 'rien';

interface Props {
  ecole: { id: number; nom: string };
  vers: AnneeScolaire;
  faits: FaitsDuPassage;
  choisis: Choisis;
  bilan: Bilan;
  effectifs: ReturnType<typeof effectifs>;
  /** L'empreinte de cet aperçu : confirmer autre chose le montre d'abord. */
  vu: string;
}

/** Tous les choix, ce qu'ils donnent, et les deux gestes. */
export function FormulairePassage(props: Props) {
  const { ecole, vers, faits, choisis, bilan } = props;
  const n = bilan.passages.length;
  return (
    <Formulaire action={`/agent/ecoles/${ecole.id}/passage`} caches={{ vers, vu: props.vu }}>
      <p>
        Chaque classe a sa suite proposée ; changez-la, ou décidez enfant par enfant. Rien n’est
        écrit avant votre confirmation, et un passage se défait. Ensuite, chaque famille lit la
        classe de l’année suivante dans « Mes enfants ».
      </p>
      {faits.groupes.map((groupe) => (
        <Groupe key={groupe.cle} {...{ groupe, choisis, ecole, vers }} classes={faits.classes} />
      ))}
      <SansClasse {...props} />
      <Apercu {...props} />
      <Boutons>
        <Bouton allure="secondaire" nom="geste" valeur="apercu">
          Revoir l’aperçu
        </Bouton>
        <Bouton icone="coche" nom="geste" valeur="passer">
          {`Faire passer ${compterEnfants(n)}`}
        </Bouton>
      </Boutons>
    </Formulaire>
  );
}

function Groupe(props: {
  groupe: GroupeDuPassage;
  choisis: Choisis;
  classes: readonly ClasseDuPassage[];
  ecole: { id: number };
  vers: AnneeScolaire;
}) {
  const { groupe, choisis, classes, ecole, vers } = props;
  const nom = groupe.classe.nom;
  const niveau = nom.startsWith(groupe.niveau) && !nom.includes('-') ? '' : `, ${groupe.niveau}`;
  const choix = choisis.groupes.get(groupe.cle) ?? null;
  const seuls = groupe.enfants.filter((e) => choisis.enfants.has(e.id)).length;
  const proches = classes.filter(
    (c) => c.ecoleId === ecole.id || estProche(c, [groupe.niveau, groupe.suivant]),
  );
  return (
    <GroupeDeChamps legende={`${nom}${niveau} : ${compterEnfants(groupe.enfants.length)}`}>
      <Champ
        nom={`groupe-${groupe.cle}`}
        libelle={groupe.enfants.length > 1 ? 'Passent en' : 'Passe en'}
        type="select"
        aide={aideDuGroupe(groupe, vers)}
        valeur={ecrire(choix)}
        options={[
          { valeur: RIEN, libelle: 'À décider plus tard' },
          ...enOptions(classes, ecole.id),
          { valeur: 'sortie', libelle: 'Quitte nos écoles' },
        ]}
      />
      <Repli
        titre={seuls > 0 ? `Enfant par enfant (${seuls} à part)` : 'Enfant par enfant'}
        ouvert={seuls > 0}
      >
        <div class="grille">
          {groupe.enfants.map((enfant) => (
            <UnEnfant
              key={enfant.id}
              {...{ enfant, choisis }}
              defaut="Comme sa classe"
              classes={enOptions(proches, ecole.id)}
            />
          ))}
        </div>
      </Repli>
    </GroupeDeChamps>
  );
}

function aideDuGroupe({ proposition, suivant }: GroupeDuPassage, vers: string): string {
  if (proposition.genre === 'classe') return `Proposé d’après le niveau : ${suivant}.`;
  if (proposition.genre === 'a_choisir') {
    return `Plusieurs classes de ${suivant} : choisissez, ou répartissez enfant par enfant.`;
  }
  return proposition.raison === 'college'
    ? 'C’est l’heure du collège : rien ne s’écrit.'
    : `Aucune classe de ${suivant} n’existe en ${vers} : créez-la d’abord, ou décidez plus tard.`;
}

function UnEnfant(props: {
  enfant: EnfantAPasser;
  choisis: Choisis;
  defaut: string;
  classes: readonly OptionListe[];
  aide?: string | undefined;
}) {
  const { enfant, choisis } = props;
  return (
    <Champ
      nom={`enfant-${enfant.id}`}
      libelle={`${enfant.prenom} ${enfant.nom}, ${enfant.neLe.slice(0, 4)}`}
      type="select"
      aide={props.aide}
      valeur={ecrire(choisis.enfants.get(enfant.id) ?? null)}
      options={[
        { valeur: RIEN, libelle: props.defaut },
        ...props.classes,
        { valeur: 'sortie', libelle: 'Quitte nos écoles' },
      ]}
    />
  );
}

function SansClasse({ ecole, vers, faits, choisis }: Props) {
  const { total, enfants } = faits.sansClasse;
  if (total === 0) return null;
  const ici = enOptions(
    faits.classes.filter((c) => c.ecoleId === ecole.id),
    ecole.id,
  );
  return (
    <GroupeDeChamps legende={`Sans classe connue : ${compterEnfants(total)}`}>
      <p>
        {`De l’âge de cette école en ${vers}, ils n’ont de classe dans aucune école. Donnez la leur à ceux qui arrivent ici ; les autres restent tels quels.`}
      </p>
      {total > enfants.length && (
        <p class="discret">{`Voici les ${enfants.length} plus jeunes ; les suivants viendront après votre confirmation.`}</p>
      )}
      <div class="grille">
        {enfants.map((enfant) => (
          <UnEnfant
            key={enfant.id}
            {...{ enfant, choisis }}
            defaut="Ne rien écrire"
            aide={`Son âge : ${niveauDeSonAge(enfant.neLe, vers) ?? 'hors école'}.`}
            classes={ici}
          />
        ))}
      </div>
    </GroupeDeChamps>
  );
}

function Apercu({ ecole, vers, bilan, effectifs: lignes }: Props) {
  const { sorties, aChoisir } = bilan;
  return (
    <section class="pile" aria-labelledby="apercu">
      <h2 id="apercu">Ce qui va être écrit</h2>
      {lignes.length > 0 && (
        <Tableau
          titre={`Les effectifs en ${vers}`}
          lignes={lignes}
          cle={({ classe }) => classe.id}
          colonnes={[
            {
              titre: 'Classe',
              entete: true,
              cellule: ({ classe }) => nommer(classe, ecole.id),
            },
            { titre: 'Déjà là', nombre: true, cellule: ({ classe }) => classe.enfants },
            { titre: 'Arrivent', nombre: true, cellule: ({ arrivent }) => arrivent },
            {
              titre: 'Total',
              nombre: true,
              cellule: ({ classe, arrivent }) => <b>{classe.enfants + arrivent}</b>,
            },
          ]}
        />
      )}
      {sorties.length > 0 && (
        <p>{`${compterEnfants(sorties.length)} ${sorties.length > 1 ? 'quittent' : 'quitte'} nos écoles : rien ne s’écrit.`}</p>
      )}
      {aChoisir.length > 0 && (
        <Message ton="attention" vivant={false}>
          {`${compterEnfants(aChoisir.length)} ${aChoisir.length > 1 ? 'restent' : 'reste'} à placer. Vous pourrez le faire par un second passage.`}
        </Message>
      )}
    </section>
  );
}

function estProche(classe: ClasseDuPassage, niveaux: readonly (Niveau | null)[]): boolean {
  const siens = niveauxDe(classe);
  return niveaux.some((n) => n !== null && siens.includes(n));
}

function enOptions(classes: readonly ClasseDuPassage[], ecoleId: number): OptionListe[] {
  return classes.map((c) => ({ valeur: c.id, libelle: nommer(c, ecoleId) }));
}

/** Une classe d'ici se dit par son nom ; d'ailleurs, avec son école. */
function nommer(classe: ClasseDuPassage, ecoleId: number): string {
  return classe.ecoleId === ecoleId ? classe.nom : `${classe.nom}, ${classe.ecole}`;
}

function ecrire(choix: Choix): string {
  return choix === null ? RIEN : String(choix);
}
