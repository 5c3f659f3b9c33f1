import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAudit } from '../../api/audit/audit.ts';
import { readAuditHead } from '../../db/audit/append.ts';
import { checkAudit } from '../../db/audit/check.ts';
import { allEntries } from '../../db/audit/entries.ts';
import { createPool } from '../../db/pool.ts';
import type { ChainedEntry } from '../../domain/audit.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { insertBelongings } from '../api/ownership/belongings.ts';
import { problemOf, type TestApi, testApi } from '../api/support/api.ts';
import { company } from '../api/support/office.ts';

const mine = { role: 'enterprise', subject: 'chen', uscc: company.uscc } as const;
const supervisor = { role: 'supervisor', subject: 'wu' } as const;
const auditor = { role: 'auditor', subject: 'sun' } as const;

let api: TestApi;
beforeAll(async () => {
  // Says how many entries of its mover there were when time moved.
  const advance = async (now: Instant) => ({ now, moved: (await entriesBy('root')).length });
  api = await testApi({ rehearsal: { advance } });
  await insertBelongings(api.deps.pool, 'a', {
    ...{ claimant: { kind: 'enterprise', code: company.uscc }, jurisdiction: 'wuxi', programme: 'online-on-the-job' },
  });
});
afterAll(() => api?.close());

const dossier = '/v1/claims/claim-a/dossier';

interface Page {
  items: ChainedEntry[];
  nextCursor: string | null;
}
const listed = async (query: string, as: object = auditor) =>
  (await (await api.get(`/v1/audit?${query}`, as)).json()) as Page;
const entriesBy = async (actor: string) => (await listed(`actor=${actor}`)).items;

test('making and revoking a key', async () => {
  const body = { name: 'HR', scopes: ['claims:read'], expiresAt: '2020-12-31T00:00:00+08:00' };
  const made = (await (await api.post('/v1/api-keys', body, mine)).json()) as { id: string; key: string };
  const withKey = { Authorization: `Bearer ${made.key}` };
  expect((await api.get('/v1/disbursements', undefined, withKey)).status).toBe(403);
  await api.post(`/v1/api-keys/${made.id}/revocation`, {}, mine);
  expect(await entriesBy('chen')).toMatchObject([
    { act: 'revoke-api-key', concerns: [made.id], outcome: 'done', purpose: 'revocation' },
    { act: 'make-api-key', concerns: [made.id], outcome: 'done', purpose: 'api-keys' },
  ]);
  const [refused] = await entriesBy(made.id);
  expect(refused).toMatchObject({ apiKey: made.id, act: 'refused-call', outcome: 'role-not-allowed' });
  expect((await api.post('/v1/api-keys/none/revocation', {}, mine)).status).toBe(404);
  expect(await entriesBy('chen')).toHaveLength(2);
});

test('who is refused at a call about money, once a minute each', async () => {
  const approval = '/v1/disbursements/B1/approval';
  for (let i = 0; i < 3; i++) expect((await api.post(approval, { decision: 'approve' }, supervisor)).status).toBe(403);
  const call = { act: 'refused-call', concerns: ['POST /v1/disbursements/{id}/approval'], outcome: 'role-not-allowed' };
  expect(await entriesBy('wu')).toMatchObject([call]);
  const forged = { Authorization: 'Bearer forged' };
  for (let i = 0; i < 3; i++) expect((await api.get('/v1/ledger', undefined, forged)).status).toBe(401);
  await api.get('/v1/ledger');
  await api.get('/v1/claims', undefined, forged);
  const unknown = (await listed('act=refused-call')).items.filter(({ actor }) => actor === null);
  expect(unknown).toMatchObject([{ role: null, concerns: ['GET /v1/ledger'], outcome: 'token-invalid' }]);
});

test('nobody fills the log by being refused', async () => {
  const before = (await readAuditHead(api.deps.pool))!.seq;
  for (let i = 0; i < 150; i++) await api.get('/v1/ledger', { role: 'inspector', subject: `i${i}` });
  const written = (await readAuditHead(api.deps.pool))!.seq - before;
  expect(written).toBeGreaterThan(50);
  expect(written).toBeLessThanOrEqual(100);
});

test('moving the clock stands there before it moves', async () => {
  const now = '2020-03-02T09:00:00+08:00';
  const answer = await api.post('/v1/rehearsal/clock', { advanceTo: now }, { role: 'admin', subject: 'root' });
  expect(await answer.json()).toEqual({ now, moved: 1 });
  expect(await entriesBy('root')).toMatchObject([{ act: 'move-clock', concerns: [now], outcome: 'asked' }]);
});

test('the log is read page by page, by every filter, and by its place', async () => {
  const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' } as const;
  for (let i = 0; i < 3; i++) await api.get(dossier, reviewer);
  const numbers = async (query: string, as?: object) => (await listed(query, as)).items.map(({ seq }) => seq);
  const [last, middle, first] = (await entriesBy('li')) as [ChainedEntry, ChainedEntry, ChainedEntry];
  const own = [last.seq, middle.seq, first.seq];
  const page = await listed('actor=li&limit=2');
  expect(page.items.map(({ seq }) => seq)).toEqual(own.slice(0, 2));
  expect(await numbers(`actor=li&limit=2&cursor=${page.nextCursor}`)).toEqual([first.seq]);
  expect(await numbers('claim=claim-a&act=read-dossier')).toEqual(own);
  expect(await numbers(`person=${last.persons[0]}`)).toEqual(own);
  expect(await numbers(`person=00000000-0000-4000-8000-000000000000`)).toEqual([]);
  const at = (instant: string) => encodeURIComponent(instant);
  expect(await numbers(`actor=li&from=${at(middle.at)}`)).toEqual([last.seq, middle.seq]);
  expect(await numbers(`actor=li&to=${at(middle.at)}`)).toEqual([first.seq]);
  expect(await numbers('actor=li', { ...auditor, jurisdiction: 'wuxi' })).toEqual(own);
  expect(await numbers('actor=li', { ...auditor, jurisdiction: 'chongqing' })).toEqual([]);
  expect((await listed('act=read-audit')).items[0]).toMatchObject({ actor: 'sun', purpose: 'audit' });
  // Who asks for another place's claim does not bring its number into their own place's log.
  const away = { ...auditor, subject: 'away', jurisdiction: 'chongqing' };
  expect(await numbers('claim=claim-a', away)).toEqual([]);
  expect(await entriesBy('away')).toMatchObject([{ act: 'read-audit', claimId: null, place: 'chongqing' }]);
  expect(await problemOf(await api.get('/v1/audit?person=wang', auditor))).toMatchObject({ status: 422 });
});

test('what cannot be written is not shown', async () => {
  const nowhere = createPool('postgres://app@127.0.0.1:1/none');
  const lame = await testApi();
  await insertBelongings(lame.deps.pool, 'a', {
    ...{ claimant: { kind: 'enterprise', code: company.uscc }, jurisdiction: 'wuxi', programme: 'online-on-the-job' },
  });
  Object.assign(lame.deps.audit, createAudit({ ...lame.deps, pool: nowhere }));
  const answer = await lame.get(dossier, { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' });
  expect(await problemOf(answer)).toMatchObject({ status: 503, code: 'audit-log-unavailable' });
  expect(lame.log).toContainEqual(expect.objectContaining({ level: 50, msg: 'audit log cannot be written' }));
  // Who is refused is refused, and claimants read their own.
  expect((await lame.get('/v1/ledger', { role: 'inspector', subject: 'i' })).status).toBe(403);
  expect((await lame.get(dossier, mine)).status).toBe(200);
  await Promise.all([lame.close(), nowhere.end()]);
});

test('fifty readings at once are written together, and the chain is whole', async () => {
  const { pool } = api.deps;
  const before = (await readAuditHead(pool))!.seq;
  const reviewer = { role: 'reviewer', subject: 'many', jurisdiction: 'wuxi' } as const;
  const answers = await Promise.all(Array.from({ length: 50 }, () => api.get(dossier, reviewer)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const head = (await readAuditHead(pool))!;
  expect(head.seq - before).toBe(50);
  expect(await checkAudit(allEntries(pool), { head })).toEqual({ entries: head.seq, firstBroken: null });
});
