import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  raw,
  redirect,
} from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { encaisserLot, rejeterPrelevement } from '../../actions/prelever.ts';
import { ecrireNumero } from '../../regles/jours.ts';
import { composerPain008, REJETS } from '../../regles/sepa.ts';
import {
  chercherLot,
  type Lot,
  listerPrelevements,
  type Prelevement,
} from '../../requetes/sepa.ts';
import { adresse, type Entree, entrer } from './entree.tsx';

/** Un lot : son fichier pour la banque, son encaissement, ses rejets. */
export const GET: Handler<SessionAgent> = async (ctx) => afficher(ctx, await entrer(ctx), null);

/** « Le lot est crédité » ou « rejeté par la banque ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const lotId = entierDe(ctx.params.id);
  const commun = { regieId: e.regie.id, lotId, acteur: e.acteur };
  const prelevementId = choix(ctx.form, 'prelevement');
  const code = texte(ctx.form, 'code');
  const { refus } = await tenter(() =>
    prelevementId === null
      ? encaisserLot(ctx, { ...commun, aujourdhui: e.aujourdhui })
      : rejeterPrelevement(ctx, { ...commun, prelevementId, code }),
  );
  if (refus) return afficher(ctx, e, refus);
  return redirect(
    adresse(e, `/prelevements/${lotId}`),
    prelevementId === null ? 'Lot encaissé : les factures sont payées.' : 'Rejet enregistré.',
  );
};

async function trouver(ctx: Ctx<SessionAgent>, e: Entree): Promise<Lot> {
  const lot = await chercherLot(ctx.db, entierDe(ctx.params.id));
  if (!lot || lot.regieId !== e.regie.id) throw new Introuvable();
  return lot;
}

async function afficher(ctx: Ctx<SessionAgent>, e: Entree, refus: Refus | null): Promise<Reply> {
  const lot = await trouver(ctx, e);
  const lignes = await listerPrelevements(ctx.db, lot.id);
  const fichier = (version: string) =>
    adresse(e, `/prelevements/${lot.id}/pain008.xml`, `version=${version}`);
  return cadre(
    ctx,
    {
      titre: `Lot ${lot.message}`,
      status: refus ? 422 : 200,
      filAriane: [
        { libelle: e.regie.nom, href: adresse(e, '') },
        { libelle: 'Prélèvements', href: adresse(e, '/prelevements') },
        { libelle: lot.message },
      ],
    },
    <>
      <h1>Lot {lot.message}</h1>
      {refus && <Message ton="erreur">{refus.message}</Message>}
      <p>
        {lot.nombre} prélèvements, <b>{ecrireEuros(lot.totalCentimes)}</b>, pour le{' '}
        {ecrireJour(lot.jourDExecution, { annee: true })}.{' '}
        {lot.encaisseLe ? 'Encaissé.' : 'En attente de la banque.'}
      </p>
      <Boutons>
        <Bouton href={fichier('08')} telecharger>
          Télécharger pain.008.001.08
        </Bouton>
        <Bouton href={fichier('02')} allure="secondaire" telecharger>
          Ancienne version (.02)
        </Bouton>
      </Boutons>
      {!lot.encaisseLe && (
        <Formulaire action={adresse(e, `/prelevements/${lot.id}`)} caches={{ regie: e.regie.code }}>
          <Boutons>
            <Bouton allure="secondaire">La banque a crédité ce lot</Bouton>
          </Boutons>
        </Formulaire>
      )}
      <Lignes e={e} lot={lot} lignes={lignes} />
    </>,
  );
}

function Lignes(props: { e: Entree; lot: Lot; lignes: readonly Prelevement[] }) {
  return (
    <Tableau
      titre="Prélèvements"
      lignes={props.lignes}
      cle={(l) => l.id}
      colonnes={[
        { titre: 'Payeur', entete: true, cellule: (l) => l.payeur },
        { titre: 'Facture', cellule: (l) => ecrireNumero(l.exercice, l.numero) },
        { titre: 'Mandat', cellule: (l) => `${l.rum}, ${l.sequence}` },
        { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
        { titre: 'État', cellule: (l) => etatDe(l) },
        {
          titre: 'Rejet',
          sansIntitule: true,
          cellule: (l) => (l.codeRejet ? null : <Rejeter {...props} ligne={l} />),
        },
      ]}
    />
  );
}

function etatDe(l: Prelevement): string {
  if (l.rejeteLe) return `Rejeté (${l.codeRejet}) : ${REJETS[l.codeRejet ?? ''] ?? ''}`;
  if (l.codeRejet) return `Rejet ${l.codeRejet} à confirmer par une autre personne`;
  return l.reglementId ? 'Encaissé' : 'En attente';
}

function Rejeter(props: { e: Entree; lot: Lot; ligne: Prelevement }) {
  const { e, lot, ligne } = props;
  return (
    <Repli titre={`Rejeté : ${ecrireNumero(ligne.exercice, ligne.numero)}`}>
      <Formulaire
        action={adresse(e, `/prelevements/${lot.id}`)}
        caches={{ prelevement: ligne.id, regie: e.regie.code }}
      >
        <Champ
          type="select"
          nom="code"
          id={`code-${ligne.id}`}
          libelle="Motif de la banque"
          invite="Choisir"
          options={Object.entries(REJETS).map(([valeur, mots]) => ({
            valeur,
            libelle: `${valeur}, ${mots}`,
          }))}
        />
        <Bouton allure="danger">Enregistrer le rejet</Bouton>
      </Formulaire>
    </Repli>
  );
}

/** Le fichier à déposer à la banque ; les prélèvements rejetés d'avance n'y sont pas. */
export const fichier: PageModule<SessionAgent> = {
  GET: async (ctx) => {
    const e = await entrer(ctx);
    const lot = await trouver(ctx, e);
    const { ics, iban, bic } = e.regie;
    if (!ics || !iban || !bic) throw new Introuvable();
    const lignes = (await listerPrelevements(ctx.db, lot.id)).filter((l) => !l.rejeteLe);
    const xml = composerPain008(
      {
        message: lot.message,
        creeLe: lot.creeLe,
        jourDExecution: lot.jourDExecution,
        creancier: { nom: `${ctx.commune.nomCourt} ${e.regie.nom}`, ics, iban, bic },
        lignes: lignes.map((l) => ({
          ...l,
          reference: `${e.regie.code}-${ecrireNumero(l.exercice, l.numero)}-${l.id}`,
          libelle: `${ctx.commune.nomCourt} facture ${ecrireNumero(l.exercice, l.numero)}`,
        })),
      },
      ctx.query.get('version') === '02' ? '02' : '08',
    );
    return raw('application/xml; charset=utf-8', xml, 200, 'no-store');
  },
};
