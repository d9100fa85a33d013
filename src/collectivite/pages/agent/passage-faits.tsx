import { ecrireInstant, type Fuseau } from '../../../platform/instants.ts';
import { Onglets, Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import type { AnneeScolaire } from '../../regles/classes.ts';
import { direPourquoiGarder } from '../../regles/passage-choix.ts';
import type { Passage } from '../../requetes/passages.ts';

export function compterEnfants(n: number): string {
  return n > 1 ? `${n} enfants` : `${n} enfant`;
}

export function AnneesDuPassage(props: {
  ecoleId: number;
  annees: readonly AnneeScolaire[];
  vers: AnneeScolaire;
}) {
  return (
    <Onglets
      libelle="Année où l’on passe"
      onglets={props.annees.map((annee) => ({
        libelle: `Vers ${annee}`,
        href: `/agent/ecoles/${props.ecoleId}/passage?vers=${annee}`,
        courant: annee === props.vers,
      }))}
    />
  );
}

/** Ce qui est déjà passé cette année-là, et de quoi le défaire. */
export function PassagesFaits(props: {
  passages: readonly Passage[];
  ecoleId: number;
  fuseau: Fuseau;
}) {
  if (props.passages.length === 0) return null;
  return (
    <section class="pile" aria-labelledby="faits">
      <h2 id="faits">Déjà fait</h2>
      {props.passages.map((p) => (
        <UnPassage key={p.id} passage={p} ecoleId={props.ecoleId} fuseau={props.fuseau} />
      ))}
    </section>
  );
}

function UnPassage(props: { passage: Passage; ecoleId: number; fuseau: Fuseau }) {
  const { passage: p, fuseau } = props;
  const gardes = p.gardes.length;
  return (
    <div class="carte">
      <p>
        <b>{`${compterEnfants(p.enfants)}, `}</b>
        {`${ecrireInstant(p.faitLe, fuseau, { annee: true })}, par ${p.faitPar}`}
      </p>
      {p.defaitLe === null ? (
        <>
          <p class="discret">
            Défaire rend la main : les enfants qui ont déjà des jours réservés cette année-là, ou
            dont la classe a changé depuis, gardent leur classe.
          </p>
          <Formulaire
            action={`/agent/ecoles/${props.ecoleId}/passage/retrait`}
            caches={{ passage: p.id, vers: p.versAnnee }}
          >
            <Boutons>
              <Bouton allure="secondaire" icone="retour">
                Défaire ce passage
              </Bouton>
            </Boutons>
          </Formulaire>
        </>
      ) : (
        <p>{`Défait ${ecrireInstant(p.defaitLe, fuseau, { annee: true })} pour ${compterEnfants(p.enfants - gardes)}.`}</p>
      )}
      {gardes > 0 && (
        <Repli titre={`${compterEnfants(gardes)} : classe gardée`} ouvert={gardes <= 10}>
          <ul>
            {p.gardes.map((g) => (
              <li key={`${g.prenom} ${g.nom}`}>
                {`${g.prenom} ${g.nom} : ${direPourquoiGarder(g.raison, p.versAnnee)}`}
              </li>
            ))}
          </ul>
        </Repli>
      )}
    </div>
  );
}
