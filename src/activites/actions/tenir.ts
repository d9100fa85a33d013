export { tenirLesActivites } from '../requetes/verrous.ts';
