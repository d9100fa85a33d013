import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Tableau } from '../../../ui/tableau.tsx';
import { ecrireNumero } from '../../regles/jours.ts';
import { MODES } from '../../regles/modes.ts';
import { listerRegies } from '../../requetes/regies.ts';
import { chercherBordereau } from '../../requetes/registres.ts';
import { ADRESSE, exigerLaRegie } from './entree.tsx';

/** Un bordereau de remise, à imprimer et à joindre aux chèques. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerLaRegie(ctx);
  const bordereau = await chercherBordereau(ctx.db, entierDe(ctx.params.id));
  const regie = (await listerRegies(ctx.db)).find((r) => r.id === bordereau?.regieId);
  if (!bordereau || !regie) throw new Introuvable();
  const numero = ecrireNumero(bordereau.exercice, bordereau.numero);
  return cadre(
    ctx,
    {
      titre: `Bordereau ${numero}`,
      filAriane: [
        { libelle: regie.nom, href: ADRESSE },
        { libelle: 'Bordereaux', href: `${ADRESSE}/bordereaux` },
        { libelle: numero },
      ],
    },
    <>
      <h1>Bordereau de remise n° {numero}</h1>
      <p>
        {ctx.commune.nom}, {regie.nom}, {ecrireJour(bordereau.jour, { annee: true })}.{' '}
        {MODES[bordereau.mode].libelle} : {bordereau.nombre} pour{' '}
        <b>{ecrireEuros(bordereau.montantCentimes)}</b>.
      </p>
      <Tableau
        titre="Pièces remises"
        lignes={bordereau.lignes}
        cle={(l) => l.id}
        colonnes={[
          {
            titre: 'Quittance',
            entete: true,
            insecable: true,
            cellule: (l) => ecrireNumero(l.exercice, l.numero),
          },
          { titre: 'Payeur', cellule: (l) => l.payeur },
          { titre: 'Banque et tireur', cellule: (l) => l.emetteur || '–' },
          { titre: 'Numéro', cellule: (l) => l.reference || '–' },
          { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
        ]}
      />
      <p>Le régisseur : {regie.regisseur}</p>
    </>,
  );
};
