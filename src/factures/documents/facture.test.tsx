import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { CANARI_FACTURE, faitsDeFacture, ligneEmise } from '../../../test/facture.ts';
import { lirePdf } from '../../../test/pdf.ts';
import { composerCourrier, composerFacture } from './composer.ts';
import { type ContenuDeFacture, contenuDeFacture } from './contenu.ts';
import { ecrireJours, ecrirePeriode } from './dates.ts';
import { FactureEnHtml } from './vue.tsx';

const LE = new Date('2026-11-05T08:00Z');

/** Toutes les phrases d'une facture, dans l'ordre. */
function phrases(c: ContenuDeFacture): string[] {
  return [
    ...c.emetteur,
    ...c.destinataire,
    ...c.reperes.flatMap((r) => [r.terme, r.valeur]),
    ...c.enfants.flatMap((e) => [e.nom, ...e.groupes.flatMap((g) => Object.values(g)), e.total]),
    ...c.totaux.flatMap((t) => [t.terme, t.valeur]),
    ...(c.anterieur ? [c.anterieur] : []),
    ...c.paiement,
    ...c.mentions,
  ];
}

/** « 3,05 € » s'écrit avec des espaces insécables ; ici, il suffit de le lire. */
const lisible = (texte: string) => texte.replace(/[\u00a0\u202f]/g, ' ');

/** Une ligne coupée l'est où il veut ; Typst compose « fi » et les guillemets à sa façon. */
const net = (texte: string) =>
  texte
    .normalize('NFKC')
    .replace(/[’‘']/g, "'")
    .replace(/["“”]/g, '"')
    .replace(/[\s\u00ad\u2010-]/g, '');

function texteHtml(c: ContenuDeFacture): string {
  const entites: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return renderToString(<FactureEnHtml contenu={c} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, nom: string) => entites[nom] ?? '');
}

async function textePdf(faits = faitsDeFacture()) {
  return lirePdf(await composerFacture(faits, LE)).texte;
}

describe('Une facture dit', () => {
  const contenu = contenuDeFacture(faitsDeFacture());

  test('une ligne par prestation et par prix, avec ses jours', () => {
    expect(
      contenu.enfants[0]?.groupes.map((g) => [g.jours, g.quantite, lisible(g.montant)]),
    ).toEqual([
      ['5, 6 et 12 octobre', '3', '9,15 €'],
      ['6 octobre', '1', '1,85 €'],
    ]);
  });

  test('la mention de TVA de chaque produit', () => {
    expect(contenu.mentions.slice(0, 2)).toEqual([
      'Restaurant scolaire, repas : Exonération de TVA, article 261, 4-4° a du CGI.',
      'Garderie, matin : TVA non applicable, article 256 B du CGI.',
    ]);
  });

  test('le comptable, le titre exécutoire et la limite des espèces', () => {
    const tout = [...contenu.paiement, ...contenu.mentions]
      .join('\n')
      .replace(/[\u00a0\u202f]/g, ' ');
    expect(tout).toContain('titre exécutoire');
    expect(tout).toContain('SGC de Meung-sur-Loire');
    expect(tout).toContain('300,00 €');
    expect(tout).toContain('CESU');
  });

  test('le solde antérieur à part du total', () => {
    const faits = faitsDeFacture();
    const situation = { ...faits.situation, anterieurCentimes: 2050 };
    const c = contenuDeFacture({ ...faits, situation });
    expect(lisible(c.anterieur ?? '')).toContain('20,50 €');
    expect(lisible(c.totaux[0]?.valeur ?? '')).toBe('11,00 €');
  });

  test('soldée, qu’il n’y a rien à payer ; prélevée, qu’il n’y a rien à faire', () => {
    const faits = faitsDeFacture();
    const payer = (de: object) =>
      contenuDeFacture({ ...faits, situation: { ...faits.situation, ...de } }).paiement.join();
    expect(payer({ resteCentimes: 0 })).toContain('rien à payer');
    expect(payer({ preleve: true })).toContain('rien à faire');
  });

  test('un avoir : la facture qu’il annule, son motif, rien à payer', () => {
    const c = contenuDeFacture(
      faitsDeFacture({
        genre: 'avoir',
        motif: 'Grève du 6 octobre',
        avoirDe: { exercice: 2026, numero: 3, jour: '2026-11-05' },
        montantCentimes: -1100,
      }),
    );
    expect(c.titre).toBe('Avoir n° 2026-000012');
    expect(c.reperes.map((r) => r.valeur)).toContain(
      'la facture n° 2026-000003 du 5 novembre 2026',
    );
    expect(c.reperes.map((r) => r.valeur)).toContain('Grève du 6 octobre');
    expect(c.paiement).toEqual([]);
  });
});

describe('Le PDF et l’écran', () => {
  const canari = faitsDeFacture({
    lignes: [ligneEmise({ enfant: CANARI_FACTURE }), ligneEmise({ enfant: 'Inès', enfantId: 2 })],
  });
  const cas = { ordinaire: faitsDeFacture(), canari } as const;
  test.each(Object.keys(cas) as (keyof typeof cas)[])('disent la même chose : %s', async (nom) => {
    const contenu = contenuDeFacture(cas[nom]);
    const [pdf, html] = [net(await textePdf(cas[nom])), net(texteHtml(contenu))];
    expect(phrases(contenu).filter((p) => !pdf.includes(net(p)))).toEqual([]);
    expect(phrases(contenu).filter((p) => !html.includes(net(p)))).toEqual([]);
  });

  test('quarante lignes tiennent, sur plusieurs pages numérotées', async () => {
    const lignes = Array.from({ length: 60 }, (_, i) => ligneEmise({ explication: `règle ${i}` }));
    const { texte, pages } = lirePdf(await composerFacture(faitsDeFacture({ lignes }), LE));
    expect(pages).toBeGreaterThan(2);
    expect(net(texte)).toContain(net(`page 2 sur ${pages}`));
  });

  test('dans un lot, chaque facture commence à sa page 1', async () => {
    const contenus = [1, 2, 3].map((numero) => contenuDeFacture(faitsDeFacture({ numero })));
    const { texte, pages } = lirePdf(await composerCourrier('Courrier', contenus, LE));
    expect(pages).toBe(3);
    expect(texte.match(/page 1 sur 1/g)?.length).toBe(3);
  });
});

test('les jours se disent par mois, une période entière par son nom', () => {
  expect(ecrireJours(['2026-11-02', '2026-10-05', '2026-10-01', '2026-10-05'])).toBe(
    '1er et 5 octobre ; 2 novembre',
  );
  expect(ecrirePeriode('2026-02-01', '2026-02-28')).toBe('février 2026');
  expect(ecrirePeriode('2026-02-01', '2026-03-31')).toBe('du 1er février 2026 au 31 mars 2026');
});
