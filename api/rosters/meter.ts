import type { Attempt } from '../idempotency.ts';

/** Looks so often, in rows: telling costs a statement. */
const every = 500;

/** Counts a roster as it passes by, and tells how far it is. `size`: bytes of the body; NaN: unknown. */
export function rosterMeter(size: number, tell: Attempt['tell']) {
  let [read, rows, total] = [0, 0, Number.NaN];
  const percent = () => {
    // A workbook is read whole before its first row; of any other file the bytes go before the rows.
    const share = Number.isNaN(total) ? read / size : rows / total;
    return Number.isFinite(share) ? Math.min(100, Math.floor(share * 100)) : null;
  };
  return {
    bytes: (count: number) => {
      read += count;
    },
    counted: (count: number) => {
      total = count;
    },
    async *people<T>(given: AsyncIterable<T>): AsyncGenerator<T> {
      for await (const person of given) {
        rows += 1;
        if (rows % every === 0) tell({ phase: 'checking', rows, percent: percent() });
        yield person;
      }
      tell({ phase: 'storing', rows, percent: null });
    },
  };
}
