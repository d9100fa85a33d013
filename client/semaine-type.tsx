/**
 * La semaine type marche sans ce script. Avec lui : une ligne se coche d'un geste, « même chose pour
 * Zoé » et le rythme changent sur place, et le bas de l'écran dit à mesure ce que cela ferait.
 */
import { hydrate } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  type GestesDeGrille,
  Grille,
  type PropsGrille,
} from '../src/semaines-types/pages/grille.tsx';
import {
  type CaseDeSemaine,
  changerDeCycle,
  copierPour,
  ecrireCase,
  lireCase,
} from '../src/semaines-types/regles/semaine.ts';

const ATTENTE_MS = 350;

const racine = document.querySelector<HTMLElement>('[data-grille]');
if (racine) {
  const props: PropsGrille = JSON.parse(racine.dataset.grille ?? '{}');
  hydrate(<GrilleVivante {...props} />, racine);
}

function GrilleVivante(depart: PropsGrille) {
  const [cycle, setCycle] = useState(depart.cycle);
  const [cases, setCases] = useState(depart.cases);
  const [vivante, setVivante] = useState(false);
  useEffect(() => {
    setVivante(true);
    annoncer();
  }, [cases]);
  const gestes: GestesDeGrille = {
    cocher(valeurs, etat) {
      const autres = cases.filter((c) => !valeurs.includes(c));
      setCases(etat ? [...autres, ...valeurs] : autres);
    },
    copier: (de, vers) =>
      setCases(ecrire(copierPour(lire(cases), { de, vers }, admisesPour(vers)))),
    changerCycle(vers) {
      setCycle(vers);
      setCases(ecrire(changerDeCycle(lire(cases), vers)));
    },
  };
  function admisesPour(enfant: number): Set<number> {
    const prestations = depart.activites.flatMap((a) => a.prestations);
    return new Set(prestations.filter((p) => p.pour.includes(enfant)).map((p) => p.id));
  }
  return <Grille {...depart} cycle={cycle} cases={cases} gestes={vivante ? gestes : undefined} />;
}

const lire = (valeurs: readonly string[]): CaseDeSemaine[] =>
  valeurs.flatMap((v) => lireCase(v) ?? []);
const ecrire = (cases: readonly CaseDeSemaine[]): string[] => cases.map(ecrireCase);

let minuteur = 0;
let dernier: AbortController | undefined;

/** Demande ce que cela ferait, une fois le doigt levé ; la dernière question seule a une réponse. */
function annoncer(): void {
  clearTimeout(minuteur);
  minuteur = window.setTimeout(() => void estimer(), ATTENTE_MS);
}

async function estimer(): Promise<void> {
  const formulaire = racine?.closest('form');
  const bilan = document.querySelector('[data-bilan]');
  if (!formulaire || !bilan) return;
  dernier?.abort();
  dernier = new AbortController();
  try {
    const reponse = await fetch('/famille/semaine-type/estimation', {
      method: 'POST',
      body: new URLSearchParams(new FormData(formulaire) as unknown as Record<string, string>),
      signal: dernier.signal,
    });
    if (!reponse.ok) return;
    const { phrase }: { phrase: string } = await reponse.json();
    bilan.textContent = phrase;
  } catch {
    // Hors ligne, ou une question plus récente : l'aperçu dira tout.
  }
}

for (const champ of racine?.closest('form')?.querySelectorAll('input[type=date]') ?? []) {
  champ.addEventListener('change', annoncer);
}
