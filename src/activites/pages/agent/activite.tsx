import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ, type OptionListe } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { reglerActivite, remettreOuvertures } from '../../actions/regler.ts';
import { joursDOuverture } from '../../calendrier/calendrier.ts';
import { joursFeriesEntre } from '../../calendrier/feries.ts';
import { resumerOuvertures } from '../../calendrier/resume.ts';
import { APPROBATIONS, LISTES_ATTENTE } from '../../regles/changements.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';
import type { Reglages } from '../../requetes/creer.ts';
import { listerFermetures, listerVacances } from '../../requetes/ouvertures.ts';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
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
    });
    return redirect(`/agent/activites/${id}`, bilan);
  }) satisfies Handler<SessionAgent>,
};

function lire(f: URLSearchParams): { reglages: Reglages; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  const age = (nom: string) => {
    const lu = texte(f, nom);
    exiger(/^\d{0,2}$/.test(lu), nom, 'Indiquez un âge en années, ou laissez vide.');
    return lu === '' ? null : Number(lu);
  };
  const reglages = {
    nom: texte(f, 'nom'),
    approbation: texte(f, 'approbation'),
    listeAttente: texte(f, 'liste_attente'),
    ageMin: age('age_min'),
    ageMax: age('age_max'),
    ouverteAuxFamilles: f.has('ouverte'),
  };
  exiger(reglages.nom !== '', 'nom', 'Donnez un nom à l’activité.');
  exiger(reglages.approbation in APPROBATIONS, 'approbation', 'Choisissez qui approuve.');
  exiger(reglages.listeAttente in LISTES_ATTENTE, 'liste_attente', 'Choisissez dans la liste.');
  exiger(
    reglages.ageMin === null || reglages.ageMax === null || reglages.ageMin <= reglages.ageMax,
    'age_max',
    'L’âge maximum doit être au moins l’âge minimum.',
  );
  return { reglages, erreurs };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteReglee,
  enCours?: { saisie: URLSearchParams; erreurs: readonly ErreurDeSaisie[] },
): Promise<Reply> {
  const resumes = await resumer(ctx, activite);
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
      <Carte titre="Prestations et délais">
        <ul>
          {activite.prestations.map((p) => (
            <li key={p.id}>{`${p.nom}, de ${p.debut} à ${p.fin}`}</li>
          ))}
        </ul>
        <Boutons>
          <Bouton href={`${adresse}/delais`} icone="sablier">
            Régler les délais
          </Bouton>
          <Bouton href={`${adresse}/liste-attente`} allure="secondaire" icone="liste">
            Régler la liste d’attente
          </Bouton>
          <Bouton href={`${adresse}/cuisine`} allure="secondaire" icone="repas">
            Régler la cuisine
          </Bouton>
        </Boutons>
      </Carte>
      <Carte titre="Périodes et jours">
        <ul>
          {resumes.map(({ id, nom, du, au, resume }) => (
            <li key={id}>
              <b>{nom}</b>
              {`, du ${ecrireJour(du, { annee: true })} au ${ecrireJour(au, { annee: true })} : ${resume}.`}
            </li>
          ))}
        </ul>
        <p>
          Après une fermeture ou une correction du calendrier, mettez les jours à jour. Un jour où
          des enfants sont inscrits reste ouvert tant qu’un agent ne les a pas annulés.
        </p>
        <Formulaire action={`${adresse}/ouvertures`}>
          <Boutons>
            <Bouton href={`${adresse}/jours`} icone="plus">
              Ajouter une période
            </Bouton>
            <Bouton href={`${adresse}/jours?quoi=places`} allure="secondaire">
              Fixer les places
            </Bouton>
            <Bouton allure="secondaire">Mettre les jours à jour</Bouton>
          </Boutons>
        </Formulaire>
      </Carte>
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
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

/** Ce que le calendrier dit de toutes les périodes, lu en une fois. */
async function resumer({ db }: Ctx<SessionAgent>, activite: ActiviteReglee) {
  const [premiere, derniere] = [activite.periodes[0], activite.periodes.at(-1)];
  if (!premiere || !derniere) return [];
  const bornes = { du: premiere.du, au: derniere.au };
  const faits = {
    feries: joursFeriesEntre(bornes.du, bornes.au, activite.territoire),
    vacances: await listerVacances(db, { zone: activite.zone, ...bornes }),
    fermetures: await listerFermetures(db, {
      structureId: activite.structureId,
      activiteId: activite.id,
      ...bornes,
    }),
  };
  return activite.periodes.map((periode) => ({
    ...periode,
    resume: resumerOuvertures(
      joursDOuverture({ ...activite, ...faits, du: periode.du, au: periode.au }),
    ),
  }));
}

function saisieDe(a: ActiviteReglee): URLSearchParams {
  return new URLSearchParams({
    nom: a.nom,
    approbation: a.approbation,
    liste_attente: a.listeAttente,
    age_min: String(a.ageMin ?? ''),
    age_max: String(a.ageMax ?? ''),
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
  const age = { inputmode: 'numeric', court: true, facultatif: true } as const;
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
      <Champ {...champ('age_min')} {...age} libelle="Âge minimum" />
      <Champ {...champ('age_max')} {...age} libelle="Âge maximum" />
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
