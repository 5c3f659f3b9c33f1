import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { access, type Role, roles } from '../../api/auth/access.ts';
import { isClaimant } from '../../api/auth/claimant.ts';
import { allEntries } from '../../db/audit/entries.ts';
import type { Vault } from '../../db/privacy/vault.ts';
import type { ChainedEntry } from '../../domain/audit.ts';
import { answers } from '../api/ownership/answers.ts';
import { callOf, callsOf, rolesOf } from '../api/ownership/calls.ts';
import { openWorld, type World } from '../api/ownership/world.ts';

// Every call × every official who may make it: whatever opens personal data leaves an entry of that very call. Generated from the access table, so
// that a new call that shows people and says so nowhere fails here.

let world: World;
let call: Awaited<ReturnType<typeof callsOf>>;
let opened = 0;
beforeAll(async () => {
  world = await openWorld();
  call = await callsOf(world);
  const { pool } = world.api.deps;
  Object.assign(pool, { vault: counting(pool.vault) });
});
afterAll(() => world?.api.close());

/** The same vault, and how often it gave something out. */
function counting(vault: Vault): Vault {
  const count = <T>(value: T): T => {
    if (value !== null && value !== undefined) opened += 1;
    return value;
  };
  return {
    ...vault,
    open: (...args) => count(vault.open(...args)),
    openField: (...args) => count(vault.openField(...args)),
    openBytes: (...args) => count(vault.openBytes(...args)),
  };
}

async function entriesOf(requestId: string | null): Promise<ChainedEntry[]> {
  const found: ChainedEntry[] = [];
  for await (const entry of allEntries(world.api.deps.pool)) if (entry.requestId === requestId) found.push(entry);
  return found;
}

const officials = (of: readonly Role[]) => of.filter((role) => !isClaimant({ role, subject: '' }));

/** Calls that left an entry when they were answered. */
const telling = new Set<string>();

/** Shows what anybody may read without a token. */
const forEverybody = access.filter(({ allow }) => allow === 'open').map(callOf);

const rows = access.filter((row) => !forEverybody.includes(callOf(row))).map((row) => [callOf(row), row] as const);

test.each(rows)('%s', async (name, row) => {
  const names = 'names' in answers[name]! ? answers[name].names : undefined;
  for (const role of officials(rolesOf(row)))
    for (const { as, own } of world.callers(role, names)) {
      opened = 0;
      const response = await call(row, as, own[0]);
      // A file is given out as it is read.
      await response.arrayBuffer();
      const entries = await entriesOf(response.headers.get('X-Request-Id'));
      if (opened > 0 && response.ok) expect(entries.length, `${role} is shown something`).toBeGreaterThan(0);
      if (entries.length > 0 && response.ok) telling.add(name);
      for (const entry of entries) expect(entry).toMatchObject({ actor: as.subject, role });
    }
});

describe('what is told of a disclosure', () => {
  const reviewer = { role: 'reviewer', subject: 'reviewer-1', jurisdiction: 'wuxi' } as const;
  const lastOf = async (response: Response) => (await entriesOf(response.headers.get('X-Request-Id'))).at(-1);

  test('the persons of a page, by number, and the claim', async () => {
    const response = await world.api.get('/v1/claims/claim-ent-own/dossier', reviewer);
    const { rows: people } = await world.api.deps.pool.query(
      `select person_id from roster_rows where roster_id = 'R-ent-own'`,
    );
    expect(await lastOf(response)).toMatchObject({
      ...{ act: 'read-dossier', place: 'wuxi', claimId: 'claim-ent-own', outcome: 'shown', apiKey: null },
      persons: people.map(({ person_id }) => person_id),
    });
  });

  test('the persons of a roster that is printed', async () => {
    const response = await world.api.get('/v1/claims/claim-ent-own/papers/roster?format=xlsx', reviewer);
    const { rows: people } = await world.api.deps.pool.query(
      `select person_id from roster_rows where roster_id = 'R-ent-own' order by row_no`,
    );
    expect(await lastOf(response)).toMatchObject({
      ...{ act: 'read-paper', claimId: 'claim-ent-own', outcome: 'shown' },
      persons: people.map(({ person_id }) => person_id),
    });
  });

  test('the task that waits for the official, or that none does', async () => {
    const { pool } = world.api.deps;
    const purposeIn = async (stage: string, objection: string) => {
      await pool.query(`update claims set stage = $1 where id = 'claim-ent-own'`, [stage]);
      await pool.query(`update objections set status = $1 where claim_id = 'claim-ent-own'`, [objection]);
      return (await lastOf(await world.api.get('/v1/claims/claim-ent-own/timeline', reviewer)))?.purpose;
    };
    expect(await purposeIn('filing-review', 'dismissed')).toBe('filing-review');
    expect(await purposeIn('public-notice', 'open')).toBe('ruling');
    expect(await purposeIn('paid', 'dismissed')).toBe('outside-task');
    expect(await purposeIn('training', 'open')).toBe('ruling');
  });

  test('who acts reads for that act', async () => {
    const body = { refs: ['1'], reasonCode: 'never-trained', reason: '抽查发现该人员不在岗。' };
    const response = await world.api.post('/v1/claims/claim-ent-own/fraud-findings', body, reviewer);
    expect(await lastOf(response)).toMatchObject({ act: 'read-objections-and-findings', purpose: 'fraud-findings' });
  });

  test('an answer that is repeated', async () => {
    const body = { refs: ['1'], reasonCode: 'never-trained', reason: '抽查发现该人员不在岗。' };
    const again = () =>
      world.api.post('/v1/claims/claim-ent-own/fraud-findings', body, reviewer, { 'Idempotency-Key': 'twice' });
    await again();
    expect(await lastOf(await again())).toMatchObject({
      ...{ act: 'repeat-answer', purpose: 'fraud-findings', concerns: ['/v1/claims/claim-ent-own/fraud-findings'] },
    });
  });

  test('a claim of which nobody has said anything: no entry', async () => {
    const { pool } = world.api.deps;
    const path = '/v1/claims/claim-ent-els';
    expect(await lastOf(await world.api.get(path, reviewer))).toMatchObject({ act: 'read-objections-and-findings' });
    await pool.query(`update fraud_findings set claim_id = 'claim-ent-own' where claim_id = 'claim-ent-els'`);
    expect(await lastOf(await world.api.get(path, reviewer))).toMatchObject({ act: 'read-objections-and-findings' });
    await pool.query(`update objections set claim_id = 'claim-ent-own' where claim_id = 'claim-ent-els'`);
    const response = await world.api.get(path, reviewer);
    expect([response.status, await lastOf(response)]).toEqual([200, undefined]);
  });

  test('a connection that is lost before the entry is in: it is written once more, and once only', async () => {
    const { pool } = world.api.deps;
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from audit_head for update');
    const reading = world.api.get('/v1/claims/claim-ent-own/dossier', reviewer);
    const waiting = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%audit_head%'`;
    await expect.poll(async () => (await pool.query(waiting)).rows.length, { interval: 50 }).toBe(1);
    await holder.query('commit');
    holder.release();
    const response = await reading;
    expect(response.status).toBe(200);
    expect(await entriesOf(response.headers.get('X-Request-Id'))).toHaveLength(1);
  });

  test('claimants read what is their own: no entry', async () => {
    const [mine] = world.callers('enterprise');
    const response = await world.api.get('/v1/claims/claim-ent-own/dossier', mine!.as);
    expect([response.status, await lastOf(response)]).toEqual([200, undefined]);
  });
});

test('nothing of this is vacuous', () => {
  expect(officials(roles)).toHaveLength(7);
  expect([...telling].sort()).toEqual([
    'GET /v1/accounts',
    'GET /v1/audit',
    'GET /v1/claims/{id}',
    'GET /v1/claims/{id}/archive',
    'GET /v1/claims/{id}/dossier',
    'GET /v1/claims/{id}/learning',
    'GET /v1/claims/{id}/papers/{kind}',
    'GET /v1/claims/{id}/timeline',
    'GET /v1/claims/{id}/trace',
    'GET /v1/disbursements/{id}',
    'GET /v1/disbursements/{id}/bank-file',
    'GET /v1/disbursements/{id}/paper',
    'GET /v1/disbursements/{id}/payments',
    'GET /v1/files/{id}',
    'GET /v1/inspections/{id}',
    'GET /v1/ledger/register',
    'GET /v1/payment-returns/{id}',
    'GET /v1/recoveries/{id}',
    'POST /v1/account-blocks',
    'POST /v1/api-keys/{id}/revocation',
    'POST /v1/claims/{id}/fraud-findings',
    'POST /v1/connectors',
    'POST /v1/listings',
  ]);
});
