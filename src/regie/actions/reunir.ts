export { verrouillerPayeurs } from '../requetes/payeurs.ts';
export { reunirMandats } from '../requetes/reunir.ts';
