import { rmSync } from 'node:fs';
import { optionsGiven } from '../../dev/command-line.ts';
import { messageOf } from '../../domain/failure.ts';
import { budgetMinutes } from './budget.ts';
import { newFolder } from './folder.ts';
import { processes, type Setup } from './plan/faults.ts';
import { makePlan } from './plan/index.ts';
import { failures, outcomeTables, planSummary } from './report.ts';
import { faultRun } from './simulate.ts';

/** `npm run test:faults [-- --seed N --claims 200 --faults 60 --minutes M --on one-server|cluster --keep]`: everything is killed again and again, and not a fen goes astray. */
const values = optionsGiven({
  seed: { type: 'string' },
  claims: { type: 'string', default: '200' },
  faults: { type: 'string', default: '60' },
  minutes: { type: 'string' },
  on: { type: 'string', default: 'one-server' },
  // Leaves data and logs where they are.
  keep: { type: 'boolean', default: false },
});
const [claims, faults] = [Number(values.claims), Number(values.faults)];
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const setup = setupOf(values.on);
const again = `npm run test:faults -- --seed ${seed} --claims ${claims} --faults ${faults} --on ${setup}`;

const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => calledOff.abort(new Error('called off')));

const folder = await newFolder();
const say = (line: string) => console.log(line);
try {
  const plan = makePlan(seed, claims, faults, setup);
  const planned = plan.faults.length;
  const minutes = values.minutes === undefined ? budgetMinutes(claims, planned) : Number(values.minutes);
  say(`seed ${seed}; the same plan again: ${again}`);
  say(
    'The seed repeats who claims what, with whom, and which fault comes when; how the processes interleave differs each time.',
  );
  say(`budget: ${minutes} minutes\n\n${planSummary(plan)}\n`);
  const outcome = await faultRun({ plan, folder, budgetMinutes: minutes, signal: calledOff.signal, say });
  say(`\n${outcomeTables(plan, outcome)}`);
  const found = failures(outcome, planned);
  if (found.length > 0)
    throw new Error(`seed ${seed} shows what must not be:\n${found.map((line) => `  ${line}`).join('\n')}`);
  say(`\nAll holds. ${Math.round(outcome.seconds)} s of ${minutes * 60} s. Seed ${seed}.`);
} catch (error) {
  console.error(`\nThe fault run failed. ${messageOf(error)}\nSeed ${seed}; again: ${again}`);
  process.exitCode = calledOff.signal.aborted ? 130 : 1;
}
if (values.keep || process.exitCode === 1) say(`data and logs: ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit();

function setupOf(name: string): Setup {
  if (name in processes) return name as Setup;
  throw new Error(`--on ${name}: there are ${Object.keys(processes).join(' and ')}`);
}
