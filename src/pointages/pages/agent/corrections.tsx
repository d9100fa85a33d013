import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Tableau } from '../../../ui/tableau.tsx';
import { MOTS } from '../../actions/pointer.ts';
import { chercherFeuille, listerCorrections } from '../../requetes/feuille.ts';
import { lireJour } from './jour.ts';

/** Ce qu'un pointage a dit, et par qui : rien ne s'efface. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const prestationId = entierDe(ctx.params.prestation);
  const jour = lireJour(ctx.params.jour);
  const enfantId = entierDe(ctx.params.enfant);
  const feuille = await chercherFeuille(ctx.db, ctx.session.agent.structures, prestationId, jour);
  const corrections = feuille
    ? await listerCorrections(ctx.db, { enfantId, prestationId, jour })
    : [];
  if (!feuille || corrections.length === 0) throw new Introuvable();
  const titre = `Pointage du ${ecrireJour(jour)}`;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [
        { libelle: 'Pointage', href: `/agent/pointages?jour=${jour}` },
        {
          libelle: `${feuille.activite}, ${feuille.prestation}`,
          href: `/agent/pointages/${prestationId}/${jour}`,
        },
        { libelle: titre },
      ],
    },
    <>
      <h1>{titre}</h1>
      <Tableau
        titre="Ce qui a été écrit"
        lignes={corrections}
        cle={(c) => c.pointeLe.getTime()}
        colonnes={[
          {
            titre: 'Quand',
            entete: true,
            cellule: (c) => ecrireInstant(c.pointeLe, ctx.commune.fuseau),
          },
          { titre: 'Par', cellule: (c) => c.par },
          { titre: 'Quoi', cellule: (c) => MOTS[c.etat] },
          { titre: 'Heures', cellule: (c) => `${c.arrivee ?? ''} – ${c.depart ?? ''}` },
          { titre: 'Motif', cellule: (c) => c.motif ?? '' },
        ]}
      />
    </>,
  );
};
