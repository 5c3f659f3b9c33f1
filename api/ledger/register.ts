import { type BatchOf, type RegisterRow, registerPage } from '../../db/money/register.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { decimalYuan } from '../../domain/money/yuan.ts';
import { type RegisterStatus, registerStatuses } from '../../domain/papers/register.ts';
import type { Deps } from '../deps.ts';

/** A number stays one in a spreadsheet; `yuan` is shown with two decimals. */
export type Cell = string | number | { yuan: string } | null;

/** The columns of 发放台账, in the order of `rowOf`. */
export const headers = [
  '批次 Batch',
  '付款编号 Payment',
  '申报编号 Claim',
  '项目 Programme',
  '申报单位代码 Claimant code',
  '申报单位 Claimant',
  '人数 Persons',
  '金额（元） Amount (yuan)',
  '金额（分） Amount (fen)',
  '资金 Fund',
  '状态 Status',
  '发放日期 Paid on',
  '退票日期 Returned on',
] as const;

const statuses: Record<RegisterStatus, string> = {
  paid: '已发放 paid',
  returned: '已退票 returned',
  approved: '未回盘 unanswered',
};

const rowsPerPage = 1_000;

/** Payments of a batch that stand so, page by page. */
export async function* paymentsIn(
  { pool }: Pick<Deps, 'pool'>,
  of: BatchOf,
  status: RegisterStatus,
): AsyncGenerator<RegisterRow[]> {
  let page: RegisterRow[] = [];
  do {
    page = await registerPage(pool, of, status, page.at(-1)?.paymentId ?? null, rowsPerPage);
    yield page;
  } while (page.length === rowsPerPage);
}

/** The register page by page: headers, then what was paid, what came back and what is not answered, each with its sums below. */
export async function* registerPages(deps: Pick<Deps, 'pool' | 'registry'>, of: BatchOf): AsyncGenerator<Cell[][]> {
  const nameOf = programmeNames(deps, of.jurisdiction);
  yield [[...headers]];
  for (const status of registerStatuses) {
    const sum = { payments: 0, persons: 0, fen: 0 };
    for await (const page of paymentsIn(deps, of, status)) {
      for (const { persons, amountFen } of page) {
        sum.payments += 1;
        sum.persons += persons;
        sum.fen += amountFen;
      }
      yield page.map((row) => rowOf(row, nameOf(row.programme)));
    }
    yield [
      [
        ...['合计 Total', sum.payments, null, null, null, null, sum.persons],
        ...[{ yuan: decimalYuan(sum.fen) }, sum.fen, of.fund, statuses[status], null, null],
      ],
    ];
  }
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
export function programmeNames({ registry }: Pick<Deps, 'registry'>, jurisdiction: string): (slug: string) => string {
  const names = new Map(registry.find(jurisdiction).programmes.map(({ slug, names }) => [slug, names.zh]));
  return (slug) => names.get(slug) ?? slug;
}
