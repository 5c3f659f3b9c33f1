import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjust, type Part } from '../../domain/money/adjustment.ts';

const part = (of: Partial<Part>): Part => ({ part: 1, status: 'paid', amountFen: 300, reducedFen: 0, ...of });

test('what is not paid yet takes the difference; what is paid is added to, or taken back', () => {
  const open = part({ status: 'payable' });
  expect(adjust([open], 200, true)).toMatchObject({ replace: { part: 1, fen: 200 }, add: null, reduce: [] });
  expect(adjust([part({})], 400, true)).toMatchObject({ replace: null, add: { part: 2, fen: 100 }, reduce: [] });
  expect(adjust([part({})], 200, true)).toMatchObject({ replace: null, add: null, reduce: [{ part: 1, fen: 100 }] });
  const both = [part({}), part({ part: 2, status: 'in-batch', amountFen: 100 })];
  expect(adjust(both, 350, true)).toMatchObject({ beforeFen: 400, replace: { part: 2, fen: 50 }, reduce: [] });
  expect(adjust(both, 250, true)).toMatchObject({ replace: { part: 2, fen: 0 }, reduce: [{ part: 1, fen: 50 }] });
});

test('a line that a ruling has taken is left alone, and nobody becomes due behind the public’s back', () => {
  expect(adjust([part({ status: 'revoked' })], 900, true)).toMatchObject({ ruled: true, add: null, reduce: [] });
  expect(adjust([part({ status: 'fallen' })], 900, true)).toMatchObject({ ruled: true, replace: null, afterFen: 0 });
  const nothing = part({ status: 'fallen', amountFen: 0 });
  expect(adjust([nothing], 900, true)).toMatchObject({ unpublished: true, afterFen: 0 });
  expect(adjust([], 900, true)).toMatchObject({ unpublished: true, add: null });
  expect(adjust([], 900, false)).toMatchObject({ add: { part: 1, fen: 900 }, afterFen: 900 });
  expect(adjust([nothing], 900, false)).toMatchObject({ replace: { part: 1, fen: 900 }, afterFen: 900 });
});

/** As the books do it. */
function carried(parts: Part[], toFen: number): Part[] {
  const { replace, add, reduce } = adjust(parts, toFen, true);
  const next = parts.map((one): Part => {
    const less = reduce.find((r) => r.part === one.part)?.fen ?? 0;
    if (replace?.part !== one.part) return { ...one, reducedFen: one.reducedFen + less };
    return { ...one, amountFen: replace.fen, status: replace.fen > 0 ? one.status : 'fallen' };
  });
  return add ? [...next, { part: add.part, status: 'payable', amountFen: add.fen, reducedFen: 0 }] : next;
}
const net = (parts: readonly Part[]) => parts.reduce((fen, one) => fen + one.amountFen - one.reducedFen, 0);

test('however often it is pinned anew, and whatever is paid between: the parts bring what was calculated last', () => {
  const turn = fc.record({ fen: fc.integer({ min: 0, max: 9 }), paid: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(turn, { maxLength: 12 }), (first, turns) => {
      let parts: Part[] = [part({ status: 'payable', amountFen: first })];
      for (const { fen, paid } of turns) {
        const before = net(parts);
        const { beforeFen, afterFen, unpublished } = adjust(parts, fen, true);
        parts = carried(parts, fen);
        expect(beforeFen).toBe(before);
        expect(net(parts)).toBe(afterFen);
        if (!unpublished) expect(afterFen).toBe(fen);
        for (const one of parts) expect(one.reducedFen).toBeLessThanOrEqual(one.amountFen);
        if (paid) parts = parts.map((one) => (one.status === 'payable' ? { ...one, status: 'paid' } : one));
      }
    }),
  );
});
