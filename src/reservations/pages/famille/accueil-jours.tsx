import { ajouterJours, type Jour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Pastille } from '../../../ui/etats.tsx';
import { Formulaire } from '../../../ui/formulaire.tsx';
import type { LimiteProche } from '../../regles/accueil.ts';
import type { DecisionAnnulation } from '../../regles/annuler.ts';
import { direJour, direRangDe, etatMontre, nomCourt } from '../../regles/montrer.ts';
import type { ReservationMontree } from '../../requetes/recapitulatif.ts';

/** Ce qui se décide bientôt : après l'heure dite, le jour est dû. */
export function ADecider({ limites }: { limites: readonly LimiteProche[] }) {
  if (limites.length === 0) return null;
  return (
    <Carte titre="À décider bientôt">
      <p>Un enfant ne viendra pas ? Annulez dans la liste plus bas, sans frais :</p>
      <ul>
        {limites.map((l) => (
          <li key={l.avant}>
            <b>{l.avant}</b>
            {` : ${new Intl.ListFormat('fr').format(l.quoi)}`}
          </li>
        ))}
      </ul>
    </Carte>
  );
}

/** Ce que le dossier attend, un lien par manque. */
export function DossierIncomplet({
  manques,
}: {
  manques: readonly { mots: string; href: string }[];
}) {
  if (manques.length === 0) return null;
  return (
    <Carte titre="Votre dossier attend">
      <ul>
        {manques.map((m) => (
          <li key={m.mots}>
            <a href={m.href}>{m.mots}</a>
          </li>
        ))}
      </ul>
    </Carte>
  );
}

/** Les sept jours qui viennent, chacun annulable d'un geste tant que sa règle le permet. */
export function SeptJours(props: {
  reservations: readonly ReservationMontree[];
  decisions: ReadonlyMap<number, DecisionAnnulation>;
  aujourdhui: Jour;
}) {
  const { reservations, decisions, aujourdhui } = props;
  const demain = ajouterJours(aujourdhui, 1);
  if (reservations.length === 0) {
    return (
      <Carte titre="Les sept jours qui viennent">
        <p>
          Rien n’est réservé d’ici là. <a href="/famille/pre-inscrire">Pré-inscrire un enfant</a>
        </p>
      </Carte>
    );
  }
  const rienAujourdhui = !reservations.some((r) => r.jour === aujourdhui);
  return (
    <Carte titre="Les sept jours qui viennent">
      {rienAujourdhui && <p class="discret">Rien aujourd’hui.</p>}
      {[...Map.groupBy(reservations, (r) => r.jour)].map(([jour, duJour]) => (
        <section key={jour}>
          <h3>{direJour(jour, aujourdhui, demain)}</h3>
          <ul class="semaine">
            {duJour.map((r) => (
              <li key={r.id}>
                <a href={`/famille/reservations/${r.id}`}>{`${r.prenom} : ${nomCourt(r)}`}</a>{' '}
                <Pastille etat={etatMontre(r)} courte precision={direRangDe(r)} />
                <UnGeste reservation={r} decision={decisions.get(r.id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Carte>
  );
}

/** « Annuler » quand c'est encore possible ; sinon pourquoi, et prévenir le centre. */
function UnGeste(props: {
  reservation: ReservationMontree;
  decision: DecisionAnnulation | undefined;
}) {
  const { reservation: r, decision } = props;
  if (!decision) return null;
  const quoi = `${r.prenom}, ${nomCourt(r)}`;
  if (decision.issue !== 'possible')
    return (
      <small>
        {decision.phrase}.{' '}
        <a href={`/famille/contact?enfant=${r.enfantId}`}>
          Prévenir d’une absence<span class="vh">{` : ${quoi}`}</span>
        </a>
      </small>
    );
  return (
    <>
      <small>{decision.phrase}</small>
      <Formulaire
        action={`/famille/reservations/${r.id}/annulation`}
        caches={{ vers: 'accueil' }}
        donnees={{ 'data-hors-ligne': 'annulation' }}
      >
        <button class="bouton b-discret" type="submit">
          Annuler<span class="vh">{` : ${quoi}`}</span>
        </button>
      </Formulaire>
    </>
  );
}
