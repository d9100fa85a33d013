import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireJour, estJour, type Jour } from '../../../platform/jours.ts';
import { Bouton, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { constaterEmploi } from '../../actions/constater-emploi.ts';
import { anneeScolaireDu } from '../../regles/admission.ts';
import { direRangEtRaison, ordonnerLaFile } from '../../regles/file.ts';
import { chercherFileDuJour, type EnFileMontre, type FileDuJour } from '../../requetes/file.ts';

/** Qui attend ce jour-là, dans l'ordre, et pourquoi. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { file, jour } = await trouverFile(ctx);
  const sujet = { type: 'demande', structureId: file.structureId } as const;
  const decide = peut(ctx.session.agent, 'decider', sujet).oui;
  const dansLOrdre = ordonnerLaFile(
    file.attentes.map(({ rang, ...a }) => ({ ...a, montre: rang })),
  );
  return cadre(
    ctx,
    {
      titre: `Liste d’attente, ${ecrireJour(jour)}`,
      filAriane: [
        { libelle: 'Liste d’attente', href: '/agent/attente' },
        { libelle: ecrireJour(jour) },
      ],
    },
    <>
      <h1>{`${file.activite}, ${ecrireJour(jour, { annee: true })}`}</h1>
      {dansLOrdre.length === 0 ? (
        <EtatVide titre="Personne n’attend ce jour-là">
          Une place libre peut se réserver normalement.
        </EtatVide>
      ) : (
        <Tableau
          titre="Dans l’ordre où les places se donnent"
          lignes={dansLOrdre}
          cle={(a) => a.id}
          colonnes={[
            {
              titre: 'Enfant',
              entete: true,
              cellule: (a) => <a href={`/agent/demandes/${a.demandeId}`}>{a.enfant}</a>,
            },
            { titre: 'Prestation', cellule: (a) => a.prestation },
            {
              titre: 'Rang',
              cellule: (a) => direRangEtRaison({ ...a, rang: a.montre }, ctx.commune.fuseau),
            },
            ...(decide && dansLOrdre.some((a) => a.criteres.includes('emploi'))
              ? [
                  {
                    titre: 'Emploi des parents',
                    cellule: (a: EnFileMontre | (typeof dansLOrdre)[number]) => (
                      <Emploi attente={a} adresse={`/agent/attente/${file.activiteId}/${jour}`} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </>,
  );
};

/** « Justificatif vu » ou « Retirer ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const { file, jour } = await trouverFile(ctx);
  const { agent, compteId } = ctx.session;
  const vu = texte(ctx.form, 'geste') === 'vu';
  await constaterEmploi(ctx, {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    structures: agent.structures,
    familleId: choix(ctx.form, 'famille') ?? 0,
    activiteId: file.activiteId,
    jusquAu: vu ? finDAnnee(jour) : null,
  });
  return redirect(
    `/agent/attente/${file.activiteId}/${jour}`,
    vu ? 'Le justificatif est noté : la file est à jour.' : 'Le justificatif est retiré.',
  );
};

/** Un emploi se justifie pour une année scolaire. */
function finDAnnee(jour: Jour): Jour {
  return `${anneeScolaireDu(jour).slice(5)}-08-31`;
}

async function trouverFile(ctx: Ctx<SessionAgent>): Promise<{ file: FileDuJour; jour: Jour }> {
  const { jour } = ctx.params;
  if (!estJour(jour)) throw new Introuvable();
  const { structures } = ctx.session.agent;
  const file = await chercherFileDuJour(ctx.db, structures, entierDe(ctx.params.activite), jour);
  if (!file) throw new Introuvable();
  return { file, jour };
}

function Emploi(props: {
  attente: Pick<EnFileMontre, 'familleId' | 'emploiJusquAu' | 'enfant'>;
  adresse: string;
}) {
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
