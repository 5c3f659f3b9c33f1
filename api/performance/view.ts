import { z } from '@hono/zod-openapi';
import { funds } from '../../domain/money/types.ts';
import { counts, type Figures, meanOf, sums } from '../../domain/performance/figures.ts';
import { Fen, Month } from '../routes/fields.ts';

const hidden = ['persons', 'claimsPaid', 'daysToPayment', 'opinions', 'ratings', 'improved'] as const;
const told = counts.filter((count): count is Exclude<(typeof counts)[number], (typeof hidden)[number]> => {
  return !(hidden as readonly string[]).includes(count);
});

const mean = z.number().nullable();
const shapeOf = <K extends string, S>(keys: readonly K[], schema: S) =>
  Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, S>;

const Row = z
  .object({
    programme: z.string().nullable(),
    month: Month.nullable().openapi({ description: 'With `programme` null: small groups, told together' }),
    ...shapeOf(told, z.int()),
    means: z.object({
      daysToPayment: mean.openapi({ description: 'From filing to the first payment, calendar days' }),
      rating: mean.openapi({ description: '1 to 5' }),
      improved: mean.openapi({ description: 'Share of opinions, 0 to 1' }),
    }),
    funds: z.array(z.object({ fund: z.enum(funds), ...shapeOf(sums, Fen) })),
  })
  .openapi('PerformanceRow');

export const Performance = z
  .object({
    jurisdiction: z.string(),
    from: Month,
    to: Month,
    smallestGroup: z.int().openapi({ description: 'No row is about fewer persons' }),
    rows: z.array(Row),
    totals: Row.nullable().openapi({ description: 'null: all of it is about fewer persons than that' }),
  })
  .openapi('Performance');

export function meansOf({ counts }: Figures) {
  return {
    daysToPayment: meanOf(counts.daysToPayment, counts.claimsPaid),
    rating: meanOf(counts.ratings, counts.opinions),
    improved: meanOf(counts.improved, counts.opinions),
  };
}

export function viewOf(row: Figures): z.infer<typeof Row> {
  const { programme, month, counts, money } = row;
  return {
    ...{ programme, month, means: meansOf(row) },
    ...(Object.fromEntries(told.map((count) => [count, counts[count]])) as Record<(typeof told)[number], number>),
    funds: funds.map((fund) => ({ fund, ...money[fund] })),
  };
}
