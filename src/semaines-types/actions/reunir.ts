export { reunirSemainesTypes } from '../requetes/reunir.ts';
