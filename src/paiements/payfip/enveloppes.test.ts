import { describe, expect, test } from 'vitest';
import { PanneDuFournisseur, RefusDuFournisseur } from '../port.ts';
import { echapper, ecrireEnveloppe, lireEnveloppe, TAILLE_MAXIMALE } from './enveloppes.ts';

const enveloppe = (corps: string, avant = '') =>
  `${avant}<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${corps}</S:Body></S:Envelope>`;
const client = (corps: string) =>
  enveloppe(
    `<n:recupererDetailClientResponse xmlns:n="u"><return>${corps}</return></n:recupererDetailClientResponse>`,
  );
const lire = (xml: string) => lireEnveloppe('recupererDetailClient', xml);

describe('les enveloppes SOAP', () => {
  test('seule l’opération porte l’espace de noms, et les valeurs sont échappées', () => {
    const xml = ecrireEnveloppe('recupererDetailClient', { numCli: '<&">' });
    expect(xml).toContain('<pai:recupererDetailClient><arg0><numCli>&lt;&amp;&quot;&gt;</numCli>');
    expect(echapper('a\u0000b\u0008c')).toBe('abc');
  });

  test('les champs se lisent en minuscules, les cinq entités se rendent', () => {
    expect(lire(client('<libelleN1>L&#39;&#xC9;T&amp;</libelleN1><numcli>1</numcli>'))).toEqual({
      libellen1: "L'ÉT&",
      numcli: '1',
    });
  });

  test.each([
    ['un type de document', enveloppe('', '<!DOCTYPE x [<!ENTITY a "b">]>')],
    ['une réponse démesurée', client('x'.repeat(TAILLE_MAXIMALE))],
    ['autre chose que du XML', 'bonjour'],
    ['rien', ''],
    ['une enveloppe vide', enveloppe('')],
    [
      'une faute technique',
      enveloppe(
        '<S:Fault><detail><n:TechIndisponibiliteErreur><code>9</code></n:TechIndisponibiliteErreur></detail></S:Fault>',
      ),
    ],
    ['une faute sans détail', enveloppe('<S:Fault><faultstring>non</faultstring></S:Fault>')],
  ])('%s est une panne', (_nom, xml) => {
    expect(() => lire(xml)).toThrow(PanneDuFournisseur);
  });

  test('une faute fonctionnelle garde code et libellé, quel que soit le préfixe', () => {
    const faute = (p: string) =>
      `<${p}:Envelope xmlns:${p}="u"><${p}:Body><${p}:Fault><detail><x:FonctionnelleErreur xmlns:x="v"><code>T2</code><libelle>inconnu</libelle></x:FonctionnelleErreur></detail></${p}:Fault></${p}:Body></${p}:Envelope>`;
    for (const p of ['S', 'soapenv']) {
      const lue = (() => {
        try {
          return lire(faute(p));
        } catch (erreur) {
          return erreur;
        }
      })();
      expect(lue).toBeInstanceOf(RefusDuFournisseur);
      expect(lue).toMatchObject({ code: 'T2', message: 'inconnu' });
    }
  });
});
