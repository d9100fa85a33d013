import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { writeCsv } from '../../../platform/csv.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Ctx, file, type Handler, type PageModule } from '../../../platform/http.ts';
import { ecrireJour, ecrireJourEnChiffres, estJour, type Jour } from '../../../platform/jours.ts';
import { type ReperesVus, reperer } from '../../../sante/actions/lire.ts';
import { compterLesRegimes } from '../../../sante/actions/regimes.ts';
import { REPAS_ORDINAIRE } from '../../../sante/regles/regimes.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { MarquePai } from '../../../ui/reperes.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { anneeScolaireDu } from '../../regles/admission.ts';
import { type Compte, compterParClasse, compterParGroupe } from '../../regles/effectifs.ts';
import { chercherListe, type ListeDuJour } from '../../requetes/listes.ts';

/** Les enfants attendus à une prestation : qui, quelle classe, qui appeler. S'imprime. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { liste, jour, adresse } = await trouver(ctx);
  const { enfants } = liste;
  // La liste est déjà celle d'une structure de l'agent.
  const ids = enfants.map((e) => e.enfantId);
  const reperes = await reperer(ctx.db, ctx.session.agent, null, ids);
  const regimes = await compterLesRegimes(ctx.db, entierDe(ctx.params.prestation), jour);
  return cadre(
    ctx,
    {
      titre: `${liste.activite}, ${liste.prestation}`,
      filAriane: [
        { libelle: 'Listes', href: `/agent/listes?jour=${jour}` },
        { libelle: liste.prestation },
      ],
    },
    <>
      <h1>
        {liste.activite}, {liste.prestation}
      </h1>
      <p>
        {liste.structure}, <b>{ecrireJour(jour, { annee: true })}</b> :{' '}
        {enfants.length > 1
          ? `${enfants.length} enfants attendus`
          : `${enfants.length} enfant attendu`}
        .
      </p>
      {enfants.length === 0 ? (
        <EtatVide titre="Personne n’est attendu">
          Les réservations validées de ce jour s’écriront ici.
        </EtatVide>
      ) : (
        <>
          <Comptes titre="Par groupe" comptes={compterParGroupe(enfants)} />
          <Enfants liste={liste} reperes={reperes} />
          <Comptes titre="Par classe" comptes={compterParClasse(enfants)} />
          {regimes.some((r) => r.nom !== REPAS_ORDINAIRE) && (
            <Tableau
              titre="Par régime alimentaire"
              lignes={regimes}
              cle={(r) => r.nom}
              colonnes={[
                { titre: 'Régime', entete: true, cellule: (r) => r.nom },
                { titre: 'Enfants', nombre: true, cellule: (r) => String(r.nombre) },
              ]}
            />
          )}
          <Boutons>
            <Bouton href={`${adresse}/liste.csv`} icone="telecharger" telecharger>
              Fichier pour un tableur
            </Bouton>
          </Boutons>
        </>
      )}
    </>,
  );
};

/** La même liste, en fichier pour un tableur. */
export const fichier: PageModule<SessionAgent> = {
  GET: async (ctx) => {
    const { liste, jour } = await trouver(ctx);
    const entetes = ['Nom', 'Prénom', 'Né le', 'École', 'Classe', 'Groupe', 'Repas', 'Contacts'];
    const lignes = liste.enfants.map((e) => [
      e.nom,
      e.prenom,
      ecrireJourEnChiffres(e.neLe),
      e.ecole ?? '',
      e.classe ?? '',
      e.groupe ?? '',
      e.panierRepas ? 'panier-repas' : '',
      e.contacts.map((c) => `${c.nom} ${c.telephone}`.trim()).join(', '),
    ]);
    const nom = `liste-${jour}.csv`;
    return file('text/csv; charset=utf-8', writeCsv(entetes, lignes), nom);
  },
};

async function trouver(
  ctx: Ctx<SessionAgent>,
): Promise<{ liste: ListeDuJour; jour: Jour; adresse: string }> {
  const prestationId = entierDe(ctx.params.prestation);
  const { jour } = ctx.params;
  if (!estJour(jour)) throw new Introuvable();
  const anneeScolaire = anneeScolaireDu(jour);
  const { structures } = ctx.session.agent;
  const liste = await chercherListe(ctx.db, structures, { prestationId, jour, anneeScolaire });
  if (!liste) throw new Introuvable();
  return { liste, jour, adresse: `/agent/listes/${prestationId}/${jour}` };
}

function Comptes({ titre, comptes }: { titre: string; comptes: readonly Compte[] }) {
  return (
    <Tableau
      titre={titre}
      lignes={comptes}
      cle={(c) => c.nom}
      colonnes={[
        {
          titre: titre === 'Par classe' ? 'Classe' : 'Groupe',
          entete: true,
          cellule: (c) => c.nom,
        },
        { titre: 'Enfants', nombre: true, cellule: (c) => String(c.nombre) },
        { titre: 'Dont paniers-repas', nombre: true, cellule: (c) => String(c.paniersRepas) },
      ]}
    />
  );
}

function Enfants({ liste, reperes }: { liste: ListeDuJour; reperes: ReperesVus }) {
  return (
    <Tableau
      titre="Enfants attendus"
      lignes={liste.enfants}
      cle={(e) => e.enfantId}
      colonnes={[
        {
          titre: 'Enfant',
          entete: true,
          cellule: (e) => (
            <>
              {e.nom} {e.prenom}{' '}
              {reperes.parEnfant.get(e.enfantId)?.pai && (
                <MarquePai
                  nom={`${e.prenom} ${e.nom}`}
                  href={reperes.ouvreLaFiche ? `/agent/enfants/${e.enfantId}/sante` : undefined}
                />
              )}
            </>
          ),
        },
        {
          titre: 'Classe',
          cellule: (e) => (e.ecole && e.classe ? `${e.classe}, ${e.ecole}` : 'Sans classe connue'),
        },
        { titre: 'Groupe', cellule: (e) => e.groupe ?? '' },
        { titre: 'Repas', cellule: (e) => (e.panierRepas ? 'Panier-repas' : '') },
        {
          titre: 'Qui appeler',
          cellule: (e) => (
            <>
              {e.contacts.map((c, rang) => (
                <>
                  {rang > 0 && <br />}
                  {c.nom}{' '}
                  {c.telephone && (
                    <a class="insecable" href={`tel:${c.telephone.replaceAll(/[^+\d]/g, '')}`}>
                      {c.telephone}
                    </a>
                  )}
                </>
              ))}
            </>
          ),
        },
      ]}
    />
  );
}
