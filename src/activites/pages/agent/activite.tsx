import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Champ, type OptionListe } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { reglerActivite, remettreOuvertures } from '../../actions/regler.ts';
import { APPROBATIONS, LISTES_ATTENTE } from '../../regles/changements.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';
import type { Reglages } from '../../requetes/creer.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import { CartesDeLActivite, lireEnBref } from './activite-en-bref.tsx';
import { exigerReglage, trouverActivite } from './droits.ts';

export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouverActivite(ctx));

/** « Enregistrer les réglages ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouverActivite(ctx);
  const acteur = exigerReglage(ctx.session);
  const { reglages, erreurs } = lire(ctx.form);
  if (erreurs.length > 0) return montrer(ctx, activite, { saisie: ctx.form, erreurs });
  const { refus } = await tenter(() =>
    reglerActivite(ctx, { activiteId: activite.id, reglages, acteur }),
  );
  if (refus) {
    const erreur = { champ: refus.champ ?? 'nom', message: refus.message };
    return montrer(ctx, activite, { saisie: ctx.form, erreurs: [erreur] });
  }
  return redirect(`/agent/activites/${activite.id}`, 'Les réglages sont enregistrés.');
};

/** « Mettre les jours à jour ». */
export const ouvertures = {
  POST: (async (ctx) => {
    const { id } = await trouverActivite(ctx);
    const bilan = await remettreOuvertures(ctx, {
      activiteId: id,
      acteur: exigerReglage(ctx.session),
      aujourdhui: jourLocal(ctx.clock.now(), ctx.commune.fuseau),
    });
    return redirect(`/agent/activites/${id}`, bilan);
  }) satisfies Handler<SessionAgent>,
};

function lire(f: URLSearchParams): { reglages: Reglages; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  const reglages = {
    nom: texte(f, 'nom'),
    approbation: texte(f, 'approbation'),
    listeAttente: texte(f, 'liste_attente'),
    ouverteAuxFamilles: f.has('ouverte'),
  };
  exiger(reglages.nom !== '', 'nom', 'Donnez un nom à l’activité.');
  exiger(reglages.approbation in APPROBATIONS, 'approbation', 'Choisissez qui approuve.');
  exiger(reglages.listeAttente in LISTES_ATTENTE, 'liste_attente', 'Choisissez dans la liste.');
  return { reglages, erreurs };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  enCours?: { saisie: URLSearchParams; erreurs: readonly ErreurDeSaisie[] },
): Promise<Reply> {
  const enBref = await lireEnBref(ctx, activite);
  const journal = await lireJournal(ctx.db, `activite:${activite.id}`);
  const adresse = `/agent/activites/${activite.id}`;
  return cadre(
    ctx,
    {
      titre: activite.nom,
      filAriane: [{ libelle: 'Activités', href: '/agent/activites' }, { libelle: activite.nom }],
      status: enCours ? 422 : 200,
    },
    <>
      <h1>{activite.nom}</h1>
      <p class="chapeau">{activite.structure}</p>
      <ResumeErreurs erreurs={enCours?.erreurs ?? []} />
      <CartesDeLActivite {...enBref} />
      <section class="pile">
        <h2>Réglages</h2>
        <FormulaireReglages
          adresse={adresse}
          saisie={enCours?.saisie ?? saisieDe(activite)}
          erreurs={enCours?.erreurs ?? []}
        />
      </section>
      <section class="pile">
        <h2>En faire une autre</h2>
        <p>Les mêmes réglages, sous un autre nom ou dans une autre structure.</p>
        <Boutons>
          <Bouton href={`${adresse}/copie`} allure="secondaire" icone="plus">
            Copier cette activité
          </Bouton>
        </Boutons>
      </section>
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <p>
          Un réglage vaut dès qu’il est écrit, sauf quand sa ligne donne un autre jour. Ce qui était
          déjà réservé garde la règle d’avant.
        </p>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

function saisieDe(a: ActiviteReglee): URLSearchParams {
  return new URLSearchParams({
    nom: a.nom,
    approbation: a.approbation,
    liste_attente: a.listeAttente,
    ...(a.ouverteAuxFamilles ? { ouverte: 'oui' } : {}),
  });
}

interface PropsReglages {
  adresse: string;
  saisie: URLSearchParams;
  erreurs: readonly ErreurDeSaisie[];
}

function FormulaireReglages({ adresse, saisie, erreurs }: PropsReglages) {
  const champ = (nom: string) => ({
    nom,
    valeur: saisie.get(nom),
    erreur: erreurs.find((e) => e.champ === nom)?.message,
  });
  return (
    <Formulaire action={adresse}>
      <Champ {...champ('nom')} libelle="Nom" longueurMax={80} />
      <Champ
        {...champ('approbation')}
        type="select"
        libelle="Approbation"
        options={enOptions(APPROBATIONS)}
      />
      <Champ
        {...champ('liste_attente')}
        type="select"
        libelle="Liste d’attente"
        options={enOptions(LISTES_ATTENTE)}
      />
      <Case nom="ouverte" libelle="Visible des familles" cochee={saisie.has('ouverte')} />
      <Boutons>
        <Bouton icone="coche">Enregistrer les réglages</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function enOptions(mots: Readonly<Record<string, string>>): OptionListe[] {
  return Object.entries(mots).map(([valeur, libelle]) => ({ valeur, libelle }));
}
