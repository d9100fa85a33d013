import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activite, delai, faits, MATIN, MERCREDI, NOEL } from '../../../test/faits.ts';
import { attribuerDirectement, droitsDInscription, examinerPourLaFamille } from './direct.ts';
import { Compteur, type PlacesDuJour, servirLaFile } from './places.ts';
import { cle, type Faits } from './types.ts';

const CASE = { prestationId: MATIN, jour: MERCREDI };
const LUNDI_10H = new Date('2026-11-16T09:00Z');
const VEILLE = delai('reserver', {
  forme: 'jour',
  jours: 10,
  heure: '09:00',
  decompte: 'calendaires',
});
const TOUT = { delai: true, places: true };
const RIEN = { delai: false, places: false };

function examiner(options: Partial<Faits>, droits = TOUT, jour = MERCREDI) {
  return examinerPourLaFamille({ ...CASE, jour }, faits(options), LUNDI_10H, droits);
}

describe('Qui inscrit pour une famille', () => {
  test.each([
    ['administrateur', TOUT],
    ['directeur', TOUT],
    ['guichet', { delai: true, places: false }],
    ['regisseur', null],
    ['animateur', null],
    ['inconnu', null],
  ])('%s : %j', (role, droits) => {
    expect(droitsDInscription({ role, structures: null })).toEqual(droits);
  });
});

describe('Un agent qui inscrit pour une famille', () => {
  const horsDelai = { activite: activite({ delais: [VEILLE] }) };

  test('dans les délais ne dépasse rien', () => {
    expect(examiner({})).toEqual({ avis: 'possible', depasse: null });
  });

  test('passe outre la date limite, qui est dite', () => {
    expect(examiner(horsDelai)).toMatchObject({
      avis: 'possible',
      depasse: { raison: 'delai_passe' },
    });
  });

  test('sans ce droit, entend la même raison que la famille', () => {
    expect(examiner(horsDelai, RIEN)).toMatchObject({
      avis: 'impossible',
      ecart: { raison: 'delai_passe' },
    });
  });

  test('un canal tardif ne lui épargne pas de dépasser : lui seul le décide', () => {
    const tardif = { activite: activite({ delais: [{ ...VEILLE, tardif: 'liste_attente' }] }) };
    expect(examiner(tardif)).toMatchObject({ depasse: { raison: 'delai_passe' } });
  });

  test('passe outre une fenêtre close ou pas encore ouverte', () => {
    const { periode } = faits();
    const close = { periode: { ...periode, fermeLe: new Date('2026-11-01T00:00Z') } };
    const aVenir = { periode: { ...periode, ouvreLe: new Date('2026-12-01T00:00Z') } };
    expect(examiner(close)).toMatchObject({ depasse: { raison: 'periode_close' } });
    expect(examiner(aVenir)).toMatchObject({ depasse: { raison: 'pas_encore_ouverte' } });
  });

  test('n’ouvre pas un jour fermé ni un jour passé', () => {
    expect(examiner({}, TOUT, NOEL)).toMatchObject({ ecart: { raison: 'ferme' } });
    const hier = { ouvertures: new Set([cle({ prestationId: MATIN, jour: '2026-11-11' })]) };
    expect(examiner(hier, TOUT, '2026-11-11')).toMatchObject({ ecart: { raison: 'jour_passe' } });
  });

  test('hors délai ou non, l’admission tient : âge, école, commune', () => {
    const troisAns = { activite: activite({ delais: [VEILLE], ageMax: 3 }) };
    expect(examiner(troisAns)).toMatchObject({ ecart: { raison: 'age' } });
    expect(examiner({ activite: activite({ communes: ['99999'] }) })).toMatchObject({
      ecart: { raison: 'commune' },
    });
  });

  test('un jour déjà pris le reste', () => {
    const dejaLa = new Map([[cle(CASE), 'demandee' as const]]);
    expect(examiner({ dejaLa })).toEqual({ avis: 'deja', etat: 'demandee' });
  });
});

const SALLE = 1;
const CAR = 2;
const jour = MERCREDI;
const libres = (jaugeId: number, n: number): PlacesDuJour => ({
  jaugeId,
  jour,
  places: n + 3,
  prises: 3,
});
const candidat = (...jauges: number[]) => ({ jour, jauges });
const LISTE = { depasser: false, listeAttente: 'automatique' } as const;
const DEPASSER = { depasser: true, listeAttente: 'automatique' } as const;

describe('Les places d’une inscription directe', () => {
  test('une place libre se donne, sans relever rien', () => {
    const { attributions, rallonges } = attribuerDirectement(
      [candidat(SALLE)],
      [libres(SALLE, 1)],
      [],
      DEPASSER,
    );
    expect([attributions, rallonges]).toEqual([['validee'], []]);
  });

  test('complet : à la file ; sans file, écarté', () => {
    const vide = [libres(SALLE, 0)];
    expect(attribuerDirectement([candidat(SALLE)], vide, [], LISTE).attributions).toEqual([
      'en_liste_attente',
    ]);
    const sansFile = { depasser: false, listeAttente: 'aucune' } as const;
    expect(attribuerDirectement([candidat(SALLE)], vide, [], sansFile).attributions).toEqual([
      'complet',
    ]);
  });

  test('dépasser ne relève que les jauges pleines', () => {
    const { attributions, rallonges } = attribuerDirectement(
      [candidat(SALLE, CAR)],
      [libres(SALLE, 5), libres(CAR, 0)],
      [],
      DEPASSER,
    );
    expect(attributions).toEqual(['validee']);
    expect(rallonges).toEqual([{ jaugeId: CAR, jour, ecart: 1 }]);
  });

  test('une place due à la file reste à la file : les places se relèvent d’autant', () => {
    const { rallonges } = attribuerDirectement(
      [candidat(SALLE)],
      [libres(SALLE, 1)],
      [candidat(SALLE)],
      DEPASSER,
    );
    expect(rallonges).toEqual([{ jaugeId: SALLE, jour, ecart: 1 }]);
  });

  test('quoi qu’on dépasse, nul compteur ne déborde et la file garde ses places', () => {
    const jauges = fc.subarray([SALLE, CAR], { minLength: 0 });
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.nat(3),
        fc.array(jauges, { maxLength: 5 }),
        fc.array(jauges, { maxLength: 5 }),
        (salle, car, file, arrivent) => {
          const places = [libres(SALLE, salle), libres(CAR, car)];
          const enFile = file.map((j) => candidat(...j));
          const { attributions, rallonges } = attribuerDirectement(
            arrivent.map((j) => candidat(...j)),
            places,
            enFile,
            DEPASSER,
          );
          expect(attributions).toEqual(arrivent.map(() => 'validee'));
          const apres = places.map((p) => ({
            ...p,
            places: p.places + (rallonges.find((r) => r.jaugeId === p.jaugeId)?.ecart ?? 0),
            prises: p.prises + arrivent.filter((j) => j.includes(p.jaugeId)).length,
          }));
          expect(apres.every((p) => p.prises <= p.places)).toBe(true);
          const servis = (etat: readonly PlacesDuJour[]) =>
            servirLaFile(new Compteur(etat), enFile).length;
          expect(servis(apres)).toBeGreaterThanOrEqual(servis(places));
        },
      ),
    );
  });
});
