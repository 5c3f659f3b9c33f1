import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditPage } from '../../db/audit/entries.ts';
import { instantToMs } from '../../domain/calendar/date.ts';
import { type Account, transfer } from '../../domain/money/ledger.ts';
import { type Books, entitlement, fund, openBooks, wuxi } from '../money/support/books.ts';
import { claim, line } from '../money/support/tables.ts';
import { clockAt, problemOf, type TestApi, testApi } from './support/api.ts';
import { mutations } from './support/hostile.ts';
import { sendAll } from './support/throwing.ts';

interface Office extends Books {
  api: TestApi;
  setNow(instant: string): void;
  /** Promises one line of 444.00 yuan at an instant: on the books and in the tables. */
  promise(id: string, at: string): Promise<void>;
  close(period: string, change?: object, headers?: Record<string, string>): Promise<Response>;
  balance(period: string): Promise<{
    accounts: { account: Account }[];
    totals: object;
    closing: object | null;
    hindrance: { code: string } | null;
  }>;
}

const approver = { role: 'finance-approver', subject: 'qian' } as const;

async function openOffice(): Promise<Office> {
  const books = await openBooks();
  const clock = clockAt('2020-06-10T09:00:00+08:00');
  const api = await testApi({ pool: books.db, clock });
  const get = async (path: string) => (await api.get(path, { role: 'auditor' })).json();
  return {
    ...books,
    api,
    setNow(instant) {
      clock.now = async () => instantToMs(instant);
    },
    async promise(id, at) {
      await claim(books.db, id);
      await line(books.db, { claim: id, ref: '1', fen: 44_400, status: 'payable' });
      const entries = transfer('subsidy-expense', 'payable-to-claimants', 44_400, '1');
      await books.post(entitlement(0, { cause: id, claimId: id, at, entries }));
    },
    close: (period, change = {}, headers = {}) =>
      api.post('/v1/ledger/closings', { ...wuxi, period }, { ...approver, ...change }, headers),
    balance: (period) => get(`/v1/ledger/trial-balance?jurisdiction=wuxi&fund=${fund}&period=${period}`) as never,
  };
}

const may = '2020-05-26T00:00:00+08:00';

test('a month is closed with its trial balance, and read again', async () => {
  const office = await openOffice();
  await office.promise('c1', '2020-04-30T23:59:59+08:00');
  expect((await office.close('2020-04')).status).toBe(201);
  expect(await auditPage(office.db, null, {}, null, 2)).toMatchObject([
    { act: 'close-month', actor: 'qian', concerns: [`wuxi/${fund}/2020-04`], outcome: 'done' },
  ]);
  await office.promise('c2', may);
  await office.promise('c3', '2020-06-02T00:00:00+08:00');
  const row = (account: Account, openingFen: number, debitFen: number, creditFen: number, closingFen: number) => ({
    ...{ account, openingFen, debitFen, creditFen, closingFen },
  });
  const asItIs = {
    ...{ jurisdiction: 'wuxi', fund, period: '2020-05' },
    accounts: [
      row('subsidy-expense', 44_400, 44_400, 0, 88_800),
      row('payable-to-claimants', -44_400, 0, 44_400, -88_800),
      row('advances-receivable', 0, 0, 0, 0),
      row('recoveries-receivable', 0, 0, 0, 0),
      row('bank', 0, 0, 0, 0),
    ],
    totals: { openingFen: 0, debitFen: 44_400, creditFen: 44_400, closingFen: 0 },
  };
  expect(await office.balance('2020-05')).toEqual({ ...asItIs, closing: null, hindrance: null });
  const response = await office.close('2020-05');
  expect(response.status).toBe(201);
  const closed = await response.json();
  expect(closed).toEqual({
    ...asItIs,
    closing: {
      ...{ seq: 3, closedBy: 'qian', closedAt: '2020-06-10T09:00:00+08:00' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    hindrance: null,
  });
  expect(await office.balance('2020-05')).toEqual(closed);
  const page = async (query: string) =>
    (await office.api.get(`/v1/ledger/closings?${query}`, { role: 'auditor' })).json() as Promise<{
      items: { period: string }[];
      nextCursor: string | null;
    }>;
  const first = await page(`jurisdiction=wuxi&fund=${fund}&limit=1`);
  expect(first.items).toEqual([closed]);
  expect(await page(`limit=1&cursor=${first.nextCursor}`)).toMatchObject({
    items: [{ period: '2020-04' }],
    nextCursor: null,
  });
  expect(await page('jurisdiction=chongqing')).toEqual({ items: [], nextCursor: null });
});

test('a month is closed once, after it is over, and after those before it', async () => {
  const office = await openOffice();
  await office.promise('c1', may);
  await office.promise('c2', '2020-03-26T00:00:00+08:00');
  const refused = async (period: string) => {
    const { hindrance } = await office.balance(period);
    const problem = await problemOf(await office.close(period));
    // Whoever reads an open month is told beforehand what would be told then.
    if (problem.code !== 'month-closed') expect(hindrance).toMatchObject({ code: problem.code });
    return problem;
  };
  expect(await refused('2020-06')).toMatchObject({
    ...{ status: 409, code: 'month-not-over' },
    messages: { en: '2020-06 is not over and cannot be closed. Close it from 2020-07-01 on.' },
  });
  expect(await refused('2020-05')).toMatchObject({
    ...{ status: 409, code: 'earlier-month-open' },
    messages: { en: '2020-03 has postings and is not closed. Close 2020-03 first.' },
  });
  expect((await office.close('2020-03')).status).toBe(201);
  // April is empty: nobody has to close it.
  office.setNow('2020-05-31T23:59:59+08:00');
  expect(await refused('2020-05')).toMatchObject({ code: 'month-not-over' });
  office.setNow('2020-06-01T00:00:00+08:00');
  expect((await office.close('2020-05')).status).toBe(201);
  expect(await refused('2020-05')).toMatchObject({ status: 409, code: 'month-closed' });
  expect(await refused('2020-04')).toMatchObject({ status: 409, code: 'month-closed' });
});

test('an empty month is closed only when it is over and lies behind the first booking', async () => {
  const office = await openOffice();
  const refused = async (period: string) => problemOf(await office.close(period));
  // Nothing was booked at all: neither this month, nor one to come, nor one of the past.
  for (const [period, code] of [
    ['2020-06', 'month-not-over'],
    ['2020-07', 'month-not-over'],
    ['2031-01', 'month-not-over'],
    ['2020-05', 'month-before-books'],
  ] as const)
    expect(await refused(period)).toMatchObject({ status: 409, code });
  await office.promise('c1', '2020-03-26T00:00:00+08:00');
  expect(await refused('2002-05')).toMatchObject({
    ...{ status: 409, code: 'month-before-books' },
    messages: { en: expect.stringContaining('until the end of 2002-05') },
  });
  expect(await refused('2020-04')).toMatchObject({ code: 'earlier-month-open' });
  expect((await office.close('2020-03')).status).toBe(201);
  const empty = await office.close('2020-04');
  expect([empty.status, await empty.json()]).toMatchObject([
    201,
    { totals: { openingFen: 0, debitFen: 0, creditFen: 0 }, closing: { seq: 1 } },
  ]);
  expect((await office.close('2020-05')).status).toBe(201);
  expect(await refused('2020-06')).toMatchObject({ code: 'month-not-over' });
});

test('nothing is closed while the chain does not verify or the books are wrong', async () => {
  const office = await openOffice();
  await office.promise('c1', may);
  await office.tamper(`update lines set amount_fen = 44401`);
  const books = await problemOf(await office.close('2020-05'));
  expect(books).toMatchObject({ status: 409, code: 'books-differ' });
  expect(books.messages.en).toContain('subsidy-expense, payable-to-claimants');
  await office.tamper(`update lines set amount_fen = 44400`, `update ledger_sets set claim_id = 'c9'`);
  const chain = await problemOf(await office.close('2020-05'));
  expect(chain).toMatchObject({ status: 409, code: 'ledger-broken' });
  expect(chain.messages.en).toContain(`wuxi/${fund}/1`);
  await office.tamper(`update ledger_sets set claim_id = 'c1'`);
  expect((await office.close('2020-05')).status).toBe(201);
});

test('what comes late goes into the first open month, and says so', async () => {
  const office = await openOffice();
  await office.promise('c1', '2020-04-26T00:00:00+08:00');
  await office.close('2020-04');
  await office.close('2020-05');
  await office.promise('c2', '2020-04-27T00:00:00+08:00');
  const ledger = await office.api.get('/v1/ledger?claim=c2', { role: 'auditor' });
  expect(await ledger.json()).toMatchObject({ items: [{ at: '2020-04-27T00:00:00+08:00', period: '2020-06' }] });
  expect((await office.balance('2020-05')).totals).toMatchObject({ debitFen: 0 });
  expect((await office.balance('2020-06')).totals).toMatchObject({ debitFen: 44_400 });
  const verified = await office.api.get('/v1/ledger/verification', { role: 'auditor' });
  expect(await verified.json()).toMatchObject({ ok: true, chains: [{ sets: 2, intact: true, reconciled: true }] });
  // The month is part of the late set's hash.
  await office.tamper('update ledger_sets set period = null where seq = 2');
  const altered = await office.api.get('/v1/ledger/verification', { role: 'auditor' });
  expect(await altered.json()).toMatchObject({ ok: false, chains: [{ firstBroken: { seq: 2, claimId: 'c2' } }] });
});

test('repeating with the key gives the same answer, and what is another’s is not there', async () => {
  const office = await openOffice();
  await office.promise('c1', may);
  const key = { 'Idempotency-Key': randomUUID() };
  const first = await office.close('2020-05', {}, key);
  const again = await office.close('2020-05', {}, key);
  expect([first.status, again.status, again.headers.get('Idempotency-Replayed')]).toEqual([201, 201, 'true']);
  expect(await again.json()).toEqual(await first.json());
  expect(await problemOf(await office.close('2020-05', { jurisdiction: 'chongqing' }))).toMatchObject({ status: 404 });
  expect(await problemOf(await office.close('2020-05', { role: 'finance-preparer' }))).toMatchObject({ status: 403 });
  const path = `/v1/ledger/trial-balance?jurisdiction=wuxi&fund=${fund}&period=`;
  const elsewhere = { role: 'auditor', jurisdiction: 'chongqing' } as const;
  expect(await problemOf(await office.api.get(`${path}2020-05`, elsewhere))).toMatchObject({ status: 404 });
  expect(await problemOf(await office.api.get(`${path}2020-13`, { role: 'auditor' }))).toMatchObject({
    errors: [{ path: 'period', code: 'month-format' }],
  });
  const nowhere = path.replace('wuxi', 'atlantis');
  expect(await problemOf(await office.api.get(`${nowhere}2020-05`, { role: 'auditor' }))).toMatchObject({
    code: 'unknown-jurisdiction',
  });
});

test('of many who close and many who post at once, one closes and no posting gets into the closed month', {
  timeout: 120_000,
}, async () => {
  const office = await openOffice();
  for (let n = 0; n < 20; n++) {
    await claim(office.db, `c${n}`);
    await line(office.db, { claim: `c${n}`, ref: '1', fen: 44_400, status: 'fixed' });
  }
  const promise = async (n: number) => {
    const entries = transfer('subsidy-expense', 'payable-to-claimants', 44_400, '1');
    const set = entitlement(0, { cause: `c${n}`, claimId: `c${n}`, at: may, entries });
    await office.postWith(`update lines set status = 'payable' where claim_id = 'c${n}'`, set);
  };
  await promise(0);
  const closings = Array.from({ length: 4 }, () => office.close('2020-05'));
  const [answers] = await Promise.all([
    Promise.all(closings),
    Promise.all(Array.from({ length: 19 }, (_, n) => promise(n + 1))),
  ]);
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, 409, 409, 409]);
  const { closing, totals } = (await answers.find(({ status }) => status === 201)!.json()) as {
    closing: { seq: number };
    totals: { debitFen: number };
  };
  expect(totals.debitFen).toBe(closing.seq * 44_400);
  expect((await office.balance('2020-06')).totals).toMatchObject({ debitFen: (20 - closing.seq) * 44_400 });
  const verified = await office.api.get('/v1/ledger/verification', { role: 'auditor' });
  expect(await verified.json()).toMatchObject({ ok: true, chains: [{ sets: 20 }] });
});

test('a closing answers or refuses, whatever is sent', { timeout: 120_000 }, async () => {
  const office = await openOffice();
  const example = { ...wuxi, period: '2020-05' };
  const sent = sendAll(office as never, mutations(example), approver, async () => '/v1/ledger/closings');
  expect(await sent).toEqual([]);
});

const tampered: [what: string, sql: string, seq: number, reason: string][] = [
  ['the hash of a closing', `update ledger_closings set hash = repeat('a', 64)`, 1, 'month 2020-05 was closed when'],
  [
    'its trial balance',
    `update ledger_closings set trial_balance = jsonb_set(trial_balance, '{0,debitFen}', '1')`,
    1,
    'the trial balance of 2020-05 is not what was posted',
  ],
  ['its month', `update ledger_closings set period = '2020-06'`, 2, 'it was posted into 2020-06, which was closed'],
  ['how far the chain was', 'update ledger_closings set seq = 7', 3, '2020-05 was closed with set 7'],
];

test.each(tampered)('%s, altered behind the system’s back, is found', async (_, sql, seq, reason) => {
  const office = await openOffice();
  await office.promise('c1', may);
  await office.close('2020-05');
  await office.promise('c2', may);
  await office.tamper(sql);
  const verified = await office.api.get('/v1/ledger/verification', { role: 'auditor' });
  expect(await verified.json()).toMatchObject({
    ok: false,
    chains: [{ intact: false, firstBroken: { seq, reason: expect.stringContaining(reason) } }],
  });
});

test('the ledger is read by time, narrowed to a month and an account, page by page', async () => {
  const office = await openOffice();
  await office.promise('c2', '2020-05-27T00:00:00+08:00');
  await office.promise('c1', '2020-04-26T00:00:00+08:00');
  await office.promise('c3', '2020-05-28T00:00:00+08:00');
  const entries = transfer('payable-to-claimants', 'bank', 44_400, '1');
  const paid = { cause: 'paid', claimId: 'c2', at: '2020-05-27T00:00:00+08:00', entries };
  await office.post({ ...entitlement(0, paid), kind: 'payment' });
  const read = async (query: string) =>
    (await (await office.api.get(`/v1/ledger?${query}`, { role: 'auditor' })).json()) as {
      items: { claimId: string; kind: string }[];
      nextCursor: string | null;
    };
  const claims = async (query: string) => (await read(query)).items.map(({ claimId, kind }) => `${claimId} ${kind}`);
  const all = ['c1 entitlement', 'c2 entitlement', 'c2 payment', 'c3 entitlement'];
  expect(await claims('')).toEqual(all);
  expect(await claims('period=2020-05')).toEqual(all.slice(1));
  expect(await claims('period=2020-05&account=bank')).toEqual(['c2 payment']);
  expect(await claims(`fund=${fund}&jurisdiction=wuxi&period=2020-04`)).toEqual(['c1 entitlement']);
  expect(await claims('fund=employment-subsidy-fund')).toEqual([]);
  const first = await read('limit=2');
  expect(await claims(`limit=2&cursor=${first.nextCursor}`)).toEqual(all.slice(2));
});

test('an earlier month that is open is named, so that a page leads there', async () => {
  const office = await openOffice();
  await office.promise('c1', '2020-04-26T00:00:00+08:00');
  await office.promise('c2', may);
  expect((await office.balance('2020-05')).hindrance).toMatchObject({ code: 'earlier-month-open', earlier: '2020-04' });
});
