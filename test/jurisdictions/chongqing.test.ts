import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../domain/money/types.ts';
import { ask, lineOf, refusalsOf } from './support/quotes.ts';

const programme = 'chongqing/enterprise-online';
const summer = { classOpenedOn: '2020-06-01', classEndedOn: '2020-06-30' };

function certified(certificate: Partial<Certificate>, more = {}, body = {}) {
  const full = { kind: 'skill-level', occupation: '虚构工种丁', ...certificate } as never;
  return lineOf(programme, { certificate: full, ...more }, { ...summer, ...body });
}

describe('Chongqing, standards by certificate', () => {
  test.each([
    [5, 100000],
    [4, 150000],
    [3, 250000],
    [2, 350000],
    [1, 500000],
  ])('another skilled occupation at level %i brings %i fen', (level, fen) => {
    expect(certified({ level, basis: 'other' })).toEqual([fen, undefined]);
    expect(certified({ level })).toEqual([fen, undefined]);
  });

  test.each([
    ['new-occupation', 10, 200000],
    ['new-occupation', 30, 600000],
    ['key-industry', 10, 200000],
    ['district-speciality', 10, 130000],
    ['district-speciality', 30, 390000],
  ])('%s for %i days brings %i fen', (basis, days, fen) => {
    expect(certified({ basis, days })).toEqual([fen, undefined]);
  });

  test.each([
    ['new-occupation', 600000],
    ['key-industry', 600000],
    ['district-speciality', 390000],
  ])('%s has its limit from the 31st day on', (basis, fen) => {
    const long = { classEndedOn: '2020-08-31' };
    expect(certified({ basis, days: 31 }, {}, long)[0]).toBe(fen);
    const { lines } = ask(programme, {
      ...summer,
      ...long,
      trainees: [{ certificate: { kind: 'skill-level', basis, days: 31 } as never }],
    });
    expect(lines[0]!.trace.map(({ amountFen }) => Math.sign(amountFen))).toEqual([1, -1]);
    expect(lines[0]!.trace.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(fen);
  });

  test('attended days count at most up to the calendar days of the class', () => {
    const week = { classOpenedOn: '2020-06-01', classEndedOn: '2020-06-07' };
    expect(certified({ basis: 'new-occupation', days: 7 }, {}, week)).toEqual([140000, undefined]);
    expect(certified({ basis: 'new-occupation', days: 8 }, {}, week)).toEqual([140000, undefined]);
    expect(certified({ basis: 'new-occupation' })).toEqual([0, 'attended-days-missing']);
  });

  test('specific ability outside the catalogue brings its cost, at most 800 yuan', () => {
    const specific = (costFen?: number) => certified({ kind: 'specific-ability', basis: 'specific-ability', costFen });
    expect(specific(79999)).toEqual([79999, undefined]);
    expect(specific(80000)).toEqual([80000, undefined]);
    expect(specific(80001)).toEqual([80000, undefined]);
    expect(specific()).toEqual([0, 'training-cost-missing']);
  });

  test('a certificate of specific ability is paid at cost whatever basis it declares, unless an earlier standard fits', () => {
    const specific = (more: Partial<Certificate>) => certified({ kind: 'specific-ability', costFen: 10000, ...more });
    expect(specific({ basis: 'other', level: 3 })).toEqual([10000, undefined]);
    expect(specific({ level: 1 })).toEqual([10000, undefined]);
    expect(specific({ basis: 'catalogue', level: 3 })).toEqual([10000, undefined]);
    expect(specific({ basis: 'other', level: 3, costFen: 90000 })).toEqual([80000, undefined]);
    expect(specific({ basis: 'other', level: 3, costFen: undefined })).toEqual([0, 'training-cost-missing']);
    expect(specific({ occupation: '虚构工种甲', level: 4, basis: 'other' })).toEqual([180000, undefined]);
    expect(specific({ basis: 'district-speciality', days: 10 })).toEqual([130000, undefined]);
  });

  test.each(['completion', 'special-operations', 'special-equipment'])(
    'a certificate of the kind %s certifies no skill level and brings no amount per level',
    (kind) => {
      expect(certified({ kind, level: 1 })).toEqual([0, 'no-standard-matches']);
      expect(certified({ kind, level: 1, basis: 'other' })).toEqual([0, 'no-standard-matches']);
      expect(certified({ kind, basis: 'key-industry', days: 10 })).toEqual([200000, undefined]);
    },
  );

  test('a vocational qualification brings the amount of its level', () => {
    expect(certified({ kind: 'vocational-qualification', level: 3 })).toEqual([250000, undefined]);
  });

  test('a certificate of a kind that the place does not name brings nothing', () => {
    expect(certified({ kind: 'swimming-badge', level: 3, basis: 'other' })).toEqual([0, 'certificate-kind-unknown']);
  });

  test('a catalogue occupation is priced from the catalogue, never from the caller', () => {
    expect(certified({ occupation: '虚构工种甲', level: 4, basis: 'catalogue', costFen: 1 })).toEqual([
      180000,
      undefined,
    ]);
    expect(certified({ occupation: '虚构工种乙', basis: 'catalogue' })).toEqual([90000, undefined]);
  });

  test('what is not in the catalogue falls to the next standards, whatever was declared', () => {
    expect(certified({ occupation: '虚构工种甲', level: 2, basis: 'catalogue' })).toEqual([350000, undefined]);
    expect(certified({ basis: 'catalogue', level: 5, costFen: 999999 })).toEqual([100000, undefined]);
  });

  test('without any matching standard the line is 0 and says why', () => {
    expect(certified({ basis: 'other' })).toEqual([0, 'no-standard-matches']);
    expect(certified({ kind: 'completion' })).toEqual([0, 'no-standard-matches']);
    expect(lineOf(programme, { certificate: null }, summer)).toEqual([0, 'certificate-missing']);
  });
});

describe('Chongqing, limits per person', () => {
  test('three subsidies a year', () => {
    expect(certified({ level: 4 }, { alreadyCount: 2 })).toEqual([150000, undefined]);
    expect(certified({ level: 4 }, { alreadyCount: 3 })).toEqual([0, 'subsidy-count-reached']);
  });

  test.each([
    [5, undefined],
    [4, 'certificate-already-subsidised'],
    [3, 'certificate-already-subsidised'],
  ])('after a subsidy for level %s of the same occupation, level 4 gives %s', (level, code) => {
    const earlierCertificates = [{ occupation: '虚构工种丁', level }];
    expect(certified({ level: 4 }, { earlierCertificates })).toEqual([code ? 0 : 150000, code]);
    expect(certified({ level: 4, occupation: '虚构工种戊' }, { earlierCertificates })).toEqual([150000, undefined]);
  });

  test('who registered after the opening day brings nothing', () => {
    expect(certified({ level: 4 }, { registeredOn: '2020-06-01' })).toEqual([150000, undefined]);
    expect(certified({ level: 4 }, { registeredOn: '2020-06-02' })).toEqual([0, 'not-registered-by-opening']);
  });

  test('platform workers are subsidised, people on service agreements are not', () => {
    expect(certified({ level: 4 }, { relation: 'platform-worker' })).toEqual([150000, undefined]);
    expect(certified({ level: 4 }, { relation: 'service-agreement' })).toEqual([0, 'relation-not-admitted']);
  });
});

describe('Chongqing, the class', () => {
  test.each([
    ['2020-05-31', ['opening-outside-stoppage']],
    ['2020-06-01', []],
    ['2020-06-10', []],
    ['2020-06-11', ['opening-outside-stoppage']],
  ])('stopped from 1 to 10 June, a class that opens on %s is refused with %j', (classOpenedOn, codes) => {
    expect(refusalsOf(programme, { classOpenedOn, stoppage: { from: '2020-06-01', to: '2020-06-10' } })).toEqual(codes);
  });

  test('a stoppage that lasts has no end, and project-based training needs none', () => {
    expect(refusalsOf(programme, { ...summer, stoppage: { from: '2020-02-01', to: null } })).toEqual([]);
    const stoppage = { from: '2020-02-01', to: '2020-02-10' };
    expect(refusalsOf('chongqing/project-based', { ...summer, stoppage })).toEqual([]);
  });

  test.each([
    ['2020-01-23', ['opening-before-start']],
    ['2020-01-24', []],
  ])('a class that opened on %s is refused with %j', (classOpenedOn, codes) => {
    expect(refusalsOf(programme, { classOpenedOn })).toEqual(codes);
  });

  test.each([
    ['2020-05-17', '2020-06-17', []],
    ['2020-05-17', '2020-06-18', ['filed-after-transition']],
    ['2020-05-18', '2020-05-17', []],
    ['2020-05-18', '2020-05-18', ['filed-after-opening']],
  ])('a class that opens on %s and is filed on %s is refused with %j', (classOpenedOn, filedAt, codes) => {
    expect(refusalsOf(programme, { classOpenedOn, filedAt })).toEqual(codes);
  });

  test('theory is at least 30 % of the hours: exactly 30 % passes, one hour less is refused', () => {
    const plan = (theoryClassHours: number) => ({ ...summer, plan: { classHours: 40, theoryClassHours } });
    expect(refusalsOf(programme, plan(12))).toEqual([]);
    expect(refusalsOf(programme, plan(11))).toEqual(['theory-share-too-low']);
  });

  test('enterprises of every kind may claim', () => {
    for (const kind of ['ordinary', 'labour-dispatch', 'platform', 'new-economy'] as const)
      expect(refusalsOf(programme, { ...summer, enterprise: { kind } })).toEqual([]);
  });
});
