import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant, jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { tientLaRegie } from '../../../regie/regles/acces.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import {
  type JourneeRapprochee,
  type LigneSansPendant,
  listerJourneesRapprochees,
  listerPaiementsASuivre,
  listerSansNouvelle,
  listerSansPendant,
  type PaiementSuivi,
} from '../../requetes/agent.ts';
import { PastilleDePaiement } from '../mots.tsx';

const SUIVIS_AU_PLUS = 100;
const JOURS_MONTRES = 31;
/** Une famille débitée se manifeste dans les semaines qui suivent : la liste la garde un trimestre. */
const SANS_NOUVELLE_MS = 92 * 24 * 3_600_000;

/** Les paiements en ligne, côté régie : la quarantaine, ce qui attend, le rapprochement du mois. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  if (!tientLaRegie(ctx.session.agent)) throw new Introuvable();
  const { fuseau } = ctx.commune;
  const depuis = ajouterJours(jourLocal(ctx.clock.now(), fuseau), -JOURS_MONTRES);
  const suivis = await listerPaiementsASuivre(ctx.db, SUIVIS_AU_PLUS);
  const journees = await listerJourneesRapprochees(ctx.db, depuis);
  const seules = await listerSansPendant(ctx.db, depuis, SUIVIS_AU_PLUS);
  const debut = new Date(ctx.clock.now().getTime() - SANS_NOUVELLE_MS);
  const muets = await listerSansNouvelle(ctx.db, debut, SUIVIS_AU_PLUS);
  const quarantaine = suivis.filter((p) => p.etat === 'anomalie');
  const attentes = suivis.filter((p) => p.etat !== 'anomalie');
  return cadre(
    ctx,
    { titre: 'Paiements en ligne' },
    <>
      <h1>Paiements en ligne</h1>
      <Boutons>
        <Bouton href="/agent/paiements/releve" icone="telecharger">
          Importer le relevé du Trésor
        </Bouton>
        <Bouton href="/agent/paiements/configuration" allure="secondaire" icone="reglages">
          Tester ma configuration
        </Bouton>
      </Boutons>
      <Quarantaine lignes={quarantaine} />
      {muets.length > 0 && <SansNouvelle lignes={muets} fuseau={fuseau} />}
      <Rapprochement journees={journees} seules={seules} />
      <Attentes lignes={attentes} fuseau={fuseau} />
    </>,
  );
};

function Quarantaine({ lignes }: { lignes: readonly PaiementSuivi[] }): VNode {
  return (
    <section class="pile">
      <h2>À vérifier</h2>
      {lignes.length === 0 ? (
        <Message ton="succes" vivant={false}>
          Aucun paiement en quarantaine.
        </Message>
      ) : (
        <Tableau
          titre="Paiements en quarantaine"
          titreCache
          lignes={lignes}
          cle={(p) => p.id}
          colonnes={[
            {
              titre: 'Paiement',
              entete: true,
              cellule: (p) => <a href={`/agent/paiements/${p.id}`}>{`N° ${p.id}`}</a>,
            },
            { titre: 'Payeur', cellule: (p) => p.payeur },
            { titre: 'Demandé', nombre: true, cellule: (p) => ecrireEuros(p.montantCentimes) },
            { titre: 'Pourquoi', cellule: (p) => p.anomalie ?? '' },
          ]}
        />
      )}
    </section>
  );
}

function SansNouvelle(props: { lignes: readonly PaiementSuivi[]; fuseau: string }): VNode {
  return (
    <section class="pile">
      <h2>Sans nouvelle de la banque</h2>
      <p class="discret">
        La banque n’a rien annoncé en sept jours. Cherchez chaque référence dans l’espace de votre
        boutique : si elle y est payée, faites renvoyer la notification, le portail l’encaissera.
      </p>
      <Tableau
        titre="Paiements sans nouvelle de la banque"
        titreCache
        lignes={props.lignes}
        cle={(p) => p.id}
        colonnes={[
          {
            titre: 'Paiement',
            entete: true,
            cellule: (p) => <a href={`/agent/paiements/${p.id}`}>{`N° ${p.id}`}</a>,
          },
          { titre: 'Payeur', cellule: (p) => p.payeur },
          { titre: 'Montant', nombre: true, cellule: (p) => ecrireEuros(p.montantCentimes) },
          { titre: 'Référence', cellule: (p) => p.reference },
          { titre: 'Ouvert', cellule: (p) => ecrireInstant(p.creeLe, props.fuseau) },
        ]}
      />
    </section>
  );
}

function Rapprochement(props: {
  journees: readonly JourneeRapprochee[];
  seules: readonly LigneSansPendant[];
}): VNode {
  const { journees, seules } = props;
  return (
    <section class="pile">
      <h2>Rapprochement du mois</h2>
      {journees.length === 0 ? (
        <p class="discret">Ni encaissement en ligne ni relevé du Trésor depuis un mois.</p>
      ) : (
        <Tableau
          titre="Encaissé ici, annoncé par le Trésor, jour par jour"
          lignes={journees}
          cle={(j) => `${j.jour}-${j.regie}`}
          colonnes={[
            { titre: 'Jour', entete: true, cellule: (j) => ecrireJourEnChiffres(j.jour) },
            { titre: 'Régie', cellule: (j) => j.regie },
            { titre: 'Ici', nombre: true, cellule: (j) => ecrireEuros(j.iciCentimes) },
            { titre: 'Trésor', nombre: true, cellule: (j) => ecrireEuros(j.tresorCentimes) },
            {
              titre: 'Sans pendant',
              nombre: true,
              cellule: (j) => (j.ecarts === 0 ? 'Aucun' : String(j.ecarts)),
            },
          ]}
        />
      )}
      {seules.length > 0 && (
        <Tableau
          titre="Lignes sans pendant"
          lignes={seules}
          cle={(l) => `${l.ou}-${l.jour}-${l.reference}`}
          colonnes={[
            { titre: 'Jour', cellule: (l) => ecrireJourEnChiffres(l.jour) },
            {
              titre: 'Référence',
              entete: true,
              cellule: (l) =>
                l.paiementId ? (
                  <a href={`/agent/paiements/${l.paiementId}`}>{l.reference}</a>
                ) : (
                  l.reference
                ),
            },
            { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
            {
              titre: 'Où',
              cellule: (l) =>
                l.ou === 'ici' ? 'Encaissé ici, pas au relevé' : 'Au relevé, pas encaissé ici',
            },
          ]}
        />
      )}
    </section>
  );
}

function Attentes(props: { lignes: readonly PaiementSuivi[]; fuseau: string }): VNode {
  return (
    <section class="pile">
      <h2>En attente de réponse</h2>
      {props.lignes.length === 0 ? (
        <p class="discret">Aucune opération ouverte.</p>
      ) : (
        <Tableau
          titre="Opérations ouvertes"
          titreCache
          lignes={props.lignes}
          cle={(p) => p.id}
          colonnes={[
            {
              titre: 'Paiement',
              entete: true,
              cellule: (p) => <a href={`/agent/paiements/${p.id}`}>{`N° ${p.id}`}</a>,
            },
            { titre: 'Payeur', cellule: (p) => p.payeur },
            { titre: 'Montant', nombre: true, cellule: (p) => ecrireEuros(p.montantCentimes) },
            { titre: 'Ouvert', cellule: (p) => ecrireInstant(p.creeLe, props.fuseau) },
            {
              titre: 'État',
              sansIntitule: true,
              cellule: (p) =>
                p.echecs > 0 ? 'Le Trésor ne répond pas' : <PastilleDePaiement etat={p.etat} />,
            },
          ]}
        />
      )}
    </section>
  );
}
