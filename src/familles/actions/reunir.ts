export {
  type FamilleTenue,
  fermerLeDossier,
  reprendreCoordonnees,
  reunirAdultes,
  reunirEnfants,
  verrouillerFamilles,
} from '../requetes/reunir.ts';
