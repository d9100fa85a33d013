import { ecrireJourEnChiffres } from '../../platform/jours.ts';
import { Carte, Cartes } from '../../ui/accueil.tsx';
import { Champ } from '../../ui/champs.tsx';
import { Case } from '../../ui/choix.tsx';
import { ListeDefinitions } from '../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import { AUTRE } from '../regles/choix.ts';
import { nommer } from '../regles/dire.ts';
import type { AdulteDuDossier, Choix, Dossier, EnfantDuDossier } from '../regles/fusion.ts';

/** Les deux dossiers, l'un à côté de l'autre : ce que l'agent compare. */
export function CoteACote({ gardee, disparue }: { gardee: Dossier; disparue: Dossier }) {
  return (
    <Cartes>
      <UnDossier dossier={gardee} titre={`Reste : dossier n° ${gardee.id}`} />
      <UnDossier dossier={disparue} titre={`Disparaît : dossier n° ${disparue.id}`} />
    </Cartes>
  );
}

function UnDossier({ dossier, titre }: { dossier: Dossier; titre: string }) {
  return (
    <Carte titre={titre} niveau={2}>
      <ListeDefinitions
        elements={[
          { terme: 'Famille', valeur: <a href={`/agent/familles/${dossier.id}`}>{dossier.nom}</a> },
          ...dossier.adultes.map((a) => ({ terme: nommer(a), valeur: direAdulte(a) })),
          ...dossier.enfants.map((e) => ({
            terme: nommer(e),
            valeur: `naissance le ${ecrireJourEnChiffres(e.neLe)}`,
          })),
        ]}
      />
    </Carte>
  );
}

function direAdulte(a: AdulteDuDossier): string {
  return [
    a.courriel ?? 'pas d’e-mail',
    a.portable || 'pas de portable',
    a.adresse || 'pas d’adresse',
    a.actif ? `accès « ${a.identifiant} »` : `accès « ${a.identifiant} », jamais activé ou fermé`,
  ].join(' · ');
}

/** Qui est la même personne : proposé, à changer si besoin ; l'aperçu se recalcule. */
export function QuiEstQui(props: { gardee: Dossier; disparue: Dossier; choix: Choix }) {
  const { gardee, disparue, choix } = props;
  if (disparue.enfants.length + disparue.adultes.length === 0) return null;
  return (
    <section class="pile">
      <h2>Qui est qui</h2>
      <Formulaire
        methode="get"
        action={`/agent/familles/${gardee.id}/fusion/${disparue.id}`}
        caches={{ vu: 'oui' }}
      >
        {disparue.enfants.map((e) => (
          <UnEnfant key={e.id} enfant={e} gardee={gardee} choix={choix} />
        ))}
        {disparue.adultes.map((a) => (
          <UnAdulte key={a.id} adulte={a} gardee={gardee} choix={choix} />
        ))}
        <Boutons>
          <Bouton allure="secondaire">Revoir l’aperçu</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}

function UnEnfant(props: { enfant: EnfantDuDossier; gardee: Dossier; choix: Choix }) {
  const { enfant, gardee, choix } = props;
  return (
    <Champ
      type="select"
      nom={`enfant_${enfant.id}`}
      libelle={`${nommer(enfant)}, naissance le ${ecrireJourEnChiffres(enfant.neLe)}`}
      valeur={choix.enfants.get(enfant.id) ?? AUTRE}
      options={[
        { valeur: AUTRE, libelle: 'Un autre enfant : il rejoint le dossier' },
        ...gardee.enfants.map((g) => ({
          valeur: g.id,
          libelle: `Le même que ${nommer(g)}, naissance le ${ecrireJourEnChiffres(g.neLe)}`,
        })),
      ]}
    />
  );
}

function UnAdulte(props: { adulte: AdulteDuDossier; gardee: Dossier; choix: Choix }) {
  const { adulte, gardee, choix } = props;
  // Le même adulte, un seul accès, deux dossiers : il n'y a rien à choisir.
  if (gardee.adultes.some((g) => g.id === adulte.id))
    return <input type="hidden" name={`adulte_${adulte.id}`} value={adulte.id} />;
  return (
    <>
      <Champ
        type="select"
        nom={`adulte_${adulte.id}`}
        libelle={nommer(adulte)}
        valeur={choix.adultes.get(adulte.id) ?? AUTRE}
        options={[
          { valeur: AUTRE, libelle: 'Un autre adulte : il rejoint le dossier' },
          ...gardee.adultes.map((g) => ({ valeur: g.id, libelle: `Le même que ${nommer(g)}` })),
        ]}
      />
      {(choix.adultes.get(adulte.id) ?? null) !== null && (
        <Case
          nom={`coordonnees_${adulte.id}`}
          libelle={`Garder cette adresse et ces téléphones : ${adulte.adresse || 'pas d’adresse'}, ${adulte.portable || 'pas de portable'}`}
          cochee={choix.coordonnees.has(adulte.id)}
        />
      )}
    </>
  );
}
