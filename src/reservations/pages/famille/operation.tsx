import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { defaire, direBilanDefaire } from '../../actions/defaire.ts';
import {
  type ContenuDOperation,
  compterJours,
  direBilan,
  direJours,
  type IssueDOperation,
  type LigneDOperation,
  peutDefaire,
  TITRES,
} from '../../regles/operation.ts';
import { chercherOperation, type OperationLue } from '../../requetes/operations.ts';
import { estSigne } from '../../signature.ts';

/** Le reçu d'une opération, et « Annuler l'opération » pendant dix minutes. */
export const GET: Handler<SessionFamille> = (ctx) => montrer(ctx, null);

export const POST: Handler<SessionFamille> = async (ctx) => {
  const operationId = entierDe(ctx.params.id);
  const { compteId, responsable } = ctx.session;
  const { fait, refus } = await tenter(() =>
    defaire(ctx, {
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      familles: responsable.familles,
      operationId,
    }),
  );
  if (refus) return montrer(ctx, refus.message);
  return redirect(
    `/famille/operations/${operationId}`,
    fait.dejaDefaite
      ? 'Cette opération était déjà annulée : rien n’a changé.'
      : `Opération annulée : ${direBilanDefaire(fait)}.`,
  );
};

async function montrer(ctx: Ctx<SessionFamille>, refus: string | null): Promise<Reply> {
  const id = entierDe(ctx.params.id);
  const operation = await chercherOperation(ctx.db, id, ctx.session.responsable.familles);
  if (!operation) throw new Introuvable();
  const contenu: ContenuDOperation = JSON.parse(operation.contenu);
  const { fuseau } = ctx.commune;
  return cadre(
    ctx,
    {
      titre: 'Votre reçu',
      filAriane: [
        { libelle: 'Inscriptions', href: '/famille/inscriptions' },
        { libelle: 'Votre reçu' },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <h1>{operation.defaiteLe ? 'Opération annulée' : 'Votre reçu'}</h1>
      {refus && (
        <Message ton="erreur">
          <p>{refus}</p>
        </Message>
      )}
      <p>
        <b>{direBilan(contenu.lignes)}</b>
        <br />
        <span class="discret">
          {`Confirmé par ${contenu.par}, ${ecrireInstant(operation.faiteLe, fuseau, { annee: true })}.`}
          {operation.defaiteLe &&
            ` Annulé ${ecrireInstant(operation.defaiteLe, fuseau, { annee: true })}.`}
        </span>
      </p>
      <Annulation operation={operation} maintenant={ctx.clock.now()} fuseau={fuseau} />
      {ISSUES.map((issue) => (
        <Sort key={issue} issue={issue} lignes={contenu.lignes} />
      ))}
      <Boutons>
        <Bouton href="/famille/inscriptions" icone="calendrier">
          Voir le calendrier
        </Bouton>
        <Bouton href="/famille/semaine-type" allure="secondaire">
          Modifier la semaine type
        </Bouton>
      </Boutons>
      <Signature operation={operation} secret={ctx.config.secret} />
    </>,
  );
}

/** Dix minutes pour changer d'avis, sans frais, quel que soit le délai. */
function Annulation(props: { operation: OperationLue; maintenant: Date; fuseau: string }) {
  const { operation, maintenant, fuseau } = props;
  const decision = peutDefaire(operation, maintenant);
  if (!decision.possible) return null;
  return (
    <Carte titre="Une erreur ?">
      <p>
        {`Jusqu’à ${ecrireInstant(decision.jusqua, fuseau).split(' à ').at(-1)}, vous pouvez tout remettre comme avant. Ensuite, chaque jour s’annule à part.`}
      </p>
      <Formulaire action={`/famille/operations/${operation.id}`}>
        <Boutons>
          <Bouton allure="danger">Annuler l’opération</Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}

const ISSUES: IssueDOperation[] = ['validee', 'demandee', 'en_liste_attente', 'retiree', 'ecartee'];

const SUITES: Record<IssueDOperation, string> = {
  validee: '',
  demandee: 'Vous recevrez un courriel quand le centre aura répondu.',
  en_liste_attente: 'Ces jours étaient complets : vous avez pris rang.',
  retiree: '',
  ecartee: 'Ces jours n’ont pas pu être pris.',
};

function Sort({ issue, lignes }: { issue: IssueDOperation; lignes: readonly LigneDOperation[] }) {
  const siennes = lignes.filter((l) => l.issue === issue);
  if (siennes.length === 0) return null;
  const parEnfant = Map.groupBy(siennes, (l) => `${l.enfant}, ${l.activite}`);
  return (
    <Carte titre={`${TITRES[issue]} : ${compterJours(siennes, issue)}`}>
      {SUITES[issue] && <p>{SUITES[issue]}</p>}
      {[...parEnfant].map(([titre, sous]) => (
        <section key={titre}>
          <h3>{titre}</h3>
          {sous.map((l) => (
            <Repli
              key={`${l.prestation}${l.phrase}`}
              titre={`${l.prestation} : ${l.phrase ? `${l.phrase}, ` : ''}${direJours(l.jours)}`}
            >
              <ul>
                {l.jours.map((jour) => (
                  <li key={jour}>{ecrireJour(jour, { annee: true })}</li>
                ))}
              </ul>
            </Repli>
          ))}
        </section>
      ))}
    </Carte>
  );
}

/** Qui, quand, quels jours : un octet changé depuis, et la signature ne tient plus. */
function Signature({ operation, secret }: { operation: OperationLue; secret: string }) {
  const tient = estSigne(secret, operation.contenu, operation.signature);
  return (
    <p class="discret">
      <small>
        {tient ? 'Reçu signé, vérifié à l’instant : ' : 'Reçu signé avec une clé antérieure : '}
        <code class="signature">{operation.signature}</code>
      </small>
    </p>
  );
}
