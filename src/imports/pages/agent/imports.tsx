import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { examiner } from '../../actions/examiner.ts';
import { type EtatDImport, type Import, listerImports } from '../../requetes/imports.ts';

/** Importer des familles : le fichier, et les derniers reçus. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const recu = ctx.files.get('fichier');
  if (!recu) return montrer(ctx, 'Choisissez le fichier des familles.');
  const { agent, compteId } = ctx.session;
  const examen = await examiner(
    ctx,
    { nom: recu.name, octets: recu.bytes },
    {
      laisserLesConnus: ctx.form.get('laisser') === 'oui',
      fuseau: ctx.commune.fuseau,
      acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    },
  );
  if ('erreur' in examen) return montrer(ctx, examen.erreur);
  return redirect(`/agent/imports/${examen.id}`);
};

async function montrer(ctx: Ctx<SessionAgent>, erreur: string | null): Promise<Reply> {
  const imports = await listerImports(ctx.db);
  return cadre(
    ctx,
    {
      titre: 'Importer des familles',
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: 'Importer des familles' },
      ],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>Importer des familles</h1>
      <ResumeErreurs erreurs={erreur ? [{ champ: 'fichier', message: erreur }] : []} />
      <p>
        Un fichier CSV, une ligne par enfant. Préau l’examine d’abord et dit chaque problème, ligne
        par ligne : rien n’est écrit avant votre accord, et tout s’écrit d’un bloc.
      </p>
      <p class="liens">
        <a href="/agent/imports/modele.csv">Télécharger le modèle à remplir (CSV)</a>
      </p>
      <Formulaire action="/agent/imports" fichiers>
        <Carte>
          <Champ
            type="file"
            nom="fichier"
            libelle="Fichier des familles"
            aide="Enregistré par votre tableur au format CSV, 5 Mo au plus. Les accents et le séparateur sont reconnus."
            accepte=".csv,.txt,text/csv,text/plain"
            erreur={erreur ?? undefined}
          />
          <Case
            nom="laisser"
            libelle="Laisser de côté les enfants que le portail connaît déjà"
            cochee={ctx.form.get('laisser') === 'oui'}
          />
          <Boutons>
            <Bouton icone="recherche">Examiner le fichier</Bouton>
          </Boutons>
        </Carte>
      </Formulaire>
      {imports.length > 0 && <Derniers imports={imports} fuseau={ctx.commune.fuseau} />}
    </>,
  );
}

export const ETATS: Readonly<Record<EtatDImport, string>> = {
  a_corriger: 'À corriger',
  pret: 'Prêt à écrire',
  en_cours: 'En train de s’écrire',
  ecrit: 'Écrit',
};

function Derniers({ imports, fuseau }: { imports: readonly Import[]; fuseau: string }) {
  return (
    <Tableau
      titre="Les derniers fichiers"
      lignes={imports}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'Fichier',
          entete: true,
          cellule: ({ id, fichier }) => <a href={`/agent/imports/${id}`}>{fichier}</a>,
        },
        { titre: 'Reçu', cellule: ({ recuLe }) => ecrireInstant(recuLe, fuseau) },
        { titre: 'Par', cellule: ({ recuPar }) => recuPar.nom },
        { titre: 'Familles', nombre: true, cellule: ({ bilan }) => bilan.familles },
        { titre: 'État', cellule: ({ etat }) => ETATS[etat] },
      ]}
    />
  );
}
