import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedFiling, faultsOfChange, isChangeable, type KnownOfClass } from '../../domain/claim/changes.ts';
import type { FilingForm } from '../../domain/claim/forms.ts';
import { stages } from '../../domain/claim/stages.ts';

const known: KnownOfClass = {
  handedInOn: '2020-04-10',
  members: new Map([
    ['1', { leftOn: null }],
    ['2', { leftOn: '2020-04-08' }],
    ['3', { leftOn: null }],
  ]),
  alreadyThere: [],
  joiningAnnouncedFirst: true,
  openedOn: '2020-04-07',
  openingReported: false,
  endReported: false,
};
const codes = (change: Parameters<typeof faultsOfChange>[0], of: Partial<KnownOfClass> = {}) =>
  faultsOfChange(change, { ...known, ...of }).map(({ code, path }) => [code, path]);

test('who leaves is on the roster, still belongs to the class, is named once, and has left by the day of handing in', () => {
  const leaves = (refs: string[], leftOn = '2020-04-10') => codes({ kind: 'trainee-leaves', refs, leftOn });
  expect(leaves(['1'])).toEqual([]);
  expect(leaves(['1', '3'])).toEqual([['class-empty', 'refs']]);
  expect(leaves(['1'], '2020-04-11')).toEqual([['date-in-future', 'leftOn']]);
  expect(leaves(['9', '2', '1', '1'])).toEqual([
    ['ref-unknown', 'refs.0'],
    ['trainee-left-already', 'refs.1'],
    ['trainee-ref-duplicate', 'refs.3'],
  ]);
});

test('nobody joins backwards, once more, or a class that is over', () => {
  const joins = (joinedOn: string, of: Partial<KnownOfClass> = {}) =>
    codes({ kind: 'trainee-joins', rosterId: 'R', joinedOn }, of);
  expect(joins('2020-04-10')).toEqual([]);
  expect(joins('2020-04-09')).toEqual([['joining-backwards', 'joinedOn']]);
  expect(joins('2020-04-09', { joiningAnnouncedFirst: false })).toEqual([]);
  expect(joins('2020-04-10', { endReported: true })).toEqual([['class-over', 'kind']]);
  const alreadyThere = [
    { rowNo: 1, ref: '1', sameRef: true },
    { rowNo: 2, ref: '7', sameRef: false },
  ];
  expect(
    faultsOfChange({ kind: 'trainee-joins', rosterId: 'R', joinedOn: '2020-04-10' }, { ...known, alreadyThere }),
  ).toMatchObject([
    { code: 'trainee-ref-duplicate', row: 1 },
    { code: 'trainee-on-roster', row: 2 },
  ]);
});

test('days that were reported are no plan any more', () => {
  const postponed = (of: Partial<KnownOfClass>, classOpensOn?: string) =>
    codes({ kind: 'class-postponed', classOpensOn, classEndsOn: '2020-05-29' }, of);
  expect(postponed({}, '2020-04-20')).toEqual([]);
  expect(postponed({ openingReported: true }, '2020-04-20')).toEqual([['training-already-started', 'classOpensOn']]);
  expect(postponed({ openingReported: true }, '2020-04-07')).toEqual([]);
  expect(postponed({ openingReported: true })).toEqual([]);
  expect(postponed({ endReported: true })).toEqual([['class-over', 'kind']]);
  expect(postponed({}, '2020-06-01')).toEqual([['class-dates-order', 'classEndsOn']]);
  expect(postponed({ openedOn: '2020-06-01' })).toEqual([['class-dates-order', 'classEndsOn']]);
});

test('a change touches what it names, and nothing else', () => {
  const filing: FilingForm = {
    enterprise: { name: 'e', uscc: 'u', kind: 'ordinary' },
    contact: { name: 'c', mobile: 'm', email: 'e' },
    platform: { name: 'old' },
    training: { classHours: 24, classOpensOn: '2020-04-07', classEndsOn: '2020-05-15' },
  };
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2020-06-${String(n).padStart(2, '0')}`);
  fc.assert(
    fc.property(fc.option(day, { nil: undefined }), day, (classOpensOn, classEndsOn) => {
      const changed = changedFiling(filing, { kind: 'class-postponed', classOpensOn, classEndsOn });
      const training = { ...filing.training, classOpensOn: classOpensOn ?? '2020-04-07', classEndsOn };
      expect(changed).toEqual({ ...filing, training });
    }),
  );
  expect(changedFiling(filing, { kind: 'platform-changed', platform: { name: 'new' } })).toEqual({
    ...filing,
    platform: { name: 'new' },
  });
  expect(changedFiling(filing, { kind: 'trainee-leaves', refs: ['1'], leftOn: '2020-04-08' })).toBe(filing);
});

test('changes are handed in between the two approvals', () => {
  const possible = stages.filter((stage) => isChangeable({ stage, returned_from: null }));
  expect(possible).toEqual(['training', 'application-open', 'application-review']);
  expect(isChangeable({ stage: 'returned', returned_from: 'application-review' })).toBe(true);
  expect(isChangeable({ stage: 'returned', returned_from: 'filing-review' })).toBe(false);
});
