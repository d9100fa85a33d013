import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { demanderEcriture } from '../../actions/ecrire.ts';
import type { Probleme } from '../../regles/controler.ts';
import { chercherImport, type Import } from '../../requetes/imports.ts';

const SECONDES = 2;

/** Un fichier examiné : ce qu'il faut corriger, ou ce qui s'écrira, puis où en est l'écriture. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const recu = await chercherImport(ctx.db, entierDe(ctx.params.id));
  if (!recu) throw new Introuvable();
  const page = cadre(
    ctx,
    {
      titre: recu.fichier,
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: 'Importer des familles', href: '/agent/imports' },
        { libelle: recu.fichier },
      ],
    },
    <>
      <h1>{recu.fichier}</h1>
      <Etat recu={recu} ctx={ctx} />
      <Bilan recu={recu} />
      <Phrases titre="À corriger" phrases={recu.bilan.problemes} />
      <Phrases titre="À savoir" phrases={recu.bilan.remarques} />
    </>,
  );
  return recu.etat === 'en_cours' && page.kind === 'page' ? { ...page, refresh: SECONDES } : page;
};

/** « Écrire ces familles ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const id = entierDe(ctx.params.id);
  await demanderEcriture(ctx, id);
  return redirect(`/agent/imports/${id}`);
};

function Etat({ recu, ctx }: { recu: Import; ctx: Ctx<SessionAgent> }) {
  const { id, etat, bilan, famillesEcrites, ecritLe } = recu;
  if (etat === 'ecrit' && ecritLe) {
    const quand = ecrireInstant(ecritLe, ctx.commune.fuseau, { annee: true });
    return (
      <Message ton="succes" vivant={false} titre={`${bilan.familles} familles écrites, ${quand}`}>
        Chaque adulte qui a une adresse électronique active lui-même son accès, depuis la page de
        connexion. <a href="/agent/familles">Chercher une famille</a>
      </Message>
    );
  }
  if (etat === 'en_cours') {
    return (
      <Message ton="info" titre="L’écriture est en cours">
        {famillesEcrites} familles sur {bilan.familles}. Vous pouvez fermer cette page : l’écriture
        continue, et rien ne se voit avant la fin.
        <progress max={bilan.familles} value={famillesEcrites} aria-label="Familles écrites" />
      </Message>
    );
  }
  if (etat === 'a_corriger') {
    const n = bilan.problemes.length;
    return (
      <Message ton="erreur" vivant={false} titre={direProblemes(n)}>
        Rien n’est écrit. Corrigez le fichier dans votre tableur, puis{' '}
        <a href="/agent/imports">envoyez-le de nouveau</a>.
      </Message>
    );
  }
  return (
    <Carte titre="Prêt à écrire">
      <p>
        Rien n’est encore écrit. Les adultes auront leur accès, sans recevoir de courriel
        aujourd’hui.
      </p>
      <Formulaire action={`/agent/imports/${id}`}>
        <Boutons>
          <Bouton icone="coche">Écrire {bilan.familles} familles</Bouton>
          <Bouton href="/agent/imports" allure="secondaire">
            Envoyer un autre fichier
          </Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}

function direProblemes(n: number): string {
  if (n === 0) return 'Aucune famille à écrire dans ce fichier';
  return n === 1 ? 'Un problème à corriger' : `${n} problèmes à corriger`;
}

function Bilan({ recu: { bilan, anneeScolaire } }: { recu: Import }) {
  const ignorees = bilan.colonnesIgnorees.join(', ');
  return (
    <ListeDefinitions
      elements={[
        { terme: 'Lignes lues', valeur: String(bilan.lignes) },
        { terme: 'Familles', valeur: String(bilan.familles) },
        { terme: 'Adultes', valeur: String(bilan.adultes) },
        { terme: 'Enfants', valeur: String(bilan.enfants) },
        ...(bilan.laissees > 0
          ? [{ terme: 'Enfants déjà connus, laissés', valeur: String(bilan.laissees) }]
          : []),
        { terme: 'Classes de l’année', valeur: anneeScolaire },
        ...(ignorees ? [{ terme: 'Colonnes sans usage ici', valeur: ignorees }] : []),
      ]}
    />
  );
}

function Phrases({ titre, phrases }: { titre: string; phrases: readonly Probleme[] }) {
  if (phrases.length === 0) return null;
  return (
    <Tableau
      titre={titre}
      lignes={phrases.map((p, rang) => ({ ...p, rang }))}
      cle={({ rang }) => rang}
      colonnes={[
        {
          titre: 'Où',
          entete: true,
          insecable: true,
          cellule: ({ ligne }) => (ligne === 0 ? 'Fichier' : `Ligne ${ligne}`),
        },
        { titre: titre === 'À savoir' ? 'Remarque' : 'Problème', cellule: ({ phrase }) => phrase },
      ]}
    />
  );
}
