import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Fault } from '../../../../domain/problem.ts';
import type { Say } from '../../language.ts';

/** A row of what was pasted or uploaded, at the input where it was. */
export interface Place {
  path: string;
  row: number;
}

/** Beside the two inputs of which one is filled in. */
export const oneOf = (say: Say) => say('（粘贴或上传，二选一）', '(paste or upload)');

/** What is wrong with one cell of a row, in the words that people read: the name of its column before the sentence. */
export const inColumn = ({ code, messages: { zh, en } }: Fault, { path, row }: Place, column?: Bilingual): Fault => ({
  ...{ path, row, code },
  messages: column ? { zh: `${column.zh}：${zh}`, en: `${column.en}: ${en}` } : { zh, en },
});

/** The cells of a line as it was copied out of a spreadsheet, or typed. */
export function cellsOf(line: string): string[] {
  const between = line.includes('\t') ? '\t' : /[,，]/.test(line) ? /[,，]/ : /\s+/;
  return line.trim() === '' ? [] : line.split(between).map((cell) => cell.trim());
}
