import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { takeDatabase } from '../../db/cluster.ts';
import { postgresAccount } from '../../dev/postgres/account.ts';
import { findBinaries } from '../../dev/postgres/binaries.ts';
import { type PostgresOptions, startPostgres } from '../../dev/postgres/server.ts';
import { openRun, type Run } from '../../dev/supervise.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { testFolder } from '../support/folder.ts';
import { runScript } from '../support/process.ts';
import { sharedServers } from '../support/stack.ts';

async function openTestRun(folder: string): Promise<Run> {
  const run = await openRun(folder);
  onTestFinished(() => run.close());
  return run;
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a claim without a worker, so that the server has something to keep. */
async function leaveWorkflow(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace: 'kept' });
  await client.workflow.start('claim', { taskQueue: 'claims', workflowId: 'claim/wuxi/x/1' });
  await connection.close();
}

async function readWorkflow(address: string): Promise<string> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace: 'kept' });
  const { status } = await client.workflow.getHandle('claim/wuxi/x/1').describe();
  await connection.close();
  return status.name;
}

test('Temporal and PostgreSQL keep their state over a stop', async () => {
  const folder = testFolder();
  const cli = sharedServers().temporalCli;
  const first = await openTestRun(folder);
  const [temporal, postgres] = await Promise.all([startTemporal(first, { cli }), startPostgres(first)]);
  await createNamespace(temporal.address, 'kept');
  await leaveWorkflow(temporal.address);
  await postgres.createDatabase('kept');
  await query(postgres.migratorUrl('kept'), 'CREATE TABLE t AS SELECT 7 AS n');
  await first.close();

  const second = await openTestRun(folder);
  const [again, database] = await Promise.all([startTemporal(second, { cli }), startPostgres(second)]);
  expect(await readWorkflow(again.address)).toBe('RUNNING');
  expect(await query(database.migratorUrl('kept'), 'SELECT n FROM t')).toEqual([{ n: 7 }]);
});

test('After kill -9 of everything the next start ends the left-overs and finds the state', async () => {
  const folder = testFolder();
  const cli = sharedServers().temporalCli;
  const holder = runScript('test/dev/fixtures/hold-servers.ts', [folder, cli]);
  await holder.until(/holding/);
  holder.process.kill('SIGKILL');
  expect(await holder.ended).toBe('SIGKILL');

  const run = await openTestRun(folder);
  expect(run.ended.sort()).toEqual(['postgres', 'temporal']);
  const [temporal, postgres] = await Promise.all([startTemporal(run, { cli }), startPostgres(run)]);
  await createNamespace(temporal.address, 'kept');
  await leaveWorkflow(temporal.address);
  await postgres.createDatabase('kept');
  await query(postgres.migratorUrl('kept'), 'CREATE TABLE t AS SELECT 7 AS n');
  await Promise.all([temporal.kill9(), postgres.kill9()]);

  const [again, database] = await Promise.all([startTemporal(run, { cli }), startPostgres(run)]);
  expect(await readWorkflow(again.address)).toBe('RUNNING');
  expect(await query(database.migratorUrl('kept'), 'SELECT n FROM t')).toEqual([{ n: 7 }]);
});

test('Temporal and PostgreSQL are started again in their place after kill -9', async () => {
  const run = await openTestRun(testFolder());
  const cli = sharedServers().temporalCli;
  const [temporal, postgres] = await Promise.all([startTemporal(run, { cli }), startPostgres(run)]);
  await createNamespace(temporal.address, 'kept');
  await leaveWorkflow(temporal.address);
  await postgres.createDatabase('kept');
  await query(postgres.migratorUrl('kept'), 'CREATE TABLE t AS SELECT 7 AS n');
  for (const server of [temporal, postgres]) {
    await server.kill9();
    await server.restart();
  }
  expect(await readWorkflow(temporal.address)).toBe('RUNNING');
  expect(await query(postgres.migratorUrl('kept'), 'SELECT n FROM t')).toEqual([{ n: 7 }]);
});

test('A lock of PostgreSQL with the number of a stranger is removed', async () => {
  const folder = testFolder();
  const first = await openTestRun(folder);
  await startPostgres(first);
  await first.close();
  writeFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), `${process.pid}\n`);
  const postgres = await startPostgres(await openTestRun(folder));
  expect(await query(postgres.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('PostgreSQL runs for root too, also where its account cannot enter', async () => {
  const folder = testFolder();
  const home = join(folder, 'private');
  mkdirSync(home);
  chmodSync(home, 0o700);
  const options: PostgresOptions = { state: join(folder, 'state') };
  const first = await openTestRun(join(home, 'data'));
  await (await startPostgres(first, options)).createDatabase('kept');
  await first.close();
  const postgres = await startPostgres(await openTestRun(join(home, 'data')), options);
  expect(await query(postgres.appUrl('kept'), 'SELECT current_database() AS name')).toEqual([{ name: 'kept' }]);
});

test('The programs of PostgreSQL are copied to where its account can enter', async () => {
  const folder = testFolder();
  const account = postgresAccount();
  const { initdb } = await findBinaries(undefined);
  const home = join(folder, 'private');
  await cp(join(dirname(initdb), '..', '..'), join(home, 'package'), { recursive: true, verbatimSymlinks: true });
  chmodSync(home, 0o700);
  for (const time of ['first', 'second']) {
    const found = await findBinaries(account, join(home, 'package'), join(folder, 'shared'));
    const version = execFileSync(found.postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
    expect(version, time).toMatch(/^postgres \(PostgreSQL\) 18/);
  }
});

test('A PostgreSQL folder of something else is refused', async () => {
  const folder = testFolder();
  const first = await openTestRun(folder);
  await startPostgres(first);
  await first.close();
  rmSync(join(folder, 'postgres', 'password'));
  await expect(startPostgres(await openTestRun(folder))).rejects.toThrow(/holds a PostgreSQL of something else/);
});

test('A PostgreSQL folder of another major version is refused', async () => {
  const folder = testFolder();
  const first = await openTestRun(folder);
  await startPostgres(first);
  await first.close();
  writeFileSync(join(folder, 'postgres', 'cluster', 'PG_VERSION'), '15\n');
  await expect(startPostgres(await openTestRun(folder))).rejects.toThrow(/was written by PostgreSQL 15/);
});

test('A database of something else is refused, an empty one and our own are taken', async () => {
  const postgres = await startPostgres(await openTestRun(testFolder()), { durable: false });
  await Promise.all([postgres.createDatabase('foreign'), postgres.createDatabase('empty')]);
  await query(postgres.migratorUrl('foreign'), 'CREATE TABLE customers (id int)');
  expect(await takeDatabase(postgres.migratorUrl('foreign'))).toBe(false);
  expect(await takeDatabase(postgres.migratorUrl('empty'))).toBe(true);
  await query(postgres.migratorUrl('empty'), 'CREATE TABLE claims (id int)');
  expect(await takeDatabase(postgres.migratorUrl('empty'))).toBe(true);
});

test('The database is UTF-8 whatever the host is set to, and needs its password', async () => {
  const { adminUrl } = sharedServers();
  expect(await query(adminUrl, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  const guess = Object.assign(new URL(adminUrl), { password: 'password' }).href;
  await expect(query(guess, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('A Temporal server that cannot start is one message with its last words', async () => {
  const run = await openTestRun(testFolder());
  mkdirSync(join(run.dataDir, 'temporal.db'));
  await expect(startTemporal(run, { cli: sharedServers().temporalCli })).rejects.toThrow(
    /Temporal did not start.*logs/s,
  );
});
