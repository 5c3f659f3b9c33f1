import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRun } from '../dev/supervise.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';
import { filing } from './api/filing.ts';
import { reading } from './api/reading.ts';
import { batch } from './batch/index.ts';
import { calculators } from './calculators/index.ts';
import { claims } from './claims/index.ts';
import { peerNames } from './claims/peers/index.ts';
import { machine } from './harness/machine.ts';
import type { Part } from './harness/part.ts';
import { type Measured, markdown, svg } from './harness/report.ts';
import { type Ground, grounds, startServers } from './harness/servers.ts';
import { history } from './history/index.ts';
import { open } from './open/index.ts';
import { rosters } from './rosters/index.ts';
import { settings } from './settings/index.ts';
import { storage } from './storage/index.ts';
import { workers } from './workers/index.ts';

// The one that takes half of the time comes last.
const parts: Part[] = [claims, batch, workers, settings, history, filing, reading, rosters, storage, calculators, open];

/** `npm run bench [-- part … --scale 0.1 --repetitions 3 --without peer,peer --on cluster --out folder]`: what the system can do, beside its peers, in one run. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scale: { type: 'string', default: '1' },
      repetitions: { type: 'string', default: '3' },
      without: { type: 'string', default: '' },
      on: { type: 'string', default: 'one-server' },
      out: { type: 'string', default: '.bench' },
    },
  });
  const [scale, repetitions] = [positive(values.scale, 'scale'), positive(values.repetitions, 'repetitions')];
  const unknown = positionals.find((name) => !parts.some((part) => part.name === name));
  if (unknown)
    throw new StartFailure(`"${unknown}" is no part of the benchmark: ${parts.map(({ name }) => name).join(', ')}.`);
  const without = values.without.split(',').filter(Boolean);
  const stranger = without.find((name) => !peerNames.includes(name));
  if (stranger) throw new StartFailure(`--without ${stranger}: the peers are ${peerNames.join(', ')}.`);
  if (!Object.hasOwn(grounds, values.on))
    throw new StartFailure(`--on ${values.on}: there is ${Object.keys(grounds).join(' and ')}.`);
  const on = values.on as Ground;
  const wanted = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

  const folder = mkdtempSync(join(tmpdir(), 'training-subsidy-claims-bench-'));
  // PostgreSQL under another account has to pass through.
  chmodSync(folder, 0o755);
  const run = await openRun(folder);
  const measured: Measured[] = [];
  try {
    const servers = await startServers(run, console.log, on);
    for (const part of wanted) {
      console.log(part.title);
      measured.push({ part, result: await part.run({ servers, repetitions, scale, without, say: console.log }) });
      // Behind each: a run of hours that ends early has not been for nothing.
      keep(values.out, on, measured);
    }
  } finally {
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `\n${markdown(machine(), grounds[on], measured)}\n\nalso in ${values.out}: results.md, results.json and a chart of each part`,
  );
}

function keep(out: string, on: Ground, measured: readonly Measured[]): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.md'), `${markdown(machine(), grounds[on], measured)}\n`);
  const parts = measured.map(({ part: { name, title }, result }) => ({ name, title, ...result }));
  writeFileSync(join(out, 'results.json'), `${JSON.stringify({ machine: machine(), on, parts }, null, 2)}\n`);
  for (const one of measured) writeFileSync(join(out, `${one.part.name}.svg`), svg(one));
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new StartFailure(`--${name} ${text}: a number above 0 is needed.`);
  return value;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StartFailure ? messageOf(error) : error);
  process.exitCode = 1;
}
process.exit();
