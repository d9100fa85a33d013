import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Radios } from '../../../ui/choix.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  Formulaire,
  GroupeDeChamps,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { declarer } from '../../actions/declarer.ts';
import { DECISIONS_EN_MOTS, FACTURATIONS_EN_MOTS, GENRES_EN_MOTS } from '../../regles/phrases.ts';
import { type ErreurDeSaisie, lireDeclaration, MOTIF_AU_PLUS } from '../../regles/saisie.ts';
import { DECISIONS, FACTURATIONS, GENRES } from '../../regles/types.ts';
import { listerClasses, listerLieux } from '../../requetes/lieux.ts';
import { ChoixDesClasses, ChoixDuLieu } from './ou.tsx';

export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, ctx.query, []);

/** « Voir ce qui va changer » : rien n'est encore annulé. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const { agent, compteId } = ctx.session;
  const { saisie, erreurs } = lireDeclaration(
    ctx.form,
    jourLocal(ctx.clock.now(), ctx.commune.fuseau),
  );
  if (!saisie) return montrer(ctx, ctx.form, erreurs);
  const { fait, refus } = await tenter(() =>
    declarer(ctx, {
      ...saisie,
      acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
      structures: agent.structures,
      cleUnique: lireCle(ctx.form),
    }),
  );
  if (refus) {
    return montrer(ctx, ctx.form, [{ champ: refus.champ ?? 'du', message: refus.message }]);
  }
  return redirect(`/agent/fermetures/${fait}`);
};

const CLE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function lireCle(f: URLSearchParams): string {
  const cle = texte(f, 'cle');
  return CLE.test(cle) ? cle : randomUUID();
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurDeSaisie[],
): Promise<Reply> {
  const annee = anneeScolaireDu(jourLocal(ctx.clock.now(), ctx.commune.fuseau));
  const lieux = await listerLieux(ctx.db, ctx.session.agent.structures);
  const ecoles = await listerClasses(ctx.db, annee);
  const titre = 'Déclarer une fermeture';
  const champ = champDe(saisie, erreurs);
  const erreurDe = (nom: string) => erreurs.find((e) => e.champ === nom)?.message;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Fermetures et absences', href: '/agent/fermetures' },
        { libelle: titre },
      ],
      largeur: 'normale',
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{titre}</h1>
      <ResumeErreurs erreurs={erreurs} />
      {lieux.length === 0 ? (
        <EtatVide titre="Aucune activité à fermer">
          Créez d’abord une activité et ses jours.
        </EtatVide>
      ) : (
        <Formulaire
          action="/agent/fermetures/nouvelle"
          // Un double-clic envoie la même clé ; une saisie corrigée en part d'une neuve.
          caches={{ cle: randomUUID() }}
        >
          <Radios
            nom="genre"
            legende="De quoi s’agit-il ?"
            valeur={saisie.get('genre')}
            erreur={erreurDe('genre')}
            options={GENRES.map((g) => ({ valeur: g, libelle: GENRES_EN_MOTS[g] }))}
          />
          <GroupeDeChamps legende="Quels jours ?" grille>
            <Champ {...champ('du', 'Premier jour')} type="date" />
            <Champ
              {...champ('au', 'Dernier jour')}
              type="date"
              facultatif
              aide="Laissez vide pour un seul jour."
            />
          </GroupeDeChamps>
          <ChoixDuLieu lieux={lieux} coches={saisie.getAll('ou')} erreur={erreurDe('ou')} />
          <ChoixDesClasses ecoles={ecoles} coches={saisie.getAll('classe')} />
          <Radios
            nom="decision"
            legende="Que deviennent les réservations ?"
            valeur={saisie.get('decision') ?? 'annuler'}
            erreur={erreurDe('decision')}
            options={DECISIONS.map((d) => ({ valeur: d, libelle: DECISIONS_EN_MOTS[d] }))}
          />
          <Radios
            nom="facturation"
            legende="Que facture-t-on ?"
            aide="Une grève ou une fermeture annulée ne se facture jamais."
            valeur={saisie.get('facturation') ?? 'aucune'}
            erreur={erreurDe('facturation')}
            options={FACTURATIONS.map((f) => ({ valeur: f, libelle: FACTURATIONS_EN_MOTS[f] }))}
          />
          <Champ
            {...champ('motif', 'Ce que liront les familles')}
            type="textarea"
            lignes={3}
            longueurMax={MOTIF_AU_PLUS}
            aide="Une ou deux phrases, telles quelles dans la lettre."
          />
          <Boutons>
            <Bouton icone="oeil">Voir ce qui va changer</Bouton>
          </Boutons>
          <p class="discret">Rien n’est annulé ni envoyé avant que vous ne confirmiez.</p>
        </Formulaire>
      )}
    </>,
  );
}
