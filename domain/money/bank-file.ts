import type { Instant } from '../calendar/instant.ts';
import { inForce, type Params } from '../rules/param.ts';
import type { BankAccount } from './bank-account.ts';

/**
 * Forms in which a batch goes to the bank. `csv`: UTF-8 with byte order mark. `csv-gb18030`: the same columns in GB18030, without one.
 * `pain.001`: ISO 20022 pain.001.001.09.
 */
export const bankFileFormats = ['csv', 'csv-gb18030', 'pain.001'] as const;
export type BankFileFormat = (typeof bankFileFormats)[number];

/** The figure by which a place says which form its bank takes. */
export const bankFileFigure = 'bank-file-format';

/** The form in force in a place on a day; plain CSV where the place says nothing. */
export function bankFileFormatOf(parameters: Params, on: string): BankFileFormat {
  const figure = parameters[bankFileFigure];
  return ((figure && inForce(figure, on)?.value) ?? 'csv') as BankFileFormat;
}

/** One transfer, as it goes to the bank. Personal data where the payee is a person. */
export interface OrderedPayment extends BankAccount {
  paymentId: string;
  amountFen: number;
  /** What the payee reads on the statement: the claim's id. */
  purpose: string;
}

/** What is ordered as a whole. The same order always makes the same file, byte by byte. */
export interface BankOrder {
  batchId: string;
  createdAt: Instant;
  /** Payments in it, and their sum. */
  count: number;
  totalFen: number;
  /** Who pays; only pain.001 needs the account. */
  debtor: { name: string; account?: BankAccount };
}

/** What became of a payment, and what an answer as CSV may call it as well. */
export const bankResultWords = { paid: '成功', returned: '退票', pending: '处理中' } as const;
export type BankResultStatus = keyof typeof bankResultWords;

/** Columns of a bank's answer as CSV, and what they may be called as well. */
export const answerColumnNames = {
  paymentId: '付款编号',
  status: '状态',
  amountFen: '金额(分)',
  amountYuan: '金额(元)',
  reasonCode: '原因',
} as const;
export type AnswerColumn = keyof typeof answerColumnNames;

/** One row of a bank's answer. `row`: of the CSV (1 = first below the header), or the number of the transaction in the XML. */
export interface BankResultRow {
  row: number;
  paymentId: string;
  status: BankResultStatus;
  amountFen: number;
  /** Why it came back, as the bank says: `AC01`, `户名不符`; at most 35 characters. */
  reasonCode?: string;
}

/** What a bank's answer says of itself and of the order that it answers. */
export interface BankAnswerHead {
  format: 'csv' | 'pain.002' | 'camt.053';
  /** What the answer says is in it, and the reader has compared: rows (CSV), transactions (pain.002), entries (camt.053). */
  statedCount?: number;
  statedTotalFen?: number;
  /** pain.002: the order that it answers, by the id of its message, its count and its sum. */
  originalMessageId?: string;
  originalCount?: number;
  originalTotalFen?: number;
}
