import type { Change } from './difference.ts';
import { type CountedColumn, countOf, type Report, type ReportColumn, type ReportContent } from './report.ts';

/** A form as rows of cells; null: nothing, or covered by the heading before or above it. */
export type Sheet = (string | number | null)[][];

export const title = '线上培训行动实施情况双周调度表';

/** Rows above the figures: title, who reports when, two rows of headings. */
export const headRows = 4;

const groups: Partial<Record<ReportColumn, string>> = {
  registrations: '线上培训学员情况',
  'trainings-started': '线上培训学员情况',
  'platforms-for-districts': '纳入补贴性目录的线上培训平台',
  'platforms-recommended': '纳入补贴性目录的线上培训平台',
};

export function heading(column: ReportColumn, { recommendedCount }: ReportContent): string {
  switch (column) {
    case 'district':
      return '区县';
    case 'registrations':
      return '实名注册学员人次数';
    case 'trainings-started':
      return '线上培训总人次数';
    case 'platforms-for-districts':
      return '面向区县※';
    case 'platforms-recommended':
      return `人力资源社会保障部推荐的${recommendedCount}家线上培训平台※`;
  }
}

/** The annex's form: one row per district, and the total. */
export function formOf(report: Report): Sheet {
  const { content, day, version } = report;
  const { columns, rows, total } = content;
  const line = (name: string, cell: (column: CountedColumn) => number) =>
    columns.map((column) => (column === 'district' ? name : cell(column)));
  const [year, month, date] = day.split('-').map(Number);
  const amended = version > 1 ? `（更正，第${version}版）` : '';
  return [
    wide(columns, title),
    wide(columns, `填报单位：${content.authority}　报送日期：${year}年${month}月${date}日${amended}`),
    columns.map((column, i) => {
      const group = groups[column];
      if (group === undefined) return heading(column, content);
      return i > 0 && groups[columns[i - 1]!] === group ? null : group;
    }),
    columns.map((column) => (groups[column] === undefined ? null : heading(column, content))),
    ...rows.map((row) => line(row.name.zh, (column) => countOf(row, column))),
    line('合计', (column) => countOf(total, column)),
    wide(columns, '注：1．※具体平台名称见附页；同一平台在合计中只计一次。'),
    wide(columns, '2．各栏均为截至报送日的累计数；线上培训总人次数包括未完成全部培训的人次。'),
  ];
}

/** The page of the platforms' names, to which the form refers. */
export function platformSheet({ content }: Report): Sheet {
  const of = (name: string, platforms: string[], column: ReportColumn) =>
    platforms.map((platform) => [name, heading(column, content).replace('※', ''), platform]);
  return [
    ['区县', '类别', '平台名称'],
    ...content.rows.flatMap(({ name, platformsForDistricts, platformsRecommended }) => [
      ...of(name.zh, platformsForDistricts, 'platforms-for-districts'),
      ...of(name.zh, platformsRecommended, 'platforms-recommended'),
    ]),
  ];
}

/** What an amended report has changed since the version before it. */
export function changeSheet({ content }: Report, changes: readonly Change[]): Sheet {
  return [
    ['区县', '栏目', '更正前', '更正后', '增减', '新增平台', '减少平台'],
    ...changes.map(({ name, column, before, after, added, removed }) => [
      ...[name.zh, heading(column, content).replace('※', ''), before, after, after - before],
      ...[added.join('、') || null, removed.join('、') || null],
    ]),
  ];
}

const wide = (columns: readonly ReportColumn[], text: string): Sheet[number] => [
  text,
  ...columns.slice(1).map(() => null),
];
