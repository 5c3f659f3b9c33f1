import { type Instant, localDateOf } from '../calendar/date.ts';
import { decimalYuan } from '../money/yuan.ts';
import { type Block, type Paper, tableOf } from './paper.ts';
import { dayInWords, orBlank } from './words.ts';

/** What was paid, what came back, and what the bank has not answered for (`approved`): in this order, each apart. */
export const registerStatuses = ['paid', 'returned', 'approved'] as const;
export type RegisterStatus = (typeof registerStatuses)[number];

/** A payment that went to the bank. */
export interface RegisteredPayment {
  paymentId: string;
  claimId: string;
  programme: string;
  /** Whom it is paid to; an individual's name is masked. */
  payee: string | null;
  persons: number;
  amountFen: number;
  status: RegisterStatus;
  on: Instant | null;
}

export interface Register {
  authority: string;
  fund: string;
  /** `2020-05` */
  period: string;
  place: string;
  /** Not the whole batch. */
  excerpt?: boolean;
  payments: readonly RegisteredPayment[];
  preparedBy: string | null;
  approvedBy: string | null;
  approvedAt: Instant | null;
}

const statuses = { paid: '已发放', returned: '已退票', approved: '未回盘' } as const;

/** 发放台账: whom a month's batch pays how much, what came back, by whom it was prepared and approved, and the place for the seal. */
export function registerPaper(of: Register): Paper {
  const [year, month] = of.period.split('-').map(Number);
  const parts = registerStatuses
    .map((status) => ({ status, payments: of.payments.filter((one) => one.status === status) }))
    .filter(({ status, payments }) => payments.length > 0 || (of.payments.length === 0 && status === 'paid'));
  return {
    ...{ title: `职业培训补贴资金发放台账${of.excerpt ? '（摘录）' : ''}`, wide: true },
    subtitle: `${year}年${month}月拨付批次　${of.place}`,
    columns: [4, 19, 19, 19, 19, 5, 11, 10],
    blocks: [
      { text: `单位（盖章）：${of.authority}　　资金来源：${of.fund}`, as: 'line' },
      ...parts.flatMap(({ status, payments }): Block[] => [
        { text: `${statuses[status]}：${inWords(payments)}`, as: 'line' },
        tableOf(
          ['序号', '付款编号', '申报编号', '补贴项目', '发放对象', '人数', '金额（元）', days[status]],
          payments.map((one, i) => [
            ...[i + 1, one.paymentId, one.claimId, one.programme, one.payee, one.persons],
            ...[{ yuan: decimalYuan(one.amountFen) }, one.on && localDateOf(one.on)],
          ]),
          ['合计', `${payments.length} 笔`, null, null, null, persons(payments), { yuan: yuan(payments) }, null],
        ),
      ]),
      ...(parts.length > 1 ? [{ text: `总计：${inWords(of.payments)}`, as: 'line' } as const] : []),
      {
        text: `制表（经办）：${orBlank(of.preparedBy)}　　复核：${orBlank(of.approvedBy)}　　负责人（签字）：${orBlank(null)}　　日期：${dayInWords(of.approvedAt)}`,
        as: 'line',
      },
    ],
  };
}

const days = { paid: '发放日期', returned: '退票日期', approved: '备注' } as const;

type Payments = readonly RegisteredPayment[];
const persons = (payments: Payments) => payments.reduce((sum, one) => sum + one.persons, 0);
const yuan = (payments: Payments) => decimalYuan(payments.reduce((sum, one) => sum + one.amountFen, 0));
const inWords = (payments: Payments) => `${payments.length} 笔，${persons(payments)} 人次，${yuan(payments)} 元`;
