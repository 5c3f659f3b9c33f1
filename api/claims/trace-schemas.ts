import { z } from '@hono/zod-openapi';
import { accounts } from '../../domain/money/ledger.ts';
import { funds } from '../../domain/money/types.ts';
import { Day, Fen, When } from '../routes/fields.ts';

// How an amount came about. Names and shapes are the API's contract.

export const TraceLine = z
  .object({
    rule: z.string(),
    source: z.string(),
    amountFen: Fen,
    detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .openapi('TraceLine');

export const LearningRecord = z.object({
  lesson: z.string(),
  startedAt: When,
  minutes: z.int(),
  source: z
    .enum(['claimant', 'platform'])
    .openapi({ description: 'Handed in by hand, or told by a training platform' }),
});

export const MoneyTrace = z
  .object({
    claimId: z.string(),
    amountFen: Fen.nullable(),
    advance: z.object({ amountFen: Fen, trace: z.array(TraceLine) }).nullable(),
    lines: z.array(
      z.object({
        ref: z.string(),
        component: z.string(),
        part: z.int(),
        fund: z.enum(funds),
        amountFen: Fen,
        status: z.string(),
        trace: z.array(TraceLine).openapi({ description: 'Sums to amountFen' }),
        rosterRow: z.int().nullable(),
        attendance: z.object({ minutes: z.array(z.int()), days: z.int() }).nullable(),
        records: z
          .array(LearningRecord)
          .openapi({ description: 'Learning records of the person, those outside the class included' }),
        paymentId: z.string().nullable(),
      }),
    ),
    parameters: z.array(
      z.object({
        name: z.string(),
        value: z.unknown(),
        unit: z.string(),
        from: Day,
        bindsOn: z.string(),
        source: z.object({ document: z.string(), clause: z.string(), provenance: z.enum(['N', 'S', 'D']) }),
      }),
    ),
    ledger: z.array(
      z.object({
        fund: z.string(),
        seq: z.int(),
        kind: z.string(),
        cause: z.string(),
        at: When,
        hash: z.string(),
        entries: z
          .array(z.object({ account: z.enum(accounts), debitFen: Fen, creditFen: Fen, ref: z.string().nullish() }))
          .openapi({ description: '`ref`: the line, where the entry is of one' }),
      }),
    ),
    hash: z
      .string()
      .nullable()
      .openapi({ description: 'Of the calculation repeated now, from the pinned law and what was kept; SHA-256' }),
    hashAtApproval: z.string().nullable().openapi({ description: 'Of the calculation when entitlements were fixed' }),
    unchanged: z.boolean().nullable().openapi({
      description:
        'Both are the same, and the lines say what comes out; null: not fixed, or fixed before this was kept',
    }),
  })
  .openapi('MoneyTrace');
