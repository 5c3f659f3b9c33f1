import { type Fund, funds } from '../../domain/money/types.ts';
import { decimalYuan } from '../../domain/money/yuan.ts';
import { type Figures, sums } from '../../domain/performance/figures.ts';
import type { Cell } from '../ledger/register.ts';
import { meansOf } from './view.ts';

const fundNames: Record<Fund, string> = {
  'skill-action-special-account': '专账资金 Special account',
  'employment-subsidy-fund': '就业补助资金 Employment fund',
};

const sumNames: Record<(typeof sums)[number], string> = {
  entitledFen: '应补（元） entitled (yuan)',
  paidFen: '拨付（元） paid (yuan)',
  advancedFen: '预拨（元） advanced (yuan)',
  recoveredFen: '追回（元） recovered (yuan)',
};

const columns: readonly [header: string, cell: (row: Figures) => Cell][] = [
  ['项目 Programme', ({ programme }) => programme],
  ['月份 Month', ({ month }) => month],
  ['申报 Filed', ({ counts }) => counts.filed],
  ['通过 Approved', ({ counts }) => counts.approved],
  ['驳回 Rejected', ({ counts }) => counts.rejected],
  ['逾期失效 Lapsed', ({ counts }) => counts.lapsed],
  ['撤回 Withdrawn', ({ counts }) => counts.withdrawn],
  ['超期审核 Overdue reviews', ({ counts }) => counts.overdueReviews],
  ['计划人数 Trainees planned', ({ counts }) => counts.planned],
  ['参训人数 Attended', ({ counts }) => counts.attended],
  ['取证人数 Certified', ({ counts }) => counts.certified],
  ['课时 Class hours', ({ counts }) => counts.classHours],
  ['申报至拨付平均天数 Days from filing to payment', (row) => meansOf(row).daysToPayment],
  ['评估人数 Persons evaluated', ({ counts }) => counts.evaluated],
  ['评估平均分 Mean rating', (row) => meansOf(row).rating],
  ['技能提升比例 Share improved', (row) => meansOf(row).improved],
  ['留任 Kept', ({ counts }) => counts.kept],
  ['晋升 Promoted', ({ counts }) => counts.promoted],
  ['新就业 New job', ({ counts }) => counts.newJob],
  ['离职 Left', ({ counts }) => counts.left],
  ...funds.flatMap((fund) =>
    sums.map((sum): [string, (row: Figures) => Cell] => {
      return [`${fundNames[fund]} ${sumNames[sum]}`, ({ money }) => ({ yuan: decimalYuan(money[fund][sum]) })];
    }),
  ),
];

/** The figures as a sheet: headers, rows, totals. What is told together, and the totals, say so in the first column. */
export async function* sheetOf(rows: readonly Figures[], totals: Figures | null): AsyncGenerator<Cell[][]> {
  yield [columns.map(([header]) => header)];
  const named = rows.map((row) => ({ ...row, programme: row.programme ?? '小组合并 Small groups together' }));
  yield [...named, ...(totals ? [{ ...totals, programme: '合计 Total' }] : [])].map((row) =>
    columns.map(([, cell]) => cell(row)),
  );
}
