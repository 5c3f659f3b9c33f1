import { z } from 'zod';
import { isOfOurTime } from '../../domain/calendar/date.ts';
import { canonicalCreditCode, isCreditCode } from '../../domain/identity/creditCode.ts';
import { canonicalIdNumber, idNumberFault } from '../../domain/identity/idNumber.ts';
import type { Code } from '../../domain/messages/index.ts';

/** A check's message is its stable code: who shows it looks up the sentence. */
const code = (name: Code) => name;

/** What nobody sees: format characters, and letters and blanks that look like nothing. Two names that look the same would be two. */
const unseen = /[\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/u;
/** What makes text run the other way: it would be read otherwise than it is stored. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const composed = (value: string) => value.normalize('NFC').trim();

/** One line: names, kinds, numbers of documents. */
export const text = z
  .string()
  .overwrite(composed)
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: code('text-one-line'), abort: true })
  .refine((value) => !unseen.test(value), code('text-unseen'));

/** What people write: several lines, kept as it is. */
export const longText = z
  .string()
  .overwrite(composed)
  .min(1)
  .max(2000)
  .refine((value) => !turning.test(value), code('text-turning'));

/** The mark of a person on the roster, by which acts, lines and objections name them. */
export const ref = text.max(100);

/** A day that exists, `2020-03-02`. */
export const day = z.iso.date({ abort: true }).refine(isOfOurTime, code('date-out-of-range'));

/** An instant with its offset; PostgreSQL takes neither offsets that no clock on earth has nor endless fractions of a second. */
export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .max(40)
  .regex(/(Z|[+-](0\d|1[0-4]):[0-5]\d)$/, code('instant-format'))
  .refine(isOfOurTime, code('date-out-of-range'));

export const hours = z.int().min(1).max(10_000);

/** A sum for one person, fen: up to ten million yuan, so that the sum of any roster stays exact. */
export const fen = z.int().min(0).max(1_000_000_000);

/** An address that a mail can have (RFC 5321). */
export const email = z.email().max(254);

export const creditCode = z
  .string()
  .max(40)
  .overwrite(canonicalCreditCode)
  .refine(isCreditCode, code('credit-code-invalid'))
  .describe('Unified social credit code (GB 32100), 18 characters');

export const idNumber = z
  .string()
  .max(40)
  .overwrite(canonicalIdNumber)
  .superRefine((value, context) => {
    const fault = idNumberFault(value);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  })
  .describe('Citizen identification number (GB 11643), 18 characters');

export const mobile = z
  .string()
  .max(30)
  .overwrite((value) =>
    value
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, ''),
  )
  .refine((value) => /^1[3-9]\d{9}$/.test(value), code('mobile-invalid'))
  .describe('Mainland mobile number, 11 digits');

/** Landline or mobile, as people write it. */
export const phone = z.string().trim().min(5).max(30);

export const accountNumber = z
  .string()
  .max(60)
  .overwrite((value) => value.normalize('NFKC').replace(/[\s-]/g, ''))
  .refine((value) => /^\d{8,32}$/.test(value), code('account-number-invalid'));
