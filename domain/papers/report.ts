import { formOf, headRows, platformSheet } from '../reports/form.ts';
import type { Report } from '../reports/report.ts';
import type { Block, Cell, Paper } from './paper.ts';

/** 双周调度表 in the form of its annex: title, who reports and for which day, two rows of headings, a row per district, notes. */
export function reportPaper(report: Report): Paper {
  const [[title], [line], ...rest] = formOf(report) as [[string], [string], ...Cell['value'][][]];
  const width = report.content.columns.length;
  const notes = rest.splice(-2).map(([text]) => String(text));
  const head = headRows - 2;
  return {
    ...{ title, annex: '附件', columns: report.content.columns.map((_, i) => (i === 0 ? 3 : 4)) },
    blocks: [
      { text: line, as: 'line' },
      { grid: { head, rows: rest.map((row, r) => (r < head ? headings(row, r, rest[1]!, width) : row.map(plain))) } },
      ...notes.map((text) => ({ text, as: 'note' as const })),
      ...platformsOf(report),
    ],
  };
}

/** 附页: the names of the platforms, where there are any; the last column takes what room is left. */
function platformsOf(report: Report): Block[] {
  const sheet = platformSheet(report);
  const span = report.content.columns.length - 2;
  if (sheet.length === 1 || span < 1) return [];
  const rows = sheet.map((row, r) =>
    row.map((value, c): Cell => ({ value, span: c === 2 ? span : 1, as: r === 0 ? 'heading' : undefined })),
  );
  return [{ text: '附页　平台名称', as: 'line' }, { grid: { head: 1, rows } }];
}

const plain = (value: Cell['value']): Cell => ({ value });

/** A heading stands over all columns up to the next one, and over both rows where nothing is below it. */
function headings(row: Cell['value'][], r: number, below: Cell['value'][], width: number): Cell[] {
  return row.flatMap((value, c): Cell[] => {
    if (value === null) return [];
    const next = row.slice(c + 1).findIndex((other, i) => other !== null || (r === 0 && below[c + 1 + i] === null));
    const span = r === 0 ? (next === -1 ? width - c : next + 1) : 1;
    return [{ value, as: 'heading', span, rows: r === 0 && below[c] === null ? 2 : 1 }];
  });
}
