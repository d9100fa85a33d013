import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Ctx, file, type Handler, type PageModule } from '../../../platform/http.ts';
import { ajouterJours, ecrireJour, estJour } from '../../../platform/jours.ts';
import { XLSX } from '../../../platform/xlsx.ts';
import { reperer } from '../../../sante/actions/lire.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { exporterListe } from '../../actions/exporter.ts';
import { type Demande, joursDe, type Liste, trouverListe } from '../../actions/lister.ts';
import { lireRangement, RANGEMENTS, RANGEMENTS_EN_MOTS } from '../../regles/grouper.ts';
import { direFerme } from '../../regles/jours.ts';
import { Feuillets, RecapitulatifDesPaquets } from './feuillets.tsx';

/** Les enfants attendus à une prestation, un jour ou une semaine ; s'imprime, une page par groupe. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const demande = lireDemande(ctx);
  const liste = await trouverListe(ctx.db, ctx.session.agent, demande);
  const { prestation, paquets } = liste;
  const titre = `${prestation.activite}, ${prestation.prestation}`;
  // La liste est déjà celle d'une structure de l'agent.
  const ids = paquets.flatMap((p) => p.enfants.map((e) => e.enfantId));
  const reperes = await reperer(ctx.db, ctx.session.agent, null, ids);
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Listes', href: `/agent/listes?jour=${demande.jour}` },
        { libelle: prestation.prestation },
      ],
    },
    <>
      <h1>{titre}</h1>
      <p>
        {`${prestation.structure}, `}
        <b>{direQuand(demande)}</b>
        {` : ${direNombre(liste.nombre)}.`}
      </p>
      <JoursFermes liste={liste} />
      <Choix demande={demande} />
      {liste.nombre === 0 ? (
        <Vide liste={liste} />
      ) : (
        <>
          <RecapitulatifDesPaquets liste={liste} />
          <Feuillets liste={liste} reperes={reperes} titre={`${titre}, ${direQuand(demande)}`} />
          <Fichiers demande={demande} />
        </>
      )}
    </>,
  );
};

function fichier(format: 'csv' | 'xlsx', type: string): PageModule<SessionAgent> {
  return {
    GET: async (ctx) => {
      const { agent, compteId } = ctx.session;
      const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
      const demande = lireDemande(ctx);
      const { nom, contenu } = await exporterListe(ctx, { agent, acteur, demande }, format);
      return file(type, contenu, nom);
    },
  };
}

/** La même liste, en fichier pour un tableur. */
export const csv = fichier('csv', 'text/csv; charset=utf-8');
export const classeur = fichier('xlsx', XLSX);

function lireDemande(ctx: Ctx<SessionAgent>): Demande {
  const { jour } = ctx.params;
  if (!estJour(jour)) throw new Introuvable();
  return {
    prestationId: entierDe(ctx.params.prestation),
    jour,
    par: lireRangement(ctx.query.get('par')),
    semaine: ctx.query.get('sur') === 'semaine',
  };
}

function direQuand(demande: Demande): string {
  const { du, au } = joursDe(demande);
  return demande.semaine
    ? `semaine du ${ecrireJour(du)} au ${ecrireJour(au, { annee: true })}`
    : ecrireJour(du, { annee: true });
}

function direNombre(n: number): string {
  return n > 1 ? `${n} enfants attendus` : n === 1 ? '1 enfant attendu' : 'aucun enfant attendu';
}

/** Où mène un autre choix ; sans lui, la liste par nom d'un jour. */
function adresse(demande: Demande, fin = ''): string {
  const question = new URLSearchParams({
    ...(demande.par === 'nom' ? {} : { par: demande.par }),
    ...(demande.semaine ? { sur: 'semaine' } : {}),
  }).toString();
  const chemin = `/agent/listes/${demande.prestationId}/${demande.jour}${fin}`;
  return question ? `${chemin}?${question}` : chemin;
}

function JoursFermes({ liste }: { liste: Liste }) {
  const fermes = liste.jours.flatMap((j) => (j.etat === 'ferme' ? [j] : []));
  if (fermes.length === 0) return null;
  return (
    <ul>
      {fermes.map((j) => (
        <li key={j.jour}>{`${ecrireJour(j.jour)}, ${direFerme(j.raison)}`}</li>
      ))}
    </ul>
  );
}

function Choix({ demande }: { demande: Demande }) {
  const pas = demande.semaine ? 7 : 1;
  const autre = (n: number) => adresse({ ...demande, jour: ajouterJours(demande.jour, n) });
  const quoi = demande.semaine ? 'Semaine' : 'Jour';
  const sens = demande.semaine ? ['précédente', 'suivante'] : ['précédent', 'suivant'];
  return (
    <div class="ecran-seul">
      <p class="liens">
        <a href={autre(-pas)}>{`${quoi} ${sens[0]}`}</a>
        <a href={autre(pas)}>{`${quoi} ${sens[1]}`}</a>
      </p>
      <Formulaire methode="get" action={adresse({ ...demande, par: 'nom', semaine: false })}>
        <div class="grille">
          <Champ
            type="select"
            nom="par"
            libelle="Ranger"
            valeur={demande.par}
            options={RANGEMENTS.map((r) => ({ valeur: r, libelle: RANGEMENTS_EN_MOTS[r] }))}
          />
          <Champ
            type="select"
            nom="sur"
            libelle="Montrer"
            valeur={demande.semaine ? 'semaine' : 'jour'}
            options={[
              { valeur: 'jour', libelle: 'Ce jour' },
              { valeur: 'semaine', libelle: 'Toute la semaine' },
            ]}
          />
        </div>
        <Boutons>
          <Bouton allure="secondaire">Afficher</Bouton>
        </Boutons>
      </Formulaire>
    </div>
  );
}

function Vide({ liste }: { liste: Liste }) {
  const ouvert = liste.jours.some((j) => j.etat === 'ouvert');
  return ouvert ? (
    <EtatVide titre="Personne n’est attendu">Les réservations validées s’écriront ici.</EtatVide>
  ) : (
    <EtatVide titre="Fermé">Choisissez un autre jour : il n’y a pas d’accueil.</EtatVide>
  );
}

function Fichiers({ demande }: { demande: Demande }) {
  return (
    <>
      <Boutons>
        <Bouton href={adresse(demande, '/liste.xlsx')} icone="telecharger" telecharger>
          Classeur Excel
        </Bouton>
        <Bouton
          href={adresse(demande, '/liste.csv')}
          icone="telecharger"
          allure="secondaire"
          telecharger
        >
          Fichier CSV
        </Bouton>
      </Boutons>
      <p class="ecran-seul discret">
        Pour imprimer, la commande du navigateur suffit : chaque groupe a sa page. Un fichier
        téléchargé porte des noms et des téléphones ; le journal garde qui l’a pris.
      </p>
    </>
  );
}
