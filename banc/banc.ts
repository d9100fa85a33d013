/* Ce que chaque scénario reçoit : la commune, le serveur à la demande, les visiteurs. */
import { observerSite, type SiteObserve } from './captures.ts';
import { batirCommune, type Commune, ouvrirSessions, type Visiteur } from './commune.ts';
import type { Serveur } from './serveur.ts';
import { demarrerFacteur, demarrerServeur, environnement, portLibre } from './serveur.ts';

export interface Banc {
  commune: Commune;
  processus: number;
  /** Durée d'une mesure de débit. */
  secondes: number;
  sessions: number;
  connexions: number;
  /** Le serveur construit, sur la base du banc. */
  demarrer(): Promise<Serveur>;
  /** Le même site, en mémoire, qui note ses ordres SQL. */
  observer(): Promise<SiteObserve>;
  /** Au moins `nombre` sessions ouvertes, si la commune a assez d'enfants. */
  visiteurs(nombre: number): Promise<Visiteur[]>;
  fermer(): Promise<void>;
}

export interface OptionsBanc {
  enfants: number;
  processus: number;
  secondes: number;
  sessions: number;
  connexions: number;
}

export async function ouvrirBanc(options: OptionsBanc): Promise<Banc> {
  const facteur = await demarrerFacteur();
  const commune = await batirCommune(options.enfants);
  const serveurs = new Set<Serveur>();
  let site: SiteObserve | null = null;
  let visiteurs: Visiteur[] = [];
  const regler = async () =>
    environnement({
      dossier: commune.dossier,
      base: commune.adresse,
      port: await portLibre(),
      processus: options.processus,
      smtp: facteur.smtp,
    });
  return {
    ...options,
    commune,
    async demarrer() {
      const serveur = await demarrerServeur(await regler());
      serveurs.add(serveur);
      return serveur;
    },
    async observer() {
      site ??= await observerSite(commune.config, await regler());
      return site;
    },
    async visiteurs(nombre) {
      if (visiteurs.length < nombre) visiteurs = await ouvrirSessions(commune.db, nombre);
      return visiteurs;
    },
    async fermer() {
      await Promise.all([...serveurs].map((s) => s.arreter()));
      await site?.fermer().catch(() => {}); // « repos » a déjà arrêté la base
      await commune.effacer();
      await facteur.arreter();
    },
  };
}
