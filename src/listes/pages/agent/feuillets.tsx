import { ecrireJourCourt } from '../../../platform/jours.ts';
import type { ReperesVus } from '../../../sante/actions/lire.ts';
import { Icone } from '../../../ui/icones.tsx';
import { MarquePai } from '../../../ui/reperes.tsx';
import { type Colonne, Tableau } from '../../../ui/tableau.tsx';
import type { EnfantListe, Liste } from '../../actions/lister.ts';
import { RANGEMENTS_EN_MOTS } from '../../regles/grouper.ts';

/** Combien par page, avant les noms ; sans intérêt pour une seule liste. */
export function RecapitulatifDesPaquets({ liste }: { liste: Liste }) {
  const { paquets, demande } = liste;
  if (demande.par === 'nom') return null;
  return (
    <Tableau
      titre={RANGEMENTS_EN_MOTS[demande.par]}
      lignes={paquets}
      cle={(p) => p.titre}
      colonnes={[
        { titre: 'Liste', entete: true, cellule: (p) => p.titre },
        ...colonnesDesJours(liste).map((jour) => ({
          titre: ecrireJourCourt(jour),
          nombre: true,
          cellule: (p: { enfants: EnfantListe[] }) =>
            String(p.enfants.filter((e) => e.jours.includes(jour)).length),
        })),
        { titre: 'Enfants', nombre: true, cellule: (p) => <b>{p.enfants.length}</b> },
      ]}
    />
  );
}

/** Une section par groupe ; à l'impression, une page, qui répète de quoi elle parle. */
export function Feuillets(props: { liste: Liste; reperes: ReperesVus; titre: string }) {
  const { liste, reperes } = props;
  return (
    <>
      {liste.paquets.map(({ titre, enfants }, rang) => (
        <section class="feuillet" key={titre} aria-label={titre || 'Enfants attendus'}>
          {rang > 0 && <p class="imprime-seul">{props.titre}</p>}
          <Tableau
            titre={titre ? `${titre} : ${compter(enfants.length)}` : 'Enfants attendus'}
            lignes={enfants}
            cle={(e) => e.enfantId}
            colonnes={colonnes(liste, reperes)}
          />
        </section>
      ))}
    </>
  );
}

function compter(n: number): string {
  return n > 1 ? `${n} enfants` : '1 enfant';
}

/** Sur une semaine, les jours ouverts ; un seul jour n'a pas besoin de colonne. */
function colonnesDesJours({ jours, demande }: Liste): string[] {
  return demande.semaine ? jours.flatMap((j) => (j.etat === 'ouvert' ? [j.jour] : [])) : [];
}

function colonnes(liste: Liste, reperes: ReperesVus): Colonne<EnfantListe>[] {
  const { par, semaine } = liste.demande;
  const toutes: (Colonne<EnfantListe> | false)[] = [
    {
      titre: 'Enfant',
      entete: true,
      cellule: (e) => (
        <>
          {e.nom} {e.prenom}{' '}
          {reperes.parEnfant.get(e.enfantId)?.pai && (
            <MarquePai
              nom={`${e.prenom} ${e.nom}`}
              href={reperes.ouvreLaFiche ? `/agent/enfants/${e.enfantId}/sante` : undefined}
            />
          )}
        </>
      ),
    },
    par !== 'classe' && {
      titre: 'Classe',
      cellule: (e) => (e.ecole && e.classe ? `${e.classe}, ${e.ecole}` : 'Sans classe connue'),
    },
    par !== 'groupe' && { titre: 'Groupe', cellule: (e) => e.groupe ?? '' },
    par !== 'regime' && { titre: 'Repas', cellule: (e) => e.repas },
    ...colonnesDesJours(liste).map(
      (jour): Colonne<EnfantListe> => ({
        titre: ecrireJourCourt(jour),
        cellule: (e) =>
          e.jours.includes(jour) ? (
            <>
              <Icone nom="coche" />
              <span class="vh">attendu</span>
            </>
          ) : (
            <span class="vh">non</span>
          ),
      }),
    ),
    !semaine && { titre: 'Qui appeler', cellule: (e) => <Contacts contacts={e.contacts} /> },
  ];
  return toutes.filter((c) => c !== false);
}

function Contacts({ contacts }: Pick<EnfantListe, 'contacts'>) {
  return (
    <>
      {contacts.map((c, rang) => (
        <>
          {rang > 0 && <br />}
          {c.nom}{' '}
          {c.telephone && (
            <a class="insecable" href={`tel:${c.telephone.replaceAll(/[^+\d]/g, '')}`}>
              {c.telephone}
            </a>
          )}
        </>
      ))}
    </>
  );
}
