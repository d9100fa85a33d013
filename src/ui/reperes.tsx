import { Repli } from './ensembles.tsx';
import { Icone } from './icones.tsx';
import { Telephone } from './telephone.tsx';

/** « PAI », à côté d'un enfant : texte et icône. Avec `href`, un doigt ouvre sa fiche. */
export function MarquePai(props: { nom: string; href?: string | undefined }) {
  const contenu = (
    <>
      <Icone nom="sante" />
      <span>PAI</span>
    </>
  );
  if (props.href === undefined) return <span class="pastille h-attention">{contenu}</span>;
  return (
    <a class="pastille h-attention marque-pai" href={props.href}>
      {contenu}
      <span class="vh">: ouvrir la fiche de {props.nom}</span>
    </a>
  );
}

/** À l'heure du départ : qui peut emmener l'enfant. Les parents du dossier le peuvent toujours. */
export function Depart(props: {
  departSeul: boolean | null;
  personnes: readonly { nom: string; lien: string; telephone: string; vientChercher: boolean }[];
  /** L'adresse de la fiche, pour qui peut la lire. */
  fiche?: string | undefined;
}) {
  const viennent = props.personnes.filter((p) => p.vientChercher);
  return (
    <Repli titre="Départ">
      <p>
        {props.departSeul
          ? 'Peut repartir sans adulte.'
          : 'Ne repart pas sans adulte : un parent, ou l’une de ces personnes.'}
      </p>
      {viennent.length === 0 ? (
        <p class="discret">Personne d’autre que ses parents n’est autorisé à venir.</p>
      ) : (
        <ul>
          {viennent.map((p) => (
            <li key={`${p.nom}${p.telephone}`}>
              {p.nom}, {p.lien} <Telephone numero={p.telephone} />
            </li>
          ))}
        </ul>
      )}
      {props.fiche && (
        <p>
          <a href={props.fiche}>Ouvrir sa fiche sanitaire</a>
        </p>
      )}
    </Repli>
  );
}
