import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, entriesIn } from '../../api/directory/columns.ts';
import { exportPages } from '../../api/directory/export.ts';
import { readDirectory, readDirectoryFile } from '../../api/directory/intake.ts';
import type { Directory } from '../../api/directory/read.ts';
import { csvOf } from '../../api/ledger/csv.ts';
import { csvTable } from '../../api/rosters/csv.ts';
import { type DirectoryEntry, directoryLevels, inOrder, platformFunctions } from '../../domain/directory/entry.ts';
import { completeCreditCode } from '../../domain/identity/creditCode.ts';
import { comparableName } from '../../domain/listings/listing.ts';

const header = ['类别', '名称', '层级', '有效期起'];
const read = (rows: unknown[][]) => readDirectory(entriesIn(rows));

test('rows are read by Chinese or English headers below a title, in words or names of ours', async () => {
  const file = await read([
    ['无锡市线上培训平台目录', '', '', ''],
    ['类别', '平台名称', '层级（级别）', '有效期起', '功能', '等级', '免费开放地区'],
    ['培训平台', '甲', '市级', '2020/3/1', '记录、授课', '', '湖北 三区三州'],
    ['platform', '乙', 'province', '2020-03-01', 'recording,practice', '', ''],
    [],
  ]);
  expect(file.faults).toEqual([]);
  expect(file.entries).toMatchObject([
    {
      ...{ kind: 'platform', name: '甲', level: 'city', valid_from: '2020-03-01', valid_to: null, row: 1 },
      data: { functions: ['recording', 'teaching'], regions: ['hubei', 'three-regions-three-prefectures'] },
    },
    { name: '乙', level: 'province', data: { functions: ['recording', 'practice'] }, row: 2 },
  ]);
});

test('each wrong row is told with its field, and the right ones are taken', async () => {
  const file = await read([
    [...header, '统一社会信用代码', '有效期止'],
    ['培训平台', '甲', '市级', '2020-03-01', '', ''],
    ['培训机构', '没有代码', '市级', '2020-03-01', '', ''],
    ['评价机构', '代码有误', '市级', '2020-03-01', '123', ''],
    ['培训课程', '没有平台', '市级', '2020-03-01', '', ''],
    ['培训项目', '没有职业', '市级', '2020-03-01', '', ''],
    ['饭店', '不是目录', '市级', '2020-03-01', '', ''],
    ['培训平台', '日期颠倒', '市级', '2020-03-01', '', '2020-02-01'],
    ['培训平台', '没有的日子', '市级', '2020-02-30', '', ''],
    ['培训平台', ' 甲 ', '市级', '2020-03-01', '', ''],
    ['培训平台', '——', '市级', '2020-03-01', '', ''],
  ]);
  expect(file).toMatchObject({ rows: 10, entries: [{ name: '甲' }] });
  expect(file.faults.map(({ row, path, code }) => [row, path, code])).toEqual([
    [2, 'uscc', 'field-missing'],
    [3, 'uscc', 'credit-code-invalid'],
    [4, 'platform', 'field-missing'],
    [5, 'occupation', 'field-missing'],
    [6, 'kind', 'field-choice'],
    [7, 'validTo', 'dates-reversed'],
    [8, 'validFrom', 'date-format'],
    [9, 'name', 'directory-row-duplicate'],
    [10, 'name', 'field-empty'],
  ]);
});

test('a file without its columns, without rows, or with nothing right in it is refused', async () => {
  await expect(read([['名称', '层级']])).rejects.toMatchObject({ code: 'directory-columns-missing' });
  await expect(read([header])).rejects.toMatchObject({ code: 'directory-empty' });
  await expect(read([header, ['饭店', '甲', '市级', '2020-03-01']])).rejects.toMatchObject({
    code: 'directory-rows-refused',
    errors: [{ row: 1, path: 'kind' }],
  });
  await expect(readDirectoryFile('text/csv', Buffer.from('类别,名称\n"甲'))).rejects.toMatchObject({
    code: 'directory-unreadable',
  });
  await expect(readDirectoryFile('application/json', Buffer.from('[]'))).rejects.toMatchObject({
    code: 'unsupported-media-type',
  });
  const many = Array.from({ length: 20_001 }, (_, i) => ['培训平台', `平台${i}`, '市级', '2020-03-01']);
  await expect(read([header, ...many])).rejects.toMatchObject({ code: 'directory-too-long' });
});

test('of a file that is wrong throughout the first 1,000 faults are told', async () => {
  const wrong = Array.from({ length: 1_200 }, () => ['饭店', '', '镇级', '2020-03-01']);
  const file = await read([header, ...wrong, ['培训平台', '甲', '市级', '2020-03-01']]);
  expect(file).toMatchObject({ rows: 1_201, entries: [{ row: 1_201 }] });
  expect(file.faults).toHaveLength(1_000);
});

const word = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'甲乙丙=+-@ab1"\',.') })
  .filter((text) => !/^['\s]|\s$/.test(text));
const day = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
const entry: fc.Arbitrary<DirectoryEntry> = fc.record({
  id: fc.uuid(),
  jurisdiction: fc.constant('wuxi'),
  kind: fc.constantFrom('platform', 'training-institution'),
  name: word.filter((name) => comparableName(name) !== ''),
  level: fc.constantFrom(...directoryLevels),
  data: fc.record(
    {
      qualification: word,
      url: word,
      functions: fc.uniqueArray(fc.constantFrom(...platformFunctions), { minLength: 1 }),
      levels: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      regions: fc.constantFrom(['hubei'], ['hubei', '某地'], ['Hubei province', 'hubei']),
    },
    { requiredKeys: [] },
  ),
  valid_from: day,
  valid_to: fc.constant(null),
});

test('what is exported can be imported again and says the same, and no cell is a formula', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(entry, { selector: ({ name }) => comparableName(name), maxLength: 8, minLength: 1 }),
      async (given) => {
        const entries = given.map((one, i) => {
          const uscc = completeCreditCode(`523202${String(i).padStart(2, '0')}MJ0000001`.slice(0, 17));
          return one.kind === 'platform' ? one : { ...one, data: { ...one.data, uscc } };
        });
        const directory: Directory = { page: async (after) => (after ? [] : entries), view: () => undefined as never };
        const bytes = csvOf(exportPages(directory));
        const csv: Buffer[] = [];
        for await (const chunk of bytes) csv.push(Buffer.from(chunk));
        for (const cell of csvCells(Buffer.concat(csv).toString())) expect(cell).not.toMatch(/^[=+\-@]/);
        const file = await readDirectory(entriesIn(csvTable(chunks(csv))));
        expect(file.faults).toEqual([]);
        expect(file.entries.map(({ row: _, ...one }) => one)).toEqual(
          entries.map(({ id: _, jurisdiction: __, ...one }) => one),
        );
      },
    ),
    { numRuns: 50 },
  );
});

async function* chunks(of: Buffer[]) {
  yield* of;
}

const csvCells = (text: string) =>
  [...text.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('names are in the order in which PostgreSQL has them', () => {
  const sorted = ['Z', 'a', '平', '平台', '\uFFFD', '\u{20000}'].map((name) => ({ name, id: '1' }));
  expect([...sorted].reverse().sort(inOrder)).toEqual(sorted);
});

test('every column has a Chinese and an English header, and none has two meanings', () => {
  const known = Object.values(columns)
    .flat()
    .map((name) => name.toLowerCase());
  expect(new Set(known).size).toBe(known.length);
  for (const names of Object.values(columns)) {
    expect(names.some((name) => /\p{Script=Han}/u.test(name))).toBe(true);
    expect(names.some((name) => /^[a-z ]+$/.test(name))).toBe(true);
  }
});
