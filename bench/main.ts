import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRun } from '../dev/supervise.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';
import { filing } from './api/filing.ts';
import { quotes } from './api/quotes.ts';
import { reading } from './api/reading.ts';
import { batch } from './batch/index.ts';
import { calculators } from './calculators/index.ts';
import { claims } from './claims/index.ts';
import { peerNames } from './claims/peers/index.ts';
import { commitOf, grounds, machine } from './harness/machine.ts';
import { optionsOf } from './harness/options.ts';
import type { Part } from './harness/part.ts';
import { type Circumstances, type Measured, markdown, svg } from './harness/report.ts';
import { startServers } from './harness/servers.ts';
import { statementCount, tableOfStatements } from './harness/statements.ts';
import { history } from './history/index.ts';
import { open } from './open/index.ts';
import { rosters } from './rosters/index.ts';
import { settings } from './settings/index.ts';
import { storage } from './storage/index.ts';
import { workers } from './workers/index.ts';

// The one that takes half of the time comes last.
const parts: Part[] = [
  claims,
  batch,
  workers,
  settings,
  history,
  filing,
  quotes,
  reading,
  rosters,
  storage,
  calculators,
  open,
];

/** `npm run bench [-- part … --scale 0.1 --repetitions 3 --without peer,peer --on cluster --statements --out folder]`: what the system can do, beside its peers, in one run. */
async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2), parts, peerNames);
  const { on, out, scale, repetitions, statements, without } = options;
  const at = new Date().toISOString();
  const taken = { machine: machine(), on, commit: commitOf(import.meta.dirname), at };
  const circumstances = { ...taken, scale, repetitions, statements };
  for (const { name, only } of options.leftOut)
    console.log(`${name} is left out: it is measured on ${grounds[only!]} only.`);

  const folder = mkdtempSync(join(tmpdir(), 'training-subsidy-claims-bench-'));
  // PostgreSQL under another account has to pass through.
  chmodSync(folder, 0o755);
  const run = await openRun(folder);
  const measured: Measured[] = [];
  const failed: string[] = [];
  let broken = false;
  void run.broken.then(() => {
    broken = true;
  });
  try {
    const servers = await startServers(run, console.log, on, options);
    const count = statements ? await statementCount(servers.postgres.adminUrl) : undefined;
    for (const part of options.parts) {
      console.log(part.title);
      await count?.reset();
      try {
        measured.push({ part, result: await part.run({ servers, repetitions, scale, without, say: console.log }) });
      } catch (error) {
        if (broken) throw error;
        // The parts behind it are measured all the same: together they take hours.
        failed.push(part.name);
        console.error(`${part.name} failed: ${error instanceof StartFailure ? error.message : (error as Error).stack}`);
        continue;
      }
      // Behind each: a run of hours that ends early has not been for nothing.
      keep(out, circumstances, measured);
      if (count)
        writeFileSync(join(out, `${part.name}.statements.md`), `${tableOfStatements(await count.counted())}\n`);
    }
  } finally {
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `\n${markdown(circumstances, measured)}\n\nalso in ${out}: results.md, results.json and a chart of each part`,
  );
  if (failed.length > 0) throw new StartFailure(`Not measured, since they failed: ${failed.join(', ')}.`);
}

function keep(out: string, circumstances: Circumstances, measured: readonly Measured[]): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.md'), `${markdown(circumstances, measured)}\n`);
  const parts = measured.map(({ part: { name, title }, result }) => ({ name, title, ...result }));
  writeFileSync(join(out, 'results.json'), `${JSON.stringify({ ...circumstances, parts }, null, 2)}\n`);
  for (const one of measured) writeFileSync(join(out, `${one.part.name}.svg`), svg(one));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StartFailure ? messageOf(error) : error);
  process.exitCode = 1;
}
process.exit();
