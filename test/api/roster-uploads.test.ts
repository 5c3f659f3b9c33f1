import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { rosterMeter } from '../../api/rosters/meter.ts';
import { type TestApi, testApi } from './support/api.ts';
import { enterprise, people, reviewer } from './support/office.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
}, 60_000);
afterAll(() => api?.close());

const strangers: Partial<Actor>[] = [
  { role: 'enterprise', subject: 'chen', uscc: '91320200MA00000028' },
  { role: 'institution', subject: 'chen', uscc: enterprise.uscc },
  { role: 'individual', subject: 'chen' },
];

test('a roster tells its owner how many people it has, and nobody else that it is there', async () => {
  const { rosterId } = (await (await api.post('/v1/rosters', people(3), enterprise)).json()) as { rosterId: string };
  const path = `/v1/rosters/${rosterId}`;
  expect(await (await api.get(path, enterprise)).json()).toMatchObject({ accepted: 3, filed: false, fileable: true });
  for (const stranger of strangers) expect((await api.get(path, stranger)).status).toBe(404);
  expect((await api.get(path, reviewer)).status).toBe(403);
  expect((await api.get('/v1/rosters/R404', enterprise)).status).toBe(404);
});

test('an upload under way tells who sends it how far it is', async () => {
  const lines = people(4_000).map(({ name, sex, idNumber, mobile }) =>
    [name, sex === 'male' ? '男' : '女', idNumber, mobile].join(),
  );
  const text = Buffer.from(['姓名,性别,身份证号码,手机号码', ...lines].join('\n'));
  const middle = Math.ceil(text.byteLength / 2);
  let goOn = () => {};
  const half = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      stream.enqueue(new Uint8Array(text.subarray(0, middle)));
      await half;
      stream.enqueue(new Uint8Array(text.subarray(middle)));
      stream.close();
    },
  });
  const headers = {
    ...{ ...(await api.bearer(enterprise)), 'Idempotency-Key': 'long', 'Content-Type': 'text/csv' },
    'Content-Length': String(text.byteLength),
  };
  const upload = api.app.request('/v1/rosters', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  const progress = (as: Partial<Actor>) => api.get('/v1/roster-uploads/long', as);
  await expect
    .poll(async () => (await (await progress(enterprise)).json()) as object, { timeout: 20_000 })
    .toMatchObject({ phase: 'checking', percent: 50 });
  for (const stranger of strangers) expect((await progress(stranger)).status).toBe(404);
  expect((await progress(reviewer)).status).toBe(403);
  goOn();
  expect((await upload).status).toBe(201);
  expect((await api.get('/v1/roster-uploads/another', enterprise)).status).toBe(404);
});

test('a meter goes by the sheet of a workbook, whose bytes have all come before its first row', async () => {
  const told: object[] = [];
  const meter = rosterMeter(Number.NaN, (progress) => void told.push(progress));
  async function* rows() {
    for (let i = 0; i < 1_000; i += 1) yield i;
  }
  for await (const _ of meter.people(rows()));
  meter.sheet(0.755);
  for await (const _ of meter.people(rows()));
  expect(told).toEqual([
    { phase: 'checking', rows: 500, percent: null },
    { phase: 'checking', rows: 1_000, percent: null },
    { phase: 'storing', rows: 1_000, percent: null },
    { phase: 'checking', rows: 1_500, percent: 75 },
    { phase: 'checking', rows: 2_000, percent: 75 },
    { phase: 'storing', rows: 2_000, percent: null },
  ]);
});
