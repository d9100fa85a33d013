import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { remettre } from '../../actions/remettre.ts';
import { ecrireNumero } from '../../regles/jours.ts';
import { estMode, MODES, MODES_A_REMETTRE, type Mode } from '../../regles/modes.ts';
import { type ARemettre, listerARemettre } from '../../requetes/caisse.ts';
import { type BordereauALire, listerBordereaux } from '../../requetes/registres.ts';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

/** Ce qui attend d'être porté à la banque, mode par mode, et les bordereaux déjà faits. */
export const GET: Handler<SessionAgent> = async (ctx) => afficher(ctx, await entrer(ctx), null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const saisi = texte(ctx.form, 'mode');
  const mode: Mode = estMode(saisi) ? saisi : 'cheque';
  const { fait, refus } = await tenter(() =>
    remettre(ctx, {
      regieId: e.regie.id,
      mode,
      jour: e.aujourdhui,
      reglementIds: ctx.form.getAll('reglements').map((id) => entierDe(id)),
      acteur: e.acteur,
    }),
  );
  if (refus) return afficher(ctx, e, refus);
  return redirect(
    adresse(e, `/bordereaux/${fait}`),
    'Bordereau fait : imprimez-le pour la banque.',
  );
};

async function afficher(ctx: Ctx<SessionAgent>, e: Entree, refus: Refus | null): Promise<Reply> {
  const attendus = await listerARemettre(ctx.db, e.regie.id);
  const faits = await listerBordereaux(ctx.db, e.regie.id);
  const saufs = ctx.form.getAll('reglements');
  return cadre(
    ctx,
    { titre: 'Bordereaux', filAriane: filAriane(e, 'Bordereaux'), status: refus ? 422 : 200 },
    <>
      <h1>Bordereaux de remise</h1>
      {refus && <Message ton="erreur">{refus.message}</Message>}
      {attendus.length === 0 && (
        <EtatVide titre="Rien à remettre">
          Les chèques, les CESU et les espèces encaissés apparaîtront ici.
        </EtatVide>
      )}
      {MODES_A_REMETTRE.map((mode) => {
        const lignes = attendus.filter((r) => r.mode === mode);
        return lignes.length > 0 && <ARemettreEn {...{ e, mode, lignes, saufs }} key={mode} />;
      })}
      {faits.length > 0 && <Faits e={e} bordereaux={faits} />}
    </>,
  );
}

function ARemettreEn(props: {
  e: Entree;
  mode: Mode;
  lignes: readonly ARemettre[];
  saufs: readonly string[];
}) {
  const { e, mode, lignes, saufs } = props;
  const { libelle } = MODES[mode];
  const total = lignes.reduce((t, l) => t + l.montantCentimes, 0);
  return (
    <Formulaire action={adresse(e, '/bordereaux')} caches={{ mode, regie: e.regie.code }}>
      <Tableau
        titre={`${libelle} à remettre : ${lignes.length}, ${ecrireEuros(total)}`}
        lignes={lignes}
        cle={(l) => l.id}
        colonnes={[
          {
            titre: 'À remettre',
            sansIntitule: true,
            cellule: (l) => (
              <Case
                nom="reglements"
                valeur={l.id}
                libelle={`Quittance ${ecrireNumero(l.exercice, l.numero)}`}
                cochee={saufs.length === 0 || saufs.includes(String(l.id))}
              />
            ),
          },
          { titre: 'Jour', cellule: (l) => ecrireJourEnChiffres(l.jour) },
          { titre: 'Payeur', entete: true, cellule: (l) => l.payeur },
          { titre: 'Banque et tireur', cellule: (l) => l.emetteur || '–' },
          { titre: 'Numéro', cellule: (l) => l.reference || '–' },
          { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
        ]}
      />
      <Boutons>
        <Bouton>Faire le bordereau : {libelle}</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function Faits({ e, bordereaux }: { e: Entree; bordereaux: readonly BordereauALire[] }) {
  return (
    <Tableau
      titre="Bordereaux faits, le plus récent d’abord"
      lignes={bordereaux}
      cle={(b) => b.id}
      colonnes={[
        {
          titre: 'Bordereau',
          entete: true,
          insecable: true,
          cellule: (b) => (
            <a href={adresse(e, `/bordereaux/${b.id}`)}>{ecrireNumero(b.exercice, b.numero)}</a>
          ),
        },
        { titre: 'Jour', cellule: (b) => ecrireJourEnChiffres(b.jour) },
        { titre: 'Mode', cellule: (b) => MODES[b.mode].libelle },
        { titre: 'Règlements', nombre: true, cellule: (b) => b.nombre },
        { titre: 'Montant', nombre: true, cellule: (b) => ecrireEuros(b.montantCentimes) },
      ]}
    />
  );
}
