import { type ErreurDeSaisie, estUnCourriel } from './saisie-collectivite.ts';

export interface SaisieAdministrateur {
  prenom: string;
  nom: string;
  courriel: string;
}

/** Le premier administrateur. Le mot de passe est jugé à part (Comptes, règles 1 et 2). */
export function lireAdministrateur(form: URLSearchParams): {
  saisie: SaisieAdministrateur;
  erreurs: ErreurDeSaisie[];
} {
  const mot = (nom: string) => (form.get(nom) ?? '').trim().replace(/\s+/g, ' ').slice(0, 100);
  const saisie = {
    prenom: mot('admin_prenom'),
    nom: mot('admin_nom'),
    courriel: mot('admin_courriel').toLowerCase(),
  };
  const erreurs: ErreurDeSaisie[] = [];
  if (!saisie.prenom) erreurs.push({ champ: 'admin_prenom', message: 'Écrivez votre prénom.' });
  if (!saisie.nom) erreurs.push({ champ: 'admin_nom', message: 'Écrivez votre nom.' });
  if (!estUnCourriel(saisie.courriel)) {
    erreurs.push({
      champ: 'admin_courriel',
      message: 'Écrivez votre adresse électronique, « prenom.nom@beaulieu.fr ».',
    });
  }
  return { saisie, erreurs };
}
