import type { VNode } from 'preact';
import { ListeDefinitions } from '../../ui/ensembles.tsx';
import { Tableau } from '../../ui/tableau.tsx';
import type { ContenuDeFacture } from './contenu.ts';

/** La facture à l'écran : le même contenu que le PDF, phrase pour phrase. */
export function FactureEnHtml({ contenu: c }: { contenu: ContenuDeFacture }): VNode {
  return (
    <>
      <Adresse lignes={c.emetteur} />
      <Adresse lignes={c.destinataire} />
      <ListeDefinitions elements={c.reperes} />
      {c.enfants.map((e) => (
        <section key={e.nom} class="pile">
          <h2>{e.nom}</h2>
          <Tableau
            titre={`Prestations de ${e.nom}`}
            titreCache
            lignes={e.groupes}
            cle={(g) => `${g.libelle}${g.explication}${g.prixUnitaire}`}
            colonnes={[
              {
                titre: 'Prestation et jours',
                entete: true,
                cellule: (g) => (
                  <>
                    {g.libelle}
                    <br />
                    <span class="discret">{g.jours}</span>
                    {g.explication !== '' && <br />}
                    <span class="discret">{g.explication}</span>
                  </>
                ),
              },
              { titre: 'Quantité', nombre: true, cellule: (g) => g.quantite },
              { titre: 'Prix', nombre: true, cellule: (g) => g.prixUnitaire },
              { titre: 'Montant', nombre: true, cellule: (g) => g.montant },
            ]}
          />
          <p>
            <strong>
              Total pour {e.nom} : {e.total}
            </strong>
          </p>
        </section>
      ))}
      <ListeDefinitions elements={c.totaux} />
      {c.anterieur && <p>{c.anterieur}</p>}
      {c.paiement.length > 0 && <Phrases titre="Comment payer" phrases={c.paiement} />}
      <Phrases titre="À savoir" phrases={c.mentions} />
    </>
  );
}

function Adresse({ lignes }: { lignes: readonly string[] }): VNode {
  return (
    <p>
      {lignes.map((ligne) => (
        <>
          {ligne}
          <br />
        </>
      ))}
    </p>
  );
}

function Phrases({ titre, phrases }: { titre: string; phrases: readonly string[] }): VNode {
  return (
    <section class="pile">
      <h2>{titre}</h2>
      <ul>
        {phrases.map((p) => (
          <li key={p}>{p}</li>
        ))}
      </ul>
    </section>
  );
}
