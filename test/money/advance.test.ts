import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../domain/money/advance.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';
import { registry } from '../jurisdictions/support/quotes.ts';

const params = resolveFor(registry.programme('chongqing', 'enterprise-online').parameters, { filedOn: '2020-06-24' });

describe('an advance', () => {
  test('Chongqing: half of the estimate, rounded down to the fen, with its source', () => {
    expect(advance(params, 'advance-share', 200001)).toEqual({
      fen: 100000,
      trace: [
        {
          rule: 'advance-share',
          source: '渝人社发〔2020〕46号 二(三)',
          amountFen: 100000,
          detail: { estimateFen: 200001, percent: 50 },
        },
      ],
    });
  });

  test('never more than its share, and never less by a fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (estimateFen) => {
        const { fen, trace } = advance(params, 'advance-share', estimateFen);
        expect(fen * 2).toBeLessThanOrEqual(estimateFen);
        expect((fen + 1) * 2).toBeGreaterThan(estimateFen);
        expect(trace.reduce((sum, line) => sum + line.amountFen, 0)).toBe(fen);
      }),
    );
  });

  test('an amount that is no amount is refused', () => {
    expect(() => advance(params, 'advance-share', -1)).toThrow('is no amount');
    expect(() => advance(params, 'advance-share', 0.5)).toThrow('is no amount');
    expect(() => advance(params, 'nope', 100)).toThrow('nope is not in force');
  });
});
