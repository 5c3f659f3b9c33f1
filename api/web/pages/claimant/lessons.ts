import { isLocalDate } from '../../../../domain/calendar/date.ts';
import { lessonFaults } from '../../../../domain/claim/lessons.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { type Fault, fault, Problem } from '../../../../domain/problem.ts';
import type { ProblemBody } from '../../../problem.ts';
import { problemBody } from '../../../problem.ts';
import { isoDay, text } from '../../../rosters/cells.ts';
import { tableOf } from '../../../rosters/read.ts';
import { formsInTurn } from '../../../rosters/turn.ts';
import { Refused } from '../../remote.ts';
import { inColumn } from './pasted.ts';
import { handedIn } from './people.ts';
import type { Posted } from './schema.ts';

/** In the order in which they stand in a row. */
export const lessonColumns = {
  ref: { zh: '名册序号', en: 'roster number' },
  lesson: { zh: '课程', en: 'lesson' },
  startedAt: { zh: '开始时间', en: 'when it began' },
  minutes: { zh: '分钟数', en: 'minutes' },
} satisfies Record<string, Bilingual>;

interface Lesson {
  ref: string;
  lesson: string;
  startedAt: string;
  minutes: number;
}

/** What goes in one call to the API, with the rows in which it stands. */
export interface Lessons {
  records: Lesson[];
  rows: number[];
}

const atOnce = 5_000;
const path = 'text';

type Known = Parameters<typeof lessonFaults>[1];

/**
 * Learning records as they were pasted or uploaded, a row of titles before them or not. Where some cannot be read, the API is not asked: `known`
 * tells then what it would refuse of the others. @throws Refused, by rows and columns
 */
export const readLessons = (form: Posted, known: () => Promise<Known>): Promise<Lessons[]> =>
  formsInTurn(() => lessonsIn(form, known));

async function lessonsIn(form: Posted, known: () => Promise<Known>): Promise<Lessons[]> {
  const given = handedIn(form);
  const table = given && (await tableOf(given.type, given.content.stream() as unknown as AsyncIterable<Uint8Array>));
  const records: Lesson[] = [];
  const rows: number[] = [];
  const faults: Fault[] = [];
  let row = 0;
  for await (const cells of table ?? []) {
    const [ref = '', lesson = '', , minutes = ''] = cells.map((cell, i) => (i === 2 ? '' : text(cell)));
    row += 1;
    if (cells.length === 0) continue;
    if (row === 1 && !/\d/.test(minutes)) continue;
    const startedAt = momentOf(cells[2]);
    const wrong = [
      ref === '' && inColumn(fault('field-empty', {}), { path, row }, lessonColumns.ref),
      lesson === '' && inColumn(fault('field-empty', {}), { path, row }, lessonColumns.lesson),
      !startedAt && inColumn(fault('moment-written', {}), { path, row }, lessonColumns.startedAt),
      !/^\d{1,4}$/.test(minutes) && inColumn(fault('minutes-written', {}), { path, row }, lessonColumns.minutes),
    ].filter((one) => one !== false);
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    records.push({ ref, lesson, startedAt: startedAt!, minutes: Number(minutes) });
    rows.push(row);
  }
  if (records.length + faults.length === 0) faults.push(fault('field-missing', { path }));
  if (faults.length > 0) {
    const others = inRows(lessonProblem(lessonFaults(records, await known())), { records, rows }).errors;
    const all = [...faults, ...others].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
    throw new Refused(lessonProblem(all.slice(0, 100)));
  }
  return Array.from({ length: Math.ceil(records.length / atOnce) }, (_, i) => {
    const [from, to] = [i * atOnce, (i + 1) * atOnce];
    return { records: records.slice(from, to), rows: rows.slice(from, to) };
  });
}

const lessonProblem = (faults: Fault[]) => problemBody(new Problem('invalid-input', {}, faults));

/** What the API refused of them, by the rows that people know. */
export function inRows(problem: ProblemBody, { rows }: Lessons): ProblemBody {
  const errors = problem.errors.map((one) => {
    const [, no, field] = /^records\.(\d+)\.(\w+)$/.exec(one.path ?? '') ?? [];
    const row = rows[Number(no)];
    return row === undefined ? one : inColumn(one, { path, row }, lessonColumns[field as keyof Lesson]);
  });
  return { ...problem, errors };
}

/** `2020-04-08 19:00`, `2020/4/8 19:00`, a spreadsheet's own moment: what the clock on the wall showed in China. */
function momentOf(cell: unknown): string | null {
  const isMoment = cell instanceof Date && !Number.isNaN(cell.getTime());
  const said = isMoment ? cell.toISOString().slice(0, 16) : text(cell);
  const [, written = '', hour = '', minute = '', second = '00'] =
    /^([^\sT]{1,20})[T\s](\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$/.exec(said) ?? [];
  const day = isoDay(written);
  const exists = isLocalDate(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return exists ? `${day}T${hour.padStart(2, '0')}:${minute}:${second}+08:00` : null;
}
