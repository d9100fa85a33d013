import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { type Ctx, file, type Handler, type PageModule } from '../../../platform/http.ts';
import { ecrireInstant, jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJour, estJour, type Jour } from '../../../platform/jours.ts';
import { majuscule } from '../../../platform/mots.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { type EffectifDuJour, lireLeJour, type MouvementNomme } from '../../actions/lire.ts';
import { telechargerLesEffectifs } from '../../actions/telecharger.ts';
import { estEnRetard } from '../../regles/arret.ts';
import {
  type CompteArrete,
  mettreEnTableau,
  PANIER_REPAS,
  sansPaniers,
} from '../../regles/repas.ts';

/** Ce que la cuisine prépare un jour, et ce qui a changé depuis (docs/regles/effectifs.md). */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const jour = lireJour(ctx, aujourdhui);
  const { agent } = ctx.session;
  const effectifs = (await lireLeJour(ctx.db, agent.structures, { jour, aujourdhui })).map((e) =>
    peut(agent, 'constater', { type: 'sante', structureId: e.structureId }).oui ? e : taire(e),
  );
  return cadre(
    ctx,
    {
      titre: 'Effectifs de cuisine',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Effectifs de cuisine' }],
    },
    <>
      <h1>Effectifs de cuisine, {ecrireJour(jour)}</h1>
      <p class="liens">
        <a href={`/agent/effectifs?jour=${ajouterJours(jour, -1)}`}>Jour précédent</a>
        {jour !== aujourdhui && <a href="/agent/effectifs">Aujourd’hui</a>}
        <a href={`/agent/effectifs?jour=${ajouterJours(jour, 1)}`}>Jour suivant</a>
      </p>
      {effectifs.length === 0 ? (
        <EtatVide titre="Aucun repas ce jour-là">
          La cuisine ne sert rien : rien n’ouvre, ou aucune prestation n’est cochée dans les
          effectifs de cuisine d’une activité.
        </EtatVide>
      ) : (
        <>
          {effectifs.map((e) => (
            <UnEffectif key={e.prestationId} du={e} ctx={ctx} />
          ))}
          {effectifs.some((e) => e.effectif) && (
            <Boutons>
              <Bouton
                href={`/agent/effectifs/effectifs.csv?jour=${jour}`}
                icone="telecharger"
                allure="secondaire"
                telecharger
              >
                Fichier pour un tableur
              </Bouton>
            </Boutons>
          )}
        </>
      )}
    </>,
  );
};

/** Le même jour, pour un tableur ; qui l'a pris est noté. */
export const fichier: PageModule<SessionAgent> = {
  GET: async (ctx) => {
    const jour = lireJour(ctx, jourLocal(ctx.clock.now(), ctx.commune.fuseau));
    const { agent, compteId } = ctx.session;
    const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
    const { structures } = agent;
    const csv = await telechargerLesEffectifs(ctx, { structures, jour, acteur });
    if (csv === null) throw new Introuvable();
    return file('text/csv; charset=utf-8', csv, `effectifs-${jour}.csv`);
  },
};

/** Un panier-repas dit un PAI : qui n'a pas à le savoir ne le lit pas (Santé, règle 10). */
function taire(du: EffectifDuJour): EffectifDuJour {
  const { effectif, mouvements } = du;
  return {
    ...du,
    effectif: effectif && { ...effectif, comptes: sansPaniers(effectif.comptes) },
    mouvements: mouvements.filter((m) => m.repas !== PANIER_REPAS),
  };
}

function lireJour(ctx: Ctx<SessionAgent>, aujourdhui: Jour): Jour {
  const demande = ctx.query.get('jour');
  return estJour(demande) ? demande : aujourdhui;
}

function UnEffectif({ du, ctx }: { du: EffectifDuJour; ctx: Ctx<SessionAgent> }) {
  const regle = peut(ctx.session.agent, 'regler', {
    type: 'activite',
    structureId: du.structureId,
  }).oui;
  return (
    <section class="pile" aria-labelledby={`prestation-${du.prestationId}`}>
      <h2 id={`prestation-${du.prestationId}`}>{`${du.activite}, ${du.prestation}`}</h2>
      {du.ferme && <p>{`${majuscule(du.ferme)}.`}</p>}
      {du.effectif ? (
        <Arrete du={du} effectif={du.effectif} fuseau={ctx.commune.fuseau} />
      ) : (
        (!du.ferme || du.attendus > 0) && <Provisoire du={du} fuseau={ctx.commune.fuseau} />
      )}
      {regle && (
        <p class="liens">
          <a href={`/agent/activites/${du.activiteId}/cuisine`}>
            Régler la cuisine<span class="vh">{` : ${du.activite}`}</span>
          </a>
        </p>
      )}
    </section>
  );
}

function Provisoire({ du, fuseau }: { du: EffectifDuJour; fuseau: string }) {
  return (
    <p>
      <b>{direAttendus(du.attendus)}</b>
      {du.limiteLe
        ? ` pour l’instant. L’effectif s’arrêtera ${ecrireInstant(du.limiteLe, fuseau)}.`
        : '. Ce jour n’a pas été arrêté.'}
    </p>
  );
}

function direAttendus(n: number): string {
  return n > 1 ? `${n} enfants attendus` : n === 1 ? '1 enfant attendu' : 'Aucun enfant attendu';
}

function Arrete(props: {
  du: EffectifDuJour;
  effectif: NonNullable<EffectifDuJour['effectif']>;
  fuseau: string;
}) {
  const { du, effectif, fuseau } = props;
  const { totalAServir } = mettreEnTableau(effectif.comptes);
  return (
    <>
      <p>
        <b>{`${totalAServir} repas à préparer`}</b>
        {`, nombre arrêté ${ecrireInstant(effectif.arreteLe, fuseau)}.`}
        {estEnRetard(effectif) &&
          ` Arrêté en retard : il devait l’être ${ecrireInstant(effectif.limiteLe, fuseau)}.`}
      </p>
      {effectif.comptes.length > 0 && (
        <Repas comptes={effectif.comptes} titre={`À préparer : ${du.activite}, ${du.prestation}`} />
      )}
      <Additif du={du} sansNoms={effectif.sansNoms} fuseau={fuseau} />
    </>
  );
}

function Repas({ comptes, titre }: { comptes: readonly CompteArrete[]; titre: string }) {
  const tableau = mettreEnTableau(comptes);
  const total = {
    repas: 'À préparer',
    aServir: true,
    nombres: tableau.aServir,
    total: tableau.totalAServir,
  };
  return (
    <Tableau
      titre={titre}
      titreCache
      lignes={[...tableau.lignes, total]}
      cle={(l) => l.repas}
      colonnes={[
        {
          titre: 'Repas',
          entete: true,
          cellule: (l) => (l.aServir ? l.repas : `${l.repas}, rien à préparer`),
        },
        ...(tableau.colonnes.length < 2 ? [] : tableau.colonnes).map((colonne, i) => ({
          titre: colonne,
          nombre: true,
          cellule: (l: { nombres: number[] }) => String(l.nombres[i] ?? 0),
        })),
        { titre: 'Total', nombre: true, cellule: (l) => <b>{l.total}</b> },
      ]}
    />
  );
}

function Additif(props: { du: EffectifDuJour; sansNoms: boolean; fuseau: string }) {
  const { mouvements, additif } = props.du;
  if (props.sansNoms)
    return (
      <p>Les noms de ce jour sont effacés : ce qui avait changé ensuite ne se lit plus ici.</p>
    );
  return (
    <>
      <h3>Additif</h3>
      {mouvements.length === 0 ? (
        <p>Rien n’a changé depuis l’arrêté.</p>
      ) : (
        <Mouvements
          mouvements={mouvements}
          titre={`Depuis l’arrêté : ${props.du.activite}, ${props.du.prestation}`}
        />
      )}
      {additif?.envoye && (
        <p>{`Additif envoyé à la cuisine ${ecrireInstant(additif.decideLe, props.fuseau)} : ce qui a changé depuis ne lui est pas écrit, prévenez-la.`}</p>
      )}
    </>
  );
}

function Mouvements({ mouvements, titre }: { mouvements: MouvementNomme[]; titre: string }) {
  return (
    <Tableau
      titre={titre}
      titreCache
      lignes={mouvements}
      cle={(m) => `${m.enfantId}${m.sens}`}
      colonnes={[
        { titre: 'Enfant', entete: true, cellule: (m) => m.enfant },
        { titre: 'Classe', cellule: (m) => m.classe ?? 'Sans classe connue' },
        { titre: 'Repas', cellule: (m) => `${m.sens === 1 ? '+1' : '−1'} ${m.repas}` },
        { titre: 'Raison', cellule: (m) => m.raison },
      ]}
    />
  );
}
