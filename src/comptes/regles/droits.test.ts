import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DROITS_DES_PAGES, droitsDe, ouvre } from '../../droits-des-pages.ts';
import { MENU_DES_AGENTS } from '../../menus.ts';
import { routes } from '../../routes.ts';
import { DROITS, examiner, peut, REGLES, ROLES, ROLES_EN_MOTS } from './droits.ts';

const racine = join(import.meta.dirname, '../../..');
const lire = (chemin: string) => readFileSync(join(racine, chemin), 'utf8');
const pages = routes.filter((r) => r.guard === 'agent');

const OU = { partout: 'partout', siennes: 'ses structures', toutes: 'toutes' } as const;

describe('la table des droits', () => {
  test('docs/droits.md la recopie, mot pour mot', () => {
    const entete = ['Ce que l’on fait', 'Droit', 'Où', ...ROLES.map((r) => ROLES_EN_MOTS[r])];
    const lignes = [...REGLES].map(([droit, r]) => [
      r.phrase,
      `\`${droit}\``,
      OU[r.portee],
      ...ROLES.map((role) => (r.roles.includes(role) ? 'oui' : '')),
    ]);
    const attendue = [entete, entete.map(() => '---'), ...lignes]
      .map((cellules) => `| ${cellules.join(' | ')} |`)
      .join('\n');
    const ecrite = lire('docs/droits.md')
      .split('\n')
      .filter((ligne) => ligne.startsWith('|'))
      .join('\n');
    expect(ecrite, `Recopiez cette table dans docs/droits.md :\n${attendue}\n`).toBe(attendue);
  });

  test('la base connaît les mêmes rôles', () => {
    const contrainte = lire('db/schema.sql').match(/CONSTRAINT le_role_est_connu CHECK \(.*/)?.[0];
    const enBase = [...(contrainte ?? '').matchAll(/'(\w+)'::text/g)].map((m) => m[1]);
    expect(enBase.sort()).toEqual([...ROLES].sort());
  });

  test('chaque rôle, chaque droit : la structure décide comme la portée le dit', () => {
    for (const [droit, regle] of REGLES)
      for (const role of ROLES) {
        const a = (structures: number[] | null, structureId: number | null) =>
          examiner({ role, structures }, droit, structureId).oui;
        const tenu = regle.roles.includes(role);
        expect([droit, role, a(null, 1), a(null, null)]).toEqual([droit, role, tenu, tenu]);
        const chezLui = tenu && regle.portee !== 'toutes';
        expect([droit, role, a([1], 1), a([1], null)]).toEqual([droit, role, chezLui, chezLui]);
        const ailleurs = tenu && regle.portee === 'partout';
        expect([droit, role, a([1], 2)]).toEqual([droit, role, ailleurs]);
      }
  });

  test('la lecture seule ne fait que lire, et ne change que son propre compte', () => {
    const ouverts = [...REGLES.keys()].filter(
      (d) => examiner({ role: 'lecture', structures: null }, d, null).oui,
    );
    expect(ouverts.filter((d) => !d.startsWith('lire '))).toEqual([
      'modifier compte',
      'proteger compte',
    ]);
  });

  test('rôle inconnu, droit inconnu : refusé, et la raison le nomme', () => {
    expect(peut({ role: 'maire', structures: null }, 'lire', { type: 'famille', structureId: 1 })) //
      .toEqual({ oui: false, raison: 'Le rôle « maire » n’ouvre pas « lire famille ».' });
    expect(examiner({ role: 'administrateur', structures: null }, 'tout faire', null).oui).toBe(
      false,
    );
    expect(
      peut({ role: 'directeur', structures: [1] }, 'regler', { type: 'activite', structureId: 2 }),
    ).toEqual({ oui: false, raison: 'La structure 2 n’est pas l’une des siennes.' });
    expect(
      peut({ role: 'regisseur', structures: [1] }, 'lire', { type: 'regie', structureId: null }),
    ).toEqual({ oui: false, raison: '« lire regie » demande de voir toutes les structures.' });
  });

  test('chaque sujet est lu ou administré par quelqu’un', () => {
    for (const verbes of Object.values(DROITS)) expect(Object.keys(verbes)).not.toHaveLength(0);
    for (const [droit, { roles }] of REGLES) {
      // Il n'est pas avec les enfants : il dit toujours pourquoi il ouvre une fiche.
      if (droit !== 'ouvrir sante') expect(roles).toContain('administrateur');
    }
  });
});

describe('chaque page des services', () => {
  test('porte son droit pour chacun de ses gestes, et la table n’en nomme pas d’autre', () => {
    expect(pages.map((r) => r.path).sort()).toEqual(Object.keys(DROITS_DES_PAGES).sort());
    for (const { path, rights, GET, POST } of pages) {
      expect([path, REGLES.has(rights?.GET ?? '')]).toEqual([path, GET !== undefined]);
      expect([path, REGLES.has(rights?.POST ?? '')]).toEqual([path, POST !== undefined]);
    }
  });

  test('sans sa ligne, le portail ne démarre pas et dit laquelle écrire', () => {
    expect(() => droitsDe('/agent/nouvelle', ['GET', 'POST'])).toThrow(
      /src\/droits-des-pages\.ts, complétez sa ligne : '\/agent\/nouvelle': \{ GET: '…', POST: '…' \}/,
    );
    expect(() => droitsDe('/agent/demandes', ['GET', 'POST'])).toThrow(/\(POST\) n’a pas de droit/);
    expect(() => droitsDe('/agent/demandes/:id', ['GET'])).toThrow(/ôtez « POST »/);
  });

  test('aucun envoi ne se contente du droit de lire', () => {
    expect(pages.filter((r) => r.rights?.POST?.startsWith('lire')).map((r) => r.path)).toEqual([]);
  });

  test('la lecture seule n’envoie rien, sauf sur son compte', () => {
    const acteur = { role: 'lecture', structures: null };
    const envois = pages.filter((r) => r.POST && examiner(acteur, r.rights?.POST ?? '', null).oui);
    expect(envois.filter((r) => !r.rights?.POST?.endsWith(' compte'))).toEqual([]);
    expect(envois.length).toBeGreaterThan(0);
  });

  test('un animateur n’ouvre que ses listes, le pointage, les fiches sanitaires et son compte', () => {
    const acteur = { role: 'animateur', structures: [1] };
    const siennes = pages.filter((r) => examiner(acteur, r.rights?.GET ?? '', null).oui);
    const droits = new Set(siennes.map((r) => r.rights?.GET));
    expect([...droits].sort()).toEqual([
      'consulter sante',
      'lire compte',
      'lire liste',
      'proteger compte',
    ]);
  });

  test('une entrée du menu mène à une page qui existe', () => {
    const chemins = new Set(pages.filter((r) => r.GET).map((r) => r.path));
    const entrees = MENU_DES_AGENTS.flatMap((g) => g.entrees.map((e) => e.href));
    expect(entrees.filter((href) => !chemins.has(href))).toEqual([]);
    expect(ouvre({ role: 'administrateur', structures: null }, '/agent/inconnue')).toBe(false);
  });
});
