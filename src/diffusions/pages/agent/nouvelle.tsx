import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { estCleUnique, OBJET_AU_PLUS, TEXTE_AU_PLUS } from '../../../messages/regles/ecrire.ts';
import { entierDe, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { preparer } from '../../actions/preparer.ts';
import {
  decrireCible,
  type ErreurDeDiffusion,
  examinerCible,
  type Lieux,
} from '../../regles/cible.ts';
import { examinerTexte } from '../../regles/envoi.ts';
import { chercherDiffusion, lireLieux } from '../../requetes/diffusions.ts';
import { ChoixDesClasses, ChoixDuLieu } from './a-qui.tsx';

const ADRESSE = '/agent/diffusions/nouvelle';

interface Saisie {
  ou: readonly string[];
  classes: readonly string[];
  du: string;
  au: string;
  objet: string;
  texte: string;
  cle: string;
}

/** « Écrire à un groupe » : à qui, et quoi. Rien ne part d'ici. `depuis` reprend un message. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const lieux = await lire(ctx);
  const depuis = ctx.query.get('depuis');
  const { structures } = ctx.session.agent;
  const d = depuis === null ? null : await chercherDiffusion(ctx.db, structures, entierDe(depuis));
  const saisie: Saisie = {
    ou: d ? [...d.structures.map((s) => `s:${s}`), ...d.activites.map((a) => `a:${a}`)] : [],
    classes: d ? [...d.ecoles.map((e) => `e:${e}`), ...d.classes.map((c) => `c:${c}`)] : [],
    du: d?.du ?? '',
    au: d?.au ?? '',
    objet: d?.objet ?? '',
    texte: d?.texte ?? '',
    cle: randomUUID(),
  };
  return habiller(ctx, lieux, saisie, []);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const lieux = await lire(ctx);
  const cle = texte(ctx.form, 'cle_unique');
  const saisie: Saisie = {
    ou: ctx.form.getAll('ou'),
    classes: ctx.form.getAll('classe'),
    du: texte(ctx.form, 'du'),
    au: texte(ctx.form, 'au'),
    objet: texte(ctx.form, 'objet'),
    texte: texte(ctx.form, 'texte'),
    cle: estCleUnique(cle) ? cle : randomUUID(),
  };
  const { cible, erreurs } = examinerCible(
    {
      structures: numeros(saisie.ou, 's'),
      activites: numeros(saisie.ou, 'a'),
      ecoles: numeros(saisie.classes, 'e'),
      classes: numeros(saisie.classes, 'c'),
      du: null,
      au: null,
      duSaisi: saisie.du,
      auSaisi: saisie.au,
    },
    lieux,
  );
  const propre = examinerTexte(saisie.objet, saisie.texte);
  const toutes = [...erreurs, ...propre.erreurs];
  if (toutes.length > 0) return habiller(ctx, lieux, saisie, toutes);
  const { agent, compteId } = ctx.session;
  const id = await preparer(ctx, {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    structures: agent.structures,
    cible,
    portee: decrireCible(cible, lieux, agent.structures !== null),
    objet: propre.objet,
    texte: propre.texte,
    cleUnique: saisie.cle,
  });
  return redirect(`/agent/diffusions/${id}`);
};

function lire(ctx: Ctx<SessionAgent>): Promise<Lieux> {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  return lireLieux(ctx.db, ctx.session.agent.structures, aujourdhui);
}

/** « s:3 », « a:12 » : la lettre dit de quoi c'est le numéro. */
function numeros(choix: readonly string[], lettre: string): number[] {
  return choix.flatMap((c) => {
    const [, numero] = new RegExp(`^${lettre}:([1-9]\\d{0,8})$`).exec(c) ?? [];
    return numero ? [Number(numero)] : [];
  });
}

function habiller(
  ctx: Ctx<SessionAgent>,
  lieux: Lieux,
  saisie: Saisie,
  erreurs: readonly ErreurDeDiffusion[],
): Reply {
  const erreur = (champ: ErreurDeDiffusion['champ']) =>
    erreurs.find((e) => e.champ === champ)?.message;
  return cadre(
    ctx,
    {
      titre: 'Écrire à un groupe',
      largeur: 'normale',
      filAriane: [
        { libelle: 'Écrire à un groupe', href: '/agent/diffusions' },
        { libelle: 'Nouveau message' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Écrire à un groupe de familles</h1>
      <p>Vous relirez la liste et la lettre avant que rien ne parte.</p>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={ADRESSE} caches={{ cle_unique: saisie.cle }}>
        <Carte titre="À qui ?">
          <ChoixDuLieu lieux={lieux} coches={saisie.ou} erreur={erreur('ou')} />
          <Jours saisie={saisie} erreur={erreur} />
          <ChoixDesClasses lieux={lieux} coches={saisie.classes} />
        </Carte>
        <Carte titre="Quoi ?">
          <Champ
            nom="objet"
            libelle="Objet"
            valeur={saisie.objet}
            erreur={erreur('objet')}
            longueurMax={OBJET_AU_PLUS}
          />
          <Champ
            type="textarea"
            nom="texte"
            libelle="Message"
            aide="La lettre commence par « Bonjour » et le prénom ; chaque adulte la retrouve dans son compte. Ne nommez aucun enfant, n’écrivez rien de la santé."
            lignes={9}
            longueurMax={TEXTE_AU_PLUS}
            valeur={saisie.texte}
            erreur={erreur('texte')}
          />
        </Carte>
        <Boutons>
          <Bouton icone="oeil">Relire avant d’envoyer</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}

function Jours(props: {
  saisie: Saisie;
  erreur: (champ: ErreurDeDiffusion['champ']) => string | undefined;
}) {
  const { saisie, erreur } = props;
  return (
    <fieldset class="groupe">
      <legend>Quels jours ?</legend>
      <p class="aide-champ">
        Les enfants dont une réservation est validée ces jours-là. Sans jour, une activité veut dire
        « à partir d’aujourd’hui ».
      </p>
      <div class="grille">
        <Champ
          type="date"
          nom="du"
          libelle="Premier jour"
          facultatif
          valeur={saisie.du}
          erreur={erreur('du')}
        />
        <Champ
          type="date"
          nom="au"
          libelle="Dernier jour"
          facultatif
          valeur={saisie.au}
          erreur={erreur('au')}
        />
      </div>
    </fieldset>
  );
}
