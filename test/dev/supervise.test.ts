import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isRunning, processId } from '../../dev/process-id.ts';
import { endRun, openRun } from '../../dev/supervise.ts';
import { StartFailure } from '../../domain/failure.ts';
import { testFolder } from '../support/folder.ts';
import { runScript } from '../support/process.ts';

const sleeper = ['-e', 'setInterval(() => {}, 1000)'];
const stubborn = ['-e', 'process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1000)'];

test('A closed run leaves no process and no record', async () => {
  const run = await openRun(testFolder());
  const children = [run.start('one', process.execPath, sleeper), run.start('two', process.execPath, sleeper)];
  expect(children.every((child) => child.alive())).toBe(true);
  await run.close();
  expect(children.map((child) => processId(child.pid))).toEqual([undefined, undefined]);
  expect(readdirSync(join(run.dataDir, 'run'))).toEqual([]);
});

test('A second start on the same data folder is refused while the first lives, and works after it', async () => {
  const folder = testFolder();
  const first = await openRun(folder);
  await expect(openRun(folder)).rejects.toThrow(/is in use by process \d+\. Stop that one first/);
  expect(await endRun(folder)).toBe(false);
  await first.close();
  await (await openRun(folder)).close();
});

test('A folder with files of something else is refused and left alone', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'thesis.txt'), 'mine');
  await expect(openRun(folder)).rejects.toThrow(StartFailure);
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});

test('A process that exits without closing its run takes its children along', async () => {
  const folder = testFolder();
  const script = runScript('test/dev/fixtures/exit-without-close.ts', [folder]);
  expect(await script.ended).toBe(0);
  const pid = Number(script.output());
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => processId(pid)).toBeUndefined();
  await (await openRun(folder)).close();
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('So does one that %s ends', async (signal) => {
  const folder = testFolder();
  const script = runScript('test/dev/fixtures/exit-without-close.ts', [folder, 'wait']);
  await expect.poll(() => Number(script.output())).toBeGreaterThan(1);
  const pid = Number(script.output());
  script.process.kill(signal);
  expect(await script.ended).toBe(1);
  await expect.poll(() => processId(pid)).toBeUndefined();
  await (await openRun(folder)).close();
});

test('A recorded number that now belongs to a stranger is not killed', async () => {
  const folder = testFolder();
  const other = await openRun(testFolder());
  const stranger = other.start('stranger', process.execPath, sleeper);
  await (await openRun(folder)).close();
  const note = { pid: stranger.pid, startedAt: 'another time', name: 'temporal', stopSignal: 'SIGTERM' };
  writeFileSync(join(folder, 'run', 'temporal.json'), JSON.stringify(note));
  const run = await openRun(folder);
  expect(run.ended).toEqual([]);
  expect(stranger.alive()).toBe(true);
  await Promise.all([run.close(), other.close()]);
});

test('A record that cannot be read stops no start', async () => {
  const folder = testFolder();
  await (await openRun(folder)).close();
  mkdirSync(join(folder, 'run'), { recursive: true });
  for (const name of ['owner.json', 'postgres.json']) writeFileSync(join(folder, 'run', name), '{"pid":');
  const run = await openRun(folder);
  expect(readdirSync(join(folder, 'run'))).toEqual(['owner.json']);
  await run.close();
});

test('A child that does not listen to its signal is killed', async () => {
  const run = await openRun(testFolder());
  const child = run.start('stubborn', process.execPath, stubborn, { patienceMs: 300 });
  await expect.poll(() => child.output()).toContain('deaf');
  const id = processId(child.pid)!;
  await child.stop();
  expect(isRunning(id)).toBe(false);
  await run.close();
});

/** Writes a dot now and then, as does the process that it starts; both write to the child's log. */
const family = [
  '-e',
  `const beat = "setInterval(() => process.stdout.write('.'), 10)";
   const { pid } = require('node:child_process').spawn(process.execPath, ['-e', beat], { stdio: 'inherit' });
   console.log(pid);
   eval(beat);`,
];

test('A paused child stands still with all that it has started, and goes on where it was', async () => {
  const run = await openRun(testFolder());
  const child = run.start('family', process.execPath, family);
  await expect.poll(() => child.output()).toContain('..........');
  child.pause();
  const paused = child.output();
  await sleep(300);
  expect(child.output()).toBe(paused);
  child.resume();
  await expect.poll(() => child.output().length).toBeGreaterThan(paused.length + 10);
  child.pause();
  const inner = Number(child.output().split('\n')[0]);
  await run.close();
  expect(processId(child.pid)).toBeUndefined();
  // Whoever is asked to end ends what it has started; this one does not, and nobody else would.
  process.kill(inner, 'SIGKILL');
});

test('kill -9 takes along what the child has started, also when it stands still', async () => {
  const run = await openRun(testFolder());
  for (const paused of [false, true]) {
    const child = run.start('family', process.execPath, family);
    await expect.poll(() => child.output()).toContain('..........');
    const inner = Number(child.output().split('\n')[0]);
    expect(processId(inner)).toBeDefined();
    if (paused) child.pause();
    await child.kill9();
    expect([child.pid, inner].map(processId)).toEqual([undefined, undefined]);
  }
  await run.close();
});

test('A child that ends by itself is reported, one that was stopped is not', async () => {
  const run = await openRun(testFolder());
  const told = run.start('told', process.execPath, sleeper);
  await told.stop();
  run.start('crashed', process.execPath, ['-e', 'console.error("out of luck"); process.exit(3)']);
  expect(await run.broken).toBe('crashed');
  expect(readFileSync(join(run.dataDir, 'logs', 'crashed.log'), 'utf8')).toBe('out of luck\n');
  await run.close();
});

test('A program that does not exist is a message, not a crash', async () => {
  const run = await openRun(testFolder());
  const child = run.start('nothing', '/no/such/program', []);
  expect(await child.gone).toBe(true);
  expect(child.output()).toContain('ENOENT');
  await run.close();
});

test('A run that was closed starts nothing any more', async () => {
  const run = await openRun(testFolder());
  await run.close();
  expect(() => run.start('late', process.execPath, sleeper)).toThrow(StartFailure);
  expect(existsSync(join(run.dataDir, 'run', 'late.json'))).toBe(false);
});
