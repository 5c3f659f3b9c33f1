import { z } from '@hono/zod-openapi';
import { exchangeFields, partners } from '../../domain/exchange/agreements.ts';
import { Day, When } from '../routes/fields.ts';

export const ExchangeBody = z
  .strictObject({
    partner: z.enum(partners),
    from: Day.openapi({ description: 'Day on which credits were earned' }),
    to: Day.openapi({ description: 'Inclusive; before today' }),
  })
  .openapi('ExchangeBody');

export const ExchangeDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']) })
  .openapi('ExchangeDecisionBody');

const fields = Object.keys(exchangeFields) as (keyof typeof exchangeFields)[];

export const Exchange = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    partner: z.enum(partners),
    from: Day,
    to: Day,
    purpose: z.object({ zh: z.string(), en: z.string(), basis: z.string() }),
    fields: z.array(z.enum(fields)),
    source: z.string(),
    persons: z.int(),
    rows: z.int(),
    sha256: z.string().openapi({ description: 'Of what the file tells, whatever its format' }),
    status: z.enum(['proposed', 'approved', 'refused']),
    proposedBy: z.string(),
    proposedAt: When.openapi({ description: 'Business time' }),
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
  })
  .openapi('Exchange');

export const ExchangeFile = z
  .object({
    exchange: z.string(),
    partner: z.enum(partners),
    jurisdiction: z.string(),
    from: Day,
    to: Day,
    purpose: z.object({ zh: z.string(), en: z.string(), basis: z.string() }),
    sha256: z.string(),
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  })
  .openapi('ExchangeFile');
