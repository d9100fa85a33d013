import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJour, type Jour } from '../../../platform/jours.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { lireLesEtats } from '../../../sante/actions/fiche.ts';
import type { EtatDeFiche } from '../../../sante/regles/fiche.ts';
import { Carte, Cartes } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { anneeSuivante, direAge } from '../../regles/famille.ts';
import { type EnfantDeFamille, listerEnfants } from '../../requetes/famille.ts';

/** « Mes enfants » : une carte par enfant, rangées par famille quand il y en a plusieurs. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const annee = anneeScolaireDu(jour);
  const annees = [annee, anneeSuivante(annee)];
  const enfants = await listerEnfants(ctx.db, ctx.session.responsable.familles, annees);
  const etats = await lireLesEtats(
    ctx.db,
    enfants.map((e) => e.id),
    {
      maintenant: ctx.clock.now(),
      jourDe: (instant) => jourLocal(instant, ctx.commune.fuseau),
    },
  );
  const groupes = [...Map.groupBy(enfants, (e) => e.familleId).values()];
  return cadre(
    ctx,
    {
      titre: 'Mes enfants',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Mes enfants' }],
    },
    <>
      <h1>Mes enfants</h1>
      {enfants.length === 0 && <AucunEnfant />}
      {groupes.map((groupe) => (
        <section class="pile" key={groupe[0]?.familleId}>
          {groupes.length > 1 && <h2>Famille {groupe[0]?.famille}</h2>}
          <Cartes>
            {groupe.map((enfant) => (
              <CarteEnfant
                key={enfant.id}
                enfant={enfant}
                jour={jour}
                annees={annees}
                fiche={etats.get(enfant.id)}
                niveau={groupes.length > 1 ? 3 : 2}
              />
            ))}
          </Cartes>
        </section>
      ))}
      {enfants.length > 0 && (
        <p class="discret">
          Il manque un enfant ? <a href="/famille/contact">Écrivez-nous</a>, nous l’ajouterons à
          votre dossier.
        </p>
      )}
    </>,
  );
};

function AucunEnfant() {
  return (
    <EtatVide
      titre="Aucun enfant dans votre dossier"
      actions={<Bouton href="/famille/contact">Écrire au centre</Bouton>}
    >
      Les services ajoutent vos enfants quand ils ouvrent votre dossier. Il en manque un ? Dites-le
      nous, nous nous en occupons.
    </EtatVide>
  );
}

function CarteEnfant(props: {
  enfant: EnfantDeFamille;
  jour: Jour;
  annees: readonly string[];
  fiche: EtatDeFiche | undefined;
  niveau: 2 | 3;
}) {
  const { enfant, jour, annees, niveau } = props;
  return (
    <Carte titre={`${enfant.prenom} ${enfant.nom}`} niveau={niveau}>
      <ListeDefinitions
        elements={[
          { terme: 'Âge', valeur: direAge(enfant.neLe, jour) },
          { terme: 'Né(e) le', valeur: sansLeNom(ecrireJour(enfant.neLe, { annee: true })) },
          ...annees.flatMap((annee, rang) => {
            const s = enfant.scolarites.find((x) => x.annee === annee);
            // L'année prochaine ne se montre qu'une fois connue : pas de vide inquiétant.
            if (!s && rang > 0) return [];
            return [{ terme: `École ${annee}`, valeur: s ? classe(s) : 'Pas encore connue' }];
          }),
          ...(props.fiche ? [{ terme: 'Fiche sanitaire', valeur: direFiche(props.fiche) }] : []),
        ]}
      />
      <Boutons>
        <Bouton
          href={`/famille/inscriptions?enfant=${enfant.id}`}
          allure="secondaire"
          icone="calendrier"
        >
          Voir ses inscriptions
        </Bouton>
        <Bouton href={`/famille/enfants/${enfant.id}/sante`} allure="secondaire" icone="sante">
          Fiche sanitaire
        </Bouton>
        <Bouton href={`/famille/contact?enfant=${enfant.id}`} allure="discret" icone="crayon">
          Corriger une information
        </Bouton>
      </Boutons>
    </Carte>
  );
}

function classe(s: EnfantDeFamille['scolarites'][number]): string {
  return s.classe.includes(s.niveau)
    ? `${s.ecole}, ${s.classe}`
    : `${s.ecole}, ${s.classe} (${s.niveau})`;
}

function direFiche(fiche: EtatDeFiche): string {
  switch (fiche.etat) {
    case 'a_completer':
      return 'À remplir';
    case 'a_revoir':
      return 'À relire : un geste suffit si rien n’a changé';
    case 'a_jour':
      return `À jour jusqu’au ${sansLeNom(ecrireJour(fiche.jusquAu, { annee: true }))}`;
  }
}

/** « 3 mars 2019 » : le jour de la semaine d'une naissance n'apprend rien. */
function sansLeNom(jour: string): string {
  return jour.slice(jour.indexOf(' ') + 1);
}
