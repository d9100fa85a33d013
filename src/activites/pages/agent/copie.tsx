import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Refus } from '../../../platform/errors.ts';
import { choix, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { copierActivite } from '../../actions/copier.ts';
import { type ActiviteReglee, listerStructures } from '../../requetes/reglages.ts';
import { exigerReglage, trouverActivite } from './droits.ts';

const CLE = /^[0-9a-f-]{36}$/;

export const GET: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const saisie = {
    nom: `${activite.nom} (copie)`,
    structure: `${activite.structureId}`,
    cle: randomUUID(),
  };
  return montrer(ctx, activite, new URLSearchParams(saisie), []);
};

/** « Copier l'activité ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const structures = await listerStructures(ctx.db, ctx.session.agent.structures);
  const nom = texte(ctx.form, 'nom').replace(/\s+/g, ' ').slice(0, 80);
  const structureId = choix(ctx.form, 'structure') ?? 0;
  const erreurs: ErreurListee[] = [];
  if (!nom) erreurs.push({ champ: 'nom', message: 'Donnez un nom à la copie.' });
  if (!structures.some(({ id }) => id === structureId)) {
    erreurs.push({ champ: 'structure', message: 'Choisissez une structure de la liste.' });
  }
  if (erreurs.length > 0) return montrer(ctx, activite, ctx.form, erreurs);
  const cle = texte(ctx.form, 'cle');
  if (!CLE.test(cle)) throw new Refus('cle', 'Rouvrez la page, puis recommencez.');
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const geste = { activiteId: activite.id, nom, structureId, aujourdhui, cle, acteur };
  const { fait, refus } = await tenter(() => copierActivite(ctx, geste));
  if (refus) {
    const erreur = { champ: refus.champ ?? 'nom', message: refus.message };
    return montrer(ctx, activite, ctx.form, [erreur]);
  }
  return redirect(
    `/agent/activites/${fait}`,
    'La copie est faite. Vérifiez-la, puis rendez-la visible des familles.',
  );
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const structures = await listerStructures(ctx.db, ctx.session.agent.structures);
  const champ = champDe(saisie, erreurs);
  const adresse = `/agent/activites/${activite.id}`;
  return cadre(
    ctx,
    {
      titre: `Copier ${activite.nom}`,
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: activite.nom, href: adresse },
        { libelle: 'Copier' },
      ],
      largeur: 'normale',
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{`Copier « ${activite.nom} »`}</h1>
      <ResumeErreurs erreurs={erreurs} />
      <p>
        La copie reprend les prestations, les groupes d’âge, les places, les délais, la liste
        d’attente, qui peut s’inscrire, et les périodes qui ne sont pas finies. Ses tarifs sont des
        brouillons : il leur faut leur délibération. Personne n’y est inscrit, et les familles ne la
        voient pas avant vous.
      </p>
      <Formulaire action={`${adresse}/copie`} caches={{ cle: saisie.get('cle') ?? '' }}>
        <Champ
          {...champ('nom', 'Nom de la copie')}
          aide="Dans une autre structure, elle peut garder le même."
          longueurMax={80}
          autocomplete="off"
        />
        <Champ
          {...champ('structure', 'Structure')}
          type="select"
          options={structures.map((s) => ({ valeur: s.id, libelle: s.nom }))}
        />
        <Boutons>
          <Bouton icone="plus">Copier l’activité</Bouton>
          <Bouton href={adresse} allure="secondaire">
            Ne pas copier
          </Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
