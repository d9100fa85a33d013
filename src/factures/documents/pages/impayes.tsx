import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Pagination, Tableau } from '../../../ui/tableau.tsx';
import { exigerRegie } from '../acces.ts';
import { ecrireNumero } from '../contenu.ts';
import { deciderImpaye, direDecision, TRANCHES_D_AGE } from '../relances/regles.ts';
import {
  type Impaye,
  lireBalanceAgee,
  listerEchus,
  type TrancheDue,
} from '../relances/requetes.ts';

const ADRESSE = '/agent/impayes';
const PAR_PAGE = 50;

/** Ce qui reste dû, depuis quand, et ce qu'il y a à faire. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const balance = await lireBalanceAgee(ctx.db, jour);
  const echus = await listerEchus(ctx.db, jour, ctx.commune.fuseau);
  const decisions = echus.map((i) => ({ ...i, decision: deciderImpaye(i, jour) }));
  const aRelancer = decisions.filter((d) => d.decision.geste === 'relancer').length;
  const aTitrer = decisions.filter((d) => d.decision.geste === 'titrer').length;
  const pages = Math.max(1, Math.ceil(echus.length / PAR_PAGE));
  const page = Math.min(lirePage(ctx.query.get('page')), pages);
  return cadre(
    ctx,
    {
      titre: 'Impayés',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Impayés' }],
    },
    <>
      <h1>Impayés</h1>
      <Boutons>
        <Bouton href={`${ADRESSE}/relances`}>Préparer les relances ({aRelancer})</Bouton>
        <Bouton href={`${ADRESSE}/titres`} allure="secondaire">
          Titres ({aTitrer} {aTitrer > 1 ? 'factures' : 'facture'} à passer)
        </Bouton>
      </Boutons>
      <Balance lignes={balance} />
      {echus.length === 0 ? (
        <EtatVide titre="Aucune facture échue">Tout est payé, ou pas encore échu.</EtatVide>
      ) : (
        <>
          <Echus
            lignes={decisions.slice((page - 1) * PAR_PAGE, page * PAR_PAGE)}
            total={echus.length}
          />
          <Pagination
            total={echus.length}
            page={page}
            parPage={PAR_PAGE}
            lien={(n) => `${ADRESSE}?page=${n}`}
          />
        </>
      )}
    </>,
  );
};

function lirePage(valeur: string | null): number {
  return valeur && /^[1-9]\d{0,5}$/.test(valeur) ? Number(valeur) : 1;
}

function Balance({ lignes }: { lignes: readonly TrancheDue[] }): VNode {
  const regies = [...Map.groupBy(lignes, (l) => l.regie)];
  const dire = (siennes: readonly TrancheDue[], rang: number) => {
    const tranche = siennes.find((l) => l.tranche === rang);
    return tranche ? `${ecrireEuros(tranche.centimes)} (${tranche.factures})` : ecrireEuros(0);
  };
  return (
    <Tableau
      titre="Reste dû par retard (et nombre de factures)"
      lignes={regies}
      cle={([regie]) => regie}
      colonnes={[
        { titre: 'Régie', entete: true, cellule: ([regie]) => regie },
        ...TRANCHES_D_AGE.map((t, rang) => ({
          titre: t.libelle,
          nombre: true,
          cellule: ([, siennes]: (typeof regies)[number]) => dire(siennes, rang),
        })),
        {
          titre: 'Total',
          nombre: true,
          cellule: ([, siennes]) =>
            ecrireEuros(siennes.reduce((somme, l) => somme + l.centimes, 0)),
        },
      ]}
    />
  );
}

type Decide = Impaye & { decision: ReturnType<typeof deciderImpaye> };

function Echus({ lignes, total }: { lignes: readonly Decide[]; total: number }): VNode {
  return (
    <Tableau
      titre={total === 1 ? '1 facture échue' : `${total} factures échues, la plus ancienne d’abord`}
      lignes={lignes}
      cle={(i) => i.factureId}
      colonnes={[
        {
          titre: 'Facture',
          entete: true,
          insecable: true,
          cellule: (i) => <a href={`/agent/factures/${i.factureId}/pdf`}>{ecrireNumero(i)}</a>,
        },
        {
          titre: 'Payeur',
          cellule: (i) =>
            i.familleId ? <a href={`/agent/familles/${i.familleId}`}>{i.nom}</a> : i.nom,
        },
        { titre: 'Échue le', insecable: true, cellule: (i) => ecrireJourEnChiffres(i.echeance) },
        { titre: 'Reste dû', nombre: true, cellule: (i) => ecrireEuros(i.resteCentimes) },
        {
          titre: 'Dernière relance',
          cellule: (i) =>
            i.derniereRelance
              ? `Degré ${i.derniereRelance.degre}, ${ecrireJourEnChiffres(i.derniereRelance.jour)}`
              : 'Aucune',
        },
        { titre: 'À faire', cellule: (i) => direDecision(i.decision, ecrireJourEnChiffres) },
      ]}
    />
  );
}
