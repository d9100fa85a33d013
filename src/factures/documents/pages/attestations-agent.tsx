import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { choix, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { acteurDe, exigerRegie } from '../acces.ts';
import { emettreAttestations } from '../attestations/emettre.ts';
import { listerAttestations, listerRegies } from '../attestations/requetes.ts';
import { ecrireNumero } from '../contenu.ts';

const ADRESSE = '/agent/attestations';
const ANNEES_PROPOSEES = 3;

interface Saisie {
  regieId: number | null;
  annee: number | null;
  erreur: string | null;
}

/** Émettre les attestations fiscales d'une année, et retrouver celles qui le sont. */
export const GET: Handler<SessionAgent> = (ctx) => {
  exigerRegie(ctx);
  return montrer(ctx, {
    regieId: choix(ctx.query, 'regie'),
    annee: choix(ctx.query, 'annee'),
    erreur: null,
  });
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const regieId = choix(ctx.form, 'regie');
  const annee = choix(ctx.form, 'annee');
  if (regieId === null || annee === null) {
    return montrer(ctx, { regieId, annee, erreur: 'Choisissez une régie et une année.' });
  }
  const { commune } = ctx;
  const { fait, refus } = await tenter(async () =>
    emettreAttestations(ctx, { regieId, annee, acteur: acteurDe(ctx), commune }),
  );
  if (refus) return montrer(ctx, { regieId, annee, erreur: refus.message });
  return redirect(
    `${ADRESSE}?regie=${regieId}&annee=${annee}`,
    fait === 0
      ? `Aucune attestation de plus pour ${annee} : toutes sont émises.`
      : `Attestations ${annee} émises : ${fait}. Les familles les trouvent sur leur portail.`,
  );
};

async function montrer(ctx: Ctx<SessionAgent>, saisie: Saisie): Promise<Reply> {
  const regies = await listerRegies(ctx.db);
  const regie = regies.find((r) => r.id === saisie.regieId) ?? regies[0];
  const derniere = Number(jourLocal(ctx.clock.now(), ctx.commune.fuseau).slice(0, 4)) - 1;
  const annee = saisie.annee ?? derniere;
  const emises = regie ? await listerAttestations(ctx.db, { regieId: regie.id, annee }) : [];
  return cadre(
    ctx,
    {
      titre: 'Attestations fiscales',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Attestations fiscales' }],
      status: saisie.erreur ? 422 : 200,
    },
    <>
      <h1>Attestations fiscales</h1>
      <ResumeErreurs erreurs={saisie.erreur ? [{ champ: 'annee', message: saisie.erreur }] : []} />
      {regie ? (
        <Carte titre="Émettre une année">
          <Formulaire action={ADRESSE}>
            <Champ
              type="select"
              nom="regie"
              libelle="Régie"
              valeur={regie.id}
              options={regies.map((r) => ({ valeur: r.id, libelle: r.nom }))}
            />
            <Champ
              type="select"
              nom="annee"
              libelle="Année des règlements"
              aide="Une attestation par payeur : la garde des moins de six ans, réglée cette année-là. Une fois émise, elle ne change plus ; si un règlement est corrigé, une autre la remplace."
              erreur={saisie.erreur ?? undefined}
              valeur={annee}
              options={Array.from({ length: ANNEES_PROPOSEES }, (_, n) => derniere - n).map(
                (a) => ({
                  valeur: a,
                  libelle: String(a),
                }),
              )}
            />
            <Boutons>
              <Bouton icone="coche">Émettre celles qui manquent ou ont changé</Bouton>
            </Boutons>
          </Formulaire>
        </Carte>
      ) : (
        <EtatVide titre="Aucune régie">Créez d’abord une régie.</EtatVide>
      )}
      {regie && <Emises annee={annee} attestations={emises} />}
    </>,
  );
}

function Emises(props: {
  annee: number;
  attestations: Awaited<ReturnType<typeof listerAttestations>>;
}): VNode {
  if (props.attestations.length === 0) return <p>Aucune attestation émise pour {props.annee}.</p>;
  return (
    <Tableau
      titre={`Émises pour ${props.annee} : ${props.attestations.length}`}
      lignes={props.attestations}
      cle={(a) => a.id}
      colonnes={[
        {
          titre: 'Numéro',
          entete: true,
          insecable: true,
          cellule: (a) => (
            <a
              href={`/agent/attestations/${a.id}/pdf`}
            >{`${ecrireNumero({ exercice: a.annee, numero: a.numero })} (PDF)`}</a>
          ),
        },
        { titre: 'Au nom de', cellule: (a) => a.destinataire },
        { titre: 'État', cellule: (a) => (a.remplacee ? 'Remplacée' : 'En vigueur') },
        { titre: 'Somme', nombre: true, cellule: (a) => ecrireEuros(a.totalCentimes) },
      ]}
    />
  );
}
