import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { messageOf } from '../../domain/failure.ts';
import { lookAgain } from '../../domain/lost-act.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { releasedVersion } from '../../worker/deployment.ts';
import { release } from '../../worker/release.ts';
import { packBundle } from '../../worker/workflows.ts';
import { testFolder } from '../support/folder.ts';
import { runScript } from '../support/process.ts';
import { testSettings } from '../support/stack.ts';
import { wuxiFiling } from './support/filings.ts';
import { openHouse } from './support/house.ts';

test('a rolling upgrade: claims in flight go on by the new version, and one that would break them is not released', {
  timeout: 180_000,
}, async () => {
  const settings = await testSettings();
  const house = await openHouse({ worker: false, settings });
  onTestFinished(() => house.stop());
  const envOf = (version: string, bundle = settings.workflowBundle!) =>
    settingsToEnv({ ...settings, workerVersion: version, workflowBundle: bundle });
  const startWorker = async (version: string, bundle?: string, queues = settings.workerQueues) => {
    const env = { ...envOf(version, bundle), WORKER_QUEUES: queues.join(',') };
    const worker = runScript('worker/main.ts', [], env);
    await worker.until(/worker ready/);
    return worker;
  };
  const releaseOf = async (version: string, bundle?: string, ...args: string[]) => {
    const run = runScript('worker/release.ts', args, envOf(version, bundle));
    return { code: await run.ended, output: run.output() };
  };
  const demandReleased = ({ code, output }: Awaited<ReturnType<typeof releaseOf>>, words: string) => {
    expect(code, output).toBe(0);
    expect(output).toContain(words);
  };

  const first = await startWorker('one');
  demandReleased(await releaseOf('one'), 'version one is released');
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 9101 }] }));

  // Before there are workers of it.
  const checked = await releaseOf('two', undefined, '--check');
  demandReleased(checked, '1 running workflows take their course');
  expect(checked.output).not.toContain('is released');
  const second = await startWorker('two', undefined, ['claims', 'bulk']);
  await expect.poll(() => second.output()).toMatch(/"version":"two","released":"one".*this worker gets no work until/);
  expect(await house.gateway.workers('claims')).toBe(1);
  const { client, deps } = house;
  const early = { client, registry: deps.registry, settings: { ...settings, workerVersion: 'two' }, patienceMs: 2_000 };
  // A busy server hears of the other queues late.
  const refusal = () => release(early, () => undefined).catch(messageOf);
  await expect
    .poll(refusal, { timeout: 60_000 })
    .toContain(`Version two is not released: no worker of it has come for ${settings.taskQueue}-payments.`);
  expect(await releasedVersion(client, settings)).toBe('one');
  await startWorker('two', undefined, ['payments']);
  demandReleased(await releaseOf('two'), '1 running workflows take their course');
  first.process.kill('SIGTERM');
  expect(await first.ended, first.output()).toBe(0);
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  expect((await house.claim(claimId)).stage).toBe('training');

  // As if somebody had renamed the first move of a claim.
  const code = await readFile(settings.workflowBundle!, 'utf8');
  const altered = join(testFolder(), 'workflows.js');
  await writeFile(altered, code.replaceAll('fileClaim', 'beginClaim'));
  expect(await readFile(altered, 'utf8')).not.toBe(code);
  await copyFile(packBundle(settings.workflowBundle!, 'sandbox'), packBundle(altered, 'sandbox'));
  await startWorker('three', altered);
  expect(await house.gateway.workers('claims')).toBe(1);
  const refused = await releaseOf('three', altered);
  expect(refused.code).toBe(1);
  expect(refused.output).toMatch(/Nothing is released: by version three 1 of 1 running workflows/);
  expect(refused.output).toContain((await house.claim(claimId)).workflow_id);
  const { claimId: another } = await house.file(wuxiFiling({ people: [{ seed: 9102 }] }));
  expect((await house.claim(another)).stage).toBe('filing-review');
  expect(second.process.exitCode).toBeNull();

  // Without the replay its claims wait, and go on once a version is released that reads them.
  demandReleased(await releaseOf('three', altered, '--unchecked'), 'version three is released');
  const workflow = client.workflow.getHandle((await house.claim(claimId)).workflow_id);
  await workflow.signal(lookAgain);
  const failures = async () =>
    (await workflow.fetchHistory()).events!.filter((it) => it.workflowTaskFailedEventAttributes);
  await expect.poll(failures, { timeout: 30_000 }).toHaveLength(1);
  demandReleased(await releaseOf('two'), '2 running workflows take their course');
  await house.act(another, 'filing-review', undefined, { decision: 'approve' });
  expect((await house.claim(another)).stage).toBe('training');
  await expect.poll(() => workflow.query('standing'), { timeout: 60_000 }).toMatchObject({ stage: 'training' });
});
