import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { xlsxType } from '../../api/rosters/read.ts';
import { readRosterPersonal, readRosterRows } from '../../db/intake/rosters.ts';
import { rows } from '../../db/pool.ts';
import { sampleCompany, samplePeople, samplePerson } from '../../dev/sample-people.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';
import { workbook } from './support/xlsx.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const enterprise = { role: 'enterprise', subject: 'chen', uscc: sampleCompany(1).uscc } as const;
const header = ['序号', '姓名', '性别', '身份证号码', '手机号码', '平台登录账号'];

const cells = (seeds: number[]) =>
  seeds.map((seed, i) => {
    const { name, sex, idNumber, mobile } = samplePerson(seed);
    return [String(i + 1), name, sex === 'male' ? '男' : '女', idNumber, mobile, `u${seed}`];
  });
const csv = (table: string[][]) => table.map((row) => row.join(',')).join('\r\n');
const upload = (body: string | Buffer, type = 'text/csv', headers: Record<string, string> = {}, query = '') =>
  api.post(`/v1/rosters${query}`, body, enterprise, { 'Content-Type': type, ...headers });
const answer = async (response: Response) => ({ status: response.status, ...((await response.json()) as Answer) });

interface Answer {
  rosterId: string;
  rows: number;
  accepted: number;
  rejected: { row: number; path?: string; code: string; messages: { zh: string; en: string } }[];
}

test('a CSV roster in the columns of Guangdong’s form is stored row by row', async () => {
  const stored = await answer(await upload(csv([header, ...cells([1, 2, 3])])));
  expect(stored).toMatchObject({ status: 201, rows: 3, accepted: 3, rejected: [] });
  const people = await readRosterPersonal(api.deps.pool, stored.rosterId);
  expect(people).toMatchObject([
    { rowNo: 1, ref: '1', relation: 'employee', name: samplePerson(1).name, platformAccount: 'u1' },
    { ref: '2', sex: samplePerson(2).sex, idNumber: samplePerson(2).idNumber },
    { ref: '3', mobile: samplePerson(3).mobile },
  ]);
});

test('GB18030, UTF-8 with BOM and UTF-16 give the same people', async () => {
  const text = csv([header, ...cells([1, 2])]);
  for (const bytes of [
    iconv.encode(text, 'gb18030'),
    Buffer.from(`\uFEFF${text}`),
    iconv.encode(text, 'utf16le', { addBOM: true }),
  ]) {
    const stored = await answer(await upload(bytes));
    expect(stored.accepted).toBe(2);
    const [first] = await readRosterPersonal(api.deps.pool, stored.rosterId);
    expect(first?.name).toBe(samplePerson(1).name);
  }
});

test('an XLSX roster is read below the titles of the form', async () => {
  const file = workbook([['企业职工线上适岗技能提升培训人员名册'], ['企业名称', '某公司'], header, ...cells([4, 5])]);
  const stored = await answer(await upload(file, xlsxType));
  expect(stored).toMatchObject({ status: 201, rows: 2, accepted: 2 });
});

test('a JSON roster is streamed, as a list or under rows', async () => {
  const people = samplePeople(1_500, 100).map((person) => ({ ...person, relation: 'employee', hiredOn: '2020-02-01' }));
  for (const body of [JSON.stringify(people), JSON.stringify({ rows: people }, null, 2)]) {
    const stored = await answer(await upload(body, 'application/json'));
    expect(stored).toMatchObject({ rows: 1_500, accepted: 1_500 });
    const found = await readRosterRows(api.deps.pool, stored.rosterId);
    expect(found.at(-1)).toMatchObject({ rowNo: 1_500, ref: '1500', hiredOn: '2020-02-01' });
  }
});

test('wrong rows are told with row, code and sentences, and only right rows are stored', async () => {
  const table = cells([10, 11, 12, 13, 11]);
  table[2]![3] = `${table[2]![3]!.slice(0, 17)}${table[2]![3]!.endsWith('5') ? '6' : '5'}`;
  table[3]![4] = '12345';
  const stored = await answer(await upload(csv([header, ...table])));
  expect(stored.rejected.map(({ row, code }) => [row, code])).toEqual([
    [2, 'duplicate-in-roster'],
    [3, 'id-number-checksum'],
    [4, 'mobile-invalid'],
    [5, 'duplicate-in-roster'],
  ]);
  expect(stored).toMatchObject({ rows: 5, accepted: 1 });
  expect(await readRosterRows(api.deps.pool, stored.rosterId)).toMatchObject([{ rowNo: 1 }]);
});

test('somebody under 16 on the opening day is refused, and admitted when the class opens on the birthday', async () => {
  const child = {
    name: '李明',
    sex: 'male',
    idNumber: '320200200405010010',
    mobile: '19900000001',
    relation: 'employee',
  };
  child.idNumber = withCheck('32020020040501001');
  const body = JSON.stringify([child]);
  const early = await upload(body, 'application/json', {}, '?classOpensOn=2020-04-30');
  expect(await problemOf(early)).toMatchObject({
    code: 'roster-rows-refused',
    errors: [{ row: 1, code: 'under-age' }],
  });
  const later = await answer(await upload(body, 'application/json', {}, '?classOpensOn=2020-05-01'));
  expect(later.accepted).toBe(1);
});

test('a roster without a right row is refused and leaves nothing behind', async () => {
  const before = await counts();
  const table = cells([20, 20]);
  expect(await problemOf(await upload(csv([header, ...table])))).toMatchObject({
    status: 422,
    code: 'roster-rows-refused',
    errors: [{ row: 1 }, { row: 2 }],
  });
  expect(await counts()).toEqual(before);
});

test.each([
  [
    'missing columns',
    csv([
      ['姓名', '手机号码'],
      ['王芳', '19900000001'],
    ]),
    'text/csv',
    'roster-columns-missing',
    422,
  ],
  [
    'two columns of one meaning',
    csv([
      [...header, '性别'],
      ['1', '王芳'],
    ]),
    'text/csv',
    'roster-columns-duplicate',
    422,
  ],
  ['no people', csv([header]), 'text/csv', 'roster-empty', 422],
  ['broken CSV', `${header.join(',')}\n"1,2`, 'text/csv', 'roster-unreadable', 422],
  ['an unfinished list', '[{"name":"王芳"},', 'application/json', 'roster-unreadable', 422],
  ['rows that are no objects', '[1]', 'application/json', 'roster-unreadable', 422],
  ['something that is no workbook', 'PK nothing', xlsxType, 'roster-unreadable', 422],
  ['another content type', 'x', 'application/pdf', 'unsupported-media-type', 415],
])('%s: a problem that says what to do', async (_, body, type, code, status) => {
  expect(await problemOf(await upload(body, type))).toMatchObject({ status, code });
});

test.each([
  ['PDF', '%PDF-1.7\n1 0 obj'],
  ['XLSX / ZIP', 'PK\x03\x04rest'],
])('a %s that calls itself CSV is told to be one', async (name, content) => {
  const { code, detail } = (await (await upload(content)).json()) as { code: string; detail: string };
  expect([code, detail]).toEqual(['roster-unreadable', expect.stringContaining(name)]);
});

test('columns of one meaning are refused by the names they have in the file', async () => {
  const file = csv([
    [...header, 'Mobile', '性别'],
    [...cells([1])[0]!, '19900000001', '男'],
  ]);
  const { detail } = (await (await upload(file)).json()) as { detail: string };
  expect(detail).toContain('性别, 手机号码, Mobile, 性别');
});

test('what a spreadsheet may hold and no database takes is dropped or refused, never an error of ours', async () => {
  const [first, second, third] = cells([50, 51, 52]);
  first![1] = `${first![1]}&#xD83D;`;
  second![1] = `${second![1]}\u0001\u202e`;
  const days = ['0000-01-01', '9999-12-31', '10000-01-01'].map((day, i) => [...cells([53 + i])[0]!, day]);
  const file = workbook([[...header, '录用日期'], first!, second!, third!, ...days]);
  const stored = await answer(await upload(file, xlsxType));
  expect(stored).toMatchObject({ status: 201, rows: 6 });
  expect(stored.rejected.map(({ row, path }) => [row, path])).toEqual([
    [2, 'name'],
    [4, 'hiredOn'],
    [5, 'hiredOn'],
    [6, 'hiredOn'],
  ]);
  const old = { ...samplePerson(60), relation: 'employee', idNumber: withCheck('32020000000101001'), sex: 'male' };
  expect(await problemOf(await upload(JSON.stringify([old]), 'application/json'))).toMatchObject({
    errors: [{ row: 1, code: 'id-number-birth-date' }],
  });
});

test('a workbook that unpacks to more than the reader may take is refused', async () => {
  const bomb = workbook([], `<worksheet>${' '.repeat(100 * 1024 * 1024)}</worksheet>`);
  expect(bomb.byteLength).toBeLessThan(1024 * 1024);
  expect(await problemOf(await upload(bomb, xlsxType))).toMatchObject({
    status: 413,
    code: 'roster-unpacks-too-large',
  });
});

test('blanks or brackets without end hold nothing up', async () => {
  const endless = `{"rows":[${JSON.stringify({ name: 'x' })}]${' '.repeat(60_000)}x`;
  const brackets = csv([
    ['('.repeat(60_000), '姓名'],
    ['1', '陈'],
  ]);
  const began = Date.now();
  expect(await problemOf(await upload(endless, 'application/json'))).toMatchObject({ code: 'roster-unreadable' });
  expect((await problemOf(await upload(brackets))).status).toBe(422);
  // Both took more than ten seconds, in which nobody else was answered.
  expect(Date.now() - began).toBeLessThan(5_000);
});

test('a roster over the limit is a 413 problem', async () => {
  const small = await testApi({ limits: { ...api.deps.limits, rosterBytes: 500, fileBytes: 500 } });
  const response = await small.post(
    '/v1/rosters',
    csv([header, ...cells([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])]),
    enterprise,
    {
      'Content-Type': 'text/csv',
    },
  );
  expect(await problemOf(response)).toMatchObject({ status: 413, code: 'body-too-large' });
  await small.close();
});

test('repeating an upload with the same key gives the same roster, another body is refused', async () => {
  const headers = { 'Idempotency-Key': 'roster-1' };
  const body = csv([header, ...cells([30, 31])]);
  const first = await answer(await upload(body, 'text/csv', headers));
  const before = await counts();
  expect(await answer(await upload(body, 'text/csv', headers))).toEqual(first);
  expect(await counts()).toEqual(before);
  expect(await problemOf(await upload(`${body}\n`, 'text/csv', headers))).toMatchObject({
    status: 422,
    code: 'idempotency-key-reused',
  });
});

test('a refused upload may be corrected under the same key', async () => {
  const headers = { 'Idempotency-Key': 'roster-2' };
  expect((await upload(csv([header]), 'text/csv', headers)).status).toBe(422);
  expect((await upload(csv([header, ...cells([32])]), 'text/csv', headers)).status).toBe(201);
});

test('rosters with the same people can be stored at the same time', async () => {
  const people = samplePeople(2_000, 10_000).map((person) => ({ ...person, relation: 'employee' }));
  const bodies = [people, people.toReversed(), people, people.toReversed()].map((list) => JSON.stringify(list));
  const answers = await Promise.all(bodies.map(async (body) => answer(await upload(body, 'application/json'))));
  expect(answers.map(({ accepted }) => accepted)).toEqual([2_000, 2_000, 2_000, 2_000]);
});

test('one person keeps one identity across rosters, and ID numbers are found only through the keyed hash', async () => {
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const { rosterId } = await answer(await upload(csv([header, ...cells([40])])));
      return (await readRosterRows(api.deps.pool, rosterId))[0]?.personId;
    }),
  );
  expect(ids[0]).toBe(ids[1]);
  const indexes = await rows<{ index: string }>(api.deps.pool, 'select id_number_index as index from people');
  expect(indexes.every(({ index }) => /^[0-9a-f]{64}$/.test(index))).toBe(true);
});

async function counts() {
  return rows(
    api.deps.pool,
    `select (select count(*) from people) as people, (select count(*) from rosters) as rosters,
       (select count(*) from roster_rows) as rows`,
  );
}

function withCheck(digits: string): string {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return digits + '10X98765432'[sum % 11];
}
