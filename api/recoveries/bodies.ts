import { z } from '@hono/zod-openapi';
import { ReasonCode } from '../claims/bodies.ts';
import { Day, FreeText, Id } from '../routes/fields.ts';

// What is handed in with the acts on recoveries and findings of fraud.

/** A sum that is really there, fen: up to ten billion yuan. */
const Sum = z.int().min(1).max(1_000_000_000_000).openapi({ description: 'fen (1 yuan = 100 fen)' });

/** As the bank writes it, whatever spaces and letters it is copied with: the same transfer has one name. */
const BankReference = z
  .string()
  .max(200)
  .overwrite((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())
  .refine((text) => /^[\x21-\x7e]{4,64}$/.test(text), { message: 'bank-reference-format' })
  .openapi({ description: 'The bank’s own number of the transfer' });

export const InstalmentsBody = z
  .strictObject({
    instalments: z
      .array(z.strictObject({ dueOn: Day, amountFen: Sum }))
      .min(1)
      .max(120)
      .openapi({ description: 'Sum to what is open; each due after the one before' }),
  })
  .openapi('InstalmentsBody');

export const RepaymentBody = z
  .strictObject({ amountFen: Sum, receivedOn: Day, bankReference: BankReference })
  .openapi('RepaymentBody');

export const RefundBody = z.strictObject({ paidOn: Day, bankReference: BankReference }).openapi('RefundBody');

export const ConfirmationBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText.optional() })
  .openapi('ConfirmationBody');

export const ListingBody = z.strictObject({ reason: FreeText }).openapi('ListingBody');

export const ListingDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText })
  .openapi('ListingDecisionBody');

export const FraudFindingBody = z
  .strictObject({
    refs: z
      .array(Id)
      .min(1)
      .max(20_000)
      .nullable()
      .openapi({ description: 'The persons concerned; null: the whole claim' }),
    reasonCode: ReasonCode,
    reason: FreeText,
  })
  .openapi('FraudFindingBody');

export const FraudRulingBody = z
  .strictObject({ decision: z.enum(['uphold', 'dismiss']), reason: FreeText })
  .openapi('FraudRulingBody');
