import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Refus } from '../../../platform/errors.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { Case } from '../../../ui/choix.tsx';
import { type ErreurListee, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { creerFamille, FamillesProches } from '../../actions/creer.ts';
import { lireDossier } from '../../regles/saisie-dossier.ts';
import { listerClassesAChoisir, listerCommunesConnues } from '../../requetes/guichet.ts';
import { FormulaireDossier } from './formulaire-dossier.tsx';

const CLE = /^[0-9a-f-]{36}$/;

/** Une famille au guichet : ses adultes, ses enfants, leurs classes. */
export const GET: Handler<SessionAgent> = (ctx) =>
  montrer(ctx, new URLSearchParams({ cle: randomUUID(), qualite1: 'mere' }), []);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const annee = anneeScolaireDu(aujourdhui);
  const classes = await listerClassesAChoisir(ctx.db, annee);
  const { dossier, erreurs } = lireDossier(ctx.form, {
    classes: classes.map((c) => c.id),
    communes: await listerCommunesConnues(ctx.db),
    aujourdhui,
  });
  const cle = texte(ctx.form, 'cle');
  if (!CLE.test(cle)) throw new Refus('cle', 'Rouvrez la page, puis recommencez.');
  if (erreurs.length > 0) return montrer(ctx, ctx.form, erreurs);
  const { agent, compteId } = ctx.session;
  const { fait, refus } = await tenter(() =>
    creerFamille(ctx, {
      dossier,
      annee,
      cle,
      malgreLesProches: ctx.form.get('malgre') === 'oui',
      acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    }),
  );
  if (refus instanceof FamillesProches) return montrer(ctx, ctx.form, [], refus);
  if (refus) return montrer(ctx, ctx.form, [direRefus(refus)]);
  return redirect(
    `/agent/familles/${fait}`,
    'La famille est créée. Chaque adulte qui a une adresse électronique reçoit de quoi activer son accès.',
  );
};

function direRefus(refus: Refus): ErreurListee {
  return refus.code === 'une_adresse_ne_sert_qu_a_un_compte'
    ? {
        champ: 'courriel1',
        message:
          'Cette adresse électronique sert déjà : cherchez la famille qui l’a, ou changez-la.',
      }
    : { champ: refus.champ ?? 'nom1', message: refus.message };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
  proches: FamillesProches | null = null,
): Promise<Reply> {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const classes = await listerClassesAChoisir(ctx.db, anneeScolaireDu(aujourdhui));
  return cadre(
    ctx,
    {
      titre: 'Nouvelle famille',
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: 'Nouvelle famille' },
      ],
      status: erreurs.length > 0 || proches ? 422 : 200,
    },
    <>
      <h1>Nouvelle famille</h1>
      <ResumeErreurs erreurs={erreurs} />
      <FormulaireDossier saisie={saisie} erreurs={erreurs} classes={classes}>
        {proches && <Proches refus={proches} />}
      </FormulaireDossier>
    </>,
  );
}

function Proches({ refus }: { refus: FamillesProches }) {
  return (
    <Message ton="attention" titre={refus.message}>
      <ul>
        {refus.proches.map((f) => (
          <li key={f.id}>
            <a href={`/agent/familles/${f.id}`}>Famille {f.nom}</a> : {f.enfant}, né le même jour
          </li>
        ))}
      </ul>
      <Case nom="malgre" libelle="Ce n’est pas la même famille : créer ce dossier" />
    </Message>
  );
}
