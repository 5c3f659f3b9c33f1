import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { listAccounts } from '../../db/accounts/accounts.ts';
import type { Queryable } from '../../db/pool.ts';
import { claim } from '../money/support/tables.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const admin = (subject: string, jurisdiction?: string): Actor => ({ role: 'admin', subject, jurisdiction });
const auditor = (subject: string, jurisdiction?: string): Actor => ({ role: 'auditor', subject, jurisdiction });

interface Listed {
  items: { id: string; subject: string; act: string; role: string; liftedBy: string | null }[];
  nextCursor: string | null;
}
const listed = async (path: string, as: Actor) => (await (await api.get(path, as)).json()) as Listed;
const refusal = async (response: Response) => {
  const { status, code } = await problemOf(response);
  return [status, code];
};

test('who has acted is listed by name, page by page, within one’s place', async () => {
  await api.get('/v1/audit', auditor('shen', 'wuxi'));
  await api.get('/v1/audit', auditor('bai', 'chongqing'));
  await api.get('/v1/audit', auditor('bai', 'chongqing'));
  await api.get('/v1/audit', auditor('an'));
  const everybody = await listed('/v1/accounts', admin('gu'));
  expect(everybody.items.map(({ subject, act }) => [subject, act])).toEqual([
    ['an', 'read-audit'],
    ['bai', 'read-audit'],
    ['shen', 'read-audit'],
  ]);
  const first = await listed('/v1/accounts?limit=2', admin('gu'));
  expect(first.items.map(({ subject }) => subject)).toEqual(['an', 'bai']);
  const second = await listed(`/v1/accounts?limit=2&cursor=${first.nextCursor}`, admin('gu'));
  // To read the list is an entry itself.
  expect(second.items.map(({ subject }) => subject)).toEqual(['gu', 'shen']);
  expect((await listed('/v1/accounts?search=HE', admin('gu'))).items.map(({ subject }) => subject)).toEqual(['shen']);
  expect(await refusal(await api.get('/v1/accounts?search=%00', admin('gu')))).toEqual([422, 'invalid-input']);
  expect((await listed('/v1/accounts', admin('xi', 'wuxi'))).items.map(({ subject }) => subject)).toEqual(['shen']);
  expect(await refusal(await api.get('/v1/accounts', { role: 'supervisor', subject: 'x' }))).toEqual([
    ...[403, 'role-not-allowed'],
  ]);
});

test('a page costs what is on it, however many accounts there are', async () => {
  const { pool } = api.deps;
  await pool.query(
    `insert into dossiers (id, claim_id, kind, personal, by_subject)
     select 'many-' || n, 'Cmany', 'filing', '{}', 'many-' || lpad(n::text, 5, '0') from generate_series(1, 3000) n`,
  );
  const explained: Queryable = Object.assign(Object.create(pool), {
    query: (sql: string, values: unknown[]) => pool.query(`explain (analyze, format json) ${sql}`, values),
  });
  const [told] = await listAccounts(explained, { search: null, jurisdiction: null }, 'many-01000', 20);
  // However the names are found: nothing in the plan has gone through all of them.
  const counts = [...JSON.stringify(told).matchAll(/"Actual (?:Rows|Loops)":([\d.]+)/g)].map(([, n]) => Number(n));
  expect(counts.length).toBeGreaterThan(5);
  expect(Math.max(...counts)).toBeLessThan(100);
  const page = await listAccounts(pool, { search: null, jurisdiction: null }, 'many-01000', 20);
  expect(page.map(({ subject }) => subject)).toEqual(Array.from({ length: 20 }, (_, i) => `many-0${1001 + i}`));
  await pool.query(`delete from dossiers where claim_id = 'Cmany'`);
});

test('who has handed something in is listed too, though the audit log has nothing of it', async () => {
  const { pool } = api.deps;
  await claim(pool, 'Cfiled');
  await pool.query(
    `insert into dossiers (id, claim_id, kind, personal, by_subject) values ('D1', 'Cfiled', 'filing', '{}', 'zhang'), ('D2', 'Cfiled', 'resubmission', '{}', 'zhang')`,
  );
  await pool.query(`update dossiers set at = at + interval '1 minute' where id = 'D2'`);
  expect((await listed('/v1/accounts?search=zhang', admin('gu'))).items).toMatchObject([
    { subject: 'zhang', role: 'enterprise', act: 'resubmission', logged: false, jurisdiction: 'wuxi' },
  ]);
  expect((await listed('/v1/accounts?search=zhang', admin('gu', 'wuxi'))).items).toHaveLength(1);
  expect((await listed('/v1/accounts?search=zhang', admin('gu', 'chongqing'))).items).toEqual([]);
});

test('who has only reviewed is no claimant', async () => {
  const { pool } = api.deps;
  await claim(pool, 'Creviewed');
  await pool.query(
    `insert into dossiers (id, claim_id, kind, personal, by_subject) values ('D3', 'Creviewed', 'filing-review', '{}', 'reviewing'), ('D4', 'Creviewed', 'changes', '{}', 'changing')`,
  );
  const found = async (name: string) => (await listed(`/v1/accounts?search=${name}`, admin('gu'))).items[0];
  expect(await found('reviewing')).toMatchObject({ role: 'reviewer', act: 'filing-review', logged: false });
  expect(await found('changing')).toMatchObject({ role: 'enterprise' });
});

test('a blocked account is refused everywhere at once, until another administrator lifts it', async () => {
  const reviewer: Actor = { role: 'reviewer', subject: 'kong', jurisdiction: 'wuxi' };
  expect((await api.get('/v1/claims', reviewer)).status).toBe(200);
  const block = { subject: 'kong', reasonCode: 'misuse' };
  for (const role of ['auditor', 'supervisor', 'reviewer', 'finance-approver'] as const) {
    const as = { role, subject: 'x', jurisdiction: 'wuxi' };
    expect(await refusal(await api.post('/v1/account-blocks', block, as))).toEqual([403, 'role-not-allowed']);
  }
  const own = { ...block, subject: 'gu' };
  expect(await refusal(await api.post('/v1/account-blocks', own, admin('gu')))).toEqual([403, 'account-block-own']);
  const unknown = { ...block, reasonCode: 'because' };
  expect((await api.post('/v1/account-blocks', unknown, admin('gu'))).status).toBe(422);

  const made = await api.post('/v1/account-blocks', block, admin('gu', 'wuxi'), { 'Idempotency-Key': 'once' });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const again = await api.post('/v1/account-blocks', block, admin('gu', 'wuxi'), { 'Idempotency-Key': 'once' });
  expect(await again.json()).toMatchObject({ id });
  expect(await refusal(await api.post('/v1/account-blocks', block, admin('li', 'wuxi')))).toEqual([
    ...[409, 'account-block-standing'],
  ]);
  // Whatever role its token names, in the place of who has blocked it.
  for (const as of [reviewer, { ...reviewer, role: 'supervisor' }] as const)
    expect(await refusal(await api.get('/v1/claims', as))).toEqual([403, 'account-blocked']);
  const elsewhere = { ...reviewer, jurisdiction: 'chongqing' };
  const everywhere = admin('kong');
  for (const as of [elsewhere, everywhere]) expect((await api.get('/v1/claims', as)).status).toBe(200);
  expect((await api.get('/v1/public-notices')).status).toBe(200);

  const lifting = `/v1/account-blocks/${id}/lifting`;
  expect(await refusal(await api.post(lifting, undefined, admin('gu', 'wuxi')))).toEqual([
    ...[403, 'another-person-required'],
  ]);
  expect((await api.post(lifting, undefined, admin('he', 'chongqing'))).status).toBe(404);
  expect((await listed('/v1/account-blocks', admin('he', 'chongqing'))).items).toEqual([]);
  expect((await listed('/v1/account-blocks', auditor('an'))).items).toMatchObject([{ id, liftedBy: null }]);
  expect((await api.post(lifting, undefined, admin('he', 'wuxi'))).status).toBe(200);
  expect(await refusal(await api.post(lifting, undefined, admin('li', 'wuxi')))).toEqual([
    ...[409, 'account-block-lifted'],
  ]);
  expect((await api.get('/v1/claims', reviewer)).status).toBe(200);
  const { items } = await listed('/v1/audit', admin('he'));
  expect(items.map(({ act }) => act).filter((act) => act.includes('block'))).toEqual([
    ...['lift-account-block', 'block-account'],
  ]);
});
