import type { SessionAgent } from '../../../comptes/session.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Cases } from '../../../ui/choix.tsx';
import { Bouton, Boutons, champDe, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import { reglerAdmission } from '../../actions/admission.ts';
import { direAdmission, lireAdmission } from '../../regles/admission.ts';
import { lireQuiPeutVenir } from '../../requetes/admission.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { agirOuRemontrer, cadreReglage, type EnCours } from './cadre-reglage.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';

/** Qui peut s'inscrire : des âges, des écoles, des communes (Places, règle 1). */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouverActivite(ctx));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const { saisie, erreurs } = lireAdmission(ctx.form, await lireQuiPeutVenir(ctx.db, activite.id));
  if (erreurs.length > 0) return montrer(ctx, activite, { saisie: ctx.form, erreurs });
  return agirOuRemontrer(
    () => reglerAdmission(ctx, { activiteId: activite.id, acteur, admission: saisie }),
    { vers: `/agent/activites/${activite.id}`, dit: 'Qui peut s’inscrire est enregistré.' },
    (refus) => montrer(ctx, activite, { saisie: ctx.form, erreurs: refus }),
    'age_min',
  );
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  enCours?: EnCours,
): Promise<Reply> {
  const { admission, ecoles, communes } = await lireQuiPeutVenir(ctx.db, activite.id);
  const erreurs = enCours?.erreurs ?? [];
  const saisie =
    enCours?.saisie ??
    new URLSearchParams([
      ['age_min', String(admission.ageMin ?? '')],
      ['age_max', String(admission.ageMax ?? '')],
      ...admission.ecoles.map((id) => ['ecoles', String(id)]),
      ...admission.communes.map((code) => ['communes', code]),
    ]);
  const champ = champDe(saisie, erreurs);
  const age = { inputmode: 'numeric', court: true, facultatif: true } as const;
  return cadreReglage(
    ctx,
    { activite, titre: 'Qui peut s’inscrire', erreurs },
    <>
      <p>
        Aujourd’hui : <b>{direAdmission(admission, { ecoles, communes })}</b>. Un changement vaut
        pour les demandes à venir ; les réservations faites restent.
      </p>
      <Formulaire action={`/agent/activites/${activite.id}/admission`}>
        <GroupeDeChamps legende="Âge le jour réservé" grille>
          <Champ {...champ('age_min', 'Âge minimum')} {...age} />
          <Champ {...champ('age_max', 'Âge maximum')} {...age} />
        </GroupeDeChamps>
        {ecoles.length > 0 && (
          <Cases
            nom="ecoles"
            legende="Écoles"
            aide="Aucune cochée : toutes les écoles. L’école est celle de l’année scolaire du jour réservé."
            options={ecoles.map((e) => ({ valeur: e.id, libelle: e.nom }))}
            valeurs={saisie.getAll('ecoles')}
          />
        )}
        {communes.length > 0 && (
          <Cases
            nom="communes"
            legende="Communes de résidence"
            aide="Aucune cochée : toutes les communes. La commune est celle que vos services ont retenue pour la famille."
            options={communes.map((c) => ({ valeur: c.codeInsee, libelle: c.nom }))}
            valeurs={saisie.getAll('communes')}
          />
        )}
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
