import type { SessionAgent } from '../../../comptes/session.ts';
import type { Acteur } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import type { Ctx } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterMois, estJour, type Jour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import type { Contenu } from '../../../ui/types.ts';
import { tientLaRegie } from '../../regles/acces.ts';
import { listerRegies, type Regie } from '../../requetes/regies.ts';

export const ADRESSE = '/agent/regie';

export interface Entree {
  regie: Regie;
  regies: Regie[];
  acteur: Acteur & { compteId: number };
  aujourdhui: Jour;
  /** À ajouter aux adresses quand la collectivité tient plusieurs régies. */
  suite: string;
}

/** @throws Introuvable pour qui ne tient pas la régie : la page n'existe pas pour lui */
export function exigerLaRegie(ctx: Ctx<SessionAgent>): Acteur & { compteId: number } {
  const { agent, compteId } = ctx.session;
  if (!tientLaRegie(agent)) throw new Introuvable();
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}

/** La régie de la page : celle de l'adresse ou du formulaire, la première sinon. */
export async function entrer(ctx: Ctx<SessionAgent>): Promise<Entree> {
  const acteur = exigerLaRegie(ctx);
  const regies = await listerRegies(ctx.db);
  const code = ctx.form.get('regie') ?? ctx.query.get('regie');
  const regie = code ? regies.find((r) => r.code === code) : regies[0];
  if (!regie) throw new Introuvable();
  return {
    regie,
    regies,
    acteur,
    aujourdhui: jourLocal(ctx.clock.now(), ctx.commune.fuseau),
    suite: regies.length > 1 ? `regie=${regie.code}` : '',
  };
}

/** L'adresse d'une page de la régie, avec la régie choisie quand il y en a plusieurs. */
export function adresse(e: Pick<Entree, 'suite'>, chemin: string, requete = ''): string {
  const suite = [requete, e.suite].filter(Boolean).join('&');
  return `${ADRESSE}${chemin}${suite ? `?${suite}` : ''}`;
}

export function filAriane(e: Entree, libelle: string) {
  return [{ libelle: e.regie.nom, href: adresse(e, '') }, { libelle }];
}

/** Une période lue dans l'adresse ; le mois écoulé si elle n'en dit rien. */
export function lirePeriode(ctx: Ctx<SessionAgent>, aujourdhui: Jour): { du: Jour; au: Jour } {
  const du = ctx.query.get('du');
  const au = ctx.query.get('au');
  return {
    du: estJour(du) ? du : ajouterMois(aujourdhui, -1),
    au: estJour(au) ? au : aujourdhui,
  };
}

/** Le filtre des registres : deux dates, un choix. */
export function FiltrePeriode(props: {
  e: Entree;
  chemin: string;
  periode: { du: Jour; au: Jour };
  children: Contenu;
}) {
  return (
    <Formulaire
      action={`${ADRESSE}${props.chemin}`}
      methode="get"
      caches={props.e.suite ? { regie: props.e.regie.code } : {}}
    >
      <div class="grille">
        <Champ type="date" nom="du" libelle="Du" valeur={props.periode.du} />
        <Champ type="date" nom="au" libelle="Au" valeur={props.periode.au} />
        {props.children}
      </div>
      <Boutons>
        <Bouton allure="secondaire" icone="recherche">
          Afficher
        </Bouton>
      </Boutons>
    </Formulaire>
  );
}
