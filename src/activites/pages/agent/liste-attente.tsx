import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, champDe, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { reglerListeAttente } from '../../actions/attente.ts';
import {
  CRITERES,
  CRITERES_EN_MOTS,
  direCriteres,
  estCritere,
  lireHeures,
} from '../../regles/attente.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';
import { chercherReglagesAttente } from '../../requetes/attente.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { exigerReglage, trouverActivite } from './droits.ts';

/** Qui passe d'abord quand c'est complet (docs/regles/liste-attente.md). */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouverActivite(ctx));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const offreHeures = lireHeures(texte(ctx.form, 'heures'));
  if (offreHeures === null) {
    const message = 'Indiquez un nombre d’heures entre 2 et 336 (quatorze jours).';
    return montrer(ctx, activite, { saisie: ctx.form, erreurs: [{ champ: 'heures', message }] });
  }
  const { refus } = await tenter(() =>
    reglerListeAttente(ctx, {
      activiteId: activite.id,
      reglages: {
        criteres: lireCriteres(ctx.form),
        offreHeures,
        fratriesEnsemble: ctx.form.has('fratries'),
      },
      acteur,
    }),
  );
  if (refus) {
    const erreur = { champ: refus.champ ?? 'critere1', message: refus.message };
    return montrer(ctx, activite, { saisie: ctx.form, erreurs: [erreur] });
  }
  return redirect(`/agent/activites/${activite.id}`, 'La liste d’attente est réglée.');
};

/** Les critères choisis, dans l'ordre des champs ; un champ vide ne compte pas. */
function lireCriteres(f: URLSearchParams) {
  return CRITERES.flatMap((_, i) => {
    const choisi = texte(f, `critere${i + 1}`);
    return estCritere(choisi) ? [choisi] : [];
  });
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  enCours?: { saisie: URLSearchParams; erreurs: readonly ErreurDeSaisie[] },
): Promise<Reply> {
  const reglages = await chercherReglagesAttente(ctx.db, activite.id);
  if (!reglages) throw new Introuvable();
  const erreurs = enCours?.erreurs ?? [];
  const saisie =
    enCours?.saisie ??
    new URLSearchParams([
      ...reglages.criteres.map((c, i) => [`critere${i + 1}`, c]),
      ['heures', String(reglages.offreHeures)],
      ...(reglages.fratriesEnsemble ? [['fratries', 'oui']] : []),
    ]);
  const champ = champDe(saisie, erreurs);
  const cantine = activite.genre === 'cantine';
  const options = [
    { valeur: '', libelle: 'l’ordre d’arrivée' },
    ...CRITERES.map((c) => ({
      valeur: c,
      libelle: CRITERES_EN_MOTS[c].libelle.toLowerCase(),
      inactive: cantine && c === 'emploi',
    })),
  ];
  return cadre(
    ctx,
    {
      titre: 'Liste d’attente',
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: activite.nom, href: `/agent/activites/${activite.id}` },
        { libelle: 'Liste d’attente' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Liste d’attente</h1>
      <p class="chapeau">{activite.nom}</p>
      <ResumeErreurs erreurs={erreurs} />
      <p>
        Quand c’est complet, passent d’abord : <b>{direCriteres(reglages.criteres)}</b>. Chaque
        famille lit son rang, et pourquoi.
      </p>
      <Formulaire action={`/agent/activites/${activite.id}/liste-attente`}>
        {CRITERES.map((_, i) => (
          <Champ
            key={i}
            {...champ(`critere${i + 1}`, i === 0 ? 'Passe d’abord' : `Puis (${i + 1})`)}
            type="select"
            facultatif
            options={options}
          />
        ))}
        <Case
          nom="fratries"
          libelle="Les fratries entrent ensemble"
          aide="Les enfants d’une famille qui attendent la même chose le même jour reçoivent leurs places en même temps. Au plus deux familles passent devant eux ; ensuite, chacun prend ce qui se libère."
          cochee={saisie.has('fratries')}
        />
        <Champ
          {...champ('heures', 'Heures pour répondre à une place proposée')}
          aide={
            activite.listeAttente === 'offre'
              ? 'La place est gardée ce temps-là. La nuit (21 h à 8 h), rien ne part et rien n’expire.'
              : 'Sert quand la liste d’attente de l’activité est « proposée », ou quand un agent propose une place à la main.'
          }
          inputmode="numeric"
          court
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      <Repli titre="Ce que veut dire chaque critère">
        <dl>
          {CRITERES.map((c) => (
            <>
              <dt>
                <b>{CRITERES_EN_MOTS[c].libelle}</b>
              </dt>
              <dd>{CRITERES_EN_MOTS[c].aide}</dd>
            </>
          ))}
        </dl>
      </Repli>
      {cantine && (
        <p class="discret">
          À la cantine, l’emploi des parents ne peut pas compter : code de l’éducation, article L.
          131-13.
        </p>
      )}
    </>,
  );
}
