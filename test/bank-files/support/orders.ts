import { checkBankFile } from '../../../api/bank-files/checking/check.ts';
import { type BankAnswerOutcome, readBankAnswer } from '../../../api/bank-files/reading/read.ts';
import { writeBankFile } from '../../../api/bank-files/writing/write.ts';
import type { BankFileFormat, BankOrder, BankResultRow, OrderedPayment } from '../../../domain/money/bank-file.ts';

export const account = {
  bankName: '中国银行无锡分行',
  accountName: '无锡市人力资源和社会保障局',
  accountNumber: '6216610000000000016',
  bankCode: '104302000012',
};

export const payment = (n: number, more: Partial<OrderedPayment> = {}): OrderedPayment => ({
  paymentId: `P${String(n).padStart(20, '0')}`,
  accountName: '虚构企业有限公司',
  accountNumber: '6222020000000000013',
  bankName: '中国工商银行',
  bankCode: '102302000019',
  amountFen: 44400 + n,
  purpose: 'C0123456789ABCDEF',
  ...more,
});

export const orderOf = (payments: readonly OrderedPayment[], more: Partial<BankOrder> = {}): BankOrder => ({
  batchId: 'wuxi.skill-action-special-account.2020-03',
  createdAt: '2020-04-01T02:00:00+08:00',
  count: payments.length,
  totalFen: payments.reduce((fen, { amountFen }) => fen + amountFen, 0),
  debtor: { name: '无锡市人力资源和社会保障局', account },
  ...more,
});

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** Bytes as the network brings them. */
export async function* chunks(file: Uint8Array | string, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file as string);
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

export async function all(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

export const written = (format: BankFileFormat, payments: readonly OrderedPayment[], order = orderOf(payments)) =>
  all(writeBankFile(format, order, each(payments)).content);

export const checked = (
  format: BankFileFormat,
  payments: readonly OrderedPayment[],
  file: Uint8Array | string,
  order = orderOf(payments),
) => checkBankFile(format, order, each(payments), chunks(file));

/** Everything that a bank's answer says. */
export async function read(
  contentType: string,
  file: Uint8Array | string,
  size?: number,
): Promise<BankAnswerOutcome & { all: BankResultRow[] }> {
  const answer = await readBankAnswer(contentType, chunks(file, size));
  const all: BankResultRow[] = [];
  for await (const row of answer.rows) all.push(row);
  return { ...answer.outcome(), all };
}

/** Faults as `row code`, or the code alone where no row is at fault. */
export async function faultsOf(contentType: string, file: Uint8Array | string): Promise<string[]> {
  const { faults } = await read(contentType, file);
  return faults.map(({ row, code }) => (row === undefined ? code : `${row} ${code}`));
}

/** Why a file cannot be read at all: the problem's code, and those of its reasons. */
export async function refusal(contentType: string, file: Uint8Array | string): Promise<string[]> {
  try {
    await read(contentType, file);
  } catch (error) {
    const { code, errors } = error as { code?: string; errors?: { code: string }[] };
    if (!code || !errors) throw error;
    return [code, ...errors.map((one) => one.code)];
  }
  throw new Error('it was read');
}
