export {
  listerPayeursTouches,
  reprendreLesPartages,
  reprendreLesPayeurs,
  reunirContestations,
  uneEmissionEstEnCours,
} from '../requetes/reunir.ts';
