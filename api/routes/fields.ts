import { z } from '@hono/zod-openapi';
import { canonicalCreditCode, isCreditCode } from '../../domain/identity/creditCode.ts';
import { comparableName } from '../../domain/listings/listing.ts';
import { day, instant, longText, text } from '../../jurisdictions/china/fields.ts';

// Fields that several bodies share.

/** A day that exists, the same in every form and body. */
export const Day = day.openapi({ format: 'date', example: '2020-03-02' });

/** An instant with an offset. */
export const When = instant.openapi({ example: '2020-06-30T00:00:00+08:00' });

/** A month of the books. */
export const Month = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'month-format')
  .openapi({ example: '2020-05' });

export const Slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'slug-format')
  .openapi({ example: 'wuxi' });

/** Unified social credit code, GB 32100. */
export const CreditCode = z
  .string()
  .refine((code) => isCreditCode(canonicalCreditCode(code)), { message: 'credit-code-invalid' })
  .openapi({ description: 'Unified social credit code (GB 32100)' });

/** A name by which things are compared: something is left of it without blanks and punctuation. */
export const ComparedName = text.refine((name) => comparableName(name) !== '', { message: 'field-empty' });

/** Ids are never looked into; control characters would not reach the database. */
export const Id = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'text-one-line')
  .max(100);

/** What a decision is about, as it was read. */
export const Revision = z.string().max(100).openapi({
  description: 'Sent back with a decision, it is refused (409 `changed-meanwhile`) when something else stands by now',
});

export const Fen = z.int().openapi({ description: 'fen (1 yuan = 100 fen)' });

/** Text without control characters, which would not reach the database. */
export const OneLine = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'text-one-line');

/** Number of a decree or decision (文号). */
export const DocumentNo = OneLine.min(1).max(200);

/** Free text of people: stored, never logged. */
export const FreeText = longText;

export const Sentence = z.object({ zh: z.string(), en: z.string() }).openapi('Sentence');

/** Query of lists of claims. */
export const Search = OneLine.max(100)
  .optional()
  .openapi({ description: 'Part of the claimant’s name, or the number of a claim' });

/** Query of every list. */
export const Paging = {
  cursor: z.string().max(500).optional().openapi({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export function listOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
