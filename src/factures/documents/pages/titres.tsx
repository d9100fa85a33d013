import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { file, type Handler, type PageModule, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { acteurDe, exigerRegie } from '../acces.ts';
import { ecrireNumero } from '../contenu.ts';
import { ecrireDate } from '../dates.ts';
import { listerEchus } from '../relances/requetes.ts';
import { emettreTitres, type GroupeATitrer, grouperATitrer } from '../relances/titrer.ts';
import { ecrireCsvDesTitres, type LigneExportee, listerTitres } from '../relances/titres.ts';
import { lireFactures } from './relances.tsx';

const ADRESSE = '/agent/impayes/titres';

/** Passer au comptable ce que trois relances n'ont pas fait payer, et retrouver les titres. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const { fuseau } = ctx.commune;
  const jour = jourLocal(ctx.clock.now(), fuseau);
  const exercice = Number(jour.slice(0, 4));
  const groupes = grouperATitrer(await listerEchus(ctx.db, jour, fuseau), jour);
  const emis = await listerTitres(ctx.db, exercice, fuseau);
  return cadre(
    ctx,
    {
      titre: 'Titres',
      filAriane: [{ libelle: 'Impayés', href: '/agent/impayes' }, { libelle: 'Titres' }],
    },
    <>
      <h1>Titres</h1>
      {groupes.length === 0 ? (
        <EtatVide titre="Aucun titre à émettre">
          Une facture y arrive quinze jours après sa troisième relance.
        </EtatVide>
      ) : (
        <Formulaire action={ADRESSE}>
          <p>
            Un titre par payeur réunit ses factures. Il n’y a pas de titre sous quinze euros : les
            petites sommes attendent.
          </p>
          {groupes.map((g) => (
            <Groupe key={g.factures[0]?.factureId} groupe={g} />
          ))}
          <Boutons>
            <Bouton icone="coche">Passer les factures cochées au comptable</Bouton>
          </Boutons>
        </Formulaire>
      )}
      <Emis exercice={exercice} lignes={emis} />
    </>,
  );
};

function Groupe({ groupe: g }: { groupe: GroupeATitrer }): VNode {
  const numeros = g.factures.map(ecrireNumero).join(', ');
  return g.decision.titrer ? (
    <Case
      nom="titre"
      valeur={g.factures.map((f) => f.factureId).join('-')}
      libelle={`${g.nom} : ${ecrireEuros(g.decision.totalCentimes)} (${numeros})`}
      cochee
    />
  ) : (
    <p class="discret">
      {g.nom} : il manque {ecrireEuros(g.decision.manqueCentimes)} pour un titre ({numeros})
    </p>
  );
}

function Emis({ exercice, lignes }: { exercice: number; lignes: readonly LigneExportee[] }): VNode {
  if (lignes.length === 0) return <p>Aucun titre émis en {exercice}.</p>;
  return (
    <>
      <p>
        <a href={`/agent/impayes/titres.csv?exercice=${exercice}`}>
          Exporter les titres {exercice} (CSV)
        </a>
      </p>
      <Tableau
        titre={`Factures passées en titre en ${exercice} : ${lignes.length}`}
        lignes={lignes}
        cle={(l) => l.factureId}
        colonnes={[
          { titre: 'Titre', entete: true, insecable: true, cellule: (l) => ecrireNumero(l) },
          { titre: 'Régie', cellule: (l) => l.regie },
          { titre: 'Payeur', cellule: (l) => l.nom },
          {
            titre: 'Facture',
            cellule: (l) => ecrireNumero({ exercice: l.factureExercice, numero: l.factureNumero }),
          },
          { titre: 'Émis le', cellule: (l) => ecrireDate(l.emisLe) },
          { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
        ]}
      />
    </>
  );
}

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const factureIds = lireFactures(ctx.form, 'titre');
  const nombre = await emettreTitres(ctx, {
    factureIds,
    acteur: acteurDe(ctx),
    commune: ctx.commune,
  });
  return redirect(
    ADRESSE,
    nombre === 0
      ? 'Aucun titre émis : rien n’était coché, ou tout vient d’être réglé.'
      : `${nombre} ${nombre > 1 ? 'titres émis' : 'titre émis'}. Exportez-les pour le service financier.`,
  );
};

const CSV: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const exercice = ctx.query.get('exercice') ?? '';
  if (!/^20\d{2}$/.test(exercice)) throw new Introuvable();
  const lignes = await listerTitres(ctx.db, Number(exercice), ctx.commune.fuseau);
  return file('text/csv; charset=utf-8', ecrireCsvDesTitres(lignes), `titres-${exercice}.csv`);
};

/** L'export des titres d'un exercice. */
export const csv: PageModule<SessionAgent> = { GET: CSV };
