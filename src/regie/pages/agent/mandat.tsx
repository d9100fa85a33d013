import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { enregistrerMandat, type SaisieMandat } from '../../actions/mandats.ts';
import { chercherPayeur } from '../../requetes/lire.ts';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

/** Enregistrer le mandat de prélèvement que la famille a signé. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const payeurId = entierDe(ctx.query.get('payeur'));
  const vide = { payeurId, titulaire: '', iban: '', bic: '', signeLe: e.aujourdhui };
  return afficher(ctx, e, vide, null);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const payeurId = choix(ctx.form, 'payeur');
  if (payeurId === null) throw new Introuvable();
  const saisie = {
    payeurId,
    titulaire: texte(ctx.form, 'titulaire').slice(0, 70),
    iban: texte(ctx.form, 'iban').slice(0, 50),
    bic: texte(ctx.form, 'bic').slice(0, 20),
    signeLe: texte(ctx.form, 'signe_le'),
  };
  const { fait, refus } = await tenter(() => enregistrerMandat(ctx, { ...saisie, ...e }));
  if (refus) return afficher(ctx, e, saisie, refus);
  return redirect(adresse(e, '/prelevements'), `Mandat enregistré, référence ${fait}.`);
};

async function afficher(
  ctx: Ctx<SessionAgent>,
  e: Entree,
  saisie: SaisieMandat,
  refus: Refus | null,
): Promise<Reply> {
  const payeur = await chercherPayeur(ctx.db, e.regie.id, saisie.payeurId);
  if (!payeur) throw new Introuvable();
  const erreur = (champ: string) => (refus?.champ === champ ? refus.message : undefined);
  return cadre(
    ctx,
    {
      titre: 'Mandat de prélèvement',
      filAriane: filAriane(e, 'Mandat'),
      largeur: 'normale',
      status: refus ? 422 : 200,
    },
    <>
      <h1>Mandat de prélèvement : {payeur.nom}</h1>
      {refus?.champ && <ResumeErreurs erreurs={[{ champ: refus.champ, message: refus.message }]} />}
      {refus && !refus.champ && <Message ton="erreur">{refus.message}</Message>}
      <Formulaire
        action={adresse(e, '/mandats')}
        caches={{ payeur: saisie.payeurId, regie: e.regie.code }}
      >
        <Champ
          nom="titulaire"
          libelle="Titulaire du compte"
          valeur={saisie.titulaire}
          longueurMax={70}
          erreur={erreur('titulaire')}
        />
        <Champ
          nom="iban"
          libelle="IBAN"
          aide="Avec ou sans espaces, tel qu’il est écrit sur le RIB."
          valeur={saisie.iban}
          longueurMax={50}
          erreur={erreur('iban')}
        />
        <Champ
          nom="bic"
          libelle="BIC"
          valeur={saisie.bic}
          longueurMax={20}
          erreur={erreur('bic')}
          facultatif
        />
        <Champ
          type="date"
          nom="signe_le"
          libelle="Signé le"
          valeur={saisie.signeLe}
          erreur={erreur('signe_le')}
          court
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer le mandat</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
