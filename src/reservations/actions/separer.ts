export { confierLesDemandes } from '../requetes/separer.ts';
