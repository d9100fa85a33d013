import { ecrireEuros } from '../../../platform/argent.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import type { Apercu } from '../../actions/campagne.ts';
import type { Anomalie, GenreAnomalie } from '../../regles/anomalies.ts';
import type { Campagne } from '../../requetes/campagnes.ts';

const MOTS: Record<GenreAnomalie, string> = {
  sans_grille: 'Aucune grille publiée : ces jours ne seront pas facturés',
  reservation_sans_pointage: 'Réservé, jamais pointé : ces jours ne seront pas facturés',
  quotient_inconnu: 'Quotient inconnu : le tarif par défaut s’applique',
  au_dessus_du_cout_de_revient: 'Prix au-dessus du coût de revient',
  saut: 'Total qui change de plus de moitié depuis le mois dernier',
  sans_adresse: 'Payeur sans adresse complète',
};

/** Ce que la campagne émettrait, et ce qui mérite un regard avant. */
export function VueApercu({ campagne, apercu }: { campagne: Campagne; apercu: Apercu }) {
  const total = [...apercu.totaux.values()].reduce((a, b) => a + b, 0);
  if (apercu.totaux.size === 0) {
    return (
      <>
        <EtatVide titre="Rien à facturer ce mois-là">
          Vérifiez que les activités sont rattachées à cette régie et que leurs grilles sont
          publiées.
        </EtatVide>
        <Anomalies apercu={apercu} />
      </>
    );
  }
  return (
    <>
      <Carte titre="Aperçu">
        <ListeDefinitions
          elements={[
            { terme: 'Factures', valeur: String(apercu.totaux.size) },
            { terme: 'Lignes', valeur: String(apercu.composition.lignes.length) },
            { terme: 'Total', valeur: ecrireEuros(total) },
          ]}
        />
      </Carte>
      <Anomalies apercu={apercu} />
      <ParActivite apercu={apercu} />
      <Carte titre="Émettre">
        <Formulaire action={`/agent/campagnes/${campagne.id}`}>
          <p>
            <label>
              <input type="checkbox" name="confirmer" value="oui" /> J’ai vérifié l’aperçu : une
              facture émise ne change plus, seul un avoir la corrige.
            </label>
          </p>
          <Boutons>
            <Bouton icone="coche">Émettre {apercu.totaux.size} factures</Bouton>
          </Boutons>
        </Formulaire>
      </Carte>
    </>
  );
}

function Anomalies({ apercu }: { apercu: Apercu }) {
  const { anomalies } = apercu;
  if (anomalies.length === 0) return <p>Aucune anomalie.</p>;
  return (
    <Tableau
      titre={`À regarder avant d’émettre : ${anomalies.length}`}
      lignes={anomalies}
      cle={(a) => `${a.genre}:${a.payeurId}:${a.enfantId}`}
      colonnes={[
        { titre: 'Qui', entete: true, cellule: (a) => <Qui anomalie={a} apercu={apercu} /> },
        { titre: 'Quoi', cellule: (a) => MOTS[a.genre] },
        {
          titre: 'Jours',
          nombre: true,
          cellule: (a) => (a.enfantId === null ? '' : String(a.nombre)),
        },
      ]}
    />
  );
}

function Qui({ anomalie, apercu }: { anomalie: Anomalie; apercu: Apercu }) {
  const enfant = apercu.faits.enfants.find((e) => e.id === anomalie.enfantId);
  const payeur = anomalie.payeurId === null ? undefined : apercu.payeurs.get(anomalie.payeurId);
  const nom = enfant ? `${enfant.prenom} ${enfant.nom}` : (payeur?.nom ?? '');
  const familleId = enfant?.familleId ?? payeur?.familleId;
  return familleId ? <a href={`/agent/familles/${familleId}`}>{nom}</a> : <span>{nom}</span>;
}

function ParActivite({ apercu }: { apercu: Apercu }) {
  const prestations = new Map(apercu.faits.prestations.map((p) => [p.id, p]));
  const groupes = Map.groupBy(apercu.composition.lignes, (l) => l.prestationId);
  const lignes = [...groupes].map(([id, siennes]) => ({
    id,
    nom: `${prestations.get(id)?.activite}, ${prestations.get(id)?.nom}`,
    nombre: siennes.length,
    centimes: siennes.reduce((somme, l) => somme + l.montantCentimes, 0),
  }));
  return (
    <Tableau
      titre="Par activité"
      lignes={lignes.toSorted((a, b) => a.id - b.id)}
      cle={(l) => l.id}
      colonnes={[
        { titre: 'Prestation', entete: true, cellule: (l) => l.nom },
        { titre: 'Lignes', nombre: true, cellule: (l) => String(l.nombre) },
        { titre: 'Total', nombre: true, cellule: (l) => ecrireEuros(l.centimes) },
      ]}
    />
  );
}
