/** Une structure : ce qui s'en saisit, et quand elle peut fermer (Installation, règles 12 et 13). */
import { type ErreurDeSaisie, estUnCourriel, estUnTelephone } from './saisie-collectivite.ts';

export interface Structure {
  nom: string;
  courriel: string;
  telephone: string | null;
  adresse: string | null;
}

export function lireStructure(form: URLSearchParams): {
  saisie: Structure;
  erreurs: ErreurDeSaisie[];
} {
  const mot = (nom: string) => (form.get(nom) ?? '').trim().replace(/\s+/g, ' ').slice(0, 200);
  const saisie = {
    nom: mot('nom'),
    courriel: mot('courriel').toLowerCase(),
    telephone: mot('telephone') || null,
    adresse: mot('adresse') || null,
  };
  const erreurs: ErreurDeSaisie[] = [];
  if (!saisie.nom) {
    erreurs.push({ champ: 'nom', message: 'Écrivez le nom de la structure, « Pôle enfance ».' });
  }
  if (!estUnCourriel(saisie.courriel)) {
    erreurs.push({
      champ: 'courriel',
      message: 'Écrivez l’adresse électronique de la structure : les messages y arrivent.',
    });
  }
  if (!estUnTelephone(saisie.telephone)) {
    erreurs.push({
      champ: 'telephone',
      message: 'Écrivez un numéro de téléphone, « 02 38 00 00 00 », ou laissez vide.',
    });
  }
  return { saisie, erreurs };
}

/**
 * null : elle peut fermer. Une structure où des enfants sont attendus, ou que les familles voient
 * encore, ne ferme pas : la phrase dit par où commencer.
 */
export function refuserFermeture(faits: {
  reservationsAVenir: number;
  activitesVisibles: number;
}): string | null {
  const { reservationsAVenir: attendues, activitesVisibles: visibles } = faits;
  if (attendues > 0) {
    return attendues === 1
      ? 'Une réservation y est encore à venir : annulez-la, ou attendez qu’elle soit passée.'
      : `${attendues} réservations y sont encore à venir : annulez-les, ou attendez qu’elles soient passées.`;
  }
  if (visibles > 0) {
    return visibles === 1
      ? 'Une de ses activités est encore visible des familles : cachez-la d’abord.'
      : `${visibles} de ses activités sont encore visibles des familles : cachez-les d’abord.`;
  }
  return null;
}
