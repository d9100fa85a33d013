import { REGLES, ROLES, ROLES_EN_MOTS } from '../../comptes/regles/droits.ts';
import { Repli } from '../../ui/ensembles.tsx';

/** La même table que la porte du portail : l'aide ne peut pas promettre autre chose. */
export function Agents() {
  return (
    <>
      <ol>
        <li>
          Dans « <a href="/agent/agents">Agents</a> », choisissez « Inviter un collègue ». Il reçoit
          un lien pour choisir son mot de passe ; le lien vaut trente jours et se renvoie.
        </li>
        <li>
          Donnez-lui un rôle, et au besoin les seules structures où il travaille : il ne lira
          ailleurs ni enfant, ni demande, ni message.
        </li>
        <li>
          Changez ses droits, suspendez ou réactivez son accès depuis sa page, avec un motif que le
          journal garde. Suspendu, il est déconnecté aussitôt.
        </li>
      </ol>
      <p>
        Gardez deux administrateurs : le dernier ne peut ni se retirer, ni être suspendu. Chaque
        rôle ouvre ce qui suit, et rien d’autre.
      </p>
      {ROLES.map((role) => (
        <Repli key={role} titre={ROLES_EN_MOTS[role]}>
          <ul>
            {[...REGLES.values()]
              .filter((r) => r.roles.includes(role))
              .map((r) => (
                <li key={r.phrase}>{r.phrase}</li>
              ))}
          </ul>
        </Repli>
      ))}
    </>
  );
}
