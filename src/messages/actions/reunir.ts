export { reunirMessages } from '../requetes/reunir.ts';
