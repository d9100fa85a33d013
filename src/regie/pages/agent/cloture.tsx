import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Refus } from '../../../platform/errors.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { cloreJournee } from '../../actions/clore.ts';
import { type ClotureALire, listerClotures } from '../../requetes/registres.ts';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

/** Clore une journée, et relire les clôtures. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  return afficher(ctx, e, e.aujourdhui, null);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const jour = texte(ctx.form, 'jour');
  const { aujourdhui, acteur } = e;
  const { refus } = await tenter(() =>
    cloreJournee(ctx, { regieId: e.regie.id, jour, aujourdhui, acteur }),
  );
  if (refus) return afficher(ctx, e, jour, refus);
  return redirect(adresse(e, '/cloture'), `Journée du ${ecrireJour(jour, { annee: true })} close.`);
};

async function afficher(
  ctx: Ctx<SessionAgent>,
  e: Entree,
  jour: string,
  refus: Refus | null,
): Promise<Reply> {
  const clotures = await listerClotures(ctx.db, e.regie.id);
  return cadre(
    ctx,
    { titre: 'Clôture', filAriane: filAriane(e, 'Clôture'), status: refus ? 422 : 200 },
    <>
      <h1>Clore une journée</h1>
      {refus?.champ && <ResumeErreurs erreurs={[{ champ: refus.champ, message: refus.message }]} />}
      {refus && !refus.champ && <Message ton="erreur">{refus.message}</Message>}
      <p>
        Une journée close ne reçoit plus d’écriture, celles d’avant non plus : ce qui arrive ensuite
        est daté du premier jour ouvert. Comptez la caisse avant de clore.
      </p>
      <Formulaire action={adresse(e, '/cloture')} caches={{ regie: e.regie.code }}>
        <Champ
          type="date"
          nom="jour"
          libelle="Journée à clore"
          valeur={jour}
          erreur={refus?.champ ? refus.message : undefined}
          court
        />
        <Boutons>
          <Bouton icone="cadenas">Clore cette journée</Bouton>
        </Boutons>
      </Formulaire>
      {clotures.length > 0 && <Faites clotures={clotures} fuseau={ctx.commune.fuseau} />}
    </>,
  );
}

function Faites(props: { clotures: readonly ClotureALire[]; fuseau: string }) {
  const lire = (c: ClotureALire, compte: 'caisse' | 'cheques' | 'cesu' | 'depot_de_fonds') =>
    ecrireEuros(c.soldes[compte] ?? 0);
  return (
    <Tableau
      titre="Clôtures, avec les soldes du soir"
      lignes={props.clotures}
      cle={(c) => c.jour}
      colonnes={[
        { titre: 'Journée', entete: true, cellule: (c) => ecrireJour(c.jour, { annee: true }) },
        { titre: 'Caisse', nombre: true, cellule: (c) => lire(c, 'caisse') },
        { titre: 'Chèques', nombre: true, cellule: (c) => lire(c, 'cheques') },
        { titre: 'CESU', nombre: true, cellule: (c) => lire(c, 'cesu') },
        { titre: 'Dépôt', nombre: true, cellule: (c) => lire(c, 'depot_de_fonds') },
        {
          titre: 'Close',
          cellule: (c) =>
            `${ecrireInstant(c.closeLe, props.fuseau, { annee: true })}, ${c.closePar}`,
        },
      ]}
    />
  );
}
