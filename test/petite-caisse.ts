import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { demarrerJumeauLyra } from '../src/dev/lyra/serveur.ts';
import { demarrerJumeauPayfip } from '../src/dev/payfip/serveur.ts';
import { lancerPaiement } from '../src/paiements/actions/lancer.ts';
import { releverPaiements } from '../src/paiements/actions/relever.ts';
import type { ReglagesPaiement } from '../src/platform/config.ts';
import { connecter } from './decor.ts';
import { petiteCommune } from './petite-commune.ts';
import { petiteRegie } from './petite-regie.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

export interface PaiementEnBase {
  id: number;
  etat: string;
  operation: string | null;
  anomalie: string | null;
  verifierLe: Date | null;
  reglements: number;
}

/** Un portail qui écoute, une régie, des familles, et le Trésor (son jumeau) au bout du fil. */
export async function ouvrirCaisse(
  options: { familles?: number; delaiMs?: number; lyra?: ReglagesPaiement['lyra'] } = {},
) {
  let portail: Portail | null = null;
  const jumeau = await demarrerJumeauPayfip({
    horloge: { now: () => portail?.horloge.now() ?? new Date(0) },
  });
  portail = await ouvrirPortail({
    config: {
      paiement: {
        payfip: jumeau.adresse,
        delaiMs: options.delaiMs ?? 1000,
        lyra: options.lyra ?? null,
      },
    },
  });
  const { services, site, horloge } = portail;
  const { db } = services;
  services.config.adresse = await site.listen({ port: 0, host: '127.0.0.1' });
  const commune = await petiteCommune(db, { familles: options.familles ?? 2 });
  const regie = await petiteRegie(portail, commune);
  await sql`update regies set payfip_numero_client = '123456'`.execute(db);

  const payeur = (qui: number) => {
    const famille = commune.familles[qui];
    if (!famille) throw new Error(`pas de famille ${qui}`);
    return famille;
  };
  return {
    portail,
    services,
    horloge,
    jumeau,
    commune,
    regie,
    cookie: (qui: number) => connecter(db, payeur(qui).compteId, horloge.now()),
    lancer: (
      qui: number,
      factureIds: readonly number[],
      saisie: { cle?: string; confirme?: boolean; courriel?: string } = {},
    ) =>
      lancerPaiement(services, {
        acteur: { compteId: payeur(qui).compteId, nom: `Parent ${qui}` },
        responsableId: payeur(qui).compteId,
        familles: [payeur(qui).familleId],
        factureIds,
        courriel: 'parent@famille.test',
        cle: randomUUID(),
        confirme: false,
        ...saisie,
      }),
    relever: () => releverPaiements(services),
    paiements: async () =>
      (
        await sql<PaiementEnBase>`
          select id, etat, operation, anomalie, verifier_le as "verifierLe",
            (select count(*) from reglements where paiement_en_ligne_id = pe.id) as reglements
          from paiements_en_ligne pe order by id`.execute(db)
      ).rows,
    async fermer() {
      await portail.fermer();
      await jumeau.arreter();
    },
  };
}

const BOUTIQUE = { site: '12345678', cle: '1122334455667788', mode: 'TEST' } as const;

/** La même caisse, dont la régie encaisse par Lyra : la boutique (son jumeau) remplace le Trésor. */
export async function ouvrirCaisseLyra(options: { familles?: number } = {}) {
  const boutique = await demarrerJumeauLyra({ cle: BOUTIQUE.cle });
  const caisse = await ouvrirCaisse({
    ...options,
    lyra: { ...BOUTIQUE, adresse: boutique.adresse },
  });
  await sql`update regies set fournisseur_de_paiement = 'lyra'`.execute(caisse.services.db);
  return {
    ...caisse,
    boutique,
    async fermer() {
      await caisse.fermer();
      await boutique.arreter();
    },
  };
}

export type PetiteCaisse = Awaited<ReturnType<typeof ouvrirCaisse>>;
export type PetiteCaisseLyra = Awaited<ReturnType<typeof ouvrirCaisseLyra>>;

/** Remet la caisse à vide entre deux essais : les factures et leur argent s'en vont ensemble. */
export async function viderCaisse({ services, jumeau, horloge }: PetiteCaisse): Promise<void> {
  await sql`
    truncate factures, lignes_facture, ecritures, mouvements, reglements, imputations,
      paiements_en_ligne, paiements_factures, evenements_de_paiement, releves_du_tresor,
      compteurs_de_numeros, courriels, journal, clotures, titres, relances, envois_de_factures,
      contestations, prelevements, remises, reglements_verses, demandes_de_contrepassation
      restart identity cascade`.execute(services.db);
  jumeau.remettre();
  jumeau.purger();
  horloge.reset();
}
