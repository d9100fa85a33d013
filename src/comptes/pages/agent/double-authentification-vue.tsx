import { ecrireInstant } from '../../../platform/instants.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { CodeQr } from '../../../ui/qr.tsx';
import type { Preparation } from '../../actions/double-authentification.ts';
import { ecrireCodeDeSecours, ecrireSecret } from '../../regles/double-authentification.ts';
import type { EtatDeLaDoubleAuthentification } from '../../requetes/double-authentification.ts';
import { ChampCode, type EchecDeCode } from '../champ-code.tsx';

const ADRESSE = '/agent/double-authentification';

/** Le dessin à photographier, et le premier code. */
export function APoser(props: {
  preparation: Preparation;
  erreur: string | null;
  /** Son rôle la demande : rien d'autre ne s'ouvre avant. */
  tenu: boolean;
  /** Site de démonstration ou de développement : elle n'est imposée à personne. */
  proposee: boolean;
}) {
  const { preparation, erreur } = props;
  return (
    <>
      <h1>Double authentification</h1>
      {erreur && <ResumeErreurs erreurs={[{ champ: 'code', message: erreur }]} />}
      {props.tenu && (
        <Message ton="attention" vivant={false} titre="Votre rôle la demande">
          Posez-la pour ouvrir l’espace des services : une minute suffit.
        </Message>
      )}
      {props.proposee && (
        <Message ton="info" vivant={false}>
          Ce site est une démonstration : la double authentification s’y essaie sans y être imposée.
          En production, administrateurs et régisseurs ne peuvent pas s’en passer.
        </Message>
      )}
      <p>
        En plus de votre mot de passe, un code de votre téléphone : un mot de passe volé ne suffit
        plus à entrer.
      </p>
      <div class="prose">
        <ol>
          <li>
            Sur votre téléphone, ouvrez une application de double authentification (FreeOTP, Aegis,
            Google Authenticator…).
          </li>
          <li>
            Photographiez ce dessin, ou tapez la clé :{' '}
            <code>{ecrireSecret(preparation.secret)}</code>
          </li>
          <li>Recopiez le code de six chiffres qu’elle montre.</li>
        </ol>
      </div>
      <CodeQr
        texte={preparation.adresse}
        titre="Dessin à photographier avec l’application ; la clé ci-dessus dit la même chose."
      />
      <Formulaire action={ADRESSE} caches={{ sceau: preparation.sceau }}>
        <Champ
          nom="code"
          libelle="Code de l’application"
          inputmode="numeric"
          autocomplete="one-time-code"
          longueurMax={10}
          court
          erreur={erreur ?? undefined}
        />
        <Boutons>
          <Bouton icone="cadenas">Poser la double authentification</Bouton>
        </Boutons>
      </Formulaire>
      {props.tenu && (
        <Formulaire action="/deconnexion">
          <Boutons>
            <Bouton allure="discret">Plus tard : me déconnecter</Bouton>
          </Boutons>
        </Formulaire>
      )}
    </>
  );
}

/** Posée : depuis quand, combien de codes de secours, et les refaire. */
export function Posee(props: {
  etat: EtatDeLaDoubleAuthentification;
  echec: EchecDeCode | null;
  tenu: boolean;
  fuseau: string;
}) {
  const { etat, echec, tenu } = props;
  const n = etat.codesRestants;
  return (
    <>
      <h1>Double authentification</h1>
      {echec && <ResumeErreurs erreurs={[{ champ: 'code', message: echec.message }]} />}
      <p>
        Posée {ecrireInstant(etat.poseLe, props.fuseau, { annee: true })}. Un code vous est demandé
        à chaque connexion.
      </p>
      <p>
        {n === 0
          ? 'Il ne vous reste aucun code de secours : refaites-en dix.'
          : `Il vous reste ${n} code${n > 1 ? 's' : ''} de secours, pour le jour où le téléphone manque.`}
      </p>
      <Formulaire action={`${ADRESSE}/codes`}>
        <p>
          {tenu
            ? 'Pour refaire vos codes de secours, donnez le code que montre l’application.'
            : 'Pour refaire vos codes de secours, ou la retirer, donnez le code que montre l’application.'}
        </p>
        <ChampCode echec={echec} />
        <Boutons>
          <Bouton icone="cle">Refaire mes codes de secours</Bouton>
          {!tenu && (
            <Bouton allure="danger" action={`${ADRESSE}/retrait`}>
              Retirer la double authentification
            </Bouton>
          )}
        </Boutons>
      </Formulaire>
    </>
  );
}

/** Dix codes à garder ailleurs que dans le téléphone. */
export function CodesDeSecours({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <h1>Vos codes de secours</h1>
      <p>
        Imprimez-les ou recopiez-les, et gardez-les loin du téléphone. Chacun ouvre une fois, s’il
        manque. <b>Ils ne seront plus montrés.</b>
      </p>
      <ol class="codes-de-secours">
        {codes.map((code) => (
          <li key={code}>
            <code>{ecrireCodeDeSecours(code)}</code>
          </li>
        ))}
      </ol>
      <Formulaire action={`${ADRESSE}/codes`} caches={{ gardes: 'oui' }}>
        <Boutons>
          <Bouton icone="coche">Je les ai gardés</Bouton>
        </Boutons>
      </Formulaire>
    </>
  );
}
