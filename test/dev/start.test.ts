import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '../../db/cluster.ts';
import { freePort } from '../../dev/ports.ts';
import { processId } from '../../dev/process-id.ts';
import { testFolder } from '../support/folder.ts';
import { fromSources, runScript, type Script } from '../support/process.ts';
import { sharedServers } from '../support/stack.ts';

/** What the terminal of this test run has set is not this test's business. */
const RESET = {
  MODE: undefined,
  DATABASE_URL: undefined,
  MIGRATION_DATABASE_URL: undefined,
  TEMPORAL_ADDRESS: undefined,
  SMTP_URL: undefined,
  WORKFLOW_BUNDLE: undefined,
};

async function npmStart(
  dataDir: string,
  env: Record<string, string | undefined> = {},
): Promise<Script & { port: number }> {
  const port = Number(env.PORT ?? (await freePort()));
  const servers = { TEMPORAL_CLI_PATH: sharedServers().temporalCli };
  const script = runScript('dev/start.ts', [], { ...RESET, ...servers, DATA_DIR: dataDir, ...env, PORT: String(port) });
  return Object.assign(script, { port });
}

/** Process numbers of everything that a start has on record. */
function recorded(dataDir: string): number[] {
  const folder = join(dataDir, 'run');
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).pid as number);
}

const left = (pids: number[]) => pids.filter((pid) => processId(pid) !== undefined);

test('npm start brings everything up, says where it is and stops on SIGINT without leaving a process', {
  timeout: 180_000,
}, async () => {
  const folder = testFolder();
  const start = await npmStart(folder, fromSources);
  await start.until(new RegExp(`^ready http://127.0.0.1:${start.port}$`, 'm'));
  for (const name of ['API', 'API documentation', 'Temporal UI', 'mailbox']) {
    const url = new RegExp(`^${name} +(http\\S+)$`, 'm').exec(start.output())?.[1];
    expect((await fetch(url!)).status, name).toBeLessThan(500);
  }
  const password = readFileSync(join(folder, 'postgres', 'password'), 'utf8');
  expect(start.output()).toMatch(
    /^PostgreSQL +postgres:\/\/app@127\.0\.0\.1:\d+\/claims \(its password: \S+\/postgres\/password\)$/m,
  );
  expect(start.output()).not.toContain(password);
  const pids = recorded(folder);
  expect(pids).toHaveLength(5);
  expect(left(pids)).toHaveLength(5);

  const second = await npmStart(folder);
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/^.* is in use by process \d+\. Stop that one first.*\n$/);

  start.process.kill('SIGINT');
  expect(await start.ended).toBe(0);
  expect(left(pids)).toEqual([]);
});

test('After kill -9 the next start ends the left-overs and comes up', { timeout: 180_000 }, async () => {
  const folder = testFolder();
  // How a worker comes to its workflows without a bundle is seen above.
  const bundled = { WORKFLOW_BUNDLE: sharedServers().workflowBundle };
  const first = await npmStart(folder, bundled);
  await first.until(/^ready /m);
  const pids = recorded(folder);
  first.process.kill('SIGKILL');
  await first.ended;
  const second = await npmStart(folder, { ...bundled, PORT: String(first.port) });
  await second.until(/^ready /m);
  expect(left(pids)).toEqual([]);
  expect(second.output()).toMatch(/ended what an earlier run had left: .*postgres/);
  second.process.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});

test('A start that is called off half-way leaves nothing', { timeout: 120_000 }, async () => {
  const folder = testFolder();
  const start = await npmStart(folder);
  await start.until(/starting PostgreSQL/);
  start.process.kill('SIGINT');
  expect(await start.ended).toBe(0);
  expect(readdirSync(join(folder, 'run'))).toEqual([]);
});

test('A port in use is one clear message', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const start = await npmStart(testFolder(), { PORT: String(port) });
  expect(await start.ended).toBe(1);
  expect(start.output()).toBe(
    `Port ${port} is in use by another program. End that program or choose another port with PORT.\n`,
  );
});

test('Wrong settings are one clear message', async () => {
  const start = await npmStart(testFolder(), { SMTP_URL: 'mail', REHEARSAL_START: 'soon' });
  expect(await start.ended).toBe(1);
  expect(start.output()).toMatch(
    /^Wrong settings:\n {2}SMTP_URL is not valid.*\n {2}REHEARSAL_START is not valid.*\n$/,
  );
});

test('Production is not for npm start', async () => {
  const start = await npmStart(testFolder(), { MODE: 'production' });
  expect(await start.ended).toBe(1);
  expect(start.output()).toMatch(/^Wrong settings:\n {2}DATABASE_URL is missing; MODE=production needs it\n/);
});

test('A database of something else, or one that does not answer, is one clear message', {
  timeout: 120_000,
}, async () => {
  const { adminUrl, temporalAddress, smtpUrl } = sharedServers();
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const others = { TEMPORAL_ADDRESS: temporalAddress, SMTP_URL: smtpUrl };
  await admin.query('CREATE DATABASE of_somebody_else');
  await admin.end();
  const foreign = new URL(adminUrl);
  foreign.pathname = '/of_somebody_else';
  const owner = new pg.Client({ connectionString: foreign.href });
  await owner.connect();
  await owner.query('CREATE TABLE customers (id int)');
  await owner.end();

  const start = await npmStart(testFolder(), { ...others, DATABASE_URL: foreign.href });
  expect(await start.ended).toBe(1);
  expect(start.output()).toMatch(
    /\nThe database of_somebody_else at 127\.0\.0\.1:\d+ holds tables of something else\. Name an empty one in DATABASE_URL\.\n$/,
  );

  const silent = `postgres://app:hunter2@127.0.0.1:${await freePort()}/claims`;
  const second = await npmStart(testFolder(), { ...others, DATABASE_URL: silent });
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/\nThe database claims at 127\.0\.0\.1:\d+ cannot be used: .*ECONNREFUSED.*\n$/);
  expect(second.output()).not.toContain('hunter2');
});

test('A database that belongs to another role is one clear message with the remedy', { timeout: 120_000 }, async () => {
  const { adminUrl, temporalAddress, smtpUrl } = sharedServers();
  await createDatabase(adminUrl, 'empty_of_migrator');
  const url = Object.assign(new URL(adminUrl), { username: 'app', pathname: '/empty_of_migrator' });
  const others = { TEMPORAL_ADDRESS: temporalAddress, SMTP_URL: smtpUrl };
  const start = await npmStart(testFolder(), { ...others, DATABASE_URL: url.href });
  expect(await start.ended).toBe(1);
  expect(start.output()).toMatch(
    /\nThe database empty_of_migrator at 127\.0\.0\.1:\d+ does not belong to role "app", so .* MIGRATION_DATABASE_URL, or let this role own it: ALTER DATABASE "empty_of_migrator" OWNER TO "app";\n$/,
  );
});
