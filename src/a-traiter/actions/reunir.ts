export { reunirVerifications } from '../requetes/reunir.ts';
