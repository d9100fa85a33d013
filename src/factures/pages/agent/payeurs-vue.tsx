import { ecrireEuros } from '../../../platform/argent.ts';
import { ajouterJours, type Jour, nomDuJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Cases } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, champDe, Formulaire } from '../../../ui/formulaire.tsx';
import { partager } from '../../regles/partager.ts';
import { direDates, direPartage } from '../../regles/partages.ts';
import { semaineIso } from '../../regles/semaine.ts';
import type { DossierPayeurs, EnfantPartage, PartageRange } from '../../requetes/partages.ts';

interface Saisie {
  adresse: string;
  saisie: URLSearchParams;
  erreurs: readonly { champ: string; message: string }[];
  /** Aujourd'hui. */
  jour: Jour;
}

/** Les partages d'un enfant, en mots, et ce que cela donne sur un prix. */
export function EnfantEtPayeurs(
  props: Saisie & { dossier: DossierPayeurs; enfant: EnfantPartage; modifiable: boolean },
) {
  const { enfant, modifiable } = props;
  return (
    <Carte titre={enfant.nom}>
      {enfant.partages.length === 0 ? (
        <p>La famille paie tout.</p>
      ) : (
        <ul>
          {enfant.partages.map((p) => (
            <li key={p.id}>
              <b>{p.payeur}</b> {direPartage(p.regle)}, {p.activite ?? 'toutes les activités'},{' '}
              {direDates(p)}
              {p.motif && ` (${p.motif})`}
              {modifiable && p.au === null && <Fin {...props} partage={p} />}
            </li>
          ))}
        </ul>
      )}
      {enfant.partages.length > 0 && <Exemples {...props} />}
    </Carte>
  );
}

function Fin({
  adresse,
  enfant,
  partage,
  saisie,
  erreurs,
}: Saisie & {
  enfant: EnfantPartage;
  partage: PartageRange;
}) {
  const sien = saisie.get('partage') === String(partage.id);
  return (
    <Formulaire
      action={adresse}
      caches={{ geste: 'finir', enfant: enfant.id, partage: partage.id }}
    >
      <Champ
        nom="fini_le"
        id={sien ? 'fini_le' : `fini_le_${partage.id}`}
        libelle={`Dernier jour où ${partage.payeur} paie, compris`}
        type="date"
        valeur={sien ? saisie.get('fini_le') : ''}
        erreur={sien ? erreurs.find((e) => e.champ === 'fini_le')?.message : undefined}
        court
      />
      <Boutons>
        <Bouton allure="secondaire">Arrêter ce partage</Bouton>
      </Boutons>
    </Formulaire>
  );
}

const EXEMPLE_CENTIMES = 305;

/** Deux semaines qui se suivent : une paire, une impaire. */
function Exemples({
  dossier,
  enfant,
  jour,
}: Saisie & {
  dossier: DossierPayeurs;
  enfant: EnfantPartage;
}) {
  // Un partage propre à une activité s'essaie sur elle.
  const activiteId = enfant.partages.find((p) => p.activiteId !== null)?.activiteId ?? 0;
  const noms = new Map(enfant.partages.map((p) => [p.payeurId, p.payeur]));
  const partages = enfant.partages;
  const faits = { ...VIDE, id: enfant.id, payeurFamilleId: dossier.payeurFamilleId, partages };
  return (
    <>
      <p>Pour un prix de {ecrireEuros(EXEMPLE_CENTIMES)}, à quotients égaux :</p>
      <ul>
        {[jour, ajouterJours(jour, 7)].map((j) => {
          const parts = partager(faits, { jour: j, activiteId }, () => EXEMPLE_CENTIMES);
          const semaine = semaineIso(j);
          return (
            <li key={j}>
              {`semaine ${semaine} (${semaine % 2 === 0 ? 'paire' : 'impaire'}) : `}
              {parts
                .map(
                  (p) =>
                    `${noms.get(p.payeurId) ?? 'la famille'} ${ecrireEuros(p.montantCentimes)}`,
                )
                .join(', ')}
            </li>
          );
        })}
      </ul>
    </>
  );
}

const VIDE = { prenom: '', nom: '', familleId: 0, neLe: '', resident: true, paniers: [] };

const JOURS_DE_GARDE = [1, 2, 3, 4, 5, 6, 7] as const;

const MODES = [
  { valeur: 'pourcentage', libelle: 'Une part du prix, en pourcentage' },
  { valeur: 'paires', libelle: 'Tout, les semaines paires' },
  { valeur: 'impaires', libelle: 'Tout, les semaines impaires' },
  { valeur: 'toutes', libelle: 'Tout, ses jours de garde' },
  { valeur: 'prise_en_charge', libelle: 'Prise en charge par un tiers' },
];

export function NouveauPartage({
  dossier,
  adresse,
  saisie,
  erreurs,
  jour,
}: Saisie & {
  dossier: DossierPayeurs;
}) {
  const champ = champDe(saisie, erreurs);
  const { enfants, adultes, tiers, activites } = dossier;
  const payeurs = [
    ...adultes.map((a) => ({ valeur: `adulte-${a.id}`, libelle: a.nom })),
    ...tiers.map((t) => ({ valeur: `tiers-${t.id}`, libelle: `${t.nom} (tiers)` })),
  ];
  return (
    <Carte titre="Nouveau partage">
      <Formulaire action={adresse} caches={{ geste: 'partager' }}>
        <div class="grille">
          <Champ
            {...champ('enfant', 'Enfant')}
            type="select"
            options={enfants.map((e) => ({ valeur: e.id, libelle: e.nom }))}
          />
          <Champ
            {...champ('activite', 'Activité')}
            type="select"
            options={[
              { valeur: '', libelle: 'Toutes les activités' },
              ...activites.map((a) => ({ valeur: a.id, libelle: a.nom })),
            ]}
          />
          <Champ {...champ('payeur', 'Qui paie')} type="select" options={payeurs} />
          <Champ {...champ('mode', 'Ce qu’il paie')} type="select" options={MODES} />
          <Champ
            {...champ('pourcent', 'Part, en pourcentage')}
            inputmode="numeric"
            aide="Pour une part du prix ou une prise en charge."
            facultatif
            court
          />
          <Champ
            {...champ('plafond', 'Plafond, en euros')}
            inputmode="decimal"
            aide="Pour une prise en charge : au plus, par repas ou séance."
            facultatif
            court
          />
          <Champ
            {...champ('du', 'À partir du')}
            type="date"
            valeur={saisie.get('du') ?? jour}
            aide="Un mois facturé ne change plus."
            court
          />
          <Champ {...champ('au', 'Dernier jour, compris')} type="date" facultatif court />
        </div>
        <Cases
          nom="jour"
          legende="Jours de garde, s’il ne paie pas toute la semaine"
          valeurs={saisie.getAll('jour')}
          options={JOURS_DE_GARDE.map((j) => ({ valeur: String(j), libelle: nomDuJour(j) }))}
          enLigne
        />
        <Champ
          {...champ('motif', 'Motif')}
          aide="Jugement, accord des parents, décision du CCAS…"
          longueurMax={200}
          facultatif
        />
        <Boutons>
          <Bouton>Enregistrer le partage</Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}

export function NouveauTiers({ adresse, saisie, erreurs }: Saisie) {
  const champ = champDe(saisie, erreurs);
  return (
    <Repli titre="Ajouter un tiers payeur" ouvert={saisie.get('geste') === 'tiers'}>
      <p>Un CCAS, un comité d’entreprise, une association : il reçoit sa propre facture.</p>
      <Formulaire action={adresse} caches={{ geste: 'tiers' }}>
        <Champ {...champ('nom', 'Nom')} longueurMax={100} />
        <Champ {...champ('adresse', 'Adresse')} longueurMax={200} />
        <div class="grille">
          <Champ {...champ('code_postal', 'Code postal')} inputmode="numeric" court />
          <Champ {...champ('commune', 'Commune')} longueurMax={100} />
          <Champ {...champ('courriel', 'Adresse électronique')} type="email" facultatif />
          <Champ {...champ('siret', 'SIRET')} inputmode="numeric" facultatif court />
        </div>
        <Boutons>
          <Bouton>Ajouter ce tiers</Bouton>
        </Boutons>
      </Formulaire>
    </Repli>
  );
}
