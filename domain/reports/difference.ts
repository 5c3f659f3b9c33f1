import type { Bilingual } from '../messages/message.ts';
import { type CountedColumn, countOf, type ReportContent, type ReportFigures, reportColumns } from './report.ts';

/** One figure that another version of a report has changed. */
export interface Change {
  /** Of the row: a district's code, `total`, or null where the filings name no district. */
  row: string | null;
  name: Bilingual;
  column: CountedColumn;
  before: number;
  after: number;
  /** Platforms that came and went; empty in columns of people. */
  added: string[];
  removed: string[];
}

const counted = reportColumns.filter((column) => column !== 'district');
const total: Bilingual = { zh: '合计', en: 'total' };
const nothing: ReportFigures = {
  registrations: 0,
  trainingsStarted: 0,
  platformsForDistricts: [],
  platformsRecommended: [],
};

/** District by district and column by column, the total last. A platform that takes the place of another is a change too. */
export function difference(before: ReportContent, after: ReportContent): Change[] {
  const known = new Set(before.rows.map(({ district }) => district));
  const names = [...before.rows, ...after.rows.filter(({ district }) => !known.has(district))];
  const rowOf = ({ rows }: ReportContent, code: string | null) =>
    rows.find(({ district }) => district === code) ?? nothing;
  return [
    ...names.flatMap(({ district, name }) => changes(district, name, rowOf(before, district), rowOf(after, district))),
    ...changes('total', total, before.total, after.total),
  ];
}

function changes(row: string | null, name: Bilingual, before: ReportFigures, after: ReportFigures): Change[] {
  return counted
    .map((column) => {
      const [was, is] = [platformsOf(before, column), platformsOf(after, column)];
      return {
        ...{ row, name, column, before: countOf(before, column), after: countOf(after, column) },
        added: is.filter((platform) => !was.includes(platform)),
        removed: was.filter((platform) => !is.includes(platform)),
      };
    })
    .filter((one) => one.before !== one.after || one.added.length > 0 || one.removed.length > 0);
}

function platformsOf(figures: ReportFigures, column: CountedColumn): string[] {
  if (column === 'platforms-for-districts') return figures.platformsForDistricts;
  return column === 'platforms-recommended' ? figures.platformsRecommended : [];
}
