export { reunirPointages } from '../requetes/reunir.ts';
