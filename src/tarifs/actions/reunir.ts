export { reprendreLesQuotients, reunirPaniers } from '../requetes/reunir.ts';
