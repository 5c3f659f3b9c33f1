import { type Fund, funds } from '../money/types.ts';

/** What is counted, as sums that can be added up. */
export const counts = [
  'filed',
  'approved',
  'rejected',
  'lapsed',
  'withdrawn',
  'overdueReviews',
  'planned',
  'attended',
  'certified',
  'classHours',
  /** Behind the money of the row. */
  'persons',
  'claimsPaid',
  'daysToPayment',
  'evaluated',
  'opinions',
  'ratings',
  'improved',
  'kept',
  'promoted',
  'newJob',
  'left',
] as const;
export type Count = (typeof counts)[number];

export const sums = ['entitledFen', 'paidFen', 'advancedFen', 'recoveredFen'] as const;
export type Sum = (typeof sums)[number];

/** Of one programme in one month; both null: of small groups together, or of everything. */
export interface Figures {
  programme: string | null;
  month: string | null;
  counts: Record<Count, number>;
  money: Record<Fund, Record<Sum, number>>;
}

export const noFigures = (programme: string | null = null, month: string | null = null): Figures => ({
  ...{ programme, month },
  counts: record(counts, () => 0),
  money: record(funds, () => record(sums, () => 0)),
});

function record<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

/** Everything added up. */
export function together(rows: readonly Figures[]): Figures {
  const add = (of: (row: Figures) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    ...{ programme: null, month: null },
    counts: record(counts, (count) => add((row) => row.counts[count])),
    money: record(funds, (fund) => record(sums, (sum) => add((row) => row.money[fund][sum]))),
  };
}

/** Groups of persons that a row tells something about. */
const groups: readonly Count[] = ['planned', 'attended', 'persons', 'evaluated'];

const isSmall = (k: number) => (row: Figures) => groups.some((group) => row.counts[group] > 0 && row.counts[group] < k);

const sizeOf = ({ counts }: Figures) => Math.max(...groups.map((group) => counts[group]));

/**
 * Rows that tell something about fewer than `k` persons are told together, with as many others as it takes, so that no figure is about fewer and
 * the sums still agree. Null: there are not so many persons in all of it.
 */
export function withoutSmallGroups(rows: readonly Figures[], k: number): Figures[] | null {
  const small = isSmall(k);
  const merged = rows.filter(small);
  if (merged.length === 0) return [...rows];
  const others = rows.filter((row) => !small(row)).sort((a, b) => sizeOf(a) - sizeOf(b));
  // What one row alone leaves out, the totals would tell.
  while (merged.length === 1 || small(together(merged))) {
    const next = others.findIndex((row) => sizeOf(row) > 0);
    if (next < 0) break;
    merged.push(...others.splice(next, 1));
  }
  if (small(together(merged))) return null;
  const order = new Map(rows.map((row, i) => [row, i]));
  return [...others.sort((a, b) => order.get(a)! - order.get(b)!), together(merged)];
}

/** Per row; null where there is nothing to divide by. */
export const meanOf = (total: number, of: number): number | null =>
  of === 0 ? null : Math.round((total / of) * 100) / 100;
