import { storable } from '../body.ts';

// What cells of tables say, whoever reads them.

/** A cell as people read it. */
export function text(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // Spreadsheets give days as UTC midnight.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '?' : cell.toISOString().replace(/T.*/, '');
  return storable(String(cell)).trim();
}

/** A header without what differs from file to file: width, letters, remarks in brackets, blanks between characters. */
export function headerText(cell: unknown): string {
  return text(cell)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)|[*:\uFEFF]/g, '')
    .replace(/(\p{Script=Han})\s+(?=\p{Script=Han})/gu, '$1')
    .trim();
}

/** 2020/3/2 and 2020年3月2日 → 2020-03-02; anything else stays for the schema to refuse. */
export function isoDay(value: string): string {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(value) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : value;
}
