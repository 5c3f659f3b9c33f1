import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMigrationUrl } from '../../domain/command-env.ts';
import { readSettings, SettingsError, withServices } from '../../domain/env.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';

const production = {
  DATABASE_URL: 'postgres://app:secret@db.example/claims',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  SMTP_URL: 'smtps://mail.example',
  JWT_ISSUER: 'https://login.example',
  JWT_AUDIENCE: 'claims',
  JWT_JWKS_URL: 'https://login.example/jwks.json',
  PERSON_INDEX_KEY: 'k'.repeat(32),
  PAYLOAD_KEYS: `2026:${Buffer.alloc(32).toString('base64')}`,
  PERSONAL_KEYS: '2026a:a2V5',
};

function faultsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

test('A rehearsal needs no setting at all', () => {
  expect(readSettings({ MODE: 'rehearsal' })).toMatchObject({
    port: 3000,
    listenAddress: '127.0.0.1',
    dataDir: '.data',
    taskQueue: 'claims',
    temporalNamespace: 'default',
    rehearsalStart: '2020-02-03T09:00:00+08:00',
    databaseUrl: undefined,
    jurisdictionFolders: [],
  });
});

test('Without MODE the system is in production, so that forgetting it opens no rehearsal calls', () => {
  expect(readSettings(production).mode).toBe('production');
});

test('Production names every setting that is missing', () => {
  const names = faultsOf({}).map((line) => line.split(' ')[0]);
  expect(names).toEqual(Object.keys(production).filter((name) => name !== 'JWT_JWKS_URL'));
});

test.each([
  [{ JWT_JWKS_URL: 'http://login.example/jwks.json' }, 'JWT_JWKS_URL'],
  [{ JWT_JWKS_URL: '', JWT_ISSUER: 'http://login.example' }, 'JWT_ISSUER'],
  [{ JWT_JWKS_URL: '', JWT_ISSUER: 'login' }, 'JWT_ISSUER'],
])('Keys that others could change on their way are not fetched: %j', (change, name) => {
  expect(faultsOf({ ...production, ...change })).toEqual([
    `${name} is not valid: in production keys are fetched by https:// only (http:// from this machine)`,
  ]);
});

test('Keys may come from this machine, or from where the issuer says', () => {
  expect(faultsOf({ ...production, JWT_JWKS_URL: 'http://127.0.0.1:8080/jwks.json' })).toEqual([]);
  expect(faultsOf({ ...production, JWT_JWKS_URL: '' })).toEqual([]);
});

test('All wrong settings are named in one message, without their values', () => {
  const faults = faultsOf({
    MODE: 'rehearsal',
    PORT: '70000',
    DATABASE_URL: 'mysql://root:hunter2@db.example/x',
    TEMPORAL_ADDRESS: 'https://temporal.example',
    SMTP_URL: 'mail.example',
    REHEARSAL_START: '2020-02-30T09:00:00Z',
    PERSON_INDEX_KEY: 'hunter2',
    LOG_LEVEL: 'loud',
  });
  expect(faults.map((line) => line.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'REHEARSAL_START',
    'PERSON_INDEX_KEY',
    'LOG_LEVEL',
  ]);
  expect(faults.join()).not.toContain('hunter2');
});

test.each(['0', '65536', '3000.5', 'three', '-1'])('PORT=%s is refused', (PORT) => {
  expect(faultsOf({ MODE: 'rehearsal', PORT })).toEqual([
    'PORT is not valid: it must be a port number from 1 to 65535',
  ]);
});

test.each(['2020-02-30T09:00:00+08:00', '2020-02-03', '2020-02-03T25:00:00+08:00'])(
  'REHEARSAL_START=%s is refused',
  (REHEARSAL_START) => {
    expect(faultsOf({ MODE: 'rehearsal', REHEARSAL_START })).toHaveLength(1);
  },
);

test('Activities a second are a number above 0 for each kind of work that is named, and without limit for the others', () => {
  const rates = (ACTIVITIES_PER_SECOND: string) => readSettings({ MODE: 'rehearsal', ACTIVITIES_PER_SECOND });
  expect(rates('').activitiesPerSecond).toEqual({});
  expect(rates('payments=20, bulk=0.5').activitiesPerSecond).toEqual({ payments: 20, bulk: 0.5 });
  for (const wrong of ['20', 'payments=0', 'payments=-1', 'payments=fast', 'mail=1', 'payments=1;bulk=1'])
    expect(faultsOf({ MODE: 'rehearsal', ACTIVITIES_PER_SECOND: wrong }), wrong).toEqual([
      'ACTIVITIES_PER_SECOND is not valid: it must be some of claims, payments, bulk, each with a number above 0, like bulk=20',
    ]);
});

test('A process that runs alone names the servers it lacks', () => {
  expect(() => withServices(readSettings({ MODE: 'rehearsal', SMTP_URL: production.SMTP_URL }))).toThrow(
    /DATABASE_URL is missing.*\n.*TEMPORAL_ADDRESS is missing/,
  );
});

test('Migrations need the URL of the owner and nothing else', () => {
  const url = production.DATABASE_URL;
  expect(readMigrationUrl({ DATABASE_URL: url })).toEqual({ url, setting: 'DATABASE_URL' });
  const both = { DATABASE_URL: 'wrong', MIGRATION_DATABASE_URL: url };
  expect(readMigrationUrl(both)).toEqual({ url, setting: 'MIGRATION_DATABASE_URL' });
  expect(() => readMigrationUrl({})).toThrow(/\n {2}MIGRATION_DATABASE_URL is missing; /);
  expect(() => readMigrationUrl({ DATABASE_URL: 'mysql://x' })).toThrow(/\n {2}DATABASE_URL is not valid/);
});

test('Every setting is told to operators in docs/operating.md, and no other', () => {
  const source = readFileSync('domain/env.ts', 'utf8');
  const read = new Set([...source.matchAll(/at\.\w+\('([A-Z_]+)'/g)].map(([, name]) => name));
  const page = readFileSync('docs/operating.md', 'utf8');
  const told = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual([...read].sort());
});

test('Settings survive the way through an environment', () => {
  expect(readSettings(production).listenAddress).toBe('0.0.0.0');
  const some = {
    JURISDICTION_FOLDERS: '/a:/b',
    PORT: '80',
    LOG_LEVEL: 'debug',
    API_CONNECTIONS: '7',
    ACTS_AT_ONCE: '9',
    WORKER_CONNECTIONS: '8',
    CACHED_CLAIMS: '500',
    ACTIVITIES_PER_SECOND: 'bulk=0.5,claims=3',
  };
  const settings = readSettings({ ...production, ...some });
  expect(readSettings(settingsToEnv(settings))).toEqual(settings);
});

test.each<[Record<string, string>, string[]]>([
  [{ PUBLIC_URL: 'https://subsidy.example', OIDC_CLIENT_ID: 'pages', OIDC_CLIENT_SECRET: 'secret' }, []],
  [{ PUBLIC_URL: 'https://subsidy.example/', OIDC_CLIENT_ID: 'pages', OIDC_SCOPES: 'openid profile' }, []],
  [
    { PUBLIC_URL: 'http://subsidy.example' },
    ['PUBLIC_URL is not valid: it must be https:// (http:// on this machine)'],
  ],
  [{ PUBLIC_URL: 'https://subsidy.example/app' }, ['PUBLIC_URL is not valid: it must be scheme, host and port alone']],
  [{ OIDC_CLIENT_ID: 'pages' }, ['PUBLIC_URL is missing; OIDC_CLIENT_ID needs it']],
  [{ OIDC_CLIENT_SECRET: 'secret' }, ['OIDC_CLIENT_ID is missing; OIDC_CLIENT_SECRET needs it']],
  [{ OIDC_SCOPES: 'profile' }, ['OIDC_SCOPES is not valid: it must be scopes separated by blanks, openid among them']],
])('What signing in with a browser needs: %j', (change, faults) => {
  expect(faultsOf({ ...production, ...change })).toEqual(faults);
});

test('an address has a port that there is', () => {
  const read = (address: string) => () => readSettings({ MODE: 'rehearsal', API_METRICS_ADDRESS: address });
  expect(read('127.0.0.1:65535')().apiMetricsAddress).toBe('127.0.0.1:65535');
  for (const wrong of ['127.0.0.1:65536', '127.0.0.1:0', '127.0.0.1:080', '127.0.0.1', ':9464'])
    expect(read(wrong), wrong).toThrow('API_METRICS_ADDRESS is not valid: it must be host:port');
});
