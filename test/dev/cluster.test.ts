import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { fromSources, runScript } from '../support/process.ts';
import { sharedServers } from '../support/stack.ts';

test('`npm run cluster` on a cluster that runs already: so many APIs and workers of ours answer, until Ctrl-C', {
  timeout: 180_000,
}, async () => {
  const cluster = runScript('dev/cluster.ts', ['--apis', '2', '--workers', '2'], {
    ...fromSources,
    DATA_DIR: testFolder(),
    TEMPORAL_ADDRESS: sharedServers().temporalAddress,
    TEMPORAL_NAMESPACE: `cluster-${randomBytes(4).toString('hex')}`,
    DATABASE_URL: undefined,
    SMTP_URL: undefined,
  });
  await cluster.until(/^ready$/m);
  const urls = [...cluster.output().matchAll(/^API +(\S+)$/gm)].map(([, url]) => url!);
  expect(urls).toHaveLength(2);
  for (const url of urls) expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready' });
  expect(cluster.output().match(/^worker\S* +process \d+$/gm)).toHaveLength(2);
  cluster.process.kill('SIGINT');
  expect(await cluster.ended, cluster.output()).toBe(0);
  for (const url of urls) await expect(fetch(`${url}/readyz`)).rejects.toThrow();
});

test('a count that is none starts nothing', async () => {
  const cluster = runScript('dev/cluster.ts', ['--workers', '0'], fromSources);
  expect(await cluster.ended).toBe(1);
  expect(cluster.output()).toContain('--workers must be a whole number from 1.');
});

test('a flag that there is not, and settings of another system, start nothing', async () => {
  const misspelt = runScript('dev/cluster.ts', ['--worker', '2'], fromSources);
  expect(await misspelt.ended).toBe(1);
  expect(misspelt.output()).toMatch(/^Nothing is done: Unknown option '--worker'.* There is --apis, --workers\.\n$/);
  const production = runScript('dev/cluster.ts', [], {
    ...fromSources,
    DATABASE_URL: 'postgres://app@db.example/claims',
  });
  expect(await production.ended).toBe(1);
  expect(production.output()).toContain('unset MODE and DATABASE_URL');
});
