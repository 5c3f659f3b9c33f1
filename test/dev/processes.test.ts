import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '../../db/cluster.ts';
import { freePort } from '../../dev/ports.ts';
import { startPostgres } from '../../dev/postgres/server.ts';
import { openRun } from '../../dev/supervise.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { testFolder } from '../support/folder.ts';
import { fromSources, runScript, type Script } from '../support/process.ts';
import { sharedServers, testDatabase, testSettings } from '../support/stack.ts';

/** What the terminal of this test run has set is not this test's business. */
const NOTHING = Object.fromEntries(
  [
    'MODE',
    'DATABASE_URL',
    'MIGRATION_DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'PERSON_INDEX_KEY',
    'PERSONAL_KEYS',
    'PERSONAL_KEYS_FILE',
    'PORT',
  ].map((name) => [name, undefined]),
);
const JWT = { JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'claims', JWT_JWKS_URL: 'https://login.example/keys' };

const run = (file: string, env: Record<string, string | undefined> = {}): Script =>
  runScript(file, [], { ...NOTHING, ...env });

/** Settings of production on databases and namespaces of our own. */
async function production(env: Record<string, string> = {}): Promise<Record<string, string>> {
  const settings = await testSettings({ PORT: String(await freePort()), LOG_LEVEL: 'info' });
  return { ...settingsToEnv(settings), MODE: 'production', ...JWT, PERSON_INDEX_KEY: 'k'.repeat(32), ...env };
}

/** A process that says one message and ends: no trace, no secret. */
async function oneMessage(script: Script): Promise<string> {
  expect(await script.ended, script.output()).toBe(1);
  expect(script.output()).not.toMatch(/^\s+at |Node\.js v|hunter2/m);
  return script.output();
}

const nowhere = async () => `127.0.0.1:${await freePort()}`;

test.each(['api/main.ts', 'worker/main.ts', 'worker/bootstrap.ts'])(
  '%s names every missing setting in one message',
  async (file) => {
    const words = await oneMessage(run(file, fromSources));
    expect(words).toMatch(/^Wrong settings:\n( {2}[A-Z_]+ is missing; .*\n)+$/);
    expect(words).toContain('DATABASE_URL is missing');
  },
);

test('a migration without a database, or with something else for one, names the setting', async () => {
  expect(await oneMessage(run('db/migrate.ts'))).toMatch(
    /^Wrong settings:\n {2}MIGRATION_DATABASE_URL is missing; .*\n$/,
  );
  expect(await oneMessage(run('db/migrate.ts', { DATABASE_URL: 'hunter2' }))).toMatch(
    /^Wrong settings:\n {2}DATABASE_URL is not valid: .*\n$/,
  );
});

test('a migration that cannot have its database says why and what to do', { timeout: 120_000 }, async () => {
  const { adminUrl } = sharedServers();
  const { migrationDatabaseUrl: own } = await testDatabase();
  const with_ = (change: Partial<URL>, url = own) => Object.assign(new URL(url), change).href;
  const migrate = (url: string) => oneMessage(run('db/migrate.ts', { MIGRATION_DATABASE_URL: url }));

  expect(await migrate(with_({ password: 'hunter2' }))).toMatch(
    /^The database test_\w+ at 127\.0\.0\.1:\d+ cannot be used: PostgreSQL does not accept role "migrator" with this password\. Correct MIGRATION_DATABASE_URL\.\n$/,
  );
  expect(await migrate(with_({ host: await nowhere(), password: 'hunter2' }))).toMatch(
    /PostgreSQL does not answer \(ECONNREFUSED\)\. Start it, or correct MIGRATION_DATABASE_URL\.\n$/,
  );
  expect(await migrate(with_({ pathname: '/not_there' }))).toMatch(
    /it does not exist\. Correct MIGRATION_DATABASE_URL, or make it: CREATE DATABASE "not_there" OWNER migrator;\n$/,
  );

  const name = `foreign_${randomBytes(4).toString('hex')}`;
  await createDatabase(adminUrl, name);
  const foreign = with_({ pathname: `/${name}` });
  expect(await migrate(with_({ username: 'app' }, foreign))).toMatch(
    new RegExp(`does not belong to role "app".*: ALTER DATABASE "${name}" OWNER TO "app";\\n$`),
  );
  const owner = new pg.Client({ connectionString: foreign });
  await owner.connect();
  await owner.query('CREATE TABLE customers (id int)');
  await owner.end();
  expect(await migrate(foreign)).toMatch(
    /^The database foreign_\w+ at 127\.0\.0\.1:\d+ holds tables of something else\. Name an empty one in MIGRATION_DATABASE_URL\.\n$/,
  );
});

test('a migration on a server without the role of the application says how to make it, and goes on once it is there', {
  timeout: 120_000,
}, async () => {
  const servers = await openRun(testFolder());
  onTestFinished(() => servers.close());
  const postgres = await startPostgres(servers, { durable: false });
  await postgres.createDatabase('claims');
  const admin = new pg.Client({ connectionString: postgres.adminUrl });
  await admin.connect();
  await admin.query('DROP ROLE app');
  const url = postgres.migratorUrl('claims');
  expect(await oneMessage(run('db/migrate.ts', { MIGRATION_DATABASE_URL: url }))).toMatch(
    /^PostgreSQL at 127\.0\.0\.1:\d+ has no role "app", .* as an administrator: CREATE ROLE app LOGIN PASSWORD '…';\n$/,
  );
  await admin.query('CREATE ROLE app LOGIN');
  await admin.end();
  const again = run('db/migrate.ts', { MIGRATION_DATABASE_URL: url });
  expect(await again.ended).toBe(0);
  expect(again.output()).toBe('database is up to date\n');
});

test.each(['worker/main.ts', 'worker/bootstrap.ts'])(
  '%s without Temporal or its namespace says so and ends',
  { timeout: 120_000 },
  async (file) => {
    const away = await nowhere();
    expect(await oneMessage(run(file, await production({ TEMPORAL_ADDRESS: away })))).toMatch(
      new RegExp(`^Temporal does not answer at ${away}\\. Start it, or correct TEMPORAL_ADDRESS\\. \\(.*\\)\\n$`),
    );
    expect(await oneMessage(run(file, await production({ TEMPORAL_NAMESPACE: 'unknown' })))).toMatch(
      /^Temporal at .* has no namespace unknown\. Correct TEMPORAL_NAMESPACE, or make it: temporal operator namespace create .* unknown\n$/,
    );
  },
);

test('the worker without its database says so and ends', async () => {
  const url = `postgres://app:hunter2@${await nowhere()}/claims`;
  expect(await oneMessage(run('worker/main.ts', await production({ DATABASE_URL: url })))).toMatch(
    /^The database claims at .* cannot be used: PostgreSQL does not answer \(ECONNREFUSED\)\. .*DATABASE_URL\.\n$/,
  );
});

test('in production the worker warns of Schedules that nobody has made, and is silent once they are', {
  timeout: 180_000,
}, async () => {
  const env = await production();
  const before = run('worker/main.ts', env);
  const [warning] = await before.until(/^.*Schedules are missing.*$/m);
  expect(JSON.parse(warning)).toMatchObject({
    level: 40,
    msg: 'these Schedules are missing: run "npm run bootstrap"',
    schedules: expect.arrayContaining([expect.stringMatching(/^disbursement\/wuxi\//)]),
  });
  before.process.kill('SIGKILL');

  expect(await run('worker/bootstrap.ts', env).ended).toBe(0);
  const after = run('worker/main.ts', env);
  await after.until(/worker ready/);
  expect(after.output()).not.toContain('missing');
});

test('the API starts while what is behind it is away, says in its log what, and /readyz names it', {
  timeout: 120_000,
}, async () => {
  const good = await production();
  const wrong = Object.assign(new URL(good.DATABASE_URL!), { password: 'hunter2' }).href;
  const faults = [
    [{ TEMPORAL_ADDRESS: await nowhere() }, /Temporal does not answer at 127/, /Not ready: Temporal cannot/],
    [{ TEMPORAL_NAMESPACE: 'unknown' }, /Temporal at \S+ has no namespace unknown/, /Not ready: Temporal cannot/],
    [{ DATABASE_URL: wrong }, /does not accept role \\"app\\" with this password/, /Not ready: PostgreSQL cannot/],
  ] as const;
  for (const [env, logged, told] of faults) {
    const api = run('api/main.ts', { ...good, ...env });
    const [warning] = await api.until(/^.*api listens, but not everything behind it works\..*$/m);
    expect(warning).toMatch(logged);
    expect(warning).not.toContain('hunter2');
    const answer = await fetch(`http://127.0.0.1:${good.PORT}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'not-ready', detail: expect.stringMatching(told) });
    expect(api.output()).not.toContain('api ready');
    api.process.kill('SIGKILL');
    await api.ended;
  }
  const api = run('api/main.ts', good);
  await api.until(/api ready/);
  expect(api.output()).not.toContain('api listens, but');
});

test('a rehearsal whose database has no tables yet is one clear message', async () => {
  const name = `empty_${randomBytes(4).toString('hex')}`;
  await createDatabase(sharedServers().adminUrl, name);
  const settings = await testSettings();
  const url = Object.assign(new URL(settings.databaseUrl), { pathname: `/${name}` }).href;
  const words = await oneMessage(run('api/main.ts', { ...settingsToEnv(settings), DATABASE_URL: url }));
  expect(words).toMatch(
    /^The database empty_\w+ at .* cannot be used: its tables are missing\. Run "npm run migrate" first\.\n$/,
  );
});
