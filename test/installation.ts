/** La saisie d'une installation qui convient ; le logo est un vrai fichier, s'il en faut un. */
export const SAISIE_D_INSTALLATION = {
  nom: 'Commune de Beaulieu',
  nom_court: 'Beaulieu',
  courriel: 'mairie@beaulieu.test',
  telephone: '02 38 00 00 00',
  adresse: '1 place de la Mairie, 45630 Beaulieu',
  code_insee: '45025',
  code_postal: '45630',
  directeur_publication: 'Jeanne Morel, maire',
  hebergeur_nom: '',
  hebergeur_adresse: '',
  hebergeur_telephone: '',
  couleur: '#7a3b69',
  zone: 'B',
  territoire: 'metropole',
  fuseau: 'Europe/Paris',
  admin_prenom: 'Ana',
  admin_nom: 'Costa',
  admin_courriel: 'ana.costa@beaulieu.test',
  motDePasse: 'quatre chevaux bleus',
};

/** Le formulaire, comme l'envoie le navigateur : avec une place pour un fichier. */
export function formulaireDInstallation(
  champs: Partial<Record<keyof typeof SAISIE_D_INSTALLATION | 'code', string>>,
  logo?: Buffer,
): FormData {
  const corps = new FormData();
  for (const [nom, valeur] of Object.entries({ ...SAISIE_D_INSTALLATION, ...champs })) {
    corps.set(nom, valeur);
  }
  corps.set('logo', logo ? new File([new Uint8Array(logo)], 'logo.png') : new File([], ''));
  return corps;
}
