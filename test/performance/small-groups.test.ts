import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Figures, noFigures, together, withoutSmallGroups } from '../../domain/performance/figures.ts';

const k = 3;
const size = fc.constantFrom(0, 0, 1, 2, 3, 7);
const row = fc
  .record({ planned: size, attended: size, persons: size, evaluated: size, fen: fc.nat(1_000) })
  .map(({ fen, ...counts }): Figures => {
    const none = noFigures('p', '2020-05');
    none.money['employment-subsidy-fund'].paidFen = fen;
    return { ...none, counts: { ...none.counts, ...counts } };
  });

test('no row tells anything about fewer persons, no row is left out alone, and the sums are the same', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (all) => {
      const told = withoutSmallGroups(all, k);
      const sizes = ({ counts }: Figures) => [counts.planned, counts.attended, counts.persons, counts.evaluated];
      const isSmall = (one: Figures) => sizes(one).some((n) => n > 0 && n < k);
      if (told === null) {
        // There were not enough persons in all that could be told together.
        expect(all.some(isSmall)).toBe(true);
        return;
      }
      for (const one of told) expect(isSmall(one)).toBe(false);
      expect(together(told)).toEqual(together(all));
      // Who takes the rows that are told off the totals learns of at least two rows together.
      const hidden = all.filter((one) => !told.includes(one)).length;
      expect(hidden === 1 && sizes(all.find((one) => !told.includes(one))!).some((n) => n > 0 && n < k)).toBe(false);
    }),
  );
});
