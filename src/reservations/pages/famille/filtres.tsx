import { choix } from '../../../platform/forms.ts';
import type { Mois } from '../../../platform/jours.ts';
import { Case, Cases } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import type { Origine } from '../../regles/types.ts';
import type { Choisissable } from '../../requetes/recapitulatif.ts';
import { lireMois } from './saisie.ts';

/** Ce que le récapitulatif montre ; une liste vide ne filtre rien. */
export interface Filtres {
  mois: Mois;
  nombre: 1 | 3;
  enfants: number[];
  activites: number[];
  origines: Origine[];
  /** Cache ce qui est annulé ou refusé. */
  masquer: boolean;
}

const ORIGINES: { valeur: Origine; libelle: string }[] = [
  { valeur: 'portail', libelle: 'Préinscriptions en ligne' },
  { valeur: 'centre', libelle: 'Inscriptions directes par le centre' },
];

/** Ce qui ne se lit pas ne filtre rien : une adresse abîmée montre tout. */
export function lireFiltres(champs: URLSearchParams, moisCourant: Mois): Filtres {
  const ids = (nom: string) =>
    champs.getAll(nom).flatMap((v) => choix(new URLSearchParams({ v }), 'v') ?? []);
  return {
    mois: lireMois(champs.get('mois')) ?? moisCourant,
    nombre: champs.get('nombre') === '3' ? 3 : 1,
    enfants: ids('enfant'),
    activites: ids('activite'),
    origines: ORIGINES.map((o) => o.valeur).filter((o) => champs.getAll('type').includes(o)),
    masquer: champs.get('masquer') === 'oui',
  };
}

export function adresseRecap(filtres: Filtres): string {
  const champs = new URLSearchParams({ mois: filtres.mois });
  if (filtres.nombre === 3) champs.set('nombre', '3');
  for (const id of filtres.enfants) champs.append('enfant', String(id));
  for (const id of filtres.activites) champs.append('activite', String(id));
  for (const origine of filtres.origines) champs.append('type', origine);
  if (filtres.masquer) champs.set('masquer', 'oui');
  return `/famille/inscriptions?${champs}`;
}

/** Un formulaire GET : le filtre est dans l'adresse, il se garde et se partage. */
export function FiltresRecap(props: {
  filtres: Filtres;
  enfants: readonly Choisissable[];
  activites: readonly Choisissable[];
}) {
  const { filtres, enfants, activites } = props;
  const actif =
    filtres.enfants.length + filtres.activites.length + filtres.origines.length > 0 ||
    filtres.masquer;
  const { mois, nombre } = filtres;
  return (
    <Repli titre={actif ? 'Filtrer (un filtre est actif)' : 'Filtrer'}>
      <Formulaire action="/famille/inscriptions" methode="get" caches={{ mois, nombre }}>
        <Cases
          nom="type"
          legende="Type d’inscriptions"
          options={ORIGINES}
          valeurs={filtres.origines.length > 0 ? filtres.origines : ORIGINES.map((o) => o.valeur)}
        />
        {activites.length > 1 && (
          <Cases
            nom="activite"
            legende="Activités"
            aide="Sans choix, toutes sont montrées."
            options={activites.map((a) => ({ valeur: a.id, libelle: a.nom }))}
            valeurs={filtres.activites}
          />
        )}
        {enfants.length > 1 && (
          <Cases
            nom="enfant"
            legende="Enfants"
            aide="Sans choix, tous sont montrés."
            enLigne
            options={enfants.map((e) => ({ valeur: e.id, libelle: e.nom }))}
            valeurs={filtres.enfants}
          />
        )}
        <Case
          nom="masquer"
          libelle="Masquer ce qui est annulé ou refusé"
          cochee={filtres.masquer}
        />
        <Boutons>
          <Bouton>Appliquer le filtre</Bouton>
          {actif && (
            <Bouton href={`/famille/inscriptions?mois=${mois}`} allure="discret">
              Tout montrer
            </Bouton>
          )}
        </Boutons>
      </Formulaire>
    </Repli>
  );
}
