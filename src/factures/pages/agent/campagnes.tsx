import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { choix, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterMois, ecrireMois, type Mois, moisDe } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { ouvrirCampagne } from '../../actions/campagne.ts';
import { acteurDe, exigerRegie } from '../../documents/acces.ts';
import { type CampagneResumee, listerCampagnes, listerRegies } from '../../requetes/campagnes.ts';

const ADRESSE = '/agent/campagnes';
const MOIS_PROPOSES = 12;

/** Les campagnes de facturation : une par mois et par régie. */
export const GET: Handler<SessionAgent> = (ctx) => {
  exigerRegie(ctx);
  return montrer(ctx, null);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const regieId = choix(ctx.form, 'regie');
  const mois = texte(ctx.form, 'mois');
  if (regieId === null) return montrer(ctx, 'Choisissez une régie.');
  const { fait, refus } = await tenter(async () =>
    ouvrirCampagne(ctx, { regieId, mois, acteur: acteurDe(ctx) }),
  );
  if (refus) return montrer(ctx, refus.message);
  return redirect(`${ADRESSE}/${fait}`);
};

async function montrer(ctx: Ctx<SessionAgent>, erreur: string | null): Promise<Reply> {
  const regies = await listerRegies(ctx.db);
  const campagnes = await listerCampagnes(ctx.db);
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  return cadre(
    ctx,
    {
      titre: 'Facturation',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Facturation' }],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>Facturation</h1>
      <ResumeErreurs erreurs={erreur ? [{ champ: 'mois', message: erreur }] : []} />
      {regies.length === 0 ? (
        <EtatVide titre="Aucune régie">Créez d’abord une régie : elle émet les factures.</EtatVide>
      ) : (
        <Carte titre="Préparer un mois">
          <Formulaire action={ADRESSE}>
            <Champ
              type="select"
              nom="regie"
              libelle="Régie"
              valeur={regies[0]?.id ?? ''}
              options={regies.map((r) => ({ valeur: r.id, libelle: r.nom }))}
            />
            <Champ
              type="select"
              nom="mois"
              libelle="Mois à facturer"
              aide="Vous verrez l’aperçu avant d’émettre : rien ne part encore."
              erreur={erreur ?? undefined}
              valeur={moisDe(ajouterMois(aujourdhui, -1))}
              options={moisProposes(aujourdhui).map((m) => ({ valeur: m, libelle: ecrireMois(m) }))}
            />
            <Boutons>
              <Bouton icone="coche">Voir l’aperçu</Bouton>
            </Boutons>
          </Formulaire>
        </Carte>
      )}
      {campagnes.length > 0 && <Campagnes campagnes={campagnes} />}
    </>,
  );
}

function moisProposes(aujourdhui: string): Mois[] {
  return Array.from({ length: MOIS_PROPOSES }, (_, n) => moisDe(ajouterMois(aujourdhui, -n)));
}

function Campagnes({ campagnes }: { campagnes: readonly CampagneResumee[] }) {
  return (
    <Tableau
      titre="Campagnes"
      lignes={campagnes}
      cle={(c) => c.id}
      colonnes={[
        {
          titre: 'Mois',
          entete: true,
          cellule: (c) => <a href={`${ADRESSE}/${c.id}`}>{ecrireMois(c.mois)}</a>,
        },
        { titre: 'Régie', cellule: (c) => c.regie },
        { titre: 'État', cellule: direEtat },
        { titre: 'Factures', nombre: true, cellule: (c) => String(c.factures) },
        { titre: 'Total', nombre: true, cellule: (c) => ecrireEuros(c.totalCentimes) },
      ]}
    />
  );
}

export function direEtat(c: {
  commenceeLe: Date | null;
  emiseLe: Date | null;
  envoyeeLe: Date | null;
}): string {
  if (c.envoyeeLe) return 'Envoyée';
  if (c.emiseLe) return 'Émise, à envoyer';
  return c.commenceeLe ? 'Émission interrompue : à reprendre' : 'En préparation';
}
