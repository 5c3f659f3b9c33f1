import { rmSync } from 'node:fs';
import { optionsGiven } from '../../dev/command-line.ts';
import { messageOf } from '../../domain/failure.ts';
import { newFolder } from '../faults/folder.ts';
import { errandsOf } from '../faults/people/life.ts';
import { type Phase, phases } from '../faults/plan/calendar.ts';
import { makePlan, type Plan } from '../faults/plan/index.ts';
import { failures, outcomeTables, planSummary } from '../faults/report.ts';
import { faultRun } from '../faults/simulate.ts';
import { type Watch, watch } from './beside.ts';
import { LEAST_MINUTES } from './memory.ts';
import { growth, lookLine, soakTables } from './report.ts';

/**
 * `npm run soak [-- --minutes 60 --seed N --keep]`: the town of `npm run test:faults` under an even load for as long as one likes. One API and one worker are killed or paused
 * now and then; the memory of another of each is measured, and workflows, read model and money are compared every few minutes.
 */
const values = optionsGiven({
  minutes: { type: 'string', default: '60' },
  seed: { type: 'string' },
  // Leaves data and logs where they are.
  keep: { type: 'boolean', default: false },
});
const minutes = Number(values.minutes);
if (!(minutes >= 1)) throw new Error('--minutes: a number, 1 or more');
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
/** What two cores do with half of their time; lists that people go through here show no more than two hundred of anything. */
const claims = Math.min(480, Math.round(minutes * 8));
const restarts = Math.max(2, Math.round(minutes));
const lookMs = Math.min(300_000, minutes * 10_000);
/** Coming up, the judgement at the end, and slow machines. */
const budgetMinutes = Math.ceil(minutes * 1.5 + 15);

const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => calledOff.abort(new Error('called off')));

const say = (line: string) => console.log(line);
const folder = await newFolder();
let watching: Watch | undefined;
let told = false;
try {
  const plan = makePlan(seed, claims, restarts, 'soak');
  say(`${minutes} minutes of load, seed ${seed}\n\n${planSummary(plan)}\n`);
  const outcome = await faultRun({
    ...{ plan, folder, budgetMinutes, signal: calledOff.signal, say, paceMs: pace(plan) },
    beside(evidence, signal, injected) {
      watching = watch({
        evidence,
        seed,
        signal,
        lookMs,
        restarts: () => injected.length,
        onLook: (look) => say(lookLine(look)),
      });
      return watching.finish;
    },
  });
  say(`\n${outcomeTables(plan, outcome)}\n\n${soakTables(watching!)}`);
  told = true;
  const found = failures(outcome, restarts);
  if (found.length > 0) throw new Error(`what must not be:\n${found.map((line) => `  ${line}`).join('\n')}`);
  const { acts } = outcome.counts;
  say(
    `\nAll holds: ${minutes} minutes, ${claims} claims, ${acts} acts, ${watching!.reads} reads, ${restarts} restarts; memory ${minutes < LEAST_MINUTES ? 'not judged' : 'flat'} (${growth(watching!)} in the second half), no drift, ledger verified, nothing paid twice. Seed ${seed}.`,
  );
} catch (error) {
  if (watching && !told) say(`\n${soakTables(watching)}`);
  console.error(
    `\nThe soak failed. ${messageOf(error)}\nSeed ${seed}; again: npm run soak -- --minutes ${minutes} --seed ${seed}`,
  );
  process.exitCode = calledOff.signal.aborted ? 130 : 1;
}
if (values.keep || process.exitCode === 1) say(`data and logs: ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit();

/** Each day lasts as long as there is to do on it, so that the load is even. */
function pace({ claims }: Plan): (phase: Phase) => number {
  const weights = Object.fromEntries(
    Object.keys(phases).map((phase) => {
      const acts = claims.flatMap((claim) => errandsOf(claim, phase as Phase)).reduce((sum, { acts }) => sum + acts, 0);
      return [phase, acts + claims.length / 10];
    }),
  );
  const sum = Object.values(weights).reduce((a, b) => a + b, 0);
  return (phase) => (weights[phase]! / sum) * minutes * 60_000;
}
