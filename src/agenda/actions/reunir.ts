export { reunirAgendas } from '../requetes/reunir.ts';
