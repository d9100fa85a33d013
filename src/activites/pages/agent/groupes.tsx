import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, champDe, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { reglerGroupe, retirerGroupe } from '../../actions/groupes.ts';
import { direAges } from '../../regles/admission.ts';
import { CYCLES, CYCLES_EN_MOTS, lireGroupe } from '../../regles/groupes.ts';
import { type Groupe, listerGroupes } from '../../requetes/groupes.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { agirOuRemontrer, cadreReglage, type EnCours } from './cadre-reglage.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';

/** Les groupes d'âge : la liste, et un formulaire pour en ajouter ou en changer un. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  return montrer(ctx, activite, groupeDe(ctx.query));
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const groupeId = groupeDe(ctx.form);
  const { saisie, erreurs } = lireGroupe(ctx.form);
  if (erreurs.length > 0) return montrer(ctx, activite, groupeId, { saisie: ctx.form, erreurs });
  return agirOuRemontrer(
    () => reglerGroupe(ctx, { activiteId: activite.id, acteur, groupeId, saisie }),
    { vers: adresseDe(activite), dit: `Le groupe « ${saisie.nom} » est enregistré.` },
    (refus) => montrer(ctx, activite, groupeId, { saisie: ctx.form, erreurs: refus }),
    'nom',
  );
};

/** « Retirer ce groupe ». */
export const retrait = {
  POST: (async (ctx) => {
    const activite = await trouverActivite(ctx);
    const acteur = exigerReglage(ctx.session);
    const groupeId = entierDe(ctx.form.get('groupe'));
    return agirOuRemontrer(
      () => retirerGroupe(ctx, { activiteId: activite.id, acteur, groupeId }),
      { vers: adresseDe(activite), dit: 'Le groupe est retiré.' },
      (erreurs) => montrer(ctx, activite, null, { saisie: new URLSearchParams(), erreurs }),
      'groupe',
    );
  }) satisfies Handler<SessionAgent>,
};

function groupeDe(f: URLSearchParams): number | null {
  return f.get('groupe') ? entierDe(f.get('groupe')) : null;
}

function adresseDe({ id }: ActiviteReglee): string {
  return `/agent/activites/${id}/groupes`;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  groupeId: number | null,
  enCours?: EnCours,
): Promise<Reply> {
  const groupes = await listerGroupes(ctx.db, activite.id);
  const choisi = groupes.find((g) => g.id === groupeId);
  const saisie = enCours?.saisie ?? saisieDe(choisi, groupes.length + 1);
  return cadreReglage(
    ctx,
    { activite, titre: 'Groupes d’âge', erreurs: enCours?.erreurs ?? [] },
    <>
      <p>
        Un enfant va dans le premier groupe qui lui convient ; si aucun ne lui convient, il ne peut
        pas s’inscrire. Ce qui est déjà réservé garde son groupe, même si ses bornes changent ici.
      </p>
      <Liste activite={activite} groupes={groupes} />
      <section class="pile" id="groupe">
        <h2>{choisi ? `Changer « ${choisi.nom} »` : 'Ajouter un groupe'}</h2>
        <FormulaireGroupe
          action={adresseDe(activite)}
          groupeId={choisi?.id ?? null}
          saisie={saisie}
          erreurs={enCours?.erreurs ?? []}
        />
      </section>
    </>,
  );
}

function Liste({ activite, groupes }: { activite: ActiviteReglee; groupes: readonly Groupe[] }) {
  if (groupes.length === 0) {
    return (
      <EtatVide titre="Aucun groupe">
        Tous les enfants sont ensemble. Ajoutez un groupe pour compter à part les petits et les
        grands.
      </EtatVide>
    );
  }
  return (
    <Tableau
      titre="Les groupes de l’activité"
      titreCache
      lignes={groupes}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'Groupe',
          entete: true,
          cellule: ({ id, nom }) => (
            <a href={`${adresseDe(activite)}?groupe=${id}#groupe`}>{nom}</a>
          ),
        },
        { titre: 'Âges', cellule: (g) => direAges(g) },
        { titre: 'Classes', cellule: ({ cycle }) => (cycle ? CYCLES_EN_MOTS[cycle] : 'toutes') },
        { titre: 'Rang', nombre: true, cellule: ({ ordre }) => ordre },
        {
          titre: 'Retirer',
          sansIntitule: true,
          cellule: (groupe) => <Retrait activite={activite} groupe={groupe} />,
        },
      ]}
    />
  );
}

function Retrait({ activite, groupe }: { activite: ActiviteReglee; groupe: Groupe }) {
  if (groupe.sert) return <span class="discret">sert à des réservations</span>;
  if (groupe.jauge) return <span class="discret">{`compté par « ${groupe.jauge} »`}</span>;
  return (
    <Formulaire action={`${adresseDe(activite)}/retrait`} caches={{ groupe: groupe.id }}>
      <Bouton allure="discret" icone="croix">
        Retirer <span class="vh">{groupe.nom}</span>
      </Bouton>
    </Formulaire>
  );
}

function saisieDe(groupe: Groupe | undefined, rang: number): URLSearchParams {
  return new URLSearchParams({
    nom: groupe?.nom ?? '',
    cycle: groupe?.cycle ?? '',
    age_min: String(groupe?.ageMin ?? ''),
    age_max: String(groupe?.ageMax ?? ''),
    ordre: String(groupe?.ordre ?? rang),
  });
}

function FormulaireGroupe(props: EnCours & { action: string; groupeId: number | null }) {
  const { action, groupeId, saisie, erreurs } = props;
  const champ = champDe(saisie, erreurs);
  const nombre = { inputmode: 'numeric', court: true } as const;
  return (
    <Formulaire action={action} caches={groupeId === null ? {} : { groupe: groupeId }}>
      <div class="grille">
        <Champ {...champ('nom', 'Nom')} longueurMax={60} aide="Par exemple : 3-5 ans." />
        <Champ
          {...champ('cycle', 'Classes')}
          type="select"
          facultatif
          options={[
            { valeur: '', libelle: 'toutes' },
            ...CYCLES.map((c) => ({ valeur: c, libelle: CYCLES_EN_MOTS[c] })),
          ]}
        />
        <Champ {...champ('age_min', 'Âge minimum')} {...nombre} facultatif />
        <Champ {...champ('age_max', 'Âge maximum')} {...nombre} facultatif />
        <Champ {...champ('ordre', 'Rang')} {...nombre} aide="Le premier rang est essayé d’abord." />
      </div>
      <Boutons>
        <Bouton icone="coche">{groupeId === null ? 'Ajouter le groupe' : 'Enregistrer'}</Bouton>
        {groupeId !== null && (
          <Bouton href={action} allure="secondaire">
            Ne rien changer
          </Bouton>
        )}
      </Boutons>
    </Formulaire>
  );
}
