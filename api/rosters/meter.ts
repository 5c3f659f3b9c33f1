import type { Attempt } from '../idempotency.ts';

/** Looks so often, in rows: telling costs a statement. */
const every = 500;

/** Counts a roster as it passes by, and tells how far it is. `size`: bytes of the body; NaN: unknown. */
export function rosterMeter(size: number, tell: Attempt['tell']) {
  let [read, rows, sheet] = [0, 0, Number.NaN];
  const percent = () => {
    // The bytes of a workbook all come before its first row; of any other file they go before the rows.
    const share = Number.isNaN(sheet) ? read / size : sheet;
    return Number.isFinite(share) ? Math.min(100, Math.floor(share * 100)) : null;
  };
  return {
    bytes: (count: number) => {
      read += count;
    },
    /** How much of a sheet, 0 to 1. */
    sheet: (share: number) => {
      sheet = share;
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
