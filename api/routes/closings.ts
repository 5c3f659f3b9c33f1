import { createRoute, z } from '@hono/zod-openapi';
import { closeMonth, closingHindrance } from '../../activities/money/closing.ts';
import { appendEntries } from '../../db/audit/append.ts';
import { type ClosingRow, findClosing, listClosings, trialBalanceOf } from '../../db/money/closings.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { accounts } from '../../domain/money/ledger.ts';
import { type TrialBalance, totalsOf } from '../../domain/money/trial-balance.ts';
import { funds } from '../../domain/money/types.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { placeFor } from '../ledger/place.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { FaultBody } from '../problem.ts';
import { Fen, listOf, Month, Paging, Slug, When } from './fields.ts';

const sums = {
  openingFen: Fen.openapi({ description: 'Debit − credit before the month' }),
  debitFen: Fen,
  creditFen: Fen,
  closingFen: Fen,
};

export const MonthBalance = z
  .object({
    jurisdiction: z.string(),
    fund: z.enum(funds),
    period: Month,
    accounts: z.array(z.object({ account: z.enum(accounts), ...sums })),
    totals: z.object(sums),
    closing: z
      .object({
        seq: z.int().openapi({ description: 'Last posting set when the month was closed' }),
        hash: z.string().openapi({ description: 'Its hash: an anchor to keep elsewhere' }),
        closedBy: z.string(),
        closedAt: When,
      })
      .nullable()
      .openapi({ description: 'null: the month is open' }),
    hindrance: FaultBody.pick({ code: true, messages: true })
      .extend({ earlier: Month.optional().openapi({ description: 'The month that is to be closed first' }) })
      .nullable()
      .openapi({ description: 'Why the month cannot be closed now; null once it is closed, or when it can be' }),
  })
  .openapi('TrialBalance');

const MonthOf = z.strictObject({ jurisdiction: Slug, fund: z.enum(funds), period: Month });
const ClosingBody = MonthOf.openapi('ClosingBody');

/** 月结、科目余额表: the months of the ledger. */
export function closingRoutes(app: App, deps: Deps): void {
  const { pool, clock, audit } = deps;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/ledger/closings',
      tags: ['ledger'],
      summary: 'Closes a month with its trial balance; nothing is posted into it any more',
      description: [
        'Refused while the month is not over, nothing was booked until its end, an earlier one with postings is open, the chain does not verify, or the accounts do not say what they book.',
        'What belongs to a closed month and comes later is posted into the first open one.',
      ].join('\n\n'),
      request: {
        body: jsonBody(ClosingBody, { jurisdiction: 'wuxi', fund: 'skill-action-special-account', period: '2020-05' }),
      },
      responses: { 201: jsonAnswer(MonthBalance, 'The month as it was closed') },
    }),
    async (c) => {
      const { period, ...asked } = c.req.valid('json');
      const chain = placeFor(deps, c.var.actor, asked);
      const month = { ...chain, period, by: c.var.actor.subject, at: msToInstant(await clock.now()) };
      const sha256 = await bodySha256(c);
      const of = { place: chain.jurisdiction, ids: [`${chain.jurisdiction}/${chain.fund}/${period}`] };
      const entry = await audit.entryOf({ actor: c.var.actor, act: 'close-month', of, outcome: 'done' });
      const closed = await closeMonth(pool, month, async (tx, closing) => {
        await c.var.attempt.finish(tx, sha256, { status: 201, location: null, body: view(closing) });
        await appendEntries(tx, [entry]);
      });
      return c.json(view(closed), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/ledger/closings',
      tags: ['ledger'],
      summary: 'Closed months, newest first',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional(), fund: z.enum(funds).optional() }) },
      responses: { 200: jsonAnswer(listOf(MonthBalance).openapi('Closings'), 'Months as they were closed') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction, fund = null } = c.req.valid('query');
      const after = readCursor<{ period: string; jurisdiction: string; fund: string }>(cursor, {
        ...{ period: 'id', jurisdiction: 'id', fund: 'id' },
      });
      const place = c.var.actor.jurisdiction ?? jurisdiction ?? null;
      const found = await listClosings(pool, { jurisdiction: place, fund, after, limit: limit + 1 });
      const key = ({ period, jurisdiction, fund }: ClosingRow) => ({ period, jurisdiction, fund });
      return c.json(page(found, limit, view, key), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/ledger/trial-balance',
      tags: ['ledger'],
      summary: 'Every account in a month, open or closed',
      request: { query: z.object({ jurisdiction: Slug, fund: z.enum(funds), period: Month }) },
      responses: { 200: jsonAnswer(MonthBalance, 'Of a closed month as it was closed, of an open one as it stands') },
    }),
    async (c) => {
      const { period, ...asked } = c.req.valid('query');
      const chain = placeFor(deps, c.var.actor, asked);
      const closed = await findClosing(pool, chain, period);
      if (closed) return c.json(view(closed), 200);
      const rows = await trialBalanceOf(pool, chain, period);
      const found = await closingHindrance(pool, { ...chain, period, at: msToInstant(await clock.now()) });
      const earlier = found?.params.earlier;
      const hindrance = found && {
        code: found.code,
        messages: found.messages,
        ...(earlier && { earlier: String(earlier) }),
      };
      return c.json({ ...balance(chain, period, rows), closing: null, hindrance }, 200);
    },
  );
}

function balance(of: { jurisdiction: string; fund: string }, period: string, rows: TrialBalance) {
  const fund = of.fund as (typeof funds)[number];
  return { jurisdiction: of.jurisdiction, fund, period, accounts: rows, totals: totalsOf(rows) };
}

function view(row: ClosingRow): z.infer<typeof MonthBalance> {
  const closing = { seq: row.seq, hash: row.hash, closedBy: row.closed_by, closedAt: row.closed_at };
  return { ...balance(row, row.period, row.trial_balance), closing, hindrance: null };
}
