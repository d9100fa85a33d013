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
import { COMPTES, type Compte } from '../../regles/modes.ts';
import { listerMouvements, type MouvementALire } from '../../requetes/registres.ts';
import { listerEcarts } from '../../requetes/soldes.ts';
import { EtatDesComptes } from './accueil.tsx';
import { adresse, entrer, FiltrePeriode, filAriane, lirePeriode } from './entree.tsx';

const A_L_ECRAN = 300;
const AU_FICHIER = 500_000;

/** Le grand livre : chaque mouvement, jamais retouché. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const filtre = { ...lirePeriode(ctx, e.aujourdhui), compte: lireCompte(ctx) };
  const lignes = await listerMouvements(ctx.db, e.regie.id, filtre, A_L_ECRAN);
  const ecarts = await listerEcarts(ctx.db);
  const requete = `du=${filtre.du}&au=${filtre.au}&compte=${filtre.compte ?? ''}`;
  return cadre(
    ctx,
    { titre: 'Grand livre', filAriane: filAriane(e, 'Grand livre') },
    <>
      <h1>Grand livre</h1>
      <EtatDesComptes ecarts={ecarts} />
      <FiltrePeriode e={e} chemin="/ecritures" periode={filtre}>
        <Champ
          type="select"
          nom="compte"
          libelle="Compte"
          invite="Tous les comptes"
          valeur={filtre.compte}
          facultatif
          options={Object.entries(COMPTES).map(([valeur, libelle]) => ({ valeur, libelle }))}
        />
      </FiltrePeriode>
      {lignes.length === 0 ? (
        <EtatVide titre="Aucune écriture">Choisissez d’autres dates ou un autre compte.</EtatVide>
      ) : (
        <>
          <Mouvements lignes={lignes} />
          <Boutons>
            <Bouton href={adresse(e, '/ecritures.csv', requete)} allure="secondaire" telecharger>
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

function lireCompte(ctx: Ctx<SessionAgent>): Compte | null {
  const compte = ctx.query.get('compte') ?? '';
  // Conversion sûre : la clé vient d'être reconnue.
  return Object.hasOwn(COMPTES, compte) ? (compte as Compte) : null;
}

const debit = (l: MouvementALire) => Math.max(0, l.montantCentimes);
const credit = (l: MouvementALire) => Math.max(0, -l.montantCentimes);
const siNonNul = (centimes: number) => (centimes === 0 ? '' : ecrireEuros(centimes));

function Mouvements({ lignes }: { lignes: readonly MouvementALire[] }) {
  return (
    <Tableau
      titre="Mouvements, dans l’ordre des écritures"
      lignes={lignes}
      cle={(l) => l.id}
      colonnes={[
        {
          titre: 'Écriture',
          entete: true,
          insecable: true,
          cellule: (l) => ecrireNumero(l.exercice, l.numero),
        },
        { titre: 'Jour', cellule: (l) => ecrireJourEnChiffres(l.jour) },
        { titre: 'Libellé', cellule: (l) => l.libelle },
        {
          titre: 'Compte',
          cellule: (l) => (l.tiers ? `${COMPTES[l.compte]} : ${l.tiers}` : COMPTES[l.compte]),
        },
        { titre: 'Débit', nombre: true, cellule: (l) => siNonNul(debit(l)) },
        { titre: 'Crédit', nombre: true, cellule: (l) => siNonNul(credit(l)) },
      ]}
    />
  );
}

export const fichier: PageModule<SessionAgent> = {
  GET: async (ctx) => {
    const e = await entrer(ctx);
    const filtre = { ...lirePeriode(ctx, e.aujourdhui), compte: lireCompte(ctx) };
    const lignes = await listerMouvements(ctx.db, e.regie.id, filtre, AU_FICHIER);
    const entetes = [
      'Écriture',
      'Jour',
      'Libellé',
      'Compte',
      'Tiers ou produit',
      'Débit',
      'Crédit',
    ];
    const cases = lignes.map((l) => [
      ecrireNumero(l.exercice, l.numero),
      ecrireJourEnChiffres(l.jour),
      l.libelle,
      COMPTES[l.compte],
      l.tiers,
      { centimes: debit(l) },
      { centimes: credit(l) },
    ]);
    return raw('text/csv; charset=utf-8', writeCsv(entetes, cases), 200, 'no-store');
  },
};
