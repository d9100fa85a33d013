export { emmenerSonPayeur, figerLAdresseCommune } from '../requetes/separer.ts';
