import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculate } from '../../domain/money/calculate.ts';
import { enterpriseKinds, type Facts, relations, type Trainee } from '../../domain/money/types.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';
import { registry } from '../jurisdictions/support/quotes.ts';

const programmes = registry.list().flatMap(({ slug, programmes }) => programmes.map((it) => [slug, it.slug] as const));

const day = fc.integer({ min: 0, max: 365 }).map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const certificate = fc.record({
  kind: fc.constantFrom('skill-level', 'specific-ability', 'completion'),
  level: maybe(fc.integer({ min: 1, max: 5 })),
  occupation: fc.constantFrom('虚构工种甲', '虚构工种乙', '其他工种'),
  basis: maybe(
    fc.constantFrom('catalogue', 'new-occupation', 'key-industry', 'district-speciality', 'specific-ability', 'other'),
  ),
  days: maybe(fc.nat(90)),
  costFen: maybe(fc.nat(200_000)),
});

const trainee: fc.Arbitrary<Omit<Trainee, 'ref'>> = fc.record({
  relation: fc.constantFrom(...relations),
  classHours: maybe(fc.nat(120)),
  lessonMinutes: maybe(fc.array(fc.nat(200), { maxLength: 30 })),
  certificate: fc.option(certificate, { nil: null }),
  registeredOn: maybe(day),
  hiredOn: maybe(day),
  insuredFrom: maybe(day),
  workTrainingSubsidyFen: maybe(fc.nat(60_000)),
  allowanceCategory: maybe(fc.constantFrom('rural-school-leaver', 'unknown')),
  days: maybe(fc.nat(90)),
  alreadyPaidFen: maybe(fc.nat(120_000)),
  alreadyCount: maybe(fc.nat(4)),
  earlierCertificates: maybe(
    fc.array(fc.record({ occupation: fc.constant('其他工种'), level: fc.constantFrom(null, 3, 5) }), { maxLength: 2 }),
  ),
});

const facts: fc.Arbitrary<Facts> = fc.record({
  filedOn: maybe(day),
  classOpenedOn: day,
  classEndedOn: maybe(day),
  enterprise: fc.record({ kind: fc.constantFrom(...enterpriseKinds) }),
  plan: maybe(fc.record({ classHours: fc.integer({ min: 1, max: 60 }) })),
});

const cases = fc.record({
  of: fc.constantFrom(...programmes),
  facts,
  people: fc.array(trainee, { maxLength: 4 }),
});

function run(of: readonly [string, string], known: Facts, people: readonly Omit<Trainee, 'ref'>[]) {
  const { rules, parameters } = registry.programme(...of);
  const params = resolveFor(parameters, known);
  const trainees = people.map((person, i) => ({ ...person, ref: String(i + 1) }));
  const input = { rules, params, facts: known, trainees, catalogue: registry.catalogue(of[0]) };
  return { input, result: calculate(input) };
}

describe('every calculation of every programme', () => {
  test('a trace sums to its line, lines sum to the total, and nothing is negative or broken', () => {
    fc.assert(
      fc.property(cases, ({ of, facts: known, people }) => {
        const { result } = run(of, known, people);
        for (const line of result.lines) {
          expect(line.trace.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(line.amountFen);
          expect(Number.isSafeInteger(line.amountFen)).toBe(true);
          expect(line.amountFen).toBeGreaterThanOrEqual(0);
          expect(line.trace.every(({ rule, source }) => rule !== '' && source !== '')).toBe(true);
        }
        expect(result.totalFen).toBe(result.lines.reduce((sum, { amountFen }) => sum + amountFen, 0));
      }),
      { numRuns: 1000 },
    );
  });

  test('a line of 0 says why, in both languages and with its source; a refusal leaves nothing', () => {
    fc.assert(
      fc.property(cases, ({ of, facts: known, people }) => {
        const { result } = run(of, known, people);
        for (const line of result.lines.filter(({ amountFen }) => amountFen === 0)) {
          expect(line).toMatchObject({ eligible: false, code: expect.any(String) });
          expect(line.source).not.toBe('');
          expect(line.source).toBeDefined();
          expect(line.messages?.zh).not.toMatch(/\{\w+\}/);
          expect(line.messages?.en).not.toMatch(/\{\w+\}/);
        }
        if (result.refusals.length > 0) expect(result.totalFen).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('with what was taken before, nobody gets above a limit', () => {
    fc.assert(
      fc.property(cases, ({ of, facts: known, people }) => {
        const { input, result } = run(of, known, people);
        const cap = input.rules.caps.find(({ kind }) => kind === 'amount');
        const limit = cap && input.params[cap.param]?.value;
        if (typeof limit !== 'number') return;
        for (const line of result.lines.filter(({ component }) => component === 'training-subsidy')) {
          const before = people[Number(line.ref) - 1]?.alreadyPaidFen ?? 0;
          expect(line.amountFen).toBeLessThanOrEqual(Math.max(0, limit - before));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what is pinned as JSON and read back gives the same', () => {
    fc.assert(
      fc.property(cases, ({ of, facts: known, people }) => {
        const { input, result } = run(of, known, people);
        expect(calculate(JSON.parse(JSON.stringify(input)))).toEqual(JSON.parse(JSON.stringify(result)));
      }),
      { numRuns: 300 },
    );
  });

  test('one more class hour never brings less', () => {
    const byHours = fc.constantFrom(
      ['wuxi', 'online-on-the-job'] as const,
      ['guangdong', 'online-job-adaptation'] as const,
    );
    const known: Facts = { classOpenedOn: '2020-03-02', enterprise: { kind: 'ordinary' } };
    fc.assert(
      fc.property(byHours, fc.nat(100), fc.nat(100_000), (of, classHours, alreadyPaidFen) => {
        const person = { relation: 'employee', alreadyPaidFen } as const;
        const amounts = [classHours, classHours + 1].map(
          (hours) => run(of, known, [{ ...person, classHours: hours }]).result.totalFen,
        );
        expect(amounts[1]).toBeGreaterThanOrEqual(amounts[0]!);
      }),
    );
  });

  test('hours above the plan bring nothing more', () => {
    const known: Facts = { classOpenedOn: '2020-03-02', enterprise: { kind: 'ordinary' }, plan: { classHours: 24 } };
    const total = (classHours: number) =>
      run(['wuxi', 'online-on-the-job'], known, [{ relation: 'employee', classHours }]).result.totalFen;
    expect([total(24), total(25), total(100)]).toEqual([44400, 44400, 44400]);
  });
});
