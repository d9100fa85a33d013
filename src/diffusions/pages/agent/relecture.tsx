import type { Commune } from '../../../platform/http.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions, Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { composerLettre } from '../../courriels.tsx';
import type { Apercu } from '../../requetes/destinataires.ts';
import type { Diffusion } from '../../requetes/diffusions.ts';

export function compter(n: number, mot: string): string {
  return `${n.toLocaleString('fr-FR')} ${mot}${n > 1 ? 's' : ''}`;
}

/** Avant d'envoyer : combien, qui, la lettre telle qu'elle partira. */
export function ARelire(props: {
  diffusion: Diffusion;
  apercu: Apercu;
  commune: Commune;
  site: string;
}) {
  const { diffusion, apercu } = props;
  const corriger = `/agent/diffusions/nouvelle?depuis=${diffusion.id}`;
  if (apercu.adultes === 0) {
    return (
      <>
        <Message ton="attention" titre="Personne n’est concerné">
          {`Aucun enfant ne répond à ce choix : ${diffusion.portee}.`}
        </Message>
        <Boutons>
          <Bouton href={corriger}>Corriger à qui vous écrivez</Bouton>
        </Boutons>
      </>
    );
  }
  return (
    <>
      <Carte titre={`${compter(apercu.familles, 'famille')}, ${compter(apercu.adultes, 'adulte')}`}>
        <ListeDefinitions
          elements={[
            { terme: 'À qui', valeur: diffusion.portee },
            { terme: 'Enfants concernés', valeur: apercu.enfants.toLocaleString('fr-FR') },
            {
              terme: 'Sans adresse électronique',
              valeur:
                apercu.sansCourriel === 0
                  ? 'Personne'
                  : `${compter(apercu.sansCourriel, 'adulte')}, à appeler`,
            },
          ]}
        />
        <QuiLeRecoit apercu={apercu} />
      </Carte>
      <Apercevoir {...props} />
      <Formulaire
        action={`/agent/diffusions/${diffusion.id}/lancement`}
        caches={{ adultes: apercu.adultes }}
      >
        <Boutons>
          <Bouton icone="message">{`Envoyer à ${compter(apercu.adultes, 'adulte')}`}</Bouton>
          <Bouton href={corriger} allure="secondaire">
            Corriger
          </Bouton>
        </Boutons>
      </Formulaire>
      <p class="discret">
        Les lettres partent deux minutes après : d’ici là, « Ne pas envoyer » arrête tout.
      </p>
    </>
  );
}

function QuiLeRecoit({ apercu }: { apercu: Apercu }) {
  const { liste, adultes } = apercu;
  const autres = adultes - liste.length;
  return (
    <Repli titre="Voir qui le recevra">
      <Tableau
        titre="Qui le recevra"
        titreCache
        lignes={liste}
        cle={(l) => `${l.famille}:${l.nom}:${l.courriel}`}
        colonnes={[
          { titre: 'Famille', entete: true, cellule: (l) => l.famille },
          { titre: 'Adulte', cellule: (l) => l.nom },
          {
            titre: 'Adresse',
            cellule: (l) => l.courriel ?? `à appeler, ${l.telephones || 'aucun téléphone connu'}`,
          },
        ]}
      />
      {autres > 0 && <p>{`Et ${compter(autres, 'autre')}.`}</p>}
    </Repli>
  );
}

/** La lettre d'un adulte, en texte : ce que liront aussi les logiciels les plus simples. */
function Apercevoir(props: {
  diffusion: Diffusion;
  apercu: Apercu;
  commune: Commune;
  site: string;
}) {
  const [premier] = props.apercu.liste;
  const lettre = composerLettre(props.diffusion, {
    prenom: premier?.nom.split(' ')[0] ?? '',
    adresse: props.site,
    collectivite: props.commune.nom,
  });
  return (
    <Carte titre="La lettre">
      <p>
        <b>{lettre.sujet}</b>
      </p>
      {lettre.texte
        .split('\n')
        .filter((ligne) => ligne.trim() !== '')
        .map((ligne) => (
          <p>{ligne}</p>
        ))}
    </Carte>
  );
}
