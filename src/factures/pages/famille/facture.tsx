import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { contenuDeFacture } from '../../documents/contenu.ts';
import { lireFacturesDuJour } from '../../documents/lire.ts';
import { factureEstA } from '../../documents/requetes.ts';
import { FactureEnHtml } from '../../documents/vue.tsx';

/** Une facture à l'écran : la même, phrase pour phrase, que son PDF. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const id = entierDe(ctx.params.id);
  const { id: responsableId, familles } = ctx.session.responsable;
  if (!(await factureEstA(ctx.db, id, { responsableId, familles }))) throw new Introuvable();
  const [facture] = await lireFacturesDuJour(ctx, ctx.commune, [id]);
  if (!facture) throw new Introuvable();
  const contenu = contenuDeFacture(facture.faits);
  const aPayer = facture.faits.genre === 'facture' && facture.faits.situation.resteCentimes >= 100;
  return cadre(
    ctx,
    {
      titre: contenu.titre,
      filAriane: [
        { libelle: 'Accueil', href: '/famille' },
        { libelle: 'Mes factures', href: '/famille/factures' },
        { libelle: contenu.titre },
      ],
    },
    <>
      <h1>{contenu.titre}</h1>
      <p class="boutons">
        {aPayer && facture.faits.adressePaiement !== null && (
          <a class="bouton" href={`/famille/paiements/nouveau?facture=${id}`}>
            Payer en ligne
          </a>
        )}
        <a href={`/famille/factures/${id}/pdf`}>Télécharger le PDF</a>
      </p>
      <FactureEnHtml contenu={contenu} />
    </>,
  );
};
