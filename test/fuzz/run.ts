import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsGiven } from '../../dev/command-line.ts';
import { stories } from '../../dev/demo/scenarios/index.ts';
import { freePort } from '../../dev/ports.ts';
import { startStack } from '../../dev/stack.ts';
import { readSettings } from '../../domain/env.ts';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { faultInBooks } from './books.ts';
import { fuzz, newOutcome, type Outcome } from './fuzz.ts';
import { countsTable, faultsText, neverAccepted } from './report.ts';
import { clockCall } from './request.ts';
import { households } from './street/residents.ts';
import { beginning, openTown } from './town.ts';

/** `npm run test:fuzz [-- --requests 20000 --seed N --keep]`: requests of every kind, made of /openapi.json, against a stack of its own. */
const values = optionsGiven({
  requests: { type: 'string', default: '20000' },
  seed: { type: 'string' },
  // Leaves data and logs where they are.
  keep: { type: 'boolean', default: false },
});
const requests = Number(values.requests);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const say = (line: string) => console.log(line);

/** Days on which batches were formed, and what is owed gets overdue. Business time goes on, so that more becomes possible. */
const moments = ['2020-06-01T12:00:00+08:00', '2020-07-01T12:00:00+08:00', '2020-09-01T03:00:00+08:00'];

const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => calledOff.abort());

const folder = mkdtempSync(join(tmpdir(), 'training-subsidy-claims-fuzz-'));
// PostgreSQL under another account has to pass through.
chmodSync(folder, 0o755);
let stop = async () => {};
try {
  if (!Number.isSafeInteger(requests) || !Number.isSafeInteger(seed))
    throw new StartFailure('--requests and --seed are whole numbers.');
  say(`seed ${seed}; again: npm run test:fuzz -- --requests ${requests} --seed ${seed}`);
  const began = Date.now();
  const found = await whole();
  const sent = [...found.counts.values()].flatMap((statuses) => [...statuses.values()]).reduce((a, b) => a + b, 0);
  say(`\n${countsTable(found)}\n\n${sent} requests, ${Math.round((Date.now() - began) / 1000)} s, seed ${seed}.`);
  const refused = neverAccepted(found).filter((call) => call !== clockCall);
  if (refused.length > 0) say(`Never let through: ${refused.join(', ')}.`);
  if (found.faults.size > 0) throw new Error(`${found.faults.size} faults:\n\n${faultsText(found)}`);
  say('Every answer is as documented, and tells nobody of others.');
} catch (error) {
  console.error(`\nThe fuzzer failed. ${messageOf(error)}`);
  process.exitCode = calledOff.signal.aborted ? 130 : 1;
}
await stop();
if (values.keep) say(`data and logs: ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit();

async function whole(): Promise<Outcome> {
  const settings = readSettings({
    ...{ MODE: 'rehearsal', DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'warn' },
    ...{ REHEARSAL_START: beginning, TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH },
  });
  const ports = { temporal: await freePort(), temporalUi: await freePort(), postgres: await freePort() };
  const stack = await startStack({ settings, ports, say, signal: calledOff.signal });
  stop = () => stack.stop();
  say('the stories of the demo and of the street begin');
  const town = await openTown(stack.urls.api!, {
    until: moments[0]!,
    told: stories(),
    households,
    wide: requests > 10_000 ? 2 : 1,
  });
  const found = newOutcome();
  for (const moment of moments) {
    if (moment !== moments[0]) await town.liveUntil(moment);
    say(`${moment.slice(0, 10)}: ${Math.ceil(requests / moments.length)} requests`);
    await fuzz(town, { requests: Math.ceil(requests / moments.length), seed, name: moment }, found);
    const fault = await faultInBooks(town);
    if (fault) throw new Error(fault);
  }
  return found;
}
