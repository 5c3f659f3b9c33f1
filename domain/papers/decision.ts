import type { Instant } from '../calendar/date.ts';
import { formatYuan } from '../money/yuan.ts';
import type { Paper } from './paper.ts';
import { dayInWords, lastDayInWords } from './words.ts';

/** Decisions of which the claimant gets a letter, and what it is called. */
export const letterTitles = {
  approveFiling: '培训备案通知书',
  returnForCorrection: '补正通知书',
  rejectClaim: '不予通过决定书',
  approveApplication: '培训补贴核定通知书',
  rule: '异议处理通知书',
} as const;

/** An approval of which nobody has anything refuses. */
export const noSubsidyTitle = '不予补贴决定书';
export const letterTitle = (act: LetterAct, nothingDue: boolean): string =>
  nothingDue ? noSubsidyTitle : letterTitles[act];

export type LetterAct = keyof typeof letterTitles;

/** An objection that is dismissed changes nothing for who claims. */
export const hasLetter = (move: { act: string; decision: string | null }): boolean =>
  move.act in letterTitles && (move.act !== 'rule' || move.decision === 'uphold');

export interface Decided {
  act: LetterAct;
  authority: string;
  /** Where it is asked. */
  website: string;
  claimId: string;
  /** Number of the decision in the claim. */
  n: number;
  /** Whom it is for; null: an individual, who is addressed without a name. */
  claimant: string | null;
  programme: string;
  filedAt: Instant;
  at: Instant;
  /** `reason`: in the words of who decided; `reasonName`: what its code is called. */
  reasonName: string | null;
  reason: string | null;
  /** Of a return: what is to be put right, and why. */
  fields: readonly { name: string; reason: string }[];
  /** Who is not subsidised, and why. */
  unpaid: readonly { people: readonly Named[]; why: string }[];
  /** What a refusal rests on, as cited. */
  clauses: readonly string[];
  /** On the roster at the decision; null: not known. */
  trainees: number | null;
  /** What was decided on, fen. */
  amountFen: number | null;
  /** Of an objection that was upheld: about whom, null for the whole claim, and the sum before; null: not known. */
  upheld?: { about: Named | null; beforeFen: number | null };
  /** Nobody is subsidised: the approval ends the claim. */
  nothingDue: boolean;
  /** Until when it has to be corrected; null: the calendar of that day is not published. */
  dueAt: Instant | null;
  /** How long one may ask for an administrative review, and where that stands. */
  review: { days: number; source: string } | null;
}

/** Somebody on the roster; `name` null: erased. */
export interface Named {
  ref: string;
  name: string | null;
}

/** 决定书, 通知书: what was decided, why, and what can be done against it. */
export function decisionLetter(of: Decided): Paper {
  const { act, authority, claimId, n, claimant, at, review } = of;
  const refused = act === 'rejectClaim' || act === 'rule' || of.unpaid.length > 0 || of.nothingDue;
  const people = of.trainees === null ? '' : `，共${of.trainees}人`;
  const paragraphs = [
    `你单位于${dayInWords(of.filedAt)}提交的“${of.programme}”申报（编号${claimId}${people}）已收悉。${outcome(of)}`,
    ...reasons(of),
    ...next(of),
    ...(refused || act === 'approveApplication' ? remedies(review) : []),
    ...(refused || act === 'returnForCorrection'
      ? [`对本件有疑问的，请向${authority}咨询（网站：${of.website}），并说明编号。`]
      : []),
  ];
  return {
    ...{ title: letterTitle(act, of.nothingDue), subtitle: `编号：${claimId}-${n}`, columns: [1] },
    blocks: [
      { text: `${claimant ?? '申报人'}：`, as: 'lead' },
      ...paragraphs.map((text) => ({ text, as: 'body' as const })),
      { text: `${authority}（盖章）`, as: 'sign' },
      { text: dayInWords(at), as: 'sign' },
    ],
  };
}

function outcome({ act, amountFen, nothingDue, upheld }: Decided): string {
  if (nothingDue) return '经审核，名册内人员均不符合补贴条件，决定不予补贴。';
  switch (act) {
    case 'approveFiling':
      return '经审核，材料齐全、符合规定，准予备案。';
    case 'returnForCorrection':
      return '经审核，所报材料需要补正，现予退回。';
    case 'rejectClaim':
      return '经审核，不符合规定，决定不予通过。';
    case 'approveApplication':
      return amountFen === null ? '经审核，准予补贴。' : `经审核，核定补贴金额为${formatYuan(amountFen)}。`;
    case 'rule': {
      const { about = null, beforeFen = null } = upheld ?? {};
      const before = beforeFen === null ? '' : `由${formatYuan(beforeFen)}`;
      const now = amountFen === null ? '' : `补贴金额${before}调整为${formatYuan(amountFen)}。`;
      return `公示期间收到异议，经核实，异议成立，${about ? named([about]) : '本件'}不予补贴。${now}`;
    }
  }
}

function reasons({ reasonName, reason, fields, unpaid, nothingDue, clauses }: Decided): string[] {
  const words = [reasonName, reason].filter((one) => one !== null);
  const without = unpaid.reduce((sum, { people }) => sum + people.length, 0);
  return [
    ...(words.length > 0 ? [`理由：${words.join('。').replace(/。。/g, '。')}`] : []),
    ...(fields.length > 0 ? ['需要补正的内容：'] : []),
    ...fields.map(({ name, reason }, i) => `${i + 1}．${name}：${reason}`),
    ...(without > 0 && !nothingDue ? [`名册内下列${without}人不符合补贴条件，不予补贴：`] : []),
    ...unpaid.map(({ people, why }) => `${named(people)}：${why}`),
    ...(clauses.length > 0 ? [`依据：${clauses.join('；')}。`] : []),
  ];
}

/** Beyond as many a letter is no longer readable; whom it leaves out is told with every line of the claim. */
const mostNamed = 5_000;

function named(people: readonly Named[]): string {
  const names = people.slice(0, mostNamed).map(({ ref, name }) => `第${ref}号${name ?? ''}`);
  const more = people.length > mostNamed ? `等${people.length}人` : '';
  return `名册${names.join('、')}${more}`;
}

function next({ act, dueAt, nothingDue }: Decided): string[] {
  if (nothingDue) return [];
  switch (act) {
    case 'approveFiling':
      return ['请按备案的培训计划组织培训，如实记录学时；备案内容发生变化的，应当及时提交变更。'];
    case 'returnForCorrection':
      return [
        dueAt
          ? `请于${lastDayInWords(dueAt)}（含当日）前补正后重新提交，逾期未提交的，本件失效。`
          : '请补正后重新提交。',
      ];
    case 'approveApplication':
      return ['核定金额按规定公示无异议后，核拨到你单位申报的银行账户。'];
    case 'rejectClaim':
    case 'rule':
      return [];
  }
}

function remedies(review: Decided['review']): string[] {
  if (!review) return ['如不服本决定，可依法申请行政复议，或者依法向人民法院提起行政诉讼。'];
  return [
    `如不服本决定，可自知道本决定之日起${review.days}日内，依照${review.source}申请行政复议；也可以依法向人民法院提起行政诉讼。`,
  ];
}
