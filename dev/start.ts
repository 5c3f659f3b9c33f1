import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../domain/env.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';
import { play } from './demo/run.ts';
import { demoSettings, untilWorkingDay } from './demo/told.ts';
import { openWorld } from './demo/world.ts';
import { type Stack, startStack } from './stack.ts';

/**
 * `npm start`: the whole system in rehearsal mode, on embedded servers unless the environment names others. With `--demo` a new rehearsal on servers of
 * its own, with claims in every stage and work for everybody.
 */
async function main(): Promise<void> {
  const unknown = process.argv.slice(2).find((argument) => argument !== '--demo');
  if (unknown) throw new StartFailure(`"${unknown}" is no option of "npm start"; there is only --demo.`);
  const calledOff = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        calledOff.abort();
        resolve();
      });
    }
  });
  const stack = await (process.argv.includes('--demo') ? startDemo : start)(calledOff.signal);
  if (!stack) return;
  announce(stack, process.env.DATABASE_URL ? 'DATABASE_URL' : join(stack.settings.dataDir, 'postgres', 'password'));
  const broken = await Promise.race([stopped, stack.broken]);
  console.log('stopping');
  await stack.stop();
  if (broken)
    throw new StartFailure(
      `The ${broken} ended by itself; see ${join(stack.settings.dataDir, 'logs', `${broken}.log`)}.`,
    );
}

/** Plays the demo up to the morning of a working day. `undefined` when the start was called off. */
async function startDemo(signal: AbortSignal): Promise<Stack | undefined> {
  const say = (line: string) => console.log(line);
  const acts = untilWorkingDay();
  let stack: Stack | undefined;
  try {
    stack = await startStack({ settings: await demoSettings(acts), name: 'next-rehearsal', signal, say });
    const world = openWorld(stack.urls.api!, { signal, note: () => undefined });
    await play(world, acts, { say, signal });
    return stack;
  } catch (error) {
    await stack?.stop();
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** `undefined` when the start was called off. */
async function start(signal: AbortSignal): Promise<Stack | undefined> {
  const settings = readSettings({ ...process.env, MODE: process.env.MODE || 'rehearsal' });
  if (settings.mode === 'production') {
    throw new StartFailure(
      '"npm start" is for rehearsal. In production run "npm run migrate", "npm run bootstrap", "npm run worker" and "npm run api"; see docs/operating.md.',
    );
  }
  try {
    return await startStack({ settings, signal, say: (line) => console.log(line) });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** The database's password stays out of terminals and their logs: `secret` says where it is. */
function announce({ urls, settings }: Stack, secret: string): void {
  const lines = [
    ['API', urls.api],
    ['API documentation', urls.docs],
    ['Temporal UI', urls.temporalUi && `${urls.temporalUi}/namespaces/${settings.temporalNamespace}/workflows`],
    ['mailbox', urls.mailbox],
    ['PostgreSQL', `${urls.postgres} (its password: ${secret})`],
    ['data and logs', settings.dataDir],
  ];
  for (const [name, value] of lines) if (value) console.log(`${name!.padEnd(18)} ${value}`);
  console.log(`ready ${urls.api}`);
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  if (!(error instanceof StartFailure)) keepTrace(error);
  process.exitCode = 1;
}
// What a library may still hold open must not keep a stopped system in the terminal.
process.exit();

/** The terminal gets the message; the trace of an unforeseen error goes to the logs. */
function keepTrace(error: unknown): void {
  const folder = join(process.env.DATA_DIR ?? '.data', 'logs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'start.log'), error instanceof Error ? `${error.stack}\n` : String(error));
}
