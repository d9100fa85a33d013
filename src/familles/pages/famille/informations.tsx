import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { CHANGE_ENTRE_TEMPS, modifierCoordonnees } from '../../actions/coordonnees.ts';
import {
  type ChampCoordonnees,
  type Coordonnees,
  type ErreurDeSaisie,
  examinerCoordonnees,
  type SaisieCoordonnees,
} from '../../regles/coordonnees.ts';
import { chercherFiche, type FicheResponsable } from '../../requetes/famille.ts';

const ADRESSE = '/famille/informations';

/** « Mes informations », avec les mots du guide. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const fiche = await trouverFiche(ctx);
  return habiller(ctx, <MesInformations fiche={fiche} saisie={fiche.coordonnees} />);
};

export const POST: Handler<SessionFamille> = async (ctx) => {
  const saisie = lireSaisie(ctx.form);
  const { coordonnees, erreurs } = examinerCoordonnees(saisie);
  const { responsable, compteId } = ctx.session;
  if (erreurs.length > 0) {
    const fiche = await trouverFiche(ctx);
    // La version reste celle qu'on avait lue : corriger une faute de frappe n'écrase rien.
    const page = (
      <MesInformations
        fiche={{ ...fiche, version: texte(ctx.form, 'version') }}
        saisie={saisie}
        erreurs={erreurs}
      />
    );
    return habiller(ctx, page, 422);
  }
  const { fait, refus } = await tenter(() =>
    modifierCoordonnees(ctx, {
      responsableId: responsable.id,
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      coordonnees,
      version: texte(ctx.form, 'version'),
    }),
  );
  if (!refus) {
    return redirect(
      ADRESSE,
      fait.length > 0
        ? 'Vos informations sont enregistrées.'
        : 'Vos informations étaient déjà à jour.',
    );
  }
  const fiche = await trouverFiche(ctx);
  const page = (
    <MesInformations
      fiche={fiche}
      saisie={coordonnees}
      refus={refus.message}
      conflit={refus.code === CHANGE_ENTRE_TEMPS}
    />
  );
  return habiller(ctx, page, 422);
};

function habiller(ctx: Ctx<SessionFamille>, contenu: VNode, status = 200): Reply {
  return cadre(
    ctx,
    {
      titre: 'Mes informations',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Mes informations' }],
      status,
    },
    contenu,
  );
}

async function trouverFiche(ctx: Ctx<SessionFamille>): Promise<FicheResponsable> {
  const fiche = await chercherFiche(ctx.db, ctx.session.responsable.id);
  if (!fiche) throw new Introuvable();
  return fiche;
}

function lireSaisie(form: URLSearchParams): SaisieCoordonnees {
  return {
    adresse: texte(form, 'adresse'),
    codePostal: texte(form, 'codePostal'),
    commune: texte(form, 'commune'),
    telephone: texte(form, 'telephone'),
    portable: texte(form, 'portable'),
    factureElectronique: form.has('factureElectronique'),
  };
}

interface Props {
  fiche: FicheResponsable;
  saisie: SaisieCoordonnees;
  erreurs?: readonly ErreurDeSaisie[];
  refus?: string;
  conflit?: boolean;
}

function MesInformations(props: Props) {
  const { fiche } = props;
  const personne = [fiche.civilite, fiche.prenom, fiche.nom].filter(Boolean).join(' ');
  return (
    <>
      <h1>Mes informations</h1>
      <p class="discret">Bienvenue {personne}.</p>
      <ResumeErreurs erreurs={props.erreurs ?? []} />
      {props.refus && (
        <Message ton="attention" titre={props.refus}>
          {props.conflit
            ? 'Votre saisie est ci-dessous, pas encore enregistrée. Vérifiez, puis enregistrez.'
            : 'Rien n’est enregistré : votre saisie est ci-dessous.'}
        </Message>
      )}
      <Carte titre="Identification">
        <ListeDefinitions
          elements={[{ terme: 'E-mail', valeur: fiche.courriel ?? 'Aucune adresse connue' }]}
        />
        <p>
          <a href="/famille/adresse-electronique">Modifier l’adresse électronique</a>
        </p>
      </Carte>
      <Formulaire action={ADRESSE} caches={{ version: fiche.version }}>
        <Carte titre="Coordonnées et facturation">
          <ChampsCoordonnees {...props} />
          <Boutons>
            <Bouton>Enregistrer</Bouton>
          </Boutons>
        </Carte>
      </Formulaire>
      <Message ton="info" vivant={false}>
        <p>
          Si vous souhaitez modifier une donnée et que le formulaire ci-dessus ne vous le permet
          pas, merci d’utiliser le <a href="/famille/contact">formulaire de contact</a>.
        </p>
      </Message>
      <p>
        <a href="/famille/historique">Historique de mon dossier</a>
      </p>
    </>
  );
}

function ChampsCoordonnees({ fiche, saisie, erreurs, conflit }: Props) {
  const erreur = (champ: ChampCoordonnees) => erreurs?.find((e) => e.champ === champ)?.message;
  const champ = (nom: Exclude<ChampCoordonnees, 'factureElectronique'>, aide?: string) => ({
    nom,
    valeur: saisie[nom],
    erreur: erreur(nom),
    aide: conflit ? aujourdhui(nom, saisie, fiche.coordonnees) : aide,
  });
  return (
    <>
      <Champ
        {...champ('adresse')}
        libelle="Adresse"
        autocomplete="street-address"
        longueurMax={200}
      />
      <div class="grille">
        <Champ
          {...champ('codePostal')}
          libelle="Code postal"
          autocomplete="postal-code"
          inputmode="numeric"
          court
        />
        <Champ
          {...champ('commune', noteCommune(fiche))}
          libelle="Commune"
          autocomplete="address-level2"
          longueurMax={100}
        />
        <Champ
          {...champ('telephone')}
          type="tel"
          libelle="Téléphone"
          autocomplete="home tel"
          facultatif
        />
        <Champ
          {...champ('portable')}
          type="tel"
          libelle="Portable"
          autocomplete="mobile tel"
          facultatif
        />
      </div>
      <Case
        nom="factureElectronique"
        cochee={saisie.factureElectronique}
        libelle="Facture électronique"
        aide="En cochant cette case, vous acceptez l’envoi des factures par e-mail."
      />
    </>
  );
}

/** Dans un conflit, dit ce qui est enregistré quand la saisie en diffère. */
function aujourdhui(
  nom: Exclude<ChampCoordonnees, 'factureElectronique'>,
  saisie: SaisieCoordonnees,
  enregistre: Coordonnees,
): string | undefined {
  if (saisie[nom] === enregistre[nom]) return undefined;
  return enregistre[nom] === ''
    ? 'Rien n’est enregistré aujourd’hui.'
    : `Enregistré aujourd’hui : ${enregistre[nom]}`;
}

function noteCommune(fiche: FicheResponsable): string | undefined {
  const communes = [...new Set(fiche.familles.map((f) => f.communeRetenue).filter(Boolean))];
  if (communes.length === 0) return undefined;
  return `Vos droits restent ceux de ${communes.join(' et ')} tant que les services n’ont pas vérifié une nouvelle adresse.`;
}
