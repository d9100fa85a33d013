/*
 * La galerie : chaque composant et des pages entières, écrits dans var/galerie pour être regardés.
 *   npx esbuild outils/galerie.tsx --bundle --platform=node --format=esm --packages=external \
 *     --jsx=automatic --jsx-import-source=preact --outfile=var/galerie.mjs && node var/galerie.mjs
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { MiseEnPage, type PropsMiseEnPage } from '../src/ui/mise-en-page.tsx';
import { rendrePage } from '../src/ui/rendu.ts';
import type { Element } from '../src/ui/types.ts';
import { menuAgent, menuFamille } from './galerie/donnees.ts';
import * as autres from './galerie/pages-autres.tsx';
import * as famille from './galerie/pages-famille.tsx';
import * as publiques from './galerie/pages-publiques.tsx';

const DOSSIER = 'var/galerie';

const commun = {
  collectivite: { nom: 'Saint-Aubin', accueil: 'accueil.html' },
  ressources: (chemin: string) => chemin,
  apparence: 'apparence.css',
  pied: [
    { libelle: 'Accessibilité : non conforme', href: 'composants.html#a' },
    { libelle: 'Mentions légales', href: 'composants.html#m' },
    { libelle: 'Données personnelles', href: 'composants.html#d' },
  ],
};
const deconnexion = { action: '#', caches: { jeton: 'essai' } };

function pageFamille(fichier: string, titre: string, groupe: string, children: Element) {
  const props: PropsMiseEnPage = {
    ...commun,
    titre,
    menu: menuFamille(fichier),
    utilisateur: { nom: 'Steven Yvon', detail: 'Famille Yvon', deconnexion },
    filAriane: [{ libelle: groupe, href: 'accueil.html' }, { libelle: titre }],
    children,
  };
  return [fichier, <MiseEnPage key={fichier} {...props} />] as const;
}

function pageSimple(fichier: string, titre: string, children: Element, etroite = true) {
  const largeur = etroite ? 'etroite' : 'normale';
  const props: PropsMiseEnPage = { ...commun, titre, largeur, children };
  return [fichier, <MiseEnPage key={fichier} {...props} />] as const;
}

const MOIS = ['2026-11'];
const pages = [
  pageSimple('accueil.html', 'Accueil', <publiques.Accueil />, false),
  pageSimple('connexion.html', 'Connexion', <publiques.Connexion />),
  pageFamille('informations.html', 'Mes informations', 'Mon compte', <famille.Informations />),
  pageFamille('enfants.html', 'Mes enfants', 'Mon compte', <famille.Enfants />),
  pageFamille('reserver.html', 'Pré-inscrire', 'Inscriptions', <famille.Reserver />),
  pageFamille('annee.html', 'Pré-inscrire', 'Inscriptions', <famille.Annee />),
  pageFamille(
    'mois-4.html',
    'Pré-inscrire',
    'Inscriptions',
    <famille.Annee prestations={4} mois={MOIS} />,
  ),
  pageFamille(
    'mois-1.html',
    'Pré-inscrire',
    'Inscriptions',
    <famille.Annee prestations={1} mois={MOIS} />,
  ),
  pageFamille('inscriptions.html', 'Inscriptions', 'Inscriptions', <famille.Inscriptions />),
  pageFamille('annuler.html', 'Annulation', 'Inscriptions', <famille.Annuler />),
  pageFamille('payer.html', 'Payer en ligne', 'Mes factures et paiements', <famille.Payer />),
  pageFamille('composants.html', 'Composants', 'Galerie', <autres.Composants />),
  pageSimple('erreur.html', 'Erreur', <autres.Erreur />),
  pageSimple('indisponible.html', 'Un instant', <autres.Indisponible />),
  [
    'agent.html',
    <MiseEnPage
      key="agent"
      {...commun}
      titre="Demandes"
      largeur="large"
      agent
      menu={menuAgent('agent.html')}
      utilisateur={{ nom: 'Claire Lambert', detail: 'Directrice de centre', deconnexion }}
      annonce={{ ton: 'succes', texte: '12 demandes validées. Les familles sont prévenues.' }}
    >
      <autres.FileDesDemandes />
    </MiseEnPage>,
  ] as const,
];

await mkdir(DOSSIER, { recursive: true });
const css = await build({
  entryPoints: ['public/style.css'],
  bundle: true,
  minify: true,
  write: false,
  target: ['chrome111', 'safari16.2', 'firefox113'],
});
const feuille = css.outputFiles[0]!.contents;
await writeFile(`${DOSSIER}/style.css`, feuille);
await writeFile(`${DOSSIER}/apparence.css`, `:root{--couleur:${process.env.COULEUR ?? '#1f6f5c'}}`);
await copyFile('public/favicon.svg', `${DOSSIER}/favicon.svg`);

const poids = [`style.css : ${gzipSync(feuille).length} octets gzip`];
for (const [fichier, page] of pages) {
  const html = rendrePage(page);
  await writeFile(`${DOSSIER}/${fichier}`, html);
  const brotli = brotliCompressSync(html).length;
  poids.push(`${fichier} : ${html.length} octets, ${brotli} brotli`);
}
process.stdout.write(`${poids.join('\n')}\n`);
