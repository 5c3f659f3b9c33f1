import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import type { Queryable } from '../../db/pool.ts';
import { findReport } from '../../db/reports/reports.ts';
import { Problem } from '../../domain/problem.ts';
import { type Change, difference } from '../../domain/reports/difference.ts';
import { changeSheet, formOf, headRows, platformSheet, type Sheet, title } from '../../domain/reports/form.ts';
import type { Report } from '../../domain/reports/report.ts';
import { intact } from './report.ts';

export const reportFormats = ['csv', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ReportFormat, string>;

export interface ReportFile {
  name: string;
  contentType: string;
  content: Uint8Array<ArrayBuffer>;
}

/** A version of a report with what it has changed since the one before. @throws Problem `report-unknown`, `report-altered` */
export async function readReport(
  db: Queryable,
  id: string,
  wanted: number | null = null,
): Promise<{ report: Report; changes: Change[] }> {
  const report = await findReport(db, id, wanted);
  if (!report) throw new Problem('report-unknown', { id });
  const before = await findReport(db, id, report.version - 1);
  return { report: intact(report), changes: before ? difference(intact(before).content, report.content) : [] };
}

/** The annex's form as a file: CSV holds the form alone, the workbook also the platforms' names and what was amended. A few dozen rows. */
export async function reportFile(
  { report, changes }: { report: Report; changes: readonly Change[] },
  format: ReportFormat,
): Promise<ReportFile> {
  const { id, version } = report;
  const name = `report-${id}-v${version}.${format}`;
  const content = format === 'csv' ? csvOf(formOf(report)) : await workbookOf(report, changes);
  return { name, contentType: reportTypes[format], content };
}

function csvOf(form: Sheet): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(stringify(form, { bom: true, escape_formulas: true }));
}

async function workbookOf(report: Report, changes: readonly Change[]): Promise<Uint8Array<ArrayBuffer>> {
  const width = report.content.columns.length;
  const sheets = [
    { data: formCells(formOf(report), width), sheet: '双周调度表', columns: widths(width) },
    { data: plainCells(platformSheet(report)), sheet: '附页 平台名称', columns: widths(3) },
    ...(changes.length > 0
      ? [{ data: plainCells(changeSheet(report, changes)), sheet: '更正对照', columns: widths(7) }]
      : []),
  ];
  return new Uint8Array(await writeXlsxFile(sheets).toBuffer());
}

const widths = (columns: number) => Array.from({ length: columns }, () => ({ width: 24 }));

/** Text is text, whatever it begins with: never a formula. XML has no place for some characters. */
function cellOf(cell: Sheet[number][number]) {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: cell.replace(/[\uFFFE\uFFFF]/g, ''), type: String };
}

const plainCells = (sheet: Sheet) =>
  sheet.map((row, i) => row.map((cell) => withStyle(cellOf(cell), i === 0 ? { fontWeight: 'bold' as const } : {})));

/** Titles and notes run over the whole width, headings over what they are above. */
function formCells(form: Sheet, width: number) {
  return form.map((row, r) =>
    row.map((cell, c) => {
      const head = r < headRows;
      const style = head ? { fontWeight: 'bold' as const, wrap: true, alignVertical: 'center' as const } : {};
      const covered = row.slice(c + 1).findIndex((next) => next !== null);
      const span = covered === -1 ? width - c : covered + 1;
      const spans = span > 1 && cell !== null ? { columnSpan: span } : {};
      const below = r === 2 && form[3]?.[c] === null ? { rowSpan: 2 } : {};
      const middle = cell === title ? { align: 'center' as const } : {};
      return withStyle(cellOf(cell), { ...style, ...spans, ...below, ...middle });
    }),
  );
}

const withStyle = <Cell extends object | null, Style extends object>(cell: Cell, style: Style) =>
  cell && { ...cell, ...style };
