import { z } from 'zod';
import { canonicalCreditCode, isCreditCode } from '../../domain/identity/creditCode.ts';
import { canonicalIdNumber, idNumberFault } from '../../domain/identity/idNumber.ts';
import type { Code } from '../../domain/messages/index.ts';

/** A check's message is its stable code: who shows it looks up the sentence. */
const code = (name: Code) => name;

export const text = z.string().trim().min(1).max(200);
export const longText = z.string().trim().min(1).max(2000);
export const day = z.iso.date();
export const hours = z.int().min(1).max(10_000);

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
