import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { routes } from '../src/routes.ts';

const racine = join(import.meta.dirname, '..');

function lister(dossier: string, motif = /\.tsx?$/): string[] {
  return readdirSync(join(racine, dossier), { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && motif.test(f.name))
    .map((f) => relative(racine, join(f.parentPath, f.name)));
}

function lire(chemin: string): string {
  return readFileSync(join(racine, chemin), 'utf8');
}

const sources = lister('src').filter((f) => f !== 'src/platform/tables.ts');
const code = sources.filter((f) => !/\.test\.tsx?$/.test(f));

/** Sans commentaires ni chaînes : ce qui s'exécute. */
function sansTexte(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

describe('la maison', () => {
  test('un fichier tient en 300 lignes', () => {
    expect([...code, ...lister('client')].filter((f) => lire(f).split('\n').length > 301)).toEqual(
      [],
    );
  });

  test('seule l’horloge lit l’heure', () => {
    const fautifs = code.filter(
      (f) =>
        f !== 'src/platform/clock.ts' &&
        /\bDate\.now\(|new Date\(\)|\bnow\(\)/.test(
          sansTexte(lire(f)).replace(/clock\.now\(\)|horloge\.now\(\)/g, ''),
        ),
    );
    expect(fautifs).toEqual([]);
  });

  test('le SQL ne demande pas l’heure à la base', () => {
    const ordres = (f: string) =>
      [...lire(f).matchAll(/\bsql(?:<[^`]*?>)?`([^`]*)`/g)].map((m) => m[1] ?? '');
    const demandeLHeure = /\b(now\(\)|current_date|current_timestamp)/;
    expect(code.filter((f) => ordres(f).some((ordre) => demandeLHeure.test(ordre)))).toEqual([]);
  });

  test('pas de noms fourre-tout', () => {
    expect(
      code.filter((f) => /(utils?|helpers?|common|manager|service|v2)(\.|\/)/i.test(f)),
    ).toEqual([]);
  });

  test('les chemins sont en ASCII', () => {
    const suivis = ['src', 'db', 'docs', 'client', 'test', 'public'].flatMap((d) =>
      lister(d, /.*/),
    );
    expect(suivis.filter((f) => !/^[ -~]+$/.test(f))).toEqual([]);
  });

  test('un droit se demande à peut(), jamais en comparant un rôle', () => {
    const fautifs = code.filter(
      (f) =>
        !/^src\/comptes\/regles\/(droits|agents)\.ts$/.test(f) &&
        /\brole\s*[!=]==|\[[^\]]*'(?:guichet|animateur)'|case '(?:guichet|directeur|animateur)'/.test(
          lire(f),
        ),
    );
    const conseil =
      'Écrivez le droit dans src/comptes/regles/droits.ts et docs/droits.md, puis demandez-le : ' +
      "peut(agent, 'regler', { type: 'activite', structureId }).oui";
    expect(fautifs, conseil).toEqual([]);
  });

  test('pas de HTML brut hors de ui/', () => {
    expect(
      code.filter((f) => !f.startsWith('src/ui/') && lire(f).includes('dangerouslySetInnerHTML')),
    ).toEqual([]);
  });
});

describe('les adresses', () => {
  test('toute page qui écrit est gardée par son préfixe, ou publique et connue', () => {
    const publiquesQuiEcrivent = routes
      .filter((r) => r.POST && r.guard === 'public')
      .map((r) => r.path);
    const permises = [
      '/installation',
      '/connexion',
      '/connexion/code',
      '/connexion/cle',
      '/connexion/lien',
      '/connexion/lien/:jeton',
      '/deconnexion',
      '/mot-de-passe-oublie',
      '/mot-de-passe/:jeton',
      '/activation',
      '/activation/:jeton',
      '/courriel/:jeton',
      '/place/:jeton/:choix',
      '/paiement/retour',
      '/paiement/notification',
    ];
    expect(
      publiquesQuiEcrivent.filter((p) => !permises.includes(p) && !p.startsWith('/_dev/')),
    ).toEqual([]);
  });

  test('un autre site ne peut poster qu’aux deux adresses du Trésor', () => {
    expect(routes.filter((r) => r.crossOrigin).map((r) => [r.guard, r.path])).toEqual([
      ['public', '/paiement/retour'],
      ['public', '/paiement/notification'],
    ]);
  });

  test('une adresse n’est servie qu’une fois', () => {
    const chemins = routes.map((r) => r.path);
    expect(chemins).toEqual([...new Set(chemins)]);
  });
});

describe('le glossaire', () => {
  test('chaque table du schéma y est, et seulement elles', () => {
    const tables = lister('db/migrations', /\.sql$/).flatMap((f) =>
      [...lire(f).matchAll(/^create (?:table|view) (\w+)/gm)].map((m) => m[1]),
    );
    const decrites = [...lire('docs/glossaire.md').matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap((m) =>
      [...(m[1] ?? '').matchAll(/`(\w+)`/g)].map((x) => x[1]),
    );
    expect(decrites.sort()).toEqual(tables.sort());
  });
});

describe('chaque table a un seul écrivain', () => {
  const ecrivains = new Map<string, Set<string>>();
  for (const f of code) {
    const tranche = f.split('/')[1] ?? '';
    for (const m of lire(f).matchAll(
      /(?:insert into|update|delete from)\s+(?!set\b)([a-z_]+)\b|(?:insertInto|updateTable|deleteFrom)\('([a-z_]+)'/g,
    )) {
      const table = m[1] ?? m[2] ?? '';
      if (table === 'set') continue; // « do update set »
      if (!ecrivains.has(table)) ecrivains.set(table, new Set());
      ecrivains.get(table)?.add(tranche);
    }
  }
  test('lisez partout, écrivez chez vous', () => {
    const partagees = [...ecrivains]
      .filter(([, tranches]) => tranches.size > 1)
      .map(([t, tr]) => `${t} : ${[...tr].join(', ')}`);
    expect(partagees).toEqual([]);
  });
});
