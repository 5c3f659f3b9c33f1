import { type Fault, fault, Problem } from '../../../../domain/problem.ts';
import { problemBody } from '../../../problem.ts';
import { isoDay, text } from '../../../rosters/cells.ts';
import { tableOf } from '../../../rosters/read.ts';
import { Refused } from '../../remote.ts';
import { handedIn } from './people.ts';
import type { Posted } from './schema.ts';

export const lessonColumns = {
  zh: '名册序号、课程、开始时间、分钟数',
  en: 'roster number, lesson, when it began, minutes',
};

interface Lesson {
  ref: string;
  lesson: string;
  startedAt: string;
  minutes: number;
}

/** So many go in one call to the API. */
const atOnce = 5_000;

/** Learning records as they were pasted or uploaded, a row of titles before them or not. @throws Refused, by rows */
export async function readLessons(form: Posted): Promise<Lesson[][]> {
  const given = handedIn(form);
  const table = given && (await tableOf(given.type, given.content.stream() as unknown as AsyncIterable<Uint8Array>));
  const lessons: Lesson[] = [];
  const faults: Fault[] = [];
  let row = 0;
  for await (const cells of table ?? []) {
    const [ref = '', lesson = '', started, minutes = ''] = cells.map((cell, i) => (i === 2 ? cell : text(cell))) as [
      string,
      string,
      unknown,
      string,
    ];
    row += 1;
    if (row === 1 && !/\d/.test(minutes)) continue;
    const startedAt = momentOf(started);
    if (!startedAt) faults.push(fault('instant-format', { path: 'text', row }));
    else if (!/^\d+$/.test(minutes)) faults.push(fault('field-integer', { path: 'text', row }));
    else lessons.push({ ref, lesson, startedAt, minutes: Number(minutes) });
  }
  if (lessons.length + faults.length === 0) faults.push(fault('field-missing', { path: 'text' }));
  if (faults.length > 0) throw new Refused(problemBody(new Problem('invalid-input', {}, faults.slice(0, 100))));
  return Array.from({ length: Math.ceil(lessons.length / atOnce) }, (_, i) =>
    lessons.slice(i * atOnce, (i + 1) * atOnce),
  );
}

/** `2020-04-08 19:00`, `2020/4/8 19:00`, a spreadsheet's own moment: what the clock on the wall showed in China. */
function momentOf(cell: unknown): string | null {
  const said = cell instanceof Date ? cell.toISOString().slice(0, 16) : text(cell);
  const [, day = '', hour = '', minute = '', second = '00'] =
    /^([^\sT]{1,20})[T\s](\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$/.exec(said) ?? [];
  return day && `${isoDay(day)}T${hour.padStart(2, '0')}:${minute}:${second}+08:00`;
}
