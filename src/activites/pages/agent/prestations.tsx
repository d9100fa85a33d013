import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe, jourDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJour, type Jour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, champDe, Formulaire } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { reglerPrestation, retirerPrestation } from '../../actions/prestations.ts';
import { direHeures, lirePrestation } from '../../regles/prestations.ts';
import { listerPrestations, type Prestation } from '../../requetes/prestations.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { agirOuRemontrer, cadreReglage, type EnCours } from './cadre-reglage.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';

/** Ce qui se coche : la liste, et un formulaire pour en ajouter une ou en changer une. */
export const GET: Handler<SessionAgent> = async (ctx) =>
  montrer(ctx, await trouverActivite(ctx), prestationDe(ctx.query));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const prestationId = prestationDe(ctx.form);
  const { saisie, erreurs } = lirePrestation(ctx.form);
  const remontrer = (aRevoir: EnCours['erreurs']) =>
    montrer(ctx, activite, prestationId, { saisie: ctx.form, erreurs: aRevoir });
  if (erreurs.length > 0) return remontrer(erreurs);
  const aujourdhui = aujourdhuiDe(ctx);
  return agirOuRemontrer(
    () =>
      reglerPrestation(ctx, { activiteId: activite.id, acteur, aujourdhui, prestationId, saisie }),
    { vers: adresseDe(activite), dit: direFait(saisie.nom, prestationId) },
    remontrer,
    'nom',
  );
};

/** « Retirer à partir de ce jour » ou « Remettre ». */
export const retrait = {
  POST: (async (ctx) => {
    const activite = await trouverActivite(ctx);
    const acteur = exigerReglage(ctx.session);
    const prestationId = entierDe(ctx.form.get('prestation'));
    const aujourdhui = aujourdhuiDe(ctx);
    const { fait, refus } = await tenter(async () =>
      retirerPrestation(ctx, {
        activiteId: activite.id,
        acteur,
        aujourdhui,
        prestationId,
        des: ctx.form.has('remettre') ? null : jourDe(ctx.form, 'des'),
      }),
    );
    if (!refus) return redirect(adresseDe(activite), fait ?? 'C’était déjà fait.');
    return montrer(ctx, activite, prestationId, {
      saisie: ctx.form,
      erreurs: [{ champ: 'des', message: refus.message }],
    });
  }) satisfies Handler<SessionAgent>,
};

function direFait(nom: string, prestationId: number | null): string {
  const fait = `La prestation « ${nom} » est enregistrée.`;
  if (prestationId !== null) return fait;
  return `${fait} Donnez-lui un tarif et, s’il y a une limite, des places.`;
}

function aujourdhuiDe(ctx: Ctx<SessionAgent>): Jour {
  return jourLocal(ctx.clock.now(), ctx.commune.fuseau);
}

function prestationDe(f: URLSearchParams): number | null {
  return f.get('prestation') ? entierDe(f.get('prestation')) : null;
}

function adresseDe({ id }: ActiviteReglee): string {
  return `/agent/activites/${id}/prestations`;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  prestationId: number | null,
  enCours?: EnCours,
): Promise<Reply> {
  const prestations = await listerPrestations(ctx.db, activite.id);
  const choisie = prestations.find((p) => p.id === prestationId);
  const erreurs = enCours?.erreurs ?? [];
  const saisie = saisieDe(choisie, prestations.length + 1);
  for (const [nom, valeur] of enCours?.saisie ?? []) saisie.set(nom, valeur);
  const action = adresseDe(activite);
  return cadreReglage(
    ctx,
    { activite, titre: 'Ce qui se coche', erreurs },
    <>
      <p>
        Chaque prestation est une case que la famille coche. La renommer ou changer ses heures vaut
        partout, dès maintenant. Une nouvelle prestation s’ouvre aujourd’hui et les jours suivants.
      </p>
      <Tableau
        titre="Les prestations de l’activité"
        titreCache
        lignes={prestations}
        cle={({ id }) => id}
        colonnes={colonnes(action)}
      />
      <section class="pile" id="prestation">
        <h2>{choisie ? `Changer « ${choisie.nom} »` : 'Ajouter une prestation'}</h2>
        <FormulairePrestation {...{ action, prestationId: choisie?.id ?? null, saisie, erreurs }} />
      </section>
      {choisie && <Retrait {...{ action, prestation: choisie, saisie, erreurs }} />}
    </>,
  );
}

function colonnes(action: string) {
  return [
    {
      titre: 'Prestation',
      entete: true,
      cellule: ({ id, nom }: Prestation) => (
        <a href={`${action}?prestation=${id}#prestation`}>{nom}</a>
      ),
    },
    { titre: 'Heures', cellule: (p: Prestation) => direHeures(p) },
    { titre: 'Rang', nombre: true, cellule: ({ ordre }: Prestation) => ordre },
    {
      titre: 'Se réserve',
      cellule: ({ retireeLe }: Prestation) =>
        retireeLe ? `jusqu’à la veille du ${ecrireJour(retireeLe, { annee: true })}` : 'oui',
    },
  ];
}

function saisieDe(p: Prestation | undefined, rang: number): URLSearchParams {
  return new URLSearchParams({
    nom: p?.nom ?? '',
    debut: p?.debut ?? '',
    fin: p?.fin ?? '',
    ordre: String(p?.ordre ?? rang),
  });
}

function FormulairePrestation(props: EnCours & { action: string; prestationId: number | null }) {
  const { action, prestationId, saisie, erreurs } = props;
  const champ = champDe(saisie, erreurs);
  return (
    <Formulaire action={action} caches={prestationId === null ? {} : { prestation: prestationId }}>
      <div class="grille">
        <Champ {...champ('nom', 'Nom')} longueurMax={60} />
        <Champ {...champ('debut', 'Commence à')} type="time" court />
        <Champ {...champ('fin', 'Finit à')} type="time" court />
        <Champ {...champ('ordre', 'Rang')} inputmode="numeric" court aide="L’ordre des cases." />
      </div>
      <Boutons>
        <Bouton icone="coche">
          {prestationId === null ? 'Ajouter la prestation' : 'Enregistrer'}
        </Bouton>
        {prestationId !== null && (
          <Bouton href={action} allure="secondaire">
            Ne rien changer
          </Bouton>
        )}
      </Boutons>
    </Formulaire>
  );
}

function Retrait(props: EnCours & { action: string; prestation: Prestation }) {
  const { action, prestation, saisie, erreurs } = props;
  const vers = `${action}/retrait`;
  const caches = { prestation: prestation.id };
  if (prestation.retireeLe) {
    return (
      <Formulaire action={vers} caches={{ ...caches, remettre: 'oui' }}>
        <Boutons>
          <Bouton allure="secondaire">{`Remettre « ${prestation.nom} »`}</Bouton>
        </Boutons>
      </Formulaire>
    );
  }
  return (
    <section class="pile">
      <h2>{`Retirer « ${prestation.nom} »`}</h2>
      <p>
        Elle ne se réserve plus à partir du jour choisi ; ce qui est d’avant ne bouge pas. Si rien
        ne l’a jamais nommée, elle disparaît.
      </p>
      <Formulaire action={vers} caches={caches}>
        <Champ {...champDe(saisie, erreurs)('des', 'À partir du')} type="date" court />
        <Boutons>
          <Bouton allure="danger" icone="croix">
            Retirer à partir de ce jour
          </Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}
