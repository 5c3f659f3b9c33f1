import { createRoute, z } from '@hono/zod-openapi';
import { findClaim } from '../../db/claims/claims.ts';
import { type LedgerPlace, type LedgerSet, ledgerOfClaim, ledgerPage } from '../../db/money/ledger-sets.ts';
import { isSound, verifyLedger } from '../../db/money/verify.ts';
import { monthOf } from '../../domain/calendar/month.ts';
import { accounts } from '../../domain/money/ledger.ts';
import { funds } from '../../domain/money/types.ts';
import { Problem } from '../../domain/problem.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Fen, Id, listOf, Month, Paging, Slug, When } from './fields.ts';

export const Posting = z
  .object({
    jurisdiction: z.string(),
    fund: z.enum(funds),
    seq: z.int().openapi({ description: 'Number in the chain of its jurisdiction and fund' }),
    kind: z.string(),
    cause: z.string().openapi({ description: 'What caused it; nothing is posted twice for one cause' }),
    claimId: z.string().nullable(),
    at: When,
    period: Month.openapi({
      description: 'The month it belongs to; a later one than that of `at` when that was closed',
    }),
    entries: z.array(z.object({ account: z.enum(accounts), debitFen: Fen, creditFen: Fen, ref: z.string().nullish() })),
    previousHash: z.string(),
    hash: z.string(),
  })
  .openapi('Posting');

export const Verification = z
  .object({
    ok: z.boolean(),
    chains: z.array(
      z.object({
        jurisdiction: z.string(),
        fund: z.string(),
        sets: z.int(),
        debitFen: Fen,
        creditFen: Fen,
        balances: z.record(z.string(), Fen).openapi({ description: 'Debit − credit per account' }),
        balanced: z.boolean(),
        intact: z.boolean(),
        firstBroken: z
          .object({
            seq: z.int(),
            code: z.string(),
            reason: z.string().openapi({ description: 'Names place, set, kind, cause and claim' }),
            kind: z.string().nullable(),
            cause: z.string().nullable(),
            claimId: z.string().nullable(),
          })
          .nullable()
          .openapi({ description: 'The first altered row' }),
        reconciled: z.boolean().openapi({ description: 'The accounts say what payments, lines and recoveries say' }),
        differences: z.array(
          z.object({ account: z.enum(accounts), bookedFen: Fen, expectedFen: Fen, differenceFen: Fen }),
        ),
      }),
    ),
  })
  .openapi('LedgerVerification');

/** 发放台账: double entry, append-only, chained by hash. */
export function ledgerRoutes(app: App, { pool }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/ledger',
      tags: ['ledger'],
      summary: 'Posting sets of a claim, or of a place, fund, month and account',
      request: {
        query: z.object({
          ...Paging,
          claim: Id.optional().openapi({ description: 'All of one claim; the others are not asked then' }),
          jurisdiction: Slug.optional(),
          fund: z.enum(funds).optional(),
          period: Month.optional(),
          account: z.enum(accounts).optional().openapi({ description: 'Sets with an entry in it' }),
        }),
      },
      responses: { 200: jsonAnswer(listOf(Posting).openapi('Postings'), 'Oldest first, by the moment of posting') },
    }),
    async (c) => {
      const { cursor, limit, claim, ...asked } = c.req.valid('query');
      const own = c.var.actor.jurisdiction;
      if (claim) {
        const found = await findClaim(pool, claim);
        if (!found || (own && found.jurisdiction !== own)) throw new Problem('not-found');
        return c.json({ items: (await ledgerOfClaim(pool, claim)).map(view), nextCursor: null }, 200);
      }
      const after = readCursor<LedgerPlace>(cursor, { at: 'instant', jurisdiction: 'id', fund: 'id', seq: 'number' });
      const { jurisdiction = null, fund = null, period = null, account = null } = asked;
      const filter = { jurisdiction: own ?? jurisdiction, fund, period, account };
      const sets = await ledgerPage(pool, filter, after, limit + 1);
      return c.json(
        page(sets, limit, view, ({ at, jurisdiction, fund, seq }) => ({ at, jurisdiction, fund, seq })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/ledger/verification',
      tags: ['ledger'],
      summary: 'Recomputes every balance and hash, and compares the accounts with what they book',
      responses: { 200: jsonAnswer(Verification, 'What was found') },
    }),
    async (c) => {
      const chains = await verifyLedger(pool, c.var.actor.jurisdiction ?? null);
      return c.json({ ok: chains.every(isSound), chains }, 200);
    },
  );
}

function view(set: LedgerSet): z.infer<typeof Posting> {
  return {
    jurisdiction: set.jurisdiction,
    fund: set.fund as z.infer<typeof Posting>['fund'],
    seq: set.seq,
    kind: set.kind,
    cause: set.cause,
    claimId: set.claim_id,
    at: set.at,
    period: set.period ?? monthOf(set.at),
    entries: set.entries,
    previousHash: set.previous_hash,
    hash: set.hash,
  };
}
