import { assertNever } from '../../platform/errors.ts';
import { texte } from '../../platform/forms.ts';
import type { Ctx } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Repli } from '../../ui/ensembles.tsx';
import { Message } from '../../ui/message.tsx';
import type { EssaiDeCode, ResultatDuCode } from '../actions/codes.ts';
import { proposerDefi } from '../preuve.ts';
import { direAttente } from '../regles/essais.ts';

/** Ce qui n'a pas été accepté, et le défi qui accompagne l'essai suivant. */
export interface EchecDeCode {
  message: string;
  defi: string;
  /** Secondes d'attente pour qui n'a pas JavaScript. */
  sansJavaScript: number | null;
}

const SAISIE_MAX = 40;

/** Six chiffres, ou le code de secours du champ replié. */
export function lireEssai(ctx: Ctx<unknown>): Omit<EssaiDeCode, 'compteId'> {
  return {
    saisie: (texte(ctx.form, 'code') || texte(ctx.form, 'secours')).slice(0, SAISIE_MAX),
    visiteur: ctx.visitor,
    preuve: ctx.form.get('preuve') ?? '',
  };
}

export async function decrireEchec(
  ctx: Ctx<unknown>,
  resultat: Exclude<ResultatDuCode<unknown>, { issue: 'juste' }>,
): Promise<EchecDeCode> {
  return {
    message: direEchec(resultat),
    defi: await proposerDefi(ctx),
    sansJavaScript: resultat.issue === 'preuve' ? resultat.secondes : null,
  };
}

function direEchec(resultat: Exclude<ResultatDuCode<unknown>, { issue: 'juste' }>): string {
  switch (resultat.issue) {
    case 'faux':
      return 'Ce code n’est pas le bon. Attendez que l’application en montre un autre, puis recopiez-le.';
    case 'rejoue':
      return 'Ce code a déjà servi. Attendez le suivant : l’application en change toutes les trente secondes.';
    case 'illisible':
      return 'Ce portail ne peut plus lire votre double authentification. Demandez à un administrateur de la retirer, ou donnez un code de secours.';
    case 'attendre':
      return `Trop d’essais manqués. Attendez ${direAttente(resultat.secondes)}, puis recommencez.`;
    case 'preuve':
      return 'Plusieurs essais ont échoué. Recopiez le code que montre l’application.';
    default:
      return assertNever(resultat);
  }
}

/** Le code de l'application ; replié dessous, celui de secours. */
export function ChampCode(props: { echec: EchecDeCode | null; id?: string }) {
  const { echec, id = 'code' } = props;
  return (
    <>
      {echec?.sansJavaScript != null && (
        <Message ton="attention" vivant={false}>
          <p data-etat-preuve data-secondes={echec.sansJavaScript}>
            Sans JavaScript, attendez {direAttente(echec.sansJavaScript)} avant de recommencer. Avec
            JavaScript, une vérification automatique vous évite d’attendre.
          </p>
        </Message>
      )}
      <Champ
        nom="code"
        id={id}
        libelle="Code de l’application"
        aide="Six chiffres ; il change toutes les trente secondes."
        inputmode="numeric"
        autocomplete="one-time-code"
        longueurMax={SAISIE_MAX}
        court
        erreur={echec?.message}
      />
      <Repli titre="Téléphone perdu ? Donner un code de secours">
        <Champ
          nom="secours"
          id={`${id}-secours`}
          libelle="Code de secours"
          aide="Dix lettres et chiffres, comme ABCDE-23456. Chacun ne sert qu’une fois."
          longueurMax={SAISIE_MAX}
          autocomplete="off"
          facultatif
        />
      </Repli>
      {echec && <input type="hidden" name="preuve" data-defi={echec.defi} />}
    </>
  );
}
