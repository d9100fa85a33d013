import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant, type Fuseau } from '../../../platform/instants.ts';
import { ecrireJour, estJour, type Jour } from '../../../platform/jours.ts';
import { Bouton, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { type Colonne, Tableau } from '../../../ui/tableau.tsx';
import { constaterEmploi } from '../../actions/constater-emploi.ts';
import { proposerUnePlace } from '../../actions/proposer.ts';
import { anneeScolaireDu } from '../../regles/admission.ts';
import { direRangEtRaison, ordonnerLaFile } from '../../regles/file.ts';
import { chercherFileDuJour, type EnFileMontre, type FileDuJour } from '../../requetes/file.ts';

/** Qui attend ce jour-là, dans l'ordre, et pourquoi ; à qui une place est proposée. */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouverFile(ctx));

/** « Proposer la place », « Justificatif vu » ou « Retirer ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const trouvee = await trouverFile(ctx);
  const { agent, compteId } = ctx.session;
  const geste = {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    structures: agent.structures,
  };
  const reservationId = choix(ctx.form, 'reservation');
  if (reservationId !== null) {
    const { refus } = await tenter(() => proposerUnePlace(ctx, { ...geste, reservationId }));
    if (refus) return montrer(ctx, trouvee, refus.message);
    return redirect(
      adresseDe(trouvee),
      'La place est proposée, et gardée. Le courriel part tout de suite ; la nuit, il attend 8 h.',
    );
  }
  const vu = texte(ctx.form, 'geste') === 'vu';
  await constaterEmploi(ctx, {
    ...geste,
    familleId: choix(ctx.form, 'famille') ?? 0,
    activiteId: trouvee.file.activiteId,
    jusquAu: vu ? finDAnnee(trouvee.jour) : null,
  });
  return redirect(
    adresseDe(trouvee),
    vu ? 'Le justificatif est noté : la file est à jour.' : 'Le justificatif est retiré.',
  );
};

interface Trouvee {
  file: FileDuJour;
  jour: Jour;
}

async function trouverFile(ctx: Ctx<SessionAgent>): Promise<Trouvee> {
  const { jour } = ctx.params;
  if (!estJour(jour)) throw new Introuvable();
  const { structures } = ctx.session.agent;
  const file = await chercherFileDuJour(ctx.db, structures, entierDe(ctx.params.activite), jour);
  if (!file) throw new Introuvable();
  return { file, jour };
}

function adresseDe({ file, jour }: Trouvee): string {
  return `/agent/attente/${file.activiteId}/${jour}`;
}

/** Un emploi se justifie pour une année scolaire. */
function finDAnnee(jour: Jour): Jour {
  return `${anneeScolaireDu(jour).slice(5)}-08-31`;
}

function montrer(ctx: Ctx<SessionAgent>, trouvee: Trouvee, refus?: string): Reply {
  const { file, jour } = trouvee;
  const sujet = { type: 'demande', structureId: file.structureId } as const;
  const decide = peut(ctx.session.agent, 'decider', sujet).oui;
  return cadre(
    ctx,
    {
      titre: `Liste d’attente, ${ecrireJour(jour)}`,
      filAriane: [
        { libelle: 'Liste d’attente', href: '/agent/attente' },
        { libelle: ecrireJour(jour) },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <h1>{`${file.activite}, ${ecrireJour(jour, { annee: true })}`}</h1>
      {refus && <Message ton="erreur">{refus}</Message>}
      {file.attentes.length === 0 ? (
        <EtatVide titre="Personne n’attend ce jour-là">
          Une place libre peut se réserver normalement.
        </EtatVide>
      ) : (
        <TableDeLaFile trouvee={trouvee} decide={decide} fuseau={ctx.commune.fuseau} />
      )}
      {file.offres.length > 0 && <TableDesOffres file={file} fuseau={ctx.commune.fuseau} />}
    </>,
  );
}

type EnFileOrdonne = EnFileMontre & { montre: number };

function TableDeLaFile(props: { trouvee: Trouvee; decide: boolean; fuseau: Fuseau }) {
  const { trouvee, decide, fuseau } = props;
  const lignes: EnFileOrdonne[] = ordonnerLaFile(
    trouvee.file.attentes.map((a) => ({ ...a, montre: a.rang })),
  );
  const adresse = adresseDe(trouvee);
  const colonnes: Colonne<EnFileOrdonne>[] = [
    {
      titre: 'Enfant',
      entete: true,
      cellule: (a) => <a href={`/agent/demandes/${a.demandeId}`}>{a.enfant}</a>,
    },
    { titre: 'Prestation', cellule: (a) => a.prestation },
    { titre: 'Rang', cellule: (a) => direRangEtRaison({ ...a, rang: a.montre }, fuseau) },
    { titre: 'Places libres', nombre: true, cellule: (a) => String(a.libres ?? 'sans limite') },
  ];
  if (decide && lignes.some((a) => a.criteres.includes('emploi'))) {
    const cellule = (a: EnFileOrdonne) => <Emploi attente={a} adresse={adresse} />;
    colonnes.push({ titre: 'Emploi des parents', cellule });
  }
  if (decide && lignes.some((a) => a.libres === null || a.libres > 0)) {
    const cellule = (a: EnFileOrdonne) => <Proposer attente={a} adresse={adresse} />;
    colonnes.push({ titre: 'Décider', cellule, sansIntitule: true });
  }
  return (
    <Tableau
      titre="Dans l’ordre où les places se donnent"
      lignes={lignes}
      cle={(a) => a.id}
      colonnes={colonnes}
    />
  );
}

function Proposer({ attente: a, adresse }: { attente: EnFileMontre; adresse: string }) {
  if (a.libres !== null && a.libres <= 0) return null;
  return (
    <Formulaire action={adresse} caches={{ reservation: String(a.id) }}>
      <Bouton allure="secondaire">
        Proposer la place<span class="vh">{` à ${a.enfant}`}</span>
      </Bouton>
    </Formulaire>
  );
}

function Emploi(props: { attente: EnFileMontre; adresse: string }) {
  const { attente: a, adresse } = props;
  const vu = a.emploiJusquAu;
  return (
    <Formulaire
      action={adresse}
      caches={{ famille: String(a.familleId), geste: vu ? 'retirer' : 'vu' }}
    >
      {vu && <p>{`Vu, vaut jusqu’au ${ecrireJour(vu, { annee: true })}.`}</p>}
      <Bouton allure="secondaire">
        {vu ? 'Retirer' : 'Justificatif vu'}
        <span class="vh">{` pour ${a.enfant}`}</span>
      </Bouton>
    </Formulaire>
  );
}

function TableDesOffres({ file, fuseau }: { file: FileDuJour; fuseau: Fuseau }) {
  return (
    <Tableau
      titre="Places proposées, en attente de réponse"
      lignes={file.offres}
      cle={(o) => o.id}
      colonnes={[
        {
          titre: 'Enfant',
          entete: true,
          cellule: (o) => <a href={`/agent/demandes/${o.demandeId}`}>{o.enfant}</a>,
        },
        { titre: 'Prestation', cellule: (o) => o.prestation },
        { titre: 'Répondre avant le', cellule: (o) => ecrireInstant(o.expireLe, fuseau) },
      ]}
    />
  );
}
