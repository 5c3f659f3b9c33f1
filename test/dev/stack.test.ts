import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { type Stack, type StackOptions, startStack } from '../../dev/stack.ts';
import { readSettings } from '../../domain/env.ts';
import { testFolder } from '../support/folder.ts';
import { sharedServers, testSettings } from '../support/stack.ts';

async function openStack(options: StackOptions): Promise<Stack> {
  const stack = await startStack(options);
  onTestFinished(() => stack.stop());
  return stack;
}

test('Each rehearsal on one data folder gets a database and a namespace of its own', { timeout: 120_000 }, async () => {
  const env = { MODE: 'rehearsal', DATA_DIR: testFolder(), TEMPORAL_CLI_PATH: sharedServers().temporalCli };
  const options: StackOptions = { settings: readSettings(env), name: 'next-rehearsal', worker: false, api: false };
  for (const name of ['rehearsal-1', 'rehearsal-2']) {
    const stack = await openStack(options);
    expect(stack.settings.temporalNamespace).toBe(name);
    expect(new URL(stack.settings.databaseUrl).pathname).toBe(`/${name}`);
    await stack.stop();
  }
});

test('The worker can be killed and started again while the API stays up', { timeout: 180_000 }, async () => {
  const settings = await testSettings({ DATA_DIR: testFolder(), PORT: String(await freePort()) });
  const stack = await openStack({ settings });
  const before = stack.worker!.child();
  await stack.worker!.kill9();
  expect(before.alive()).toBe(false);
  await stack.worker!.restart();
  expect(stack.worker!.child().alive()).toBe(true);
  expect((await fetch(`${stack.urls.api}/readyz`)).status).toBe(200);
  expect(stack.settings.databaseUrl).toBe(settings.databaseUrl);
  // Mails lead to the pages of the stack.
  const environment = readFileSync(`/proc/${stack.worker!.child().pid}/environ`, 'utf8').split('\0');
  expect(environment).toContain(`PUBLIC_URL=${stack.urls.api}`);
});

test('A start that is called off starts nothing', async () => {
  const settings = readSettings({ MODE: 'rehearsal', DATA_DIR: testFolder() });
  await expect(startStack({ settings, signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
});
