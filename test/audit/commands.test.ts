import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openAnchors } from '../../api/audit/anchors.ts';
import { createPool } from '../../db/pool.ts';
import { askedScope } from '../../db/scope.ts';
import { testFolder } from '../support/folder.ts';
import { runScript } from '../support/process.ts';
import { openLog, reading, readings } from './support/log.ts';

const timeout = 120_000;

async function run(script: string, args: string[], databaseUrl?: string): Promise<[code: unknown, output: string]> {
  const env = { MODE: undefined, DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: undefined };
  const { ended, output } = runScript(`db/${script}-audit.ts`, args, env);
  return [await ended, output()];
}

test('an export is verified without the database, and names what was changed in it', { timeout }, async () => {
  const log = await openLog();
  await log.append(...readings(4));
  const file = join(testFolder(), 'audit.jsonl');
  expect(await run('export', [file], log.databaseUrl)).toEqual([0, `${file}: 4 entries\n`]);
  expect(await run('export', [file], log.databaseUrl)).toEqual([1, expect.stringContaining('cannot be written')]);
  const whole = readFileSync(file, 'utf8');
  const lines = whole.trimEnd().split('\n');
  const verify = (text: string) => {
    writeFileSync(file, text);
    return run('verify', ['--file', file]);
  };
  expect(await verify(whole)).toEqual([0, '4 entries; chain intact\n']);
  const broken = (count: number, why: string) => [1, `${count} entries; CHAIN BROKEN\n  ${why}\n`];
  expect(await verify(whole.replace('official-2', 'official-9'))).toEqual(
    broken(2, 'entry 2 is altered: its content does not match its hash'),
  );
  expect(await verify([lines[0], lines[2], lines[1], lines[3]].join('\n'))).toEqual(
    broken(2, 'entry 2 is missing: 3 follows on 1'),
  );
  expect(await verify(`${whole}{"seq":`)).toEqual([1, expect.stringContaining('line 5 is none of ours')]);
});

test('a tail that is cut off behind an anchor is found, in the database and in an export', { timeout }, async () => {
  const log = await openLog();
  const folder = testFolder();
  const [anchorFile, file] = [join(folder, 'anchors.jsonl'), join(folder, 'audit.jsonl')];
  for (const n of [1, 2]) {
    // As the API has it: it works within the scope of who asks.
    const pool = createPool(log.databaseUrl, 1, undefined, { scope: askedScope });
    const anchors = await openAnchors(anchorFile, { pool, log: pino({ level: 'silent' }) });
    await log.append(...readings(3).map((one) => ({ ...one, requestId: `run-${n}` })));
    await anchors.close();
    await pool.end();
  }
  const anchors = readFileSync(anchorFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(anchors.map(({ seq }) => seq)).toEqual([3, 6]);
  const verify = (...args: string[]) => run('verify', ['--anchors', anchorFile, ...args], log.databaseUrl);
  const none = join(folder, 'none.jsonl');
  writeFileSync(none, '');
  expect(await run('verify', ['--anchors', none], log.databaseUrl)).toEqual([
    1,
    expect.stringContaining('holds no anchor'),
  ]);
  expect(await verify()).toEqual([0, '6 entries, compared with 2 anchors; chain intact\n']);
  // Whoever cuts it off sets the head back as well.
  await log.tamper(
    'delete from audit_log where seq > 4',
    'update audit_head set seq = 4, hash = (select hash from audit_log where seq = 4)',
  );
  expect(await run('verify', [], log.databaseUrl)).toEqual([0, '4 entries; chain intact\n']);
  const cut = [
    1,
    `4 entries, compared with 2 anchors; CHAIN BROKEN\n  entry 5 is missing: the log is cut off, the anchor of ${anchors[1].at} knew 6 entries\n`,
  ];
  expect(await verify()).toEqual(cut);
  // Looks as after a restore; there the anchors that were copied before the backup show that what came back is whole.
  const copied = join(folder, 'copied.jsonl');
  writeFileSync(copied, `${JSON.stringify(anchors[0])}\n`);
  expect(await run('verify', ['--anchors', copied], log.databaseUrl)).toEqual([
    0,
    '4 entries, compared with 1 anchors; chain intact\n',
  ]);
  await run('export', [file], log.databaseUrl);
  expect(await verify('--file', file)).toEqual(cut);
  // And writes it anew.
  await log.append(reading(5), reading(6));
  expect(await verify()).toEqual([
    1,
    `6 entries, compared with 2 anchors; CHAIN BROKEN\n  entry 6 or one before it is altered: the anchor of ${anchors[1].at} has another hash\n`,
  ]);
  appendFileSync(anchorFile, 'nonsense\n');
  expect(await verify()).toEqual([1, expect.stringContaining('line 3 is none of ours')]);
});

test('what they need is said in one message', { timeout }, async () => {
  expect(await run('export', [])).toEqual([1, expect.stringMatching(/^Name the file to write: .*\n$/)]);
  expect(await run('verify', ['--all'])).toEqual([1, expect.stringMatching(/^There is "npm run audit:verify".*\n$/)]);
  expect(await run('verify', ['--file', '/not/there'])).toEqual([1, expect.stringMatching(/cannot be read: ENOENT/)]);
  expect(await run('verify', [])).toEqual([1, expect.stringMatching(/DATABASE_URL is missing/)]);
});
