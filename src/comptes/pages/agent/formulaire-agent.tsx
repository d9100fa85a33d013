import { choix as lireChoix, texte } from '../../../platform/forms.ts';
import { Cases, Radios } from '../../../ui/choix.tsx';
import type { ErreurListee } from '../../../ui/formulaire.tsx';
import { type ReglagesDAgent, seLimite } from '../../regles/agents.ts';
import { ROLES, ROLES_EN_MOTS, type Role } from '../../regles/droits.ts';
import type { StructureAChoisir } from '../../requetes/agents.ts';

const AIDES: Record<Role, string> = {
  administrateur: 'Règle tout, et tient les accès de ses collègues.',
  guichet: 'Demandes, familles, messages, quotients, tarifs.',
  directeur: 'Demandes et réglages de ses activités.',
  animateur: 'Ses listes du jour et le pointage, rien d’autre.',
  regisseur: 'Factures, encaissements, versements\u00a0; lit le reste.',
  lecture: 'Lit le quotidien, sans rien changer ni voir l’argent.',
};

/** Le rôle et les structures d'un agent, pour l'inviter ou le changer. */
export function ChampsDuRole(props: {
  saisie: URLSearchParams;
  structures: readonly StructureAChoisir[];
  erreurs: readonly ErreurListee[];
}) {
  const { saisie, structures } = props;
  const erreur = (champ: string) => props.erreurs.find((e) => e.champ === champ)?.message;
  return (
    <>
      <Radios
        nom="role"
        legende="Rôle"
        valeur={saisie.get('role')}
        erreur={erreur('role')}
        options={ROLES.map((r) => ({ valeur: r, libelle: ROLES_EN_MOTS[r], aide: AIDES[r] }))}
      />
      {structures.length > 1 && (
        <>
          <Radios
            nom="etendue"
            id="structures"
            legende="Ce qu’il voit"
            valeur={saisie.get('etendue') ?? 'toutes'}
            erreur={erreur('structures')}
            options={[
              {
                valeur: 'toutes',
                libelle: 'Toutes les structures',
                aide: 'Toujours, pour un administrateur ou un régisseur.',
              },
              { valeur: 'choisies', libelle: 'Seulement celles cochées ci-dessous' },
            ]}
          />
          <Cases
            nom="structure"
            legende="Structures"
            valeurs={saisie.getAll('structure')}
            options={structures.map((s) => ({ valeur: s.id, libelle: s.nom }))}
          />
        </>
      )}
    </>
  );
}

/** Ce que le formulaire dit du rôle ; les erreurs à montrer s'il en manque. */
export function lireReglages(
  form: URLSearchParams,
  structures: readonly StructureAChoisir[],
): { reglages: ReglagesDAgent | null; erreurs: ErreurListee[] } {
  const role = ROLES.find((r) => r === texte(form, 'role'));
  if (!role)
    return { reglages: null, erreurs: [{ champ: 'role', message: 'Choisissez un rôle.' }] };
  if (texte(form, 'etendue') !== 'choisies')
    return { reglages: { role, structures: null }, erreurs: [] };
  const proposees = new Set(structures.map((s) => s.id));
  const cochees = form
    .getAll('structure')
    .map((id) => lireChoix(new URLSearchParams({ id }), 'id'))
    .filter((id): id is number => id !== null && proposees.has(id));
  return { reglages: { role, structures: [...new Set(cochees)] }, erreurs: [] };
}

/** La saisie qui redonne ces réglages. */
export function saisieDesReglages(agent: {
  role: Role;
  structures: readonly { id: number }[] | null;
}): URLSearchParams {
  const saisie = new URLSearchParams({
    role: agent.role,
    etendue: agent.structures && seLimite(agent.role) ? 'choisies' : 'toutes',
  });
  for (const { id } of agent.structures ?? []) saisie.append('structure', String(id));
  return saisie;
}
