import { type Instant, localDateOf } from '../calendar/date.ts';
import { decimalYuan } from '../money/yuan.ts';
import { type Paper, tableOf } from './paper.ts';
import { dayInWords, orBlank } from './words.ts';

/** A payment that went to the bank. */
export interface RegisteredPayment {
  paymentId: string;
  claimId: string;
  programme: string;
  /** Whom it is paid to; an individual's name is masked. */
  payee: string | null;
  persons: number | null;
  amountFen: number;
  status: 'paid' | 'returned' | 'approved';
  on: Instant | null;
}

export interface Register {
  authority: string;
  fund: string;
  /** `2020-05` */
  period: string;
  batchId: string;
  payments: readonly RegisteredPayment[];
  preparedBy: string | null;
  approvedBy: string | null;
  approvedAt: Instant | null;
}

const statuses = { paid: '已发放', returned: '已退票', approved: '未回盘' } as const;

/** 发放台账: whom a month's batch pays how much, by whom it was prepared and approved, and the place for the seal. */
export function registerPaper(of: Register): Paper {
  const [year, month] = of.period.split('-').map(Number);
  const total = of.payments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const persons = of.payments.reduce((sum, one) => sum + (one.persons ?? 0), 0);
  const rows = of.payments.map((one, i) => [
    ...[i + 1, one.paymentId, one.claimId, one.programme, one.payee, one.persons],
    { yuan: decimalYuan(one.amountFen) },
    ...[statuses[one.status], one.on && localDateOf(one.on)],
  ]);
  return {
    ...{ title: '职业培训补贴资金发放台账', subtitle: `${year}年${month}月　批次：${of.batchId}`, wide: true },
    columns: [4, 18, 18, 17, 17, 5, 10, 7, 9],
    blocks: [
      { text: `单位（盖章）：${of.authority}　　资金来源：${of.fund}`, as: 'line' },
      tableOf(
        ['序号', '付款编号', '申领编号', '补贴项目', '发放对象', '人数', '金额（元）', '状态', '发放日期'],
        rows,
        ['合计', `${of.payments.length} 笔`, null, null, null, persons, { yuan: decimalYuan(total) }, null, null],
      ),
      {
        text: `制表（经办）：${orBlank(of.preparedBy)}　　复核：${orBlank(of.approvedBy)}　　负责人（签字）：${orBlank(null)}　　日期：${dayInWords(of.approvedAt)}`,
        as: 'line',
      },
    ],
  };
}
