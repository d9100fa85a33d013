import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { choix } from '../../../platform/forms.ts';
import type { Ctx, Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import {
  ajouterJours,
  ecrireJour,
  estJour,
  type Jour,
  jourDeLaSemaine,
} from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { type Colonne, Tableau } from '../../../ui/tableau.tsx';
import {
  type CaseDuMur,
  direCompte,
  direSuites,
  ETATS_DE_CASE,
  type EtatDeCase,
  etatDeLaCase,
} from '../../regles/remplissage.ts';
import { type LigneDuMur, lireLeMur, listerStructuresVues } from '../../requetes/remplissage.ts';

/** Un mois tient en cinq semaines entières, au plus six. */
const SEMAINES = { semaine: 1, mois: 5 } as const;

/** Le mur : par site et par groupe d'âge, ce qui est pris, proposé, attendu, et les places. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const vue = lireVue(ctx);
  const { structures } = ctx.session.agent;
  const au = ajouterJours(vue.lundi, vue.semaines * 7 - 1);
  const lignes = await lireLeMur(ctx.db, structures, {
    du: vue.lundi,
    au,
    structureId: vue.structureId,
  });
  const sites = await listerStructuresVues(ctx.db, structures);
  const semaines = [...Array(vue.semaines).keys()].map((n) => ajouterJours(vue.lundi, n * 7));
  return cadre(
    ctx,
    {
      titre: 'Remplissage',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Remplissage' }],
    },
    <>
      <h1>Remplissage</h1>
      <Navigation vue={vue} sites={sites} />
      {semaines.map((lundi) => (
        <Semaine key={lundi} lundi={lundi} lignes={lignes} seule={vue.semaines === 1} />
      ))}
    </>,
  );
};

interface Vue {
  lundi: Jour;
  semaines: number;
  duree: keyof typeof SEMAINES;
  structureId: number | null;
}

function lireVue(ctx: Ctx<SessionAgent>): Vue {
  const demande = ctx.query.get('jour');
  const jour = estJour(demande) ? demande : jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const duree = ctx.query.get('duree') === 'mois' ? 'mois' : 'semaine';
  return {
    lundi: ajouterJours(jour, 1 - jourDeLaSemaine(jour)),
    semaines: SEMAINES[duree],
    duree,
    structureId: choix(ctx.query, 'structure'),
  };
}

function adresse(vue: Vue, ecart: Partial<Pick<Vue, 'lundi' | 'duree'>>): string {
  const { lundi, duree } = { ...vue, ...ecart };
  const structure = vue.structureId === null ? '' : `&structure=${vue.structureId}`;
  return `/agent/remplissage?jour=${lundi}&duree=${duree}${structure}`;
}

function Navigation({ vue, sites }: { vue: Vue; sites: readonly { id: number; nom: string }[] }) {
  const pas = vue.semaines * 7;
  const autre = vue.duree === 'mois' ? 'semaine' : 'mois';
  return (
    <>
      <p class="liens">
        <a href={adresse(vue, { lundi: ajouterJours(vue.lundi, -pas) })}>Avant</a>
        <a href={adresse(vue, { lundi: ajouterJours(vue.lundi, pas) })}>Après</a>
        <a href={adresse(vue, { duree: autre })}>
          {autre === 'mois' ? 'Voir cinq semaines' : 'Voir une semaine'}
        </a>
      </p>
      {sites.length > 1 && (
        <Formulaire
          action="/agent/remplissage"
          methode="get"
          caches={{ jour: vue.lundi, duree: vue.duree }}
        >
          <Champ
            nom="structure"
            type="select"
            libelle="Structure"
            facultatif
            valeur={vue.structureId}
            options={[
              { valeur: '', libelle: 'toutes' },
              ...sites.map((s) => ({ valeur: s.id, libelle: s.nom })),
            ]}
          />
          <Boutons>
            <Bouton allure="secondaire">Montrer</Bouton>
          </Boutons>
        </Formulaire>
      )}
    </>
  );
}

function Semaine(props: { lundi: Jour; lignes: readonly LigneDuMur[]; seule: boolean }) {
  const { lundi, lignes, seule } = props;
  const jours = [...Array(7).keys()].map((n) => ajouterJours(lundi, n));
  const ouvertes = lignes.filter((l) => joursOuverts([l], jours).length > 0);
  if (ouvertes.length === 0 && seule) {
    return (
      <EtatVide titre="Rien n’ouvre cette semaine">
        Choisissez une autre semaine avec « Avant » ou « Après ».
      </EtatVide>
    );
  }
  return (
    <section class="pile">
      <h2>{`Semaine du ${ecrireJour(lundi, { annee: seule })}`}</h2>
      {ouvertes.length === 0 && <p>Rien n’ouvre cette semaine.</p>}
      {[...Map.groupBy(ouvertes, (l) => l.structure)].map(([structure, duSite]) => (
        <Tableau
          key={structure}
          titre={structure}
          lignes={duSite}
          cle={(l) => `${l.jaugeId}${l.nom}`}
          colonnes={[
            { titre: 'Places de', entete: true, cellule: (l) => <Nom ligne={l} /> },
            ...joursOuverts(duSite, jours).map((jour) => colonneDu(jour)),
          ]}
        />
      ))}
    </section>
  );
}

function joursOuverts(lignes: readonly LigneDuMur[], jours: readonly Jour[]): Jour[] {
  return jours.filter((jour) => lignes.some((l) => caseDu(l, jour)?.ouvert));
}

function caseDu(ligne: LigneDuMur, jour: Jour): CaseDuMur | undefined {
  return ligne.cases.find((c) => c.jour === jour);
}

function Nom({ ligne }: { ligne: LigneDuMur }) {
  return (
    <>
      {ligne.nom}
      {ligne.groupes.length > 0 && <small class="discret">{` ${ligne.groupes.join(', ')}`}</small>}
    </>
  );
}

function colonneDu(jour: Jour): Colonne<LigneDuMur> {
  const [nom = '', quantieme = ''] = ecrireJour(jour).split(' ');
  return {
    titre: `${nom.slice(0, 3)}. ${quantieme}`,
    cellule: (ligne) => {
      const c = caseDu(ligne, jour);
      return c?.ouvert ? <CaseMontree ligne={ligne} c={c} /> : <span class="discret">fermé</span>;
    },
  };
}

const TEINTES: Record<EtatDeCase, string> = {
  ferme: '',
  sans_limite: 'h-info',
  libre: 'h-succes',
  presque: 'h-attention',
  complet: 'h-erreur',
  sur_capacite: 'h-liste',
};

/** Le compte, ce qui s'y ajoute, et l'état en toutes lettres ; la couleur ne fait que le souligner. */
function CaseMontree({ ligne, c }: { ligne: LigneDuMur; c: CaseDuMur }) {
  const etat = etatDeLaCase(c, ligne.capacite);
  const contenu = (
    <>
      <b>{direCompte(c)}</b>
      {direSuites(c).map((suite) => (
        <small key={suite}>{suite}</small>
      ))}
      <small>{ETATS_DE_CASE[etat]}</small>
    </>
  );
  return ligne.jaugeId === null ? (
    <span class={`mur ${TEINTES[etat]}`}>{contenu}</span>
  ) : (
    <a class={`mur ${TEINTES[etat]}`} href={`/agent/remplissage/${ligne.jaugeId}/${c.jour}`}>
      {contenu}
    </a>
  );
}
