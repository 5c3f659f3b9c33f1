import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newCode } from '../../api/credits/code.ts';
import { earnedBy } from '../../domain/credits/credits.ts';
import { priorityOn } from '../../domain/credits/priority.ts';
import { creditUseOf } from '../../domain/credits/uses.ts';
import { pointsOf } from '../../domain/learners/points.ts';
import { resolve } from '../../domain/rules/param.ts';
import { validateFigure } from '../../domain/rules/validate-figure.ts';
import { privacyNote } from '../../jurisdictions/privacy-note.ts';
import { registry } from '../jurisdictions/support/quotes.ts';

const figuresOf = (slug: string, on = '2020-06-01') => resolve(registry.find(slug).parameters, on);
const planned = (classHours: number) => ({ enterprise: { kind: 'ordinary' as const }, plan: { classHours } });

describe('credits', () => {
  test('of each lesson its full class hours, never more than the plan, one credit each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 20 }), fc.nat(60), (minutes, plan) => {
        const attended = minutes.reduce((sum, one) => sum + Math.floor(one / 45), 0);
        const classHours = Math.min(attended, plan);
        expect(earnedBy(minutes, planned(plan), figuresOf('wuxi'))).toEqual({ classHours, credits: classHours });
      }),
    );
  });

  test('a law that knows no credits gives none', () => {
    expect(earnedBy([45], planned(10), {})).toBeNull();
  });

  test('a code is long, random and readable', () => {
    const codes = Array.from({ length: 200 }, newCode);
    expect(new Set(codes).size).toBe(200);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){3}$/);
  });
});

test('points are those of the table; only an assessment is worth more than a certificate of completion', () => {
  const { points } = figuresOf('chongqing');
  expect(pointsOf({ classHours: 20, certificate: null }, points)).toBe(20);
  expect(pointsOf({ classHours: 20, certificate: 'completion' }, points)).toBe(30);
  expect(pointsOf({ classHours: 20, certificate: 'skill-level' }, points)).toBe(50);
  expect(pointsOf({ classHours: 20, certificate: 'skill-level' }, undefined)).toBe(0);
});

test.each([
  ['wuxi', '2020-06-01', 'epidemic-end-not-set'],
  ['sandbox', '2020-04-07', 'epidemic-end-not-set'],
  ['sandbox', '2020-04-08', null],
  ['sandbox', '2021-04-08', null],
  ['sandbox', '2021-04-09', 'priority-over'],
])('priority in %s on %s: %s', (slug, today, none) => {
  expect(priorityOn(today, figuresOf(slug, today)).none).toBe(none);
});

test('an end of the epidemic that is known ahead gives no priority before it', () => {
  const figures = figuresOf('sandbox');
  expect(priorityOn('2020-04-01', figures)).toMatchObject({ from: '2020-04-08', none: 'priority-not-begun' });
});

describe('tables', () => {
  const { 'credit-uses': uses, points, 'exchange-agreements': agreements } = registry.find('china').parameters;
  const source = { document: '甲', clause: '一', provenance: 'N' as const };
  const faults = (name: string, param: typeof uses, value: object) =>
    validateFigure(name, { ...param!, values: [{ from: '2020-01-01', value: value as never, source }] });

  test('only sandbox has set what credits are good for', () => {
    for (const { slug } of registry.list())
      expect(creditUseOf(figuresOf(slug)['credit-uses'], 'electrician-5') !== undefined).toBe(slug === 'sandbox');
    expect(creditUseOf(figuresOf('sandbox')['credit-uses'], 'constructor')).toBeUndefined();
  });

  const use = { zh: '甲', en: 'A', use: 'exemption', credits: 10 };
  test.each([
    ['credit-uses', uses, { a: use }, 0],
    ['credit-uses', uses, { a: { ...use, credits: 0 } }, 1],
    ['credit-uses', uses, { a: { ...use, use: 'cash' } }, 1],
    ['credit-uses', uses, { a: { ...use, use: 'bonus-points' } }, 1],
    ['credit-uses', uses, { a: { ...use, bonusPoints: 5 } }, 1],
    ['points', points, { classHour: 2 }, 0],
    ['points', points, { smile: 2 }, 1],
    ['exchange-agreements', agreements, { employment: { zh: '甲', en: 'A', basis: '乙', fields: ['name'] } }, 0],
    ['exchange-agreements', agreements, { employment: { zh: '甲', en: 'A', basis: '乙', fields: ['mobile'] } }, 1],
    ['exchange-agreements', agreements, { employment: { zh: '甲', en: 'A', basis: '乙', fields: [] } }, 1],
    ['exchange-agreements', agreements, { employment: { zh: '甲', en: 'A', fields: ['name'] } }, 1],
    ['exchange-agreements', agreements, { press: { zh: '甲', en: 'A', basis: '乙', fields: ['name'] } }, 1],
  ])('%s is checked when a pack is loaded', (name, param, value, wrong) => {
    expect(faults(name, param, value)).toHaveLength(wrong);
  });
});

test('the privacy note names every authority with which a place shares, and what it is told', () => {
  const told = (slug: string) =>
    privacyNote(registry, slug, '2020-06-01')
      .sections.find(({ key }) => key === 'recipients')!
      .items.map(({ text }) => text.en);
  expect(told('chongqing')).toContain(
    'Social security: name, citizen identification number, claimant, class opened on, class ended on (Whether those trained are employed and insured as stated)',
  );
  expect(told('wuxi').some((text) => text.startsWith('Social security'))).toBe(false);
});
