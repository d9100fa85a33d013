import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let dossier: string;
beforeAll(() => {
  dossier = mkdtempSync(join(tmpdir(), 'essai-banc-'));
  chmodSync(dossier, 0o755); // le compte de PostgreSQL doit pouvoir le traverser
});
afterAll(() => rmSync(dossier, { recursive: true, force: true }));

function lancer(...options: string[]) {
  return spawnSync('bin/banc', options, {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: dossier },
  });
}

test('un petit banc rend un tableau et un JSON, sans survente ni perte, et ne laisse rien', () => {
  const fichier = join(dossier, 'mesures.json');
  const options = ['--enfants', '20', '--processus', '1', '--scenario', 'reserver-annee'];
  const { status, stdout, stderr } = lancer(...options, '--json', fichier);
  expect(stderr).not.toContain('Error');
  expect(status).toBe(0);
  expect(stdout).toContain('reserver-annee');
  const rendu: unknown = JSON.parse(readFileSync(fichier, 'utf8'));
  expect(rendu).toMatchObject({
    machine: { node: process.versions.node, postgres: expect.stringMatching(/^\d+/) },
    commune: { enfants: 20, familles: 10 },
    processus: 1,
    mesures: [
      {
        scenario: 'reserver-annee',
        debit: expect.any(Number),
        plancher: expect.any(Number),
        rapport: expect.any(Number),
        rapportVise: 0.6,
        p50: expect.any(Number),
        p99: expect.any(Number),
        survendues: 0,
        perdues: 0,
        erreurs: 0,
      },
    ],
  });
  expect(readdirSync(dossier)).toEqual(['mesures.json']);
}, 120_000);

test('un scénario inconnu est nommé, avec la liste des vrais', () => {
  const { status, stderr } = lancer('--scenario', 'inexistant');
  expect(status).toBe(2);
  expect(stderr).toContain('Scénario inconnu : inexistant.');
  expect(stderr).toContain('calendrier-mois');
}, 60_000);
