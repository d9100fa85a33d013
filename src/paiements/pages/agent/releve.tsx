import { parse } from 'csv-parse/sync';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { textOf } from '../../../platform/uploads.ts';
import { tientLaRegie } from '../../../regie/regles/acces.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { importerReleve } from '../../actions/regie.ts';
import { lireReleve, type Releve } from '../../regles/releve-du-tresor.ts';
import { listerRegies } from '../../requetes/agent.ts';

/** Importer le relevé du Trésor : le fichier, ou son contenu collé ; le portail contrôle et rapproche. */
export const GET: Handler<SessionAgent> = (ctx) => afficher(ctx, { regieId: null, fichier: '' });

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { agent, compteId } = ctx.session;
  if (!tientLaRegie(agent)) throw new Introuvable();
  const regieId = choix(ctx.form, 'regie');
  const depot = ctx.files.get('depot');
  const fichier = depot ? textOf(depot) : texte(ctx.form, 'fichier');
  const regies = await listerRegies(ctx.db);
  if (!regies.some((r) => r.id === regieId) || regieId === null) {
    return afficher(ctx, { regieId, fichier, regie: 'Choisissez la régie de ce relevé.' });
  }
  if (fichier === '') {
    const erreur = 'Choisissez le fichier reçu du Trésor, ou collez son contenu.';
    return afficher(ctx, { regieId, fichier, erreur });
  }
  const { lignes, erreur } = lireFichier(fichier);
  if (lignes === null) return afficher(ctx, { regieId, fichier, erreur });
  const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
  const { neuves, retrouves } = await importerReleve(ctx, { regieId, lignes, acteur });
  const trouves = retrouves > 0 ? ` ${retrouves} paiements retrouvés et encaissés.` : '';
  return redirect('/agent/paiements', `Relevé importé : ${neuves} lignes nouvelles.${trouves}`);
};

function lireFichier(fichier: string): Releve {
  try {
    const rangees: string[][] = parse(fichier, {
      delimiter: ';',
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    return lireReleve(rangees);
  } catch {
    return { lignes: null, erreur: 'Ce texte n’est pas un fichier CSV.' };
  }
}

interface Etat {
  regieId: number | null;
  fichier: string;
  erreur?: string;
  regie?: string;
}

async function afficher(ctx: Ctx<SessionAgent>, etat: Etat): Promise<Reply> {
  if (!tientLaRegie(ctx.session.agent)) throw new Introuvable();
  const regies = await listerRegies(ctx.db);
  const erreurs = [
    ...(etat.regie ? [{ champ: 'regie', message: etat.regie }] : []),
    ...(etat.erreur ? [{ champ: 'fichier', message: etat.erreur }] : []),
  ];
  return cadre(
    ctx,
    {
      titre: 'Importer le relevé du Trésor',
      largeur: 'normale',
      filAriane: [
        { libelle: 'Paiements en ligne', href: '/agent/paiements' },
        { libelle: 'Importer un relevé' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Importer le relevé du Trésor</h1>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action="/agent/paiements/releve" fichiers>
        <Carte>
          <Champ
            type="select"
            nom="regie"
            libelle="Régie"
            invite="Choisissez"
            valeur={etat.regieId ?? (regies.length === 1 ? regies[0]?.id : null)}
            options={regies.map((r) => ({ valeur: r.id, libelle: r.nom }))}
            erreur={etat.regie}
          />
          <Champ
            type="file"
            nom="depot"
            libelle="Fichier reçu du Trésor"
            aide="Tel que vous l’avez reçu. Le même fichier deux fois ne compte qu’une fois."
            accepte=".csv,.txt,text/csv,text/plain"
            facultatif
          />
          <Champ
            type="textarea"
            nom="fichier"
            libelle="Ou son contenu, collé ici"
            aide="Tout, de EN-TETE à PIED-DE-PAGE."
            lignes={8}
            valeur={etat.fichier}
            erreur={etat.erreur}
            facultatif
          />
          <Boutons>
            <Bouton icone="telecharger">Importer et rapprocher</Bouton>
          </Boutons>
        </Carte>
      </Formulaire>
    </>,
  );
}
