import { createRoute, z } from '@hono/zod-openapi';
import { ledgerMonths } from '../../db/money/ledger-months.ts';
import { asSystem } from '../../db/scope.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { monthOf } from '../../domain/calendar/month.ts';
import { funds } from '../../domain/money/types.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { placeAskedFor } from '../ledger/place.ts';
import { jsonAnswer } from '../openapi.ts';
import { Fen, Month, Slug } from './fields.ts';

export const LedgerMonths = z
  .object({
    from: Month,
    to: Month,
    months: z
      .array(
        z.object({
          jurisdiction: z.string(),
          fund: z.enum(funds),
          month: Month,
          entitledFen: Fen.openapi({ description: 'Promised, net of what was taken back' }),
          paidFen: Fen.openapi({ description: 'Left the bank, net of what it sent back' }),
          advancedFen: Fen,
          recoveredFen: Fen,
        }),
      )
      .openapi({ description: 'Those in which something moved' }),
  })
  .openapi('LedgerMonths');

/** What moved by month, fund and place: for charts. */
export function ledgerMonthRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/ledger/months',
      tags: ['ledger'],
      summary: 'What was promised, paid, advanced and recovered by month, fund and place',
      request: {
        query: z.object({
          jurisdiction: Slug.optional(),
          from: Month.optional().openapi({ description: 'Default: eleven months before the last one' }),
          to: Month.optional().openapi({ description: 'Inclusive. Default: this month' }),
        }),
      },
      responses: { 200: jsonAnswer(LedgerMonths, 'Of the place of the account, of the one asked for, or of all') },
    }),
    async (c) => {
      const {
        jurisdiction: asked = c.var.actor.jurisdiction,
        to = thisMonth(await deps.clock.now()),
        ...more
      } = c.req.valid('query');
      const { from = yearUntil(to) } = more;
      if (from > to) throw new Problem('invalid-input', {}, [fault('period-order', { path: 'from' })]);
      const jurisdiction = asked ? placeAskedFor(deps, c.var.actor, asked) : null;
      // The place is settled; the policies would ask it again of every entry.
      const months = await asSystem(() => ledgerMonths(deps.pool, { jurisdiction, from, to }));
      return c.json({ from, to, months }, 200);
    },
  );
}

const thisMonth = (now: number) => monthOf(msToInstant(now));

/** The first of the twelve months that end with this one. */
function yearUntil(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year}-01` : `${year - 1}-${String(number + 1).padStart(2, '0')}`;
}
