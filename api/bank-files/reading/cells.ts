import type { BankResultStatus } from '../../../domain/money/bank-file.ts';
import { shown } from '../unreadable.ts';
import type { Findings } from './findings.ts';

// What every form of answer says in a row, each null once its fault is told.

/** Ours are shorter and plain; what is not even like that refers to nothing here. */
export function referenceOf(text: string, row: number, findings: Findings): string | null {
  return /^[\x21-\x7e]{1,35}$/.test(text) ? text : findings.fault('bank-reference-unfit', { row });
}

/** Null also where the sum of the file would no longer be exact. */
export function amountOf(fen: number | null, row: number, findings: Findings): number | null {
  if (fen !== null && Number.isSafeInteger(findings.totalFen + fen)) return fen;
  return findings.fault('bank-amount-unfit', { row });
}

/** `{}` where none is given. */
export function reasonOf(text: string, row: number, findings: Findings): { reasonCode?: string } | null {
  if (text === '') return {};
  const short = [...text].length <= 35 && !/\p{C}/u.test(text);
  return short ? { reasonCode: text } : findings.fault('bank-reason-unfit', { row });
}

/** What a bank calls a status, and what it is to us. */
export type StatusWords = ReadonlyMap<string, BankResultStatus>;

export function statusOf(words: StatusWords, said: string, row: number, findings: Findings): BankResultStatus | null {
  const status = words.get(said);
  if (status) return status;
  const allowed = [...words.keys()].join(', ');
  return findings.fault('bank-status-unknown', { row }, { status: shown(said, 20), allowed });
}
