import { Problem } from '../../domain/problem.ts';
import { headerText, isoDay, text } from '../rosters/cells.ts';

/** The columns of a directory file and of its export: our name, and the names under which a header is known, the first of them ours in an export. */
export const columns = {
  kind: ['类别', 'kind'],
  name: ['名称', 'name', '机构名称', '平台名称', '项目名称', '课程名称'],
  uscc: ['统一社会信用代码', 'uscc', '信用代码'],
  level: ['层级', 'level', '目录层级'],
  qualification: ['资质', 'qualification', '资质证书'],
  icpNumber: ['ICP备案号', 'icpnumber', 'icp number', '备案号'],
  url: ['网址', 'url', '网站', '网址或app', '链接'],
  functions: ['功能', 'functions', '平台功能'],
  occupation: ['职业', 'occupation', '工种', '职业工种'],
  occupationCode: ['职业编码', 'occupationcode', 'occupation code', '职业代码'],
  levels: ['等级', 'levels', '技能等级'],
  platform: ['所在平台', 'platform'],
  regions: ['免费开放地区', 'regions', '地区'],
  validFrom: ['有效期起', 'validfrom', 'valid from', '起始日期'],
  validTo: ['有效期止', 'validto', 'valid to', '截止日期'],
} as const;

export type Column = keyof typeof columns;

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, known]) =>
    known.map((name) => [name.toLowerCase(), column as Column] as const),
  ),
);
const required = ['kind', 'name', 'level', 'validFrom'] as const satisfies Column[];
const lists: readonly Column[] = ['functions', 'levels', 'regions'];

/** Words of a file for names of ours, and back in an export. */
export const words: Partial<Record<Column, Readonly<Record<string, string>>>> = {
  kind: {
    培训机构: 'training-institution',
    评价机构: 'evaluation-institution',
    培训平台: 'platform',
    培训课程: 'course',
    培训项目: 'project',
  },
  level: { 人社部推荐: 'ministry-recommended', 国家级: 'national', 省级: 'province', 市级: 'city', 区县级: 'district' },
  functions: { 记录: 'recording', 授课: 'teaching', 练习: 'practice', 评价: 'assessment' },
  regions: { 湖北: 'hubei', 三区三州: 'three-regions-three-prefectures', 挂牌督战贫困地区: 'supervised-poverty-areas' },
};

/** A form has titles above its header row. */
const headerWithin = 10;

/** Rows of cells → one object per entry, named by the header row; empty rows are no rows. @throws Problem `directory-columns-missing` */
export async function* entriesIn(
  table: AsyncIterable<unknown[]> | Iterable<unknown[]>,
): AsyncGenerator<Record<string, unknown>> {
  let header: (Column | undefined)[] | undefined;
  let best: readonly Column[] = required;
  let above = 0;
  for await (const cells of table) {
    if (cells.every((cell) => text(cell) === '')) continue;
    if (header) {
      yield entry(header, cells);
      continue;
    }
    const candidate = cells.map((cell) => columnOf.get(headerText(cell)));
    const missing = required.filter((column) => !candidate.includes(column));
    if (missing.length === 0) header = candidate;
    else if (missing.length < best.length) best = missing;
    if (!header && ++above >= headerWithin) break;
  }
  if (!header)
    throw new Problem('directory-columns-missing', { columns: best.map((one) => columns[one][0]).join(', ') });
}

function entry(header: (Column | undefined)[], cells: unknown[]): Record<string, unknown> {
  const found = header.flatMap((column, i) => {
    const value = column && unescaped(text(cells[i]));
    return column && value ? [[column, read(column, value)] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Our own export writes a quotation mark before what a spreadsheet would take for a formula. */
const unescaped = (value: string) => value.replace(/^'(?=[=+\-@])/, '');

function read(column: Column, value: string): unknown {
  const word = (one: string) => words[column]?.[one] ?? one;
  if (column === 'validFrom' || column === 'validTo') return isoDay(value);
  if (!lists.includes(column)) return word(value);
  const parts = value
    .split(/[、，,;；]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts
    .flatMap((part) => apart(column, part))
    .map((part) => (column === 'levels' && /^\d$/.test(part) ? Number(part) : word(part)));
}

/** Blanks part names that have none themselves. */
function apart(column: Column, part: string): string[] {
  const pieces = part.split(/\s+/);
  const known = Object.entries(words[column] ?? {}).flat();
  return column === 'regions' && !pieces.every((one) => known.includes(one)) ? [part] : pieces;
}
