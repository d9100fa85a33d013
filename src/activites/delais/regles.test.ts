import { describe, expect, test } from 'vitest';
import { type Jour, jourDeLaSemaine, joursEntre } from '../../platform/jours.ts';
import { joursFeriesEntre } from '../calendrier/feries.ts';
import {
  type DelaiDate,
  dateLimite,
  deciderDelai,
  type FaitsDelai,
  peutEncore,
  type RegleDelai,
  regleEnVigueur,
} from './regles.ts';

const feries = joursFeriesEntre('2026-01-01', '2028-12-31', 'metropole');
const ouvres = joursEntre('2026-01-01', '2028-12-31').filter(
  (jour) => [1, 2, 4, 5].includes(jourDeLaSemaine(jour)) && !feries.has(jour),
);
const FAITS: FaitsDelai = {
  fuseau: 'Europe/Paris',
  feries,
  joursOuverts: ouvres,
  periode: { du: '2027-02-22' },
};

function limiteDe(regle: RegleDelai, jour: Jour, faits: FaitsDelai = FAITS): Date {
  const limite = dateLimite(regle, jour, faits);
  if (limite === 'jamais') throw new Error('une limite était attendue');
  return limite;
}

describe('peut-on encore ?', () => {
  const limite = new Date('2027-01-07T08:00:00Z');

  test('jusqu’à la limite comprise, plus une milliseconde après', () => {
    expect(peutEncore(limite, limite)).toBe(true);
    expect(peutEncore(limite, new Date(limite.getTime() + 1))).toBe(false);
  });

  test('une date invalide refuse, « jamais » refuse', () => {
    expect(peutEncore(limite, new Date('hier'))).toBe(false);
    expect(peutEncore(new Date('hier'), limite)).toBe(false);
    expect(peutEncore('jamais', limite)).toBe(false);
  });

  test('la fenêtre d’une période : pas encore, possible, passé', () => {
    const regle: RegleDelai = {
      forme: 'periode',
      nombre: 3,
      unite: 'semaines',
      heure: '24:00',
      ouvre: { nombre: 6, unite: 'semaines', heure: '08:30' },
    };
    const le = (instant: string) =>
      deciderDelai(regle, '2027-02-24', FAITS, new Date(instant)).issue;
    expect(le('2027-01-11T07:29:59Z')).toBe('pas_encore');
    expect(le('2027-01-11T07:30:00Z')).toBe('possible');
    expect(le('2027-02-01T23:00:00Z')).toBe('possible');
    expect(le('2027-02-01T23:00:01Z')).toBe('passe');
  });
});

describe('la limite', () => {
  test('d’un jour nommé par deux groupes est la plus tôt des deux', () => {
    const groupes = [1, 2].map((semaines) => ({
      jours: [1 as const],
      jourSemaine: 5 as const,
      semaines,
      heure: '09:00',
    }));
    const attendue = new Date('2027-01-01T08:00:00Z');
    expect(limiteDe({ forme: 'groupes_de_jours', groupes }, '2027-01-11')).toEqual(attendue);
    const renverses = groupes.toReversed();
    expect(limiteDe({ forme: 'groupes_de_jours', groupes: renverses }, '2027-01-11')).toEqual(
      attendue,
    );
  });

  test('d’un centre d’été ne se compte pas sur l’été d’avant', () => {
    const regle: RegleDelai = { forme: 'jour', jours: 1, heure: '11:00', decompte: 'ouverture' };
    const etes = ['2026-08-27', '2026-08-28', '2027-07-05', '2027-07-06'];
    const vendredi = new Date('2027-07-02T09:00:00Z');
    for (const joursOuverts of [etes, (jour: Jour) => etes.includes(jour)]) {
      expect(limiteDe(regle, '2027-07-05', { ...FAITS, joursOuverts })).toEqual(vendredi);
    }
  });

  test('vient vite même si les fériés disent oui à tout', () => {
    const regle: RegleDelai = { forme: 'jour', jours: 2, heure: '09:00', decompte: 'ouvres' };
    const limite = limiteDe(regle, '2027-01-07', { ...FAITS, feries: { has: () => true } });
    expect(peutEncore(limite, new Date('2026-01-01'))).toBe(false);
  });
});

describe('la règle en vigueur', () => {
  const delai = (valeurs: Partial<DelaiDate>): DelaiDate => ({
    pour: 'reserver',
    prestationId: null,
    du: '2026-09-01',
    au: null,
    regle: { forme: 'jour', jours: 7, heure: '24:00', decompte: 'calendaires' },
    tardif: 'refusee',
    ...valeurs,
  });
  const quatorze: RegleDelai = {
    forme: 'jour',
    jours: 14,
    heure: '24:00',
    decompte: 'calendaires',
  };

  test('est celle du jour réservé : quatorze jours, puis sept en cours d’année', () => {
    const regles = [
      delai({ regle: quatorze, au: '2027-01-04' }),
      delai({ du: '2027-01-04', tardif: 'agent' }),
    ];
    expect(regleEnVigueur(regles, 'reserver', '2027-01-03', 1).regle).toEqual(quatorze);
    expect(regleEnVigueur(regles, 'reserver', '2027-01-04', 1)).toMatchObject({
      regle: { jours: 7 },
      tardif: 'agent',
      origine: 'activite',
    });
  });

  test('ne vaut plus le jour où elle finit', () => {
    const regles = [delai({ au: '2027-01-04' })];
    expect(regleEnVigueur(regles, 'reserver', '2027-01-03', 1).origine).toBe('activite');
    expect(regleEnVigueur(regles, 'reserver', '2027-01-04', 1).origine).toBe('defaut');
  });

  test('est celle de la prestation avant celle de l’activité', () => {
    const regles = [delai({}), delai({ prestationId: 2, regle: { forme: 'aucune' } })];
    expect(regleEnVigueur(regles, 'reserver', '2027-01-04', 2).origine).toBe('prestation');
    expect(regleEnVigueur(regles, 'reserver', '2027-01-04', 3).origine).toBe('activite');
  });

  test('d’une prestation pour annuler n’est pas celle pour réserver', () => {
    const regles = [delai({ prestationId: 2, pour: 'annuler', regle: { forme: 'aucune' } })];
    expect(regleEnVigueur(regles, 'annuler', '2027-01-04', 2).origine).toBe('prestation');
    expect(regleEnVigueur(regles, 'reserver', '2027-01-04', 2).origine).toBe('defaut');
  });

  test('est par défaut la veille à minuit : ni bloquée, ni ouverte à midi pour midi', () => {
    const { regle, origine } = regleEnVigueur([delai({})], 'reserver', '2026-08-31', 1);
    expect(origine).toBe('defaut');
    expect(limiteDe(regle, '2026-08-31')).toEqual(new Date('2026-08-30T22:00:00Z'));
  });
});
