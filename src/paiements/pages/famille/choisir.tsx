import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Ctx, Reply } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import { ecrireNumero } from '../../../regie/regles/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import type { FacturePayable } from '../../requetes/famille.ts';

/** Les factures qui restent à payer, par payeur et par régie : chacun de ces paniers se paie à part. */
export function choisirFactures(
  ctx: Ctx<SessionFamille>,
  factures: readonly FacturePayable[],
): Reply {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const paniers = [...Map.groupBy(factures, (f) => `${f.payeurId}-${f.regieId}`).values()];
  return cadre(
    ctx,
    {
      titre: 'Payer en ligne',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Payer en ligne' }],
    },
    <>
      <h1>Payer en ligne</h1>
      {paniers.length === 0 && (
        <EtatVide
          titre="Rien à payer"
          actions={<Bouton href="/famille/paiements">Mes paiements</Bouton>}
        >
          Toutes vos factures sont payées. Merci.
        </EtatVide>
      )}
      {paniers.map((panier) => (
        <Panier panier={panier} aujourdhui={aujourdhui} key={panier[0]?.id} />
      ))}
    </>,
  );
}

function direEcheance(echeance: Jour, aujourdhui: Jour): string {
  const jour = ecrireJourEnChiffres(echeance);
  return echeance < aujourdhui ? `Échéance passée depuis le ${jour}` : `À payer avant le ${jour}`;
}

function Panier(props: { panier: readonly FacturePayable[]; aujourdhui: Jour }): VNode {
  const { panier, aujourdhui } = props;
  const [premiere] = panier;
  const total = panier.reduce((somme, f) => somme + f.resteCentimes, 0);
  return (
    <Carte titre={`${premiere?.payeur} – ${premiere?.regie}`}>
      <Formulaire action="/famille/paiements/nouveau" methode="get">
        <GroupeDeChamps legende="Les factures à payer">
          {panier.map((f) => (
            <Case
              key={f.id}
              nom="facture"
              id={`facture-${f.id}`}
              valeur={f.id}
              cochee
              libelle={`Facture ${ecrireNumero(f.exercice, f.numero)} du ${ecrireJourEnChiffres(f.jour)} : ${ecrireEuros(f.resteCentimes)}`}
              aide={direEcheance(f.echeance, aujourdhui)}
            />
          ))}
        </GroupeDeChamps>
        <p>
          En tout : <b>{ecrireEuros(total)}</b>
        </p>
        <Boutons>
          <Bouton icone="euro">Continuer</Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}
