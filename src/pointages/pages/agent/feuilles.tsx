import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireHeure } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJour, estJour } from '../../../platform/jours.ts';
import { CarteLien, Cartes } from '../../../ui/accueil.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { listerFeuilles } from '../../requetes/feuille.ts';
import { aujourdhuiDe } from './jour.ts';

/** Ce qui se pointe un jour : aujourd'hui d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const aujourdhui = aujourdhuiDe(ctx);
  const demande = ctx.query.get('jour');
  const jour = estJour(demande) ? demande : aujourdhui;
  const feuilles = await listerFeuilles(ctx.db, ctx.session.agent.structures, jour);
  return cadre(
    ctx,
    {
      titre: 'Pointage',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Pointage' }],
    },
    <>
      <h1>Pointage, {ecrireJour(jour)}</h1>
      <p class="liens">
        <a href={`/agent/pointages?jour=${ajouterJours(jour, -1)}`}>Jour précédent</a>
        {jour !== aujourdhui && <a href="/agent/pointages">Aujourd’hui</a>}
        <a href={`/agent/pointages?jour=${ajouterJours(jour, 1)}`}>Jour suivant</a>
      </p>
      {feuilles.length === 0 ? (
        <EtatVide titre="Rien n’ouvre ce jour-là">
          Choisissez un autre jour : un week-end, un jour férié ou une fermeture n’a pas de feuille.
        </EtatVide>
      ) : (
        <Cartes>
          {feuilles.map((f) => (
            <CarteLien
              key={f.prestationId}
              href={`/agent/pointages/${f.prestationId}/${jour}`}
              titre={`${f.activite}, ${f.prestation}`}
              icone="liste"
              texte={`${f.structure}, de ${ecrireHeure(f.heureDebut.slice(0, 5))} à ${ecrireHeure(f.heureFin.slice(0, 5))} : ${f.attendus} attendus, ${f.presents} présents, ${f.pointes} pointés`}
            />
          ))}
        </Cartes>
      )}
    </>,
  );
};
