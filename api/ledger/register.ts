import { type RegisterRow, registerPage } from '../../db/money/register.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { decimalYuan } from '../../domain/money/yuan.ts';
import type { Deps } from '../deps.ts';

/** A number stays one in a spreadsheet; `yuan` is shown with two decimals. */
export type Cell = string | number | { yuan: string } | null;

/** The columns of 发放台账, in the order of `rowOf`. */
export const headers = [
  '批次 Batch',
  '付款编号 Payment',
  '申领编号 Claim',
  '项目 Programme',
  '申领人代码 Claimant code',
  '申领人 Claimant',
  '人数 Persons',
  '金额（元） Amount (yuan)',
  '金额（分） Amount (fen)',
  '资金 Fund',
  '状态 Status',
  '发放日期 Paid on',
  '退票日期 Returned on',
] as const;

const statuses = {
  paid: '已发放 paid',
  returned: '已退票 returned',
  approved: '未回盘 unanswered',
} as const satisfies Record<RegisterRow['status'], string>;

const rowsPerPage = 1_000;

export interface RegisterOf {
  jurisdiction: string;
  fund: string;
  /** Month of the batch. */
  period: string;
}

/** The register page by page: headers, one row per payment, at the end one row of totals per status. */
export async function* registerPages(deps: Pick<Deps, 'pool' | 'registry'>, of: RegisterOf): AsyncGenerator<Cell[][]> {
  const nameOf = programmeNames(deps, of.jurisdiction);
  const totals = new Map(Object.keys(statuses).map((status) => [status, { payments: 0, persons: 0, fen: 0 }]));
  let after: string | null = null;
  yield [[...headers]];
  for (;;) {
    const page: RegisterRow[] = await registerPage(deps.pool, of, after, rowsPerPage);
    for (const { status, persons, amountFen } of page) {
      const sum = totals.get(status)!;
      sum.payments += 1;
      sum.persons += persons ?? 0;
      sum.fen += amountFen;
    }
    if (page.length > 0) yield page.map((row) => rowOf(row, nameOf(row.programme)));
    if (page.length < rowsPerPage) break;
    after = page.at(-1)!.paymentId;
  }
  yield [...totals].map(([status, { payments, persons, fen }]) => [
    ...['合计 Total', payments, null, null, null, null, persons],
    ...[{ yuan: decimalYuan(fen) }, fen, of.fund, statuses[status as keyof typeof statuses], null, null],
  ]);
}

function rowOf(row: RegisterRow, programme: string): Cell[] {
  const name = row.claimantKind === 'individual' ? maskName(row.claimantName ?? '') : row.claimantName;
  return [
    ...[row.disbursementId, row.paymentId, row.claimId, programme, row.claimant, name, row.persons],
    ...[{ yuan: decimalYuan(row.amountFen) }, row.amountFen, row.fund, statuses[row.status]],
    ...[row.paidAt && localDateOf(row.paidAt), row.returnedAt && localDateOf(row.returnedAt)],
  ];
}

/** A programme that its pack does not have any more is told by its slug. */
function programmeNames({ registry }: Pick<Deps, 'registry'>, jurisdiction: string): (slug: string) => string {
  const names = new Map(registry.find(jurisdiction).programmes.map(({ slug, names }) => [slug, names.zh]));
  return (slug) => names.get(slug) ?? slug;
}
