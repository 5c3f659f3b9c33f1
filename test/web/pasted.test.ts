import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { problemBody } from '../../api/problem.ts';
import { readCertificates } from '../../api/web/pages/claimant/certificates.tsx';
import { inRows, readLessons } from '../../api/web/pages/claimant/lessons.ts';
import { failedIn } from '../../api/web/pages/review/verify.tsx';
import { sentForm } from '../../api/web/parts/act.ts';
import { Refused } from '../../api/web/remote.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { workbook } from '../api/support/xlsx.ts';

const text = (...rows: string[]) => ({ text: rows.join('\n') });
const known = async () => ({ known: new Set(['1', '2', '9']), now: Date.parse('2020-05-01T10:00:00+08:00') });
const told = async (form: object) => {
  const error = await readLessons(form as Record<string, unknown>, known).catch((one) => one);
  expect(error).toBeInstanceOf(Refused);
  return (error as Refused).problem.errors.map(({ row, messages }) => `${row} ${messages.zh}`);
};

test('what is wrong with a learning record is told by its row and column, in the words of the page', async () => {
  const faults = await told(
    text('序号\t课程\t开始时间\t分钟', '1\tL1\t昨天\t90', '\tL2\t2020-04-08 19:00\t90分', '2\t\t2020-02-30 19:00\t1'),
  );
  expect(faults).toEqual([
    '2 开始时间：请写日期和时刻，例如 2020-03-02 19:00。',
    '3 名册序号：该字段不能为空。请填写。',
    '3 分钟数：请写分钟数，例如 90，不带单位。',
    '4 课程：该字段不能为空。请填写。',
    '4 开始时间：请写日期和时刻，例如 2020-03-02 19:00。',
  ]);
});

test('records that can be read are looked at too when others cannot: all of it is told at once', async () => {
  expect(await told(text('1\tL1\t昨天\t90', '99\tL1\t2020-04-08 19:00\t90', '2\tL1\t2020-05-02 19:00\t90'))).toEqual([
    '1 开始时间：请写日期和时刻，例如 2020-03-02 19:00。',
    expect.stringMatching(/^2 名册序号：.*99/),
    expect.stringMatching(/^3 开始时间：.*2020-05-02/),
  ]);
});

test('a moment that no calendar has is told like any other that cannot be read', async () => {
  const cells = ['1', 'L1', '', '90'].map((words, i) =>
    i === 2 ? '<c r="C1" s="0"><v>1E12</v></c>' : `<c r="${'ABCD'[i]}1" t="str"><v>${words}</v></c>`,
  );
  const sheet = `<worksheet><sheetData><row r="1">${cells.join('')}</row></sheetData></worksheet>`;
  const styles = '<styleSheet><cellXfs><xf numFmtId="22"/></cellXfs></styleSheet>';
  const file = new File([new Uint8Array(workbook([], sheet, { 'xl/styles.xml': styles }))], 'lessons.xlsx');
  expect(await told({ file })).toEqual(['1 开始时间：请写日期和时刻，例如 2020-03-02 19:00。']);
});

test('what the API refuses of learning records is told in the same way', async () => {
  const [lessons] = await readLessons(
    text('序号\t课程\t开始时间\t分钟', '1\tL1\t2020-04-08 19:00\t90', '9\tL1\t2020/4/8 9:05\t9'),
    known,
  );
  expect(lessons!.records[1]).toEqual({ ref: '9', lesson: 'L1', startedAt: '2020-04-08T09:05:00+08:00', minutes: 9 });
  const refused = problemBody(
    new Problem('invalid-input', {}, [fault('ref-unknown', { path: 'records.1.ref' }, { ref: '9' })]),
  );
  expect(inRows(refused, lessons!).errors).toMatchObject([
    { path: 'text', row: 3, messages: { zh: '名册序号：名册中没有第 9 号。请核对名册序号。' } },
  ]);
});

const schema = { type: 'array', items: { properties: { ref: {}, number: {}, kind: {}, issuedOn: {} } } };

test('no pasted certificate is dropped: what nobody on the page has goes to the API, and its fault stands at its line', () => {
  const form = { 'c.0.ref': '1', 'c.1.ref': 'A 2', numbers: '1\tSP-1\nA 2\t\n77\tSP-77\nSP-78\n' };
  const { list, placed } = readCertificates(schema, 'c', form);
  expect(list).toEqual([
    { ref: '1', number: 'SP-1' },
    { ref: '77', number: 'SP-77' },
    { ref: 'SP-78', number: '' },
  ]);
  const at = (path: string) => placed(fault('ref-unknown', { path }, { ref: '77' }));
  expect(at('c.0.number')).toMatchObject({ path: 'c.0.number' });
  expect(at('c.1.ref')).toMatchObject({
    path: 'numbers',
    row: 3,
    messages: { zh: expect.stringMatching(/^名册序号：.*77/) },
  });
  expect(at('bankAccount')).toMatchObject({ path: 'bankAccount' });
});

test('who fails a verification is chosen here, or named by number for another page', async () => {
  const form = { person: '1', 'fail-1': '', others: ' 101\n\n102：没有签到\r\nA 3:缺席\n' };
  const desk = new Hono().post('/', async (c) => c.json(failedIn(await sentForm(c as never))));
  const answer = await desk.request('/', { method: 'POST', body: new URLSearchParams(form) });
  const reasonCode = 'no-evidence';
  expect(await answer.json()).toEqual(['101', '102', 'A 3'].map((ref) => ({ ref, reasonCode })));
});
