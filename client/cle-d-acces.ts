/**
 * Les clés d'accès : le formulaire attend que l'appareil ait signé, puis part comme un autre. Sans ce
 * script, ou ailleurs que sur l'adresse du portail, rien n'en paraît : on entre autrement.
 */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

const entree = document.querySelector<HTMLFormElement>('form[data-cle-demande]');
const ajout = document.querySelector<HTMLFormElement>('form[data-cle-neuve]');
if (entree) proposerDEntrer(entree, JSON.parse(entree.dataset.cleDemande ?? '{}'));
if (ajout) proposerDAjouter(ajout, JSON.parse(ajout.dataset.cleNeuve ?? '{}'));

function proposerDEntrer(form: HTMLFormElement, demande: PublicKeyCredentialRequestOptionsJSON) {
  if (!browserSupportsWebAuthn() || location.hostname !== demande.rpId) return;
  montrer(form);
  const signer = async (auClavier: boolean) => {
    const signature = await startAuthentication({
      optionsJSON: demande,
      useBrowserAutofill: auClavier,
    });
    const rester = document.querySelector<HTMLInputElement>('input[name=rester]');
    envoyer(form, signature, rester?.checked ?? false);
  };
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    void signer(false).catch(() =>
      dire(form, 'La clé n’a pas répondu. Réessayez, ou entrez autrement.'),
    );
  });
  // La clé se propose aussi sous le champ de l'identifiant ; si la personne fait autre chose, rien à dire.
  void browserSupportsWebAuthnAutofill()
    .then((sait) => (sait ? signer(true) : undefined))
    .catch(() => undefined);
}

function proposerDAjouter(form: HTMLFormElement, demande: PublicKeyCredentialCreationOptionsJSON) {
  if (!browserSupportsWebAuthn() || location.hostname !== demande.rp.id) return;
  montrer(form);
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    dire(form, 'Suivez ce que demande votre appareil…');
    void startRegistration({ optionsJSON: demande })
      .then((cle) => envoyer(form, cle, false))
      .catch((erreur: unknown) => dire(form, expliquer(erreur)));
  });
}

function expliquer(erreur: unknown): string {
  const nom = erreur instanceof Error ? erreur.name : '';
  if (nom === 'InvalidStateError') return 'Cet appareil a déjà une clé pour votre espace.';
  return 'Aucune clé n’est ajoutée : l’appareil n’a pas répondu, ou vous avez refusé. Vous pouvez réessayer.';
}

/** form.submit() ne repasse pas par notre propre écoute. */
function envoyer(form: HTMLFormElement, reponse: unknown, rester: boolean): void {
  poser(form, 'reponse', JSON.stringify(reponse));
  if (rester) poser(form, 'rester', 'oui');
  form.submit();
}

function poser(form: HTMLFormElement, nom: string, valeur: string): void {
  const champ = document.createElement('input');
  champ.type = 'hidden';
  champ.name = nom;
  champ.value = valeur;
  form.append(champ);
}

function montrer(form: HTMLFormElement): void {
  for (const e of document.querySelectorAll<HTMLElement>('[data-sans-cle]')) e.hidden = true;
  if (form.parentElement) form.parentElement.hidden = false;
}

function dire(form: HTMLFormElement, phrase: string): void {
  const etat = form.querySelector('[data-etat-cle]');
  if (etat) etat.textContent = phrase;
}
