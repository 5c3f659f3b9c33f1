import { expect, test } from 'vitest';
import { appendEntries, auditHash, readAuditHead } from '../../db/audit/append.ts';
import { type AuditVerification, checkAudit } from '../../db/audit/check.ts';
import { allEntries } from '../../db/audit/entries.ts';
import { transaction } from '../../db/pool.ts';
import { firstHash } from '../../domain/money/ledger.ts';
import { type Log, openLog, reading, readings } from './support/log.ts';

const verified = async ({ db }: Log): Promise<AuditVerification> =>
  checkAudit(allEntries(db), { head: (await readAuditHead(db)) ?? null });

test('what is appended reads back as it was and is chained', async () => {
  const log = await openLog();
  expect(await verified(log)).toEqual({ entries: 0, firstBroken: null });
  const refused = { actor: null, role: null, jurisdiction: null, place: null, claimId: null, persons: [] };
  const entries = [reading(1), reading(2, { ...refused, concerns: ['a', 'b'] })];
  await log.append(...entries);
  const stored = [];
  for await (const entry of allEntries(log.db)) stored.push(entry);
  const hash = auditHash(entries[0]!, 1, firstHash);
  expect(stored[0]).toEqual({ ...entries[0], seq: 1, previousHash: firstHash, hash });
  expect(stored[1]).toEqual({ ...entries[1], seq: 2, previousHash: hash, hash: auditHash(entries[1]!, 2, hash) });
  expect(await verified(log)).toEqual({ entries: 2, firstBroken: null });
});

test('fifty writers at once: no gap, no fork, and all of it there', async () => {
  const log = await openLog();
  const write = (n: number) => transaction(log.db, (tx) => appendEntries(tx, [reading(n), reading(n + 50)]));
  await Promise.all(Array.from({ length: 50 }, (_, n) => write(n)));
  expect(await verified(log)).toEqual({ entries: 100, firstBroken: null });
  const actors = new Set<string | null>();
  for await (const { actor } of allEntries(log.db)) actors.add(actor);
  expect(actors.size).toBe(100);
});

test('a writer that gives up leaves nothing', async () => {
  const log = await openLog();
  await log.append(reading(1));
  const given = transaction(log.db, async (tx) => {
    await appendEntries(tx, [reading(2)]);
    throw new Error('given up');
  });
  await expect(given).rejects.toThrow('given up');
  await log.append(reading(3));
  expect(await verified(log)).toEqual({ entries: 2, firstBroken: null });
});

test('nobody changes it: not the application, nor who owns the tables', async () => {
  const log = await openLog();
  await log.append(reading(1));
  for (const sql of [
    `update audit_log set outcome = 'done'`,
    'delete from audit_log',
    'truncate audit_log',
    'alter table audit_log disable trigger all',
    'delete from audit_head',
    `insert into audit_head (one, seq, hash) values (false, 0, '')`,
  ])
    await expect(log.db.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  for (const sql of [`update audit_log set outcome = 'done'`, 'delete from audit_log', 'truncate audit_log'])
    await expect(log.owner.query(sql), sql).rejects.toThrow('the audit log is append-only');
});

/** Entry 3 as somebody forged it, with a hash that fits. */
const forged = (previousHash: string) => auditHash(reading(3, { actor: 'somebody else' }), 3, previousHash);

const kinds: [what: string, statements: string[], found: string][] = [
  ['who it was', [`update audit_log set actor = 'other' where seq = 3`], 'entry 3 is altered: its content'],
  ['whom', [`update audit_log set persons = '{}' where seq = 3`], 'entry 3 is altered: its content'],
  ['why', [`update audit_log set purpose = 'audit' where seq = 3`], 'entry 3 is altered: its content'],
  ['when', [`update audit_log set at = at - interval '1 ms' where seq = 3`], 'entry 3 is altered: its content'],
  ['the hash', [`update audit_log set hash = repeat('a', 64) where seq = 3`], 'entry 3 is altered: its content'],
  ['the first link', [`update audit_log set previous_hash = '' where seq = 1`], 'entry 1 is altered: its content'],
  ['the first one removed', ['delete from audit_log where seq = 1'], 'entry 1 is missing: 2 follows on 0'],
  ['one removed', ['delete from audit_log where seq = 3'], 'entry 3 is missing: 4 follows on 2'],
  [
    'two exchanged',
    [
      'update audit_log set seq = case seq when 3 then -4 else -3 end where seq in (3, 4)',
      'update audit_log set seq = -seq where seq < 0',
    ],
    'entry 3 is altered: its content',
  ],
  ['one put before all', ['update audit_log set seq = -1 where seq = 6'], 'entry -1 is out of its order'],
  ['the tail cut off', ['delete from audit_log where seq > 4'], 'entry 5 is missing: the log is cut off, it had 6'],
  ['the head set back', ['update audit_head set seq = 4'], 'the head says that the log ends with entry 4'],
  ['the head removed', ['delete from audit_head'], 'the head of the log is missing'],
  ['all removed', ['delete from audit_log'], 'entry 1 is missing: the log is cut off, it had 6'],
];

test.each(kinds)('what was altered is named: %s', async (_, statements, found) => {
  const log = await openLog();
  await log.append(...readings(6));
  await log.tamper(...statements);
  expect((await verified(log)).firstBroken).toContain(found);
});

test('an entry that was forged with a hash that fits is named, though the next one tells it', async () => {
  const log = await openLog();
  await log.append(...readings(6));
  const hashes: string[] = [];
  for await (const { hash } of allEntries(log.db)) hashes.push(hash);
  await log.tamper(`update audit_log set actor = 'somebody else', hash = '${forged(hashes[1]!)}' where seq = 3`);
  expect((await verified(log)).firstBroken).toBe('entry 3 is altered: 4 was written behind another one');
});
