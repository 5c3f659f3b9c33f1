import { createRoute, z } from '@hono/zod-openapi';
import {
  enterpriseInspections,
  enterpriseListings,
  enterpriseOutcomes,
  enterpriseRecoveries,
  enterpriseSums,
} from '../../db/claims/enterprises.ts';
import { stages } from '../../domain/claim/stages.ts';
import { canonicalCreditCode } from '../../domain/identity/creditCode.ts';
import { Problem } from '../../domain/problem.ts';
import { claimantStages } from '../claims/duties.ts';
import { scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { CreditCode, Day, Fen, When } from './fields.ts';

export const EnterpriseHistory = z
  .object({
    uscc: z.string(),
    names: z.array(z.string()).openapi({ description: 'As its claims have it, the latest first' }),
    claims: z.int(),
    open: z.int(),
    overdue: z.int().openapi({ description: 'Late by the enterprise: it was its turn' }),
    outcomes: z
      .array(z.object({ stage: z.enum(stages), claims: z.int(), trainees: z.int(), amountFen: Fen }))
      .openapi({ description: 'Where its claims stand or how they ended; fen as fixed, or as estimated' }),
    paidFen: Fen,
    demandedFen: Fen.openapi({ description: 'What was to be paid back' }),
    repaidFen: Fen,
    openFindings: z.int(),
    settledFindings: z.int(),
    openFraud: z.int(),
    upheldFraud: z.int(),
    recoveries: z.array(
      z.object({
        ...{ id: z.string(), claimId: z.string(), amountFen: Fen, repaidFen: Fen, reason: z.string() },
        ...{ status: z.string(), openedAt: When },
        listing: z
          .enum(['proposed', 'listed', 'spared', 'withdrawn'])
          .nullable()
          .openapi({ description: 'As dishonest, for it' }),
      }),
    ),
    inspections: z.array(
      z.object({
        ...{ id: z.string(), claimId: z.string(), stage: z.string(), outcome: z.string().nullable(), openedAt: When },
      }),
    ),
    listings: z
      .array(
        z.object({
          ...{ id: z.string(), kind: z.enum(['black', 'white']), status: z.string(), from: Day, to: Day.nullable() },
        }),
      )
      .openapi({ description: 'On the black or white list, or proposed for it' }),
  })
  .openapi('EnterpriseHistory');

/** What a place has seen of an enterprise, or of an institution, before. */
export function enterpriseRoutes(app: App, { pool }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/enterprises/{uscc}',
      tags: ['review'],
      summary: 'What came of all claims of an enterprise',
      description:
        'Of the place of the account, or of all places; the claims themselves: `GET /v1/claims?claimant=`. The latest 100 of each kind.',
      request: { params: z.object({ uscc: CreditCode }) },
      responses: { 200: jsonAnswer(EnterpriseHistory, 'Its history') },
    }),
    async (c) => {
      const uscc = canonicalCreditCode(c.req.valid('param').uscc);
      const of = [pool, uscc, scopeOf(c.var.actor).jurisdiction ?? null] as const;
      const [sums, outcomes, recoveries, inspections, listings] = await Promise.all([
        enterpriseSums(...of, claimantStages),
        enterpriseOutcomes(...of),
        enterpriseRecoveries(...of),
        enterpriseInspections(...of),
        enterpriseListings(...of),
      ]);
      if (!sums) throw new Problem('not-found');
      return c.json({ uscc, ...sums, outcomes, recoveries, inspections, listings }, 200);
    },
  );
}
