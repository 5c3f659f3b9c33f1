import type { Instant, LocalDate } from '../calendar/date.ts';
import { decimalYuan } from '../money/yuan.ts';
import { valueAt } from './filing-form.ts';
import type { RosterLayout } from './layout.ts';
import { type Block, type Paper, tableOf } from './paper.ts';
import { dayInWords } from './words.ts';

/** Whose roster it is, and when it was filled in. */
export interface RosterHeader {
  enterprise: string;
  /** Null: not filled in yet. */
  filledOn: LocalDate | Instant | null;
}

/** 花名册: the header of the annex, and a row for each person. */
export function rosterPaper(layout: RosterLayout, header: RosterHeader, people: readonly object[]): Paper {
  const { title, annex, columns, notes } = layout;
  const rows = people.map((person) =>
    columns.map(({ of, words }) => {
      const value = valueAt(person, of);
      return words?.[String(value)] ?? (value === null || value === undefined ? null : String(value));
    }),
  );
  return {
    ...{ title, annex, columns: columns.map(({ width }) => width), wide: columns.length > 7 },
    blocks: [
      ...headerOf(header),
      tableOf(
        columns.map(({ name }) => name),
        rows,
      ),
      ...notesOf(notes),
    ],
  };
}

/** A person on the subsidy roster. */
export interface Subsidised {
  ref: string;
  name: string;
  sex: 'male' | 'female' | null;
  idNumber: string;
  classHours: number | null;
  amountFen: number;
}

/** 补贴花名册: who of the `trainees` on the roster is subsidised with how much, and the sum. */
export function subsidyRosterPaper(
  { title, annex, notes }: Pick<RosterLayout, 'title' | 'annex' | 'notes'>,
  header: RosterHeader,
  people: readonly Subsidised[],
  trainees: number,
): Paper {
  const gaps = people.length < trainees ? ['序号与培训人员花名册一致；未列出的人员不享受补贴。'] : [];
  const total = people.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const rows = people.map(({ ref, name, sex, idNumber, classHours, amountFen }) => [
    ...[ref, name, sex && { male: '男', female: '女' }[sex], idNumber, classHours],
    { yuan: decimalYuan(amountFen) },
  ]);
  return {
    ...{ title, annex, columns: [5, 10, 5, 18, 8, 12] },
    blocks: [
      ...headerOf(header),
      tableOf(['序号', '姓名', '性别', '身份证号码', '课时', '补贴金额（元）'], rows, [
        ...['合计', `${people.length} 人`, null, null, null],
        { yuan: decimalYuan(total) },
      ]),
      ...notesOf([...notes, ...gaps]),
    ],
  };
}

const headerOf = ({ enterprise, filledOn }: RosterHeader): Block[] => [
  { text: `企业名称（盖章）：${enterprise}`, as: 'line' },
  { text: `填报日期：${dayInWords(filledOn)}`, as: 'line' },
];

const notesOf = (notes: readonly string[]): Block[] => notes.map((text) => ({ text, as: 'note' }));
