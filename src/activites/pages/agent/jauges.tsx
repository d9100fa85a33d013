import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Cases } from '../../../ui/choix.tsx';
import { Bouton, Boutons, champDe, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { reglerJauge, retirerJauge } from '../../actions/jauges.ts';
import { casesDesLiens, cleDuLien, direLiens, lireJauge } from '../../regles/jauges.ts';
import { type Groupe, listerGroupes } from '../../requetes/groupes.ts';
import { type Jauge, listerJaugesDeLaStructure } from '../../requetes/jauges.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { agirOuRemontrer, cadreReglage, type EnCours } from './cadre-reglage.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';

/** Ce qui compte les places : une salle, un car, un réfectoire (Places, règle 2). */
export const GET: Handler<SessionAgent> = async (ctx) =>
  montrer(ctx, await trouverActivite(ctx), jaugeDe(ctx.query));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const jaugeId = jaugeDe(ctx.form);
  const { saisie, erreurs } = lireJauge(ctx.form, await nomsDe(ctx, activite));
  const remontrer = (aRevoir: EnCours['erreurs']) =>
    montrer(ctx, activite, jaugeId, { saisie: ctx.form, erreurs: aRevoir });
  if (erreurs.length > 0) return remontrer(erreurs);
  const geste = gesteDe(ctx, activite);
  return agirOuRemontrer(
    () => reglerJauge(ctx, { ...geste, jaugeId, saisie }),
    { vers: adresseDe(activite), dit: `« ${saisie.nom} » est enregistré. Fixez ses places.` },
    remontrer,
    'nom',
  );
};

/** « Retirer ces places ». */
export const retrait = {
  POST: (async (ctx) => {
    const activite = await trouverActivite(ctx);
    const jaugeId = entierDe(ctx.form.get('jauge'));
    const geste = gesteDe(ctx, activite);
    return agirOuRemontrer(
      () => retirerJauge(ctx, { ...geste, jaugeId }),
      { vers: adresseDe(activite), dit: 'Ces places ne sont plus comptées : plus de limite.' },
      (erreurs) => montrer(ctx, activite, jaugeId, { saisie: new URLSearchParams(), erreurs }),
      'nom',
    );
  }) satisfies Handler<SessionAgent>,
};

function gesteDe(ctx: Ctx<SessionAgent>, { id }: ActiviteReglee) {
  return {
    activiteId: id,
    acteur: exigerReglage(ctx.session),
    aujourdhui: jourLocal(ctx.clock.now(), ctx.commune.fuseau),
  };
}

function jaugeDe(f: URLSearchParams): number | null {
  return f.get('jauge') ? entierDe(f.get('jauge')) : null;
}

function adresseDe({ id }: ActiviteReglee): string {
  return `/agent/activites/${id}/jauges`;
}

interface Noms {
  prestations: ActiviteReglee['prestations'];
  groupes: Groupe[];
}

async function nomsDe(ctx: Ctx<SessionAgent>, { id, prestations }: ActiviteReglee): Promise<Noms> {
  return { prestations, groupes: await listerGroupes(ctx.db, id) };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  jaugeId: number | null,
  enCours?: EnCours,
): Promise<Reply> {
  const jauges = await listerJaugesDeLaStructure(ctx.db, activite);
  const noms = await nomsDe(ctx, activite);
  const choisie = jauges.find((j) => j.id === jaugeId);
  const erreurs = enCours?.erreurs ?? [];
  const saisie = enCours?.saisie.has('nom') ? enCours.saisie : saisieDe(choisie);
  const action = adresseDe(activite);
  return cadreReglage(
    ctx,
    { activite, titre: 'Ce qui compte les places', erreurs },
    <>
      <p>
        Une salle, un car, un réfectoire : chaque ligne compte ses places, jour par jour. Une
        réservation prend une place dans chaque ligne qui la compte. Sans ligne, ou sans nombre fixé
        ce jour-là, il n’y a pas de limite.
      </p>
      <Liste {...{ activite, jauges, noms }} />
      <section class="pile" id="jauge">
        <h2>{choisie ? `Changer « ${choisie.nom} »` : 'Compter de nouvelles places'}</h2>
        <FormulaireJauge {...{ action, jauge: choisie, noms, saisie, erreurs }} />
      </section>
      {choisie && <Retrait action={action} jauge={choisie} />}
    </>,
  );
}

function saisieDe(jauge: Jauge | undefined): URLSearchParams {
  return new URLSearchParams([
    ['nom', jauge?.nom ?? ''],
    ...(jauge?.liens ?? []).map((lien) => ['liens', cleDuLien(lien)]),
  ]);
}

interface PropsListe {
  activite: ActiviteReglee;
  jauges: readonly Jauge[];
  noms: Noms;
}

function Liste({ activite, jauges, noms }: PropsListe) {
  if (jauges.length === 0) {
    return (
      <EtatVide titre="Aucune limite">Les places de cette structure sont sans limite.</EtatVide>
    );
  }
  return (
    <Tableau
      titre="Ce qui compte les places dans cette structure"
      titreCache
      lignes={jauges}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'Places',
          entete: true,
          cellule: ({ id, nom }) => <a href={`${adresseDe(activite)}?jauge=${id}#jauge`}>{nom}</a>,
        },
        { titre: 'Compte ici', cellule: ({ liens }) => direLiens(liens, noms) },
        {
          titre: 'Compte aussi',
          cellule: ({ partageeAvec }) =>
            partageeAvec.length === 0 ? 'rien d’autre' : partageeAvec.map((a) => a.nom).join(', '),
        },
        {
          titre: 'Fixer',
          sansIntitule: true,
          cellule: ({ id, nom, liens }) =>
            liens.length > 0 && (
              <a href={`/agent/activites/${activite.id}/jours?quoi=places&jauge=${id}`}>
                Fixer les places<span class="vh">{` de ${nom}`}</span>
              </a>
            ),
        },
      ]}
    />
  );
}

function FormulaireJauge(
  props: EnCours & { action: string; jauge: Jauge | undefined; noms: Noms },
) {
  const { action, jauge, noms, saisie, erreurs } = props;
  return (
    <Formulaire action={action} caches={jauge ? { jauge: jauge.id } : {}}>
      <Champ
        {...champDe(saisie, erreurs)('nom', 'Nom')}
        longueurMax={60}
        aide="Par exemple : Réfectoire."
      />
      <Cases
        nom="liens"
        legende="Ce qu’elle compte ici"
        aide="Une prestation pour tous, ou seulement pour certains groupes."
        options={casesDesLiens(noms)}
        valeurs={saisie.getAll('liens')}
        erreur={erreurs.find((e) => e.champ === 'liens')?.message}
      />
      <Boutons>
        <Bouton icone="coche">{jauge ? 'Enregistrer' : 'Compter ces places'}</Bouton>
        {jauge && (
          <Bouton href={action} allure="secondaire">
            Ne rien changer
          </Bouton>
        )}
      </Boutons>
    </Formulaire>
  );
}

function Retrait({ action, jauge }: { action: string; jauge: Jauge }) {
  if (jauge.partageeAvec.length > 0) return null;
  return (
    <section class="pile">
      <h2>{`Retirer « ${jauge.nom} »`}</h2>
      <p>Ses places ne seront plus comptées, et ce qu’elle comptait n’aura plus de limite.</p>
      <Formulaire action={`${action}/retrait`} caches={{ jauge: jauge.id }}>
        <Boutons>
          <Bouton allure="danger" icone="croix">
            Retirer ces places
          </Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}
