import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
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
import { modifierDossier } from '../../actions/tenir.ts';
import { listerCommunesConnues } from '../../requetes/guichet.ts';
import { acteurDe, filDuDossier, nommerDossier } from './dossier-tenu.tsx';

/** Le nom du dossier, et la commune retenue pour les droits. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { nom, codeInsee } = await nommerDossier(ctx);
  return montrer(ctx, new URLSearchParams({ nom, commune: codeInsee ?? '' }), []);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const familleId = entierDe(ctx.params.id);
  const communes = await listerCommunesConnues(ctx.db);
  const { refus } = await tenter(() =>
    modifierDossier(ctx, {
      familleId,
      nom: texte(ctx.form, 'nom').replace(/\s+/g, ' ').slice(0, 100),
      commune: communes.find((c) => c.codeInsee === texte(ctx.form, 'commune')) ?? null,
      acteur: acteurDe(ctx.session),
    }),
  );
  if (refus) return montrer(ctx, ctx.form, [{ champ: 'nom', message: refus.message }]);
  return redirect(`/agent/familles/${familleId}`, 'Dossier enregistré.');
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const dossier = await nommerDossier(ctx);
  const communes = await listerCommunesConnues(ctx.db);
  const champ = champDe(saisie, erreurs);
  return cadre(
    ctx,
    {
      titre: 'Corriger le dossier',
      filAriane: filDuDossier(dossier, 'Corriger le dossier'),
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Corriger le dossier</h1>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={`/agent/familles/${dossier.id}/dossier`}>
        <Champ {...champ('nom', 'Nom du dossier')} longueurMax={100} autocomplete="off" />
        <Champ
          {...champ('commune', 'Commune retenue pour les droits')}
          type="select"
          aide="Vérifiez sur pièce : elle décide des tarifs et de l’accès aux activités réservées."
          invite="À préciser"
          options={communes.map((c) => ({
            valeur: c.codeInsee,
            libelle: `${c.nom} (${c.codePostal})`,
          }))}
          facultatif
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
