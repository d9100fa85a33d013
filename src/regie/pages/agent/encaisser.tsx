import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { motsDeRecherche } from '../../../familles/regles/famille.ts';
import { ecrireEuros, lireEuros } from '../../../platform/argent.ts';
import { transaction } from '../../../platform/db.ts';
import { Introuvable, Refus } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { encaisser } from '../../actions/encaisser.ts';
import { premierJourOuvert } from '../../regles/jours.ts';
import { estMode, MODES_DU_GUICHET } from '../../regles/modes.ts';
import { lireNumeroDeFacture } from '../../regles/recherche.ts';
import {
  chercherPayeur,
  chercherPayeursParFacture,
  chercherPayeursParNom,
  listerFacturesAPayer,
  type PayeurTrouve,
} from '../../requetes/lire.ts';
import { FormulaireEncaisser, type SaisieGuichet } from './encaisser-formulaire.tsx';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

const AU_PLUS = 30;

/** Trouver qui paie, puis enregistrer ce qu'il donne. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const payeurId = ctx.query.get('payeur');
  if (payeurId) return afficher(ctx, e, entierDe(payeurId), null, null);
  const cherche = (ctx.query.get('cherche') ?? '').replace(/\0/g, '').slice(0, 100);
  const trouves = cherche.trim() ? await chercher(ctx, e, cherche) : null;
  return cadre(
    ctx,
    { titre: 'Encaisser', filAriane: filAriane(e, 'Encaisser') },
    <>
      <h1>Encaisser un règlement</h1>
      <Formulaire
        action={adresse({ suite: '' }, '/encaisser')}
        methode="get"
        caches={e.suite ? { regie: e.regie.code } : {}}
      >
        <Champ
          type="search"
          nom="cherche"
          libelle="Nom, prénom, ou numéro de facture"
          aide="Par exemple « dup leo » ou « 2026-000012 »."
          valeur={cherche}
          longueurMax={100}
        />
        <Boutons>
          <Bouton icone="recherche">Chercher</Bouton>
        </Boutons>
      </Formulaire>
      {trouves && <Trouves e={e} payeurs={trouves} />}
    </>,
  );
};

function chercher(ctx: Ctx<SessionAgent>, e: Entree, cherche: string): Promise<PayeurTrouve[]> {
  const facture = lireNumeroDeFacture(cherche);
  if (facture) return chercherPayeursParFacture(ctx.db, e.regie.id, facture);
  const mots = motsDeRecherche(cherche);
  if (mots.length === 0) return Promise.resolve([]);
  return chercherPayeursParNom(ctx.db, e.regie.id, mots, AU_PLUS);
}

function Trouves({ e, payeurs }: { e: Entree; payeurs: readonly PayeurTrouve[] }) {
  if (payeurs.length === 0) {
    return (
      <EtatVide titre="Personne à ce nom">
        Essayez le début du nom seul, le prénom d’un enfant, ou le numéro écrit sur la facture.
      </EtatVide>
    );
  }
  return (
    <Tableau
      titre={payeurs.length === 1 ? '1 payeur' : `${payeurs.length} payeurs`}
      lignes={payeurs}
      cle={(p) => p.id}
      colonnes={[
        {
          titre: 'Payeur',
          entete: true,
          cellule: (p) => <a href={adresse(e, '/encaisser', `payeur=${p.id}`)}>{p.nom}</a>,
        },
        { titre: 'Enfants', cellule: (p) => p.enfants.join(', ') },
        { titre: 'À payer', nombre: true, cellule: (p) => ecrireEuros(p.resteCentimes) },
        { titre: 'Crédit', nombre: true, cellule: (p) => ecrireEuros(p.creditCentimes) },
      ]}
    />
  );
}

async function afficher(
  ctx: Ctx<SessionAgent>,
  e: Entree,
  payeurId: number,
  saisie: SaisieGuichet | null,
  refus: Refus | null,
): Promise<Reply> {
  const payeur = await chercherPayeur(ctx.db, e.regie.id, payeurId);
  if (!payeur) throw new Introuvable();
  const factures = await listerFacturesAPayer(ctx.db, e.regie.id, payeurId);
  const parDefaut: SaisieGuichet = {
    mode: '',
    montant: '',
    jour: e.aujourdhui,
    reference: '',
    emetteur: '',
    factures: [],
    cle: randomUUID(),
  };
  return cadre(
    ctx,
    {
      titre: `Encaisser : ${payeur.nom}`,
      filAriane: filAriane(e, 'Encaisser'),
      status: refus ? 422 : 200,
    },
    <FormulaireEncaisser
      e={e}
      payeur={payeur}
      factures={factures}
      saisie={saisie ?? parDefaut}
      refus={refus}
    />,
  );
}

export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const payeurId = choix(ctx.form, 'payeur');
  if (payeurId === null) throw new Introuvable();
  const saisie = lireSaisie(ctx.form);
  const { fait, refus } = await tenter(() => enregistrer(ctx, e, payeurId, saisie));
  if (refus) return afficher(ctx, e, payeurId, { ...saisie, cle: cleSaine(saisie.cle) }, refus);
  const jour = premierJourOuvert(saisie.jour, e.regie.dernierClos);
  const report =
    jour === saisie.jour
      ? ''
      : ` La journée demandée est close : il est daté du ${ecrireJour(jour, { annee: true })}.`;
  return redirect(
    adresse(e, `/reglements/${fait.reglementId}`),
    fait.deja ? 'Ce règlement était déjà enregistré.' : `Règlement enregistré.${report}`,
  );
};

function enregistrer(
  ctx: Ctx<SessionAgent>,
  e: Entree,
  payeurId: number,
  saisie: SaisieGuichet,
): ReturnType<typeof encaisser> {
  const { mode } = saisie;
  if (!estMode(mode) || !MODES_DU_GUICHET.some((m) => m === mode)) {
    throw new Refus('mode', 'Choisissez comment la personne paie.', 'mode');
  }
  if (saisie.jour > e.aujourdhui) {
    throw new Refus(
      'jour',
      'Ce jour n’est pas encore venu : datez le règlement au plus tard d’aujourd’hui.',
      'jour',
    );
  }
  if (!CLE.test(saisie.cle)) {
    throw new Refus('cle', 'Cette page est restée ouverte trop longtemps. Enregistrez de nouveau.');
  }
  return transaction(ctx.db, (tx) =>
    encaisser(tx, ctx, {
      regieId: e.regie.id,
      payeurId,
      mode,
      montantCentimes: lireEuros(saisie.montant) ?? 0,
      jour: saisie.jour,
      reference: saisie.reference,
      emetteur: saisie.emetteur,
      ...(saisie.factures.length > 0 ? { factures: saisie.factures } : {}),
      cleUnique: saisie.cle,
      acteur: e.acteur,
      le: ctx.clock.now(),
    }),
  );
}

const CLE = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const cleSaine = (cle: string) => (CLE.test(cle) ? cle : randomUUID());

function lireSaisie(form: URLSearchParams): SaisieGuichet {
  return {
    mode: texte(form, 'mode'),
    montant: texte(form, 'montant').slice(0, 30),
    jour: texte(form, 'jour'),
    reference: texte(form, 'reference').slice(0, 60),
    emetteur: texte(form, 'emetteur').slice(0, 100),
    factures: form.getAll('factures').map((f) => entierDe(f)),
    cle: texte(form, 'cle_unique'),
  };
}
