import { stringify } from 'csv-stringify/sync';
import type { OrderedPayment } from '../../../domain/money/bank-file.ts';
import { decimalYuan } from '../../../domain/money/yuan.ts';

/** In the order in which the banks' clients expect them. */
export const orderColumns = [
  'paymentId',
  'accountName',
  'accountNumber',
  'bankName',
  'bankCode',
  'amountYuan',
  'amountFen',
  'purpose',
] as const;
export type OrderRow = Record<(typeof orderColumns)[number], string>;

export function orderRow({ paymentId, amountFen, purpose, ...account }: OrderedPayment): OrderRow {
  return {
    paymentId,
    accountName: account.accountName,
    accountNumber: account.accountNumber,
    bankName: account.bankName,
    bankCode: account.bankCode ?? '',
    amountYuan: decimalYuan(amountFen),
    amountFen: String(amountFen),
    purpose,
  };
}

const rowsAtOnce = 500;

/** The CSV as text, some rows at a time. A spreadsheet must not take a name for a formula. */
export async function* csvOrder(payments: AsyncIterable<OrderedPayment>): AsyncGenerator<string> {
  const text = (rows: OrderRow[]) => stringify(rows, { columns: [...orderColumns], escape_formulas: true });
  yield stringify([[...orderColumns]]);
  let rows: OrderRow[] = [];
  for await (const payment of payments) {
    if (rows.push(orderRow(payment)) < rowsAtOnce) continue;
    yield text(rows);
    rows = [];
  }
  if (rows.length > 0) yield text(rows);
}
