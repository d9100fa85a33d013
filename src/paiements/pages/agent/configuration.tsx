import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix } from '../../../platform/forms.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { tientLaRegie } from '../../../regie/regles/acces.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { type Essai, testerConfiguration } from '../../actions/regie.ts';
import { listerRegies, type RegieReglee } from '../../requetes/agent.ts';

const FOURNISSEURS = {
  payfip: 'PayFiP (Trésor public)',
  lyra: 'PayZen, Systempay ou Scellius',
  aucun: 'Aucun',
};
const MODES = { T: 'Essai (T)', X: 'Activation (X)', W: 'Production (W)' };

/** « Tester ma configuration », régie par régie : demande ses libellés au fournisseur. */
export const GET: Handler<SessionAgent> = (ctx) => afficher(ctx, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  if (!tientLaRegie(ctx.session.agent)) throw new Introuvable();
  const regieId = choix(ctx.form, 'regie');
  if (regieId === null) throw new Introuvable();
  const { essai } = await testerConfiguration(ctx, regieId);
  return afficher(ctx, { regieId, essai });
};

async function afficher(
  ctx: Ctx<SessionAgent>,
  fait: { regieId: number; essai: Essai } | null,
): Promise<Reply> {
  if (!tientLaRegie(ctx.session.agent)) throw new Introuvable();
  const regies = await listerRegies(ctx.db);
  return cadre(
    ctx,
    {
      titre: 'Tester ma configuration',
      largeur: 'normale',
      filAriane: [
        { libelle: 'Paiements en ligne', href: '/agent/paiements' },
        { libelle: 'Configuration' },
      ],
    },
    <>
      <h1>Tester ma configuration</h1>
      {regies.length === 0 && <EtatVide titre="Aucune régie">Créez d’abord une régie.</EtatVide>}
      {regies.map((r) => (
        <Carte titre={r.nom} key={r.id}>
          <ListeDefinitions elements={reglages(r)} />
          {fait?.regieId === r.id && <Reponse essai={fait.essai} />}
          <Formulaire action="/agent/paiements/configuration" caches={{ regie: r.id }}>
            <Boutons>
              <Bouton icone="coche" allure="secondaire">
                Tester {r.nom}
              </Bouton>
            </Boutons>
          </Formulaire>
        </Carte>
      ))}
    </>,
  );
}

function reglages(r: RegieReglee) {
  return [
    { terme: 'Paiement par', valeur: FOURNISSEURS[r.fournisseur] },
    ...(r.fournisseur === 'payfip'
      ? [
          { terme: 'Numéro de client', valeur: r.numeroClient ?? 'À renseigner' },
          { terme: 'Mode', valeur: MODES[r.saisie] },
        ]
      : []),
  ];
}

function Reponse({ essai }: { essai: Essai }) {
  return essai.juste ? (
    <Message ton="succes" titre="La configuration est bonne">
      {`Le fournisseur répond : ${essai.libelles.join(', ')}.`}
    </Message>
  ) : (
    <Message ton="erreur" titre="La configuration ne marche pas">
      {essai.raison}
    </Message>
  );
}
