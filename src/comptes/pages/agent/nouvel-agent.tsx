import { z } from 'zod';
import { cadre } from '../../../cadre.tsx';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { inviterAgent } from '../../actions/agents.ts';
import { listerStructuresAChoisir } from '../../requetes/agents.ts';
import type { SessionAgent } from '../../session.ts';
import { acteurDe } from './acteur.ts';
import { ChampsDuRole, lireReglages } from './formulaire-agent.tsx';

export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, new URLSearchParams(), []);

/** « Envoyer l'invitation ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const f = ctx.form;
  const personne = {
    prenom: texte(f, 'prenom').slice(0, 60),
    nom: texte(f, 'nom').slice(0, 60),
    courriel: texte(f, 'courriel').toLowerCase(),
  };
  const structures = await listerStructuresAChoisir(ctx.db, []);
  const { reglages, erreurs: erreursDuRole } = lireReglages(f, structures);
  const erreurs = [...refuserPersonne(personne), ...erreursDuRole];
  if (!reglages || erreurs.length > 0) return montrer(ctx, f, erreurs);
  const acteur = acteurDe(ctx.session);
  const { fait, refus } = await tenter(() =>
    inviterAgent(ctx, { ...personne, ...reglages, acteur }),
  );
  if (refus)
    return montrer(ctx, f, [{ champ: refus.champ ?? 'courriel', message: direRefus(refus) }]);
  return redirect(
    `/agent/agents/${fait}`,
    `L’invitation part à ${personne.courriel}. Le lien vaut trente jours.`,
  );
};

function direRefus({ code, message }: { code: string; message: string }): string {
  const deja = ['une_adresse_ne_sert_qu_a_un_compte', 'un_identifiant_ne_sert_qu_une_fois'];
  return deja.includes(code)
    ? 'Cette adresse sert déjà à un compte. Donnez l’adresse professionnelle de cette personne.'
    : message;
}

function refuserPersonne(p: { prenom: string; nom: string; courriel: string }): ErreurListee[] {
  const erreurs: ErreurListee[] = [];
  if (p.prenom === '') erreurs.push({ champ: 'prenom', message: 'Écrivez son prénom.' });
  if (p.nom === '') erreurs.push({ champ: 'nom', message: 'Écrivez son nom.' });
  if (!z.email().max(254).safeParse(p.courriel).success)
    erreurs.push({
      champ: 'courriel',
      message: 'Écrivez son adresse électronique en entier, comme n.benali@mairie.fr.',
    });
  return erreurs;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const structures = await listerStructuresAChoisir(ctx.db, []);
  const champ = champDe(saisie, erreurs);
  return cadre(
    ctx,
    {
      titre: 'Inviter un collègue',
      filAriane: [{ libelle: 'Agents', href: '/agent/agents' }, { libelle: 'Inviter un collègue' }],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Inviter un collègue</h1>
      <ResumeErreurs erreurs={erreurs} />
      <p>Il reçoit un lien pour choisir son mot de passe ; son adresse est son identifiant.</p>
      <Formulaire action="/agent/agents/nouveau">
        <Champ {...champ('prenom', 'Prénom')} longueurMax={60} autocomplete="off" />
        <Champ {...champ('nom', 'Nom')} longueurMax={60} autocomplete="off" />
        <Champ
          {...champ('courriel', 'Adresse électronique')}
          type="email"
          aide="Professionnelle, et à lui seul."
          autocomplete="off"
        />
        <ChampsDuRole {...{ saisie, structures, erreurs }} />
        <Boutons>
          <Bouton icone="coche">Envoyer l’invitation</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
