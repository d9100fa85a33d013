import { randomUUID } from 'node:crypto';
import { cadre } from '../../cadre.tsx';
import type { SessionAgent } from '../../comptes/session.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import { choix as choixDe, entierDe, tenter, texte } from '../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../ui/message.tsx';
import { separer } from '../actions/separer.ts';
import { nommer } from '../regles/dire.ts';
import type { Dossier } from '../regles/fusion.ts';
import {
  type ChoixDeSeparation,
  direSeparation,
  examinerSeparation,
  type PlanDeSeparation,
  SORTS,
  type SortDUnEnfant,
} from '../regles/separation.ts';
import { chercherEmpechements, lireDossiers } from '../requetes/faits.ts';

const CLE = /^[0-9a-f-]{36}$/;

const DIRE_SORT: Record<SortDUnEnfant, string> = {
  reste: 'Reste dans ce dossier',
  part: 'Part dans le nouveau dossier',
  partage: 'Garde alternée : ce dossier reste commun',
};

/** Après une séparation : un adulte prend son propre dossier. L'aperçu n'écrit rien. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, ctx.query, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const familleId = entierDe(ctx.params.id);
  const cle = texte(ctx.form, 'cle');
  if (!CLE.test(cle)) throw new Refus('cle', 'Rouvrez la page, puis recommencez.');
  const choix = lire(ctx.form);
  if (!choix) return montrer(ctx, ctx.form, null);
  const { agent, compteId } = ctx.session;
  const { fait, refus } = await tenter(() =>
    separer(ctx, {
      familleId,
      choix,
      cle,
      acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    }),
  );
  if (refus) return montrer(ctx, ctx.form, refus);
  return redirect(
    `/agent/familles/${fait}`,
    'Le nouveau dossier est ouvert, et chaque parent est prévenu. Réglez maintenant « Qui paie » et le quotient.',
  );
};

/** Les choix du formulaire ; null : pas encore rempli. */
function lire(form: URLSearchParams): ChoixDeSeparation | null {
  const adulteId = choixDe(form, 'adulte');
  if (adulteId === null) return null;
  const sorts = new Map<number, SortDUnEnfant>();
  for (const [nom, valeur] of form) {
    const id = /^enfant_([1-9]\d{0,8})$/.exec(nom)?.[1];
    const sort = SORTS.find((s) => s === valeur);
    if (id && sort) sorts.set(Number(id), sort);
  }
  return { adulteId, sorts };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  refus: Refus | null,
): Promise<Reply> {
  const familleId = entierDe(ctx.params.id);
  const dossier = (await lireDossiers(ctx.db, [familleId])).get(familleId);
  if (!dossier) throw new Introuvable();
  const choix = lire(saisie);
  const empechements = choix ? await chercherEmpechements(ctx.db, dossier) : null;
  const examen = choix && empechements ? examinerSeparation(dossier, choix, empechements) : null;
  const raison = examen && !examen.permis ? examen.raison : refus?.message;
  return cadre(
    ctx,
    {
      titre: 'Séparer un dossier',
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: dossier.nom, href: `/agent/familles/${familleId}` },
        { libelle: 'Séparer un dossier' },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <h1>Séparer le dossier de la famille {dossier.nom}</h1>
      {raison !== undefined && (
        <Message ton="attention" titre="Ce dossier ne se sépare pas ainsi">
          {raison}
        </Message>
      )}
      {dossier.adultes.length < 2 ? (
        <EtatVide titre="Un seul adulte dans ce dossier">
          Il faut deux adultes pour que l’un prenne son propre dossier.
        </EtatVide>
      ) : (
        <Choisir dossier={dossier} saisie={saisie} />
      )}
      {examen?.permis && choix && (
        <Apercu dossier={dossier} plan={examen.plan} choix={choix} saisie={saisie} />
      )}
    </>,
  );
}

function Choisir({ dossier, saisie }: { dossier: Dossier; saisie: URLSearchParams }) {
  return (
    <Formulaire methode="get" action={`/agent/familles/${dossier.id}/separation`}>
      <Champ
        type="select"
        nom="adulte"
        libelle="Qui prend son propre dossier ?"
        valeur={saisie.get('adulte') ?? ''}
        options={dossier.adultes.map((a) => ({ valeur: a.id, libelle: nommer(a) }))}
      />
      {dossier.enfants.map((e) => (
        <Champ
          key={e.id}
          type="select"
          nom={`enfant_${e.id}`}
          libelle={nommer(e)}
          valeur={saisie.get(`enfant_${e.id}`) ?? 'reste'}
          options={SORTS.map((valeur) => ({ valeur, libelle: DIRE_SORT[valeur] }))}
        />
      ))}
      <Boutons>
        <Bouton allure="secondaire">Voir ce qui se passera</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function Apercu(props: {
  dossier: Dossier;
  plan: PlanDeSeparation;
  choix: ChoixDeSeparation;
  saisie: URLSearchParams;
}) {
  const { dossier, plan, choix, saisie } = props;
  const caches = {
    adulte: choix.adulteId,
    cle: saisie.get('cle') ?? randomUUID(),
    ...Object.fromEntries([...choix.sorts].map(([id, sort]) => [`enfant_${id}`, sort])),
  };
  return (
    <section class="pile">
      <h2>Ce qui se passera</h2>
      <ul>
        {direSeparation(dossier, plan).map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
      <Formulaire action={`/agent/familles/${dossier.id}/separation`} caches={caches}>
        <Boutons>
          <Bouton allure="danger">Ouvrir le dossier de {nommer(plan.partant)}</Bouton>
          <Bouton href={`/agent/familles/${dossier.id}`} allure="secondaire">
            Ne rien changer
          </Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}
