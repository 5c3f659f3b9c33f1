import { type Fault, fault, Problem } from '../../../domain/problem.ts';
import { shown } from '../unreadable.ts';

const names = {
  paymentId: ['paymentid', '付款编号'],
  status: ['status', '状态'],
  amountFen: ['amountfen', '金额(分)'],
  amountYuan: ['amountyuan', '金额(元)'],
  reasonCode: ['reasoncode', '原因'],
} as const;
export type AnswerColumn = keyof typeof names;

const columnOf = new Map<string, AnswerColumn>(
  (Object.keys(names) as AnswerColumn[]).flatMap((column) => names[column].map((name) => [name, column] as const)),
);

/** Columns that only the payment order has. */
const ordering = ['accountname', 'accountnumber', 'purpose'];

/** Which column stands where. @throws Problem `bank-file-unreadable` naming every wrong column, or `bank-file-is-order` */
export function answerColumns(header: readonly string[]): AnswerColumn[] {
  // (元) may have been typed in wide characters.
  const plain = header.map((cell) => cell.normalize('NFKC').toLowerCase().replaceAll(' ', ''));
  const columns = plain.map((name) => columnOf.get(name));
  if (!columns.includes('status') && ordering.every((name) => plain.includes(name)))
    throw new Problem('bank-file-is-order');
  const faults = [...missing(columns), ...columns.flatMap((column, i) => wrong(columns, column, i, header[i]!))];
  if (faults.length > 0) throw new Problem('bank-file-unreadable', {}, faults.slice(0, 20));
  return columns as AnswerColumn[];
}

function wrong(all: (AnswerColumn | undefined)[], column: AnswerColumn | undefined, i: number, cell: string): Fault[] {
  const at = { number: i + 1, column: shown(cell) };
  if (!column) return [fault('bank-column-unknown', {}, { ...at, allowed: Object.keys(names).join(', ') })];
  return all.indexOf(column) < i ? [fault('bank-column-duplicate', {}, at)] : [];
}

function missing(columns: (AnswerColumn | undefined)[]): Fault[] {
  const lacking: string[] = (['paymentId', 'status'] as const).filter((column) => !columns.includes(column));
  if (!columns.includes('amountFen') && !columns.includes('amountYuan')) lacking.push('amountFen / amountYuan');
  return lacking.length > 0 ? [fault('bank-columns-missing', {}, { columns: lacking.join(', ') })] : [];
}
