import {
  ecrireHeure,
  ecrireInstant,
  type Fuseau,
  heureLocale,
  jourLocal,
} from '../../../platform/instants.ts';
import { ecrireJourCourt } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions, Onglets } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Pagination, Tableau } from '../../../ui/tableau.tsx';
import { direSort, ETATS_EN_MOTS, peutArreter, SORTS_EN_MOTS } from '../../regles/envoi.ts';
import type { compterEnvois, LigneDEnvoi, VueDEnvoi } from '../../requetes/destinataires.ts';
import type { Diffusion } from '../../requetes/diffusions.ts';
import { compter } from './relecture.tsx';

type Comptes = Awaited<ReturnType<typeof compterEnvois>>;

/** Où en est l'envoi, et de quoi l'arrêter tant que rien n'est parti. */
export function Avancement(props: { diffusion: Diffusion; comptes: Comptes; fuseau: Fuseau }) {
  const { diffusion: d, comptes, fuseau } = props;
  return (
    <>
      {d.etat === 'en_cours' && <EnCours {...{ d, fuseau }} />}
      <Carte titre={ETATS_EN_MOTS[d.etat]}>
        <ListeDefinitions
          elements={[
            { terme: 'À qui', valeur: d.portee },
            ...(d.etat === 'annulee'
              ? []
              : [
                  { terme: 'Adultes', valeur: d.total.toLocaleString('fr-FR') },
                  { terme: 'Lettres parties', valeur: comptes.partis.toLocaleString('fr-FR') },
                ]),
            ...(d.finieLe
              ? [{ terme: 'Écrit', valeur: ecrireInstant(d.finieLe, fuseau, { annee: true }) }]
              : []),
          ]}
        />
        {d.texte
          .split('\n')
          .filter((ligne) => ligne.trim() !== '')
          .map((ligne) => (
            <p>{ligne}</p>
          ))}
        <Boutons>
          <Bouton href={`/agent/diffusions/nouvelle?depuis=${d.id}`} allure="secondaire">
            Repartir de ce message
          </Bouton>
        </Boutons>
      </Carte>
    </>
  );
}

function EnCours({ d, fuseau }: { d: Diffusion; fuseau: Fuseau }) {
  const arretable = peutArreter(d.etat, d.ecrits);
  return (
    <>
      <Message ton="info" titre={arretable ? 'Le message va partir' : 'Le message part'}>
        <p>
          {arretable && d.partLe
            ? `${ecrireInstant(d.partLe, fuseau)}, à ${compter(d.total, 'adulte')}. `
            : `${compter(d.ecrits, 'adulte')} sur ${d.total.toLocaleString('fr-FR')}. `}
          Vous pouvez fermer cette page : l’envoi continue.
        </p>
        <progress max={d.total} value={d.ecrits} aria-label="Adultes à qui le message est écrit" />
      </Message>
      {arretable && (
        <Formulaire action={`/agent/diffusions/${d.id}/arret`}>
          <Boutons>
            <Bouton allure="danger" icone="interdit">
              Ne pas envoyer
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </>
  );
}

const VUES_EN_MOTS: Readonly<Record<VueDEnvoi, string>> = {
  tous: 'Tous',
  a_appeler: 'À appeler',
  en_echec: 'En difficulté',
};

/** Qui l'a reçu, qui appeler, ce qui n'arrive pas. */
export function Releve(props: {
  diffusion: Diffusion;
  comptes: Comptes;
  vue: VueDEnvoi;
  lignes: readonly LigneDEnvoi[];
  fuseau: Fuseau;
  page: number;
  parPage: number;
}) {
  const { diffusion, comptes, vue, lignes } = props;
  const adresse = (v: VueDEnvoi) => `/agent/diffusions/${diffusion.id}?vue=${v}`;
  const vues: VueDEnvoi[] = ['tous', 'a_appeler', 'en_echec'];
  return (
    <section class="pile" aria-labelledby="releve">
      <h2 id="releve">Qui l’a reçu</h2>
      <Onglets
        libelle="Qui l’a reçu"
        onglets={vues.map((v) => ({
          libelle: VUES_EN_MOTS[v],
          href: adresse(v),
          courant: v === vue,
          compteur: comptes[v],
        }))}
      />
      <Conseil vue={vue} nombre={comptes[vue]} />
      {lignes.length > 0 && <Lignes {...props} />}
      {vue !== 'a_appeler' && comptes[vue] > props.parPage && (
        <Pagination
          total={comptes[vue]}
          page={props.page}
          parPage={props.parPage}
          lien={(n) => `${adresse(vue)}&page=${n}`}
        />
      )}
    </section>
  );
}

function Conseil({ vue, nombre }: { vue: VueDEnvoi; nombre: number }) {
  if (vue === 'tous') return null;
  if (nombre === 0) return <p class="discret">Personne.</p>;
  return vue === 'a_appeler' ? (
    <p>
      Ces adultes n’ont pas d’adresse électronique : imprimez cette page et appelez-les. Le message
      se lit aussi dans leur compte.
    </p>
  ) : (
    <p>
      Ces lettres sont réessayées d’elles-mêmes ; si l’adresse est fausse, appelez, puis corrigez-la
      avec la famille.
    </p>
  );
}

function Lignes({ lignes, fuseau, vue }: Parameters<typeof Releve>[0]) {
  return (
    <Tableau
      titre={VUES_EN_MOTS[vue]}
      titreCache
      lignes={lignes}
      cle={(l) => l.compteId}
      colonnes={[
        {
          titre: 'Famille',
          entete: true,
          cellule: (l) => <a href={`/agent/familles/${l.familleId}`}>{l.famille}</a>,
        },
        { titre: 'Adulte', cellule: (l) => l.nom },
        {
          titre: vue === 'a_appeler' ? 'Téléphone' : 'Adresse',
          cellule: (l) => l.courriel ?? (l.telephones || 'aucun téléphone connu'),
        },
        { titre: 'État', cellule: (l) => direEtat(l, fuseau) },
      ]}
    />
  );
}

function direEtat(l: LigneDEnvoi, fuseau: Fuseau): string {
  const sort = direSort(l);
  const mots = SORTS_EN_MOTS[sort];
  if (sort === 'parti' && l.partieLe) {
    const jour = ecrireJourCourt(jourLocal(l.partieLe, fuseau));
    return `${mots} ${jour} à ${ecrireHeure(heureLocale(l.partieLe, fuseau))}`;
  }
  return sort === 'en_echec' ? `${mots} : ${l.echec}` : mots;
}
