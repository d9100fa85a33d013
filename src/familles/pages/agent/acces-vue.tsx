import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import type { AdulteTenu } from '../../requetes/tenir.ts';

/** Où en est l'accès de cet adulte, et ce qu'un agent peut y faire ; jamais de mot de passe. */
export function AccesDeLAdulte({ adulte, base }: { adulte: AdulteTenu; base: string }) {
  const ferme = adulte.fermeLe !== null;
  return (
    <>
      <Carte titre="Son accès">
        <p>
          Identifiant : <b>{adulte.identifiant}</b>. {direEtat(adulte)}
        </p>
        <Formulaire action={`${base}/acces`}>
          <Boutons>
            {!ferme && adulte.courriel && (
              <Bouton nom="geste" valeur="inviter" allure="secondaire" icone="message">
                {adulte.activeLe
                  ? 'Envoyer un lien pour changer de mot de passe'
                  : 'Renvoyer l’invitation'}
              </Bouton>
            )}
            {!ferme && !adulte.courriel && (
              <Bouton nom="geste" valeur="lettre" allure="secondaire" icone="liste">
                Imprimer une lettre d’accès
              </Bouton>
            )}
            {ferme ? (
              <Bouton nom="geste" valeur="rouvrir" allure="secondaire">
                Rouvrir l’accès
              </Bouton>
            ) : (
              <Bouton nom="geste" valeur="fermer" allure="danger">
                Fermer l’accès
              </Bouton>
            )}
          </Boutons>
        </Formulaire>
      </Carte>
      <Carte titre="Retirer du dossier">
        <p>
          {adulte.prenom} ne verra plus ce dossier. Son accès et ses autres dossiers restent ; les
          factures à son nom aussi.
        </p>
        <Formulaire action={`${base}/acces`}>
          <Boutons>
            <Bouton nom="geste" valeur="retirer" allure="danger">
              Retirer de ce dossier
            </Bouton>
          </Boutons>
        </Formulaire>
      </Carte>
    </>
  );
}

function direEtat({ fermeLe, activeLe, courriel }: AdulteTenu): string {
  if (fermeLe) return 'Fermé : cette personne n’entre plus.';
  if (activeLe) return 'Ouvert, et déjà utilisé.';
  return courriel
    ? 'Pas encore activé : l’invitation est partie.'
    : 'Pas encore activé : sans adresse électronique, donnez-lui une lettre.';
}
