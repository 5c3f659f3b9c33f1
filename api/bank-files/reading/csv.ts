import {
  type AnswerColumn,
  type BankResultRow,
  type BankResultStatus,
  bankResultWords,
} from '../../../domain/money/bank-file.ts';
import { fenOfYuan } from '../../../domain/money/yuan.ts';
import { amountOf, reasonOf, referenceOf, type StatusWords, statusOf } from './cells.ts';
import type { Findings } from './findings.ts';

const named = Object.entries(bankResultWords) as [BankResultStatus, string][];
const statuses: StatusWords = new Map([
  ...named.map(([status]) => [status, status] as const),
  ...named.map(([status, word]) => [word, status] as const),
]);

const parts = { zh: '数据行', en: 'rows' };
type Cells = Partial<Record<AnswerColumn, string>>;

/** Rows of a bank's answer as CSV, without the header. */
export async function* csvRows(
  table: AsyncIterable<string[]>,
  columns: AnswerColumn[],
  findings: Findings,
): AsyncGenerator<BankResultRow> {
  let number = 0;
  let total: Cells | undefined;
  for await (const texts of table) {
    number += 1;
    if (texts.every((text) => text === '')) continue;
    const at = { row: number };
    const cells: Cells = Object.fromEntries(columns.map((column, i) => [column, texts[i] ?? '']));
    if (texts.slice(columns.length).some((text) => text !== ''))
      findings.fault('bank-row-cells', at, { found: texts.length, expected: columns.length });
    else if (total) findings.fault('bank-row-after-total', at);
    else if (/^(total|合计)$/i.test(cells.paymentId ?? '')) total = cells;
    else {
      const row = rowOf(cells, number, findings);
      if (row) yield findings.row(row);
    }
  }
  if (total) demandTotal(total, findings);
}

/** Looks at every cell, so that all faults of a row are told. */
function rowOf(cells: Cells, row: number, findings: Findings): BankResultRow | null {
  const paymentId = referenceOf(cells.paymentId ?? '', row, findings);
  const status = statusOf(statuses, cells.status?.toLowerCase() ?? '', row, findings);
  const amountFen = amountOfRow(cells, row, findings);
  const reason = reasonOf(cells.reasonCode ?? '', row, findings);
  if (!paymentId || !status || amountFen === null || !reason) return null;
  return { row, paymentId, status, amountFen, ...reason };
}

function amountOfRow(cells: Cells, row: number, findings: Findings): number | null {
  const { amountFen, amountYuan } = cells;
  const given = [
    amountFen === undefined ? [] : [wholeFen(amountFen)],
    amountYuan === undefined ? [] : [fenOfYuan(amountYuan)],
  ];
  const [one = null, other = one] = given.flat();
  if (one !== null && other !== null && one !== other) return findings.fault('bank-amounts-differ', { row });
  return amountOf(other === null ? null : one, row, findings);
}

const wholeFen = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : null);

/** `TOTAL,<count or nothing>,<sum or nothing>`: what the bank counted itself. */
function demandTotal(cells: Cells, findings: Findings): void {
  const count = cells.status ? wholeFen(cells.status) : undefined;
  const fen = cells.amountFen ? wholeFen(cells.amountFen) : undefined;
  const yuan = cells.amountYuan ? fenOfYuan(cells.amountYuan) : undefined;
  const totalFen = fen === undefined ? yuan : fen;
  const unfit = [count, fen, yuan].includes(null) || (fen !== undefined && yuan !== undefined && fen !== yuan);
  if (unfit || (count === undefined && totalFen === undefined))
    return void findings.fault('bank-total-unfit', {}, parts);
  findings.head.statedCount = count ?? undefined;
  findings.head.statedTotalFen = totalFen ?? undefined;
  if (typeof count === 'number') findings.demandCount(parts, count, findings.rows);
  if (typeof totalFen === 'number') findings.demandTotal(parts, totalFen, findings.totalFen);
}
