import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { writeCsv } from '../../../platform/csv.ts';
import { type Ctx, type Handler, type PageModule, raw } from '../../../platform/http.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { ecrireNumero } from '../../regles/jours.ts';
import { estMode, MODES, type Mode } from '../../regles/modes.ts';
import {
  type FiltreJournal,
  type LigneDuJournal,
  listerEncaissements,
} from '../../requetes/lire.ts';
import { adresse, type Entree, entrer, FiltrePeriode, filAriane, lirePeriode } from './entree.tsx';

const A_L_ECRAN = 300;
const AU_FICHIER = 100_000;

/** Le journal des encaissements, par date et par mode ; sa page et son fichier. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const filtre = lireFiltre(ctx, e);
  const lignes = await listerEncaissements(ctx.db, e.regie.id, filtre, A_L_ECRAN);
  const requete = `du=${filtre.du}&au=${filtre.au}&mode=${filtre.mode ?? ''}`;
  return cadre(
    ctx,
    { titre: 'Journal des encaissements', filAriane: filAriane(e, 'Journal') },
    <>
      <h1>Journal des encaissements</h1>
      <FiltrePeriode e={e} chemin="/journal" periode={filtre}>
        <Champ
          type="select"
          nom="mode"
          libelle="Mode"
          invite="Tous les modes"
          valeur={filtre.mode}
          facultatif
          options={Object.entries(MODES).map(([valeur, m]) => ({ valeur, libelle: m.libelle }))}
        />
      </FiltrePeriode>
      {lignes.length === 0 ? (
        <EtatVide titre="Aucun encaissement">Choisissez d’autres dates ou un autre mode.</EtatVide>
      ) : (
        <>
          <Totaux lignes={lignes} />
          <Lignes e={e} lignes={lignes} />
          <Boutons>
            <Bouton href={adresse(e, '/journal.csv', requete)} allure="secondaire" telecharger>
              Télécharger (CSV)
            </Bouton>
          </Boutons>
        </>
      )}
      {lignes.length === A_L_ECRAN && (
        <p class="discret">
          Seules les {A_L_ECRAN} premières lignes sont montrées : le fichier les a toutes.
        </p>
      )}
    </>,
  );
};

function lireFiltre(ctx: Ctx<SessionAgent>, e: Entree): FiltreJournal {
  const mode = ctx.query.get('mode') ?? '';
  return { ...lirePeriode(ctx, e.aujourdhui), mode: estMode(mode) ? mode : null };
}

function Totaux({ lignes }: { lignes: readonly LigneDuJournal[] }) {
  const modes = [...Map.groupBy(lignes, (l) => l.mode)];
  const somme = (l: readonly LigneDuJournal[]) => l.reduce((t, x) => t + x.montantCentimes, 0);
  return (
    <Tableau<readonly [Mode | null, readonly LigneDuJournal[]]>
      titre="Totaux par mode"
      lignes={[...modes, [null, lignes]]}
      cle={([mode]) => mode ?? 'total'}
      colonnes={[
        {
          titre: 'Mode',
          entete: true,
          cellule: ([mode]) => (mode ? MODES[mode].libelle : 'Total'),
        },
        { titre: 'Règlements', nombre: true, cellule: ([, l]) => l.length },
        { titre: 'Somme', nombre: true, cellule: ([, l]) => ecrireEuros(somme(l)) },
      ]}
    />
  );
}

function Lignes({ e, lignes }: { e: Entree; lignes: readonly LigneDuJournal[] }) {
  return (
    <Tableau
      titre="Règlements"
      lignes={lignes}
      cle={(l) => l.id}
      colonnes={[
        {
          titre: 'Quittance',
          entete: true,
          insecable: true,
          cellule: (l) => (
            <a href={adresse(e, `/reglements/${l.id}`)}>{ecrireNumero(l.exercice, l.numero)}</a>
          ),
        },
        { titre: 'Jour', cellule: (l) => ecrireJourEnChiffres(l.jour) },
        { titre: 'Payeur', cellule: (l) => l.payeur },
        { titre: 'Mode', cellule: (l) => MODES[l.mode].libelle },
        {
          titre: 'Référence',
          cellule: (l) => l.motif ?? ([l.emetteur, l.reference].filter(Boolean).join(', ') || '–'),
        },
        { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
      ]}
    />
  );
}

/** Le même journal, en fichier pour un tableur. */
export const fichier: PageModule<SessionAgent> = {
  GET: async (ctx) => {
    const e = await entrer(ctx);
    const filtre = lireFiltre(ctx, e);
    const lignes = await listerEncaissements(ctx.db, e.regie.id, filtre, AU_FICHIER);
    const entetes = [
      'Quittance',
      'Jour',
      'Payeur',
      'Mode',
      'Émetteur',
      'Référence',
      'Motif',
      'Montant',
      'Encaissé par',
    ];
    const cases = lignes.map((l) => [
      ecrireNumero(l.exercice, l.numero),
      ecrireJourEnChiffres(l.jour),
      l.payeur,
      MODES[l.mode].libelle,
      l.emetteur,
      l.reference,
      l.motif ?? '',
      { centimes: l.montantCentimes },
      l.encaissePar ?? 'Préau',
    ]);
    return raw('text/csv; charset=utf-8', writeCsv(entetes, cases), 200, 'no-store');
  },
};
