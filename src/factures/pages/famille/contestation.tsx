import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour, estJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { contester } from '../../actions/contester.ts';
import { chercherLigneContestable } from '../../requetes/famille.ts';

const FORME_CLE = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Contester une ligne du compte du mois. */
export const GET: Handler<SessionFamille> = (ctx) => montrer(ctx, ctx.query, null);

export const POST: Handler<SessionFamille> = async (ctx) => {
  const { responsable, compteId } = ctx.session;
  const cle = lireCle(ctx.form);
  const cleUnique = texte(ctx.form, 'cle');
  if (!FORME_CLE.test(cleUnique)) throw new Introuvable();
  const { refus } = await tenter(async () =>
    contester(ctx, {
      ...cle,
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      responsableId: responsable.id,
      familles: responsable.familles,
      texte: texte(ctx.form, 'texte'),
      cleUnique,
    }),
  );
  if (refus) return montrer(ctx, ctx.form, refus);
  return redirect(
    `/famille/compte-du-mois?mois=${cle.jour.slice(0, 7)}`,
    'Votre contestation est partie à la régie. Sa réponse arrivera par courriel et ici.',
  );
};

function lireCle(champs: URLSearchParams) {
  const jour = champs.get('jour');
  if (!estJour(jour)) throw new Introuvable();
  return {
    enfantId: entierDe(champs.get('enfant')),
    prestationId: entierDe(champs.get('prestation')),
    jour,
  };
}

async function montrer(
  ctx: Ctx<SessionFamille>,
  champs: URLSearchParams,
  refus: Refus | null,
): Promise<Reply> {
  const cle = lireCle(champs);
  const ligne = await chercherLigneContestable(ctx.db, ctx.session.responsable.familles, cle);
  if (!ligne) throw new Introuvable();
  const retour = `/famille/compte-du-mois?mois=${cle.jour.slice(0, 7)}`;
  return cadre(
    ctx,
    {
      titre: 'Contester une ligne',
      filAriane: [
        { libelle: 'Mes factures', href: '/famille/factures' },
        { libelle: 'Compte du mois', href: retour },
        { libelle: 'Contester une ligne' },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <h1>Contester une ligne</h1>
      <ResumeErreurs erreurs={refus ? [{ champ: 'texte', message: refus.message }] : []} />
      <p>
        {ligne.enfant} : {ligne.quoi}, {ecrireJour(cle.jour)}.
      </p>
      <Formulaire
        action="/famille/contestations"
        caches={{
          enfant: cle.enfantId,
          prestation: cle.prestationId,
          jour: cle.jour,
          cle: crypto.randomUUID(),
        }}
      >
        <Champ
          type="textarea"
          nom="texte"
          libelle="Ce qui ne va pas"
          aide="Par exemple : « Zoé était malade, j’ai envoyé le certificat le 12. »"
          valeur={champs.get('texte') ?? ''}
          erreur={refus?.message}
          lignes={4}
        />
        <Boutons>
          <Bouton icone="message">Envoyer à la régie</Bouton>
          <a href={retour}>Garder la ligne</a>
        </Boutons>
      </Formulaire>
    </>,
  );
}
