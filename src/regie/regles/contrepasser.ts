interface Raison {
  code: string;
  message: string;
  champ?: string;
}

/** Pourquoi ce règlement ne se contrepasse pas, ou null (Régie, règle 10). */
export function peutContrepasser(
  reglement: { montantCentimes: number; estContrepasse: boolean },
  motif: string,
): Raison | null {
  if (reglement.montantCentimes < 0) {
    return {
      code: 'miroir',
      message: 'Une contrepassation ne se contrepasse pas : encaissez de nouveau.',
    };
  }
  if (reglement.estContrepasse) {
    return { code: 'deja', message: 'Ce règlement est déjà contrepassé.' };
  }
  if (motif.trim() === '') {
    return {
      code: 'motif',
      message: 'Dites pourquoi, par exemple « Chèque impayé, provision insuffisante ».',
      champ: 'motif',
    };
  }
  return null;
}

/** Quatre yeux : qui demande ne confirme pas (Régie, règle 11). */
export function peutDecider(demande: { demandeePar: number }, compteId: number): Raison | null {
  if (demande.demandeePar !== compteId) return null;
  return {
    code: 'quatre_yeux',
    message: 'Vous avez fait cette demande : une autre personne doit la confirmer.',
  };
}
