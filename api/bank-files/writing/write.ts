import iconv from 'iconv-lite';
import type { BankAccount } from '../../../domain/money/bank-account.ts';
import { unfitFields, unfitTexts } from '../../../domain/money/bank-fields.ts';
import type { BankFileFormat, BankOrder, OrderedPayment } from '../../../domain/money/bank-file.ts';
import { type Fault, Problem } from '../../../domain/problem.ts';
import { encoded } from '../pieces.ts';
import { counted } from '../totals.ts';
import { mostFaults } from '../unreadable.ts';
import { csvOrder } from './csv.ts';
import { pain001 } from './pain001.ts';
import { csvSample, pain002Sample } from './sample-answer.ts';

export interface BankFile {
  /** For `Content-Type`, with the charset. */
  contentType: string;
  extension: 'csv' | 'xml';
  /** One pass, in bounded memory. */
  content: AsyncIterable<Uint8Array>;
}

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const gb18030 = (text: string) => iconv.encode(text, 'gb18030');

/**
 * A batch as a file for the bank. The same order makes the same bytes.
 * @throws Problem `fund-account-missing`; from `content` Problem `bank-file-unwritable` naming the payments, or Error when the payments are not
 * what the order says. What went out until then is no file: write it twice, and check the first one (`checkedBankFile`).
 */
export function writeBankFile(
  format: BankFileFormat,
  order: BankOrder,
  payments: AsyncIterable<OrderedPayment>,
): BankFile {
  const fitting = writable(format, counted(order, payments));
  switch (format) {
    case 'csv':
      return csv('utf-8', encoded(withMark(csvOrder(fitting)), utf8));
    case 'csv-gb18030':
      return csv('gb18030', encoded(csvOrder(fitting), gb18030));
    case 'pain.001':
      return xml(pain001(withAccount(order), fitting));
  }
}

/** What the bank of a place may answer to an order in this form, to be filled in by hand where it answers on paper. */
export function writeSampleAnswer(
  format: BankFileFormat,
  order: Omit<BankOrder, 'debtor'>,
  payments: AsyncIterable<Pick<OrderedPayment, 'paymentId' | 'amountFen'>>,
): BankFile {
  switch (format) {
    case 'csv':
      return csv('utf-8', encoded(withMark(csvSample(payments)), utf8));
    case 'csv-gb18030':
      return csv('gb18030', encoded(csvSample(payments), gb18030));
    case 'pain.001':
      return xml(pain002Sample(order, payments));
  }
}

function xml(texts: AsyncIterable<string>): BankFile {
  return { contentType: 'application/xml; charset=utf-8', extension: 'xml', content: encoded(texts, utf8) };
}

function csv(charset: string, content: AsyncIterable<Uint8Array>): BankFile {
  return { contentType: `text/csv; charset=${charset}`, extension: 'csv', content };
}

/** Excel takes a file for UTF-8 by its byte order mark. */
async function* withMark(texts: AsyncIterable<string>): AsyncGenerator<string> {
  yield '\uFEFF';
  yield* texts;
}

/** Nothing goes out after a payment that does not fit; those behind it are looked at, so that all are named. */
async function* writable(
  format: BankFileFormat,
  payments: AsyncIterable<OrderedPayment>,
): AsyncGenerator<OrderedPayment> {
  const faults: Fault[] = [];
  for await (const payment of payments) {
    faults.push(...unfitFields(format, payment));
    if (faults.length >= mostFaults) break;
    if (faults.length === 0) yield payment;
  }
  if (faults.length > 0) throw new Problem('bank-file-unwritable', { format }, faults.slice(0, mostFaults));
}

function withAccount(order: BankOrder): BankOrder & { debtor: { account: BankAccount } } {
  const { batchId, debtor } = order;
  const { name, account } = debtor;
  if (!account) throw new Problem('fund-account-missing', { batchId });
  const { bankName, accountName, accountNumber, bankCode } = account;
  const texts = { bankName, accountName, accountNumber, bankCode, purpose: name };
  const faults = unfitTexts('pain.001', batchId, texts);
  if (faults.length > 0) throw new Problem('bank-file-unwritable', { format: 'pain.001' }, faults);
  return { ...order, debtor: { name, account } };
}
