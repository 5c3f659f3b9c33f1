import { once } from 'node:events';
import { messageOf, StartFailure } from '../domain/failure.ts';
import { auditClaims, auditLedger } from './demo/audit.ts';
import { claimsTable, historyLengths, settledMails, shownMail } from './demo/report.ts';
import { play } from './demo/run.ts';
import type { Scenario } from './demo/scenario.ts';
import { demoSettings, wholeDemo } from './demo/told.ts';
import { openWorld, type World } from './demo/world.ts';
import { type Stack, startStack } from './stack.ts';

interface DemoOptions {
  /** Leaves the stack up until it is called off. */
  keep: boolean;
  /** Calls the demo off. */
  signal: AbortSignal;
  say(line: string): void;
}

/**
 * Tells all stories on a new rehearsal and checks every figure.
 * @throws StartFailure, or an Error that says which act or which sum is not as the stories say; nothing is left running then.
 */
async function runDemo({ keep, signal, say }: DemoOptions): Promise<void> {
  const began = Date.now();
  const { told, acts } = wholeDemo();
  const stack = await startStack({ settings: await demoSettings(acts), name: 'next-rehearsal', say, signal });
  try {
    await unbroken(stack, async () => {
      say(
        `${stack.settings.temporalNamespace} is up after ${secondsSince(began)} s; its business time begins in 2020\n`,
      );
      const earlier = (await stack.mails()).length;
      const world = openWorld(stack.urls.api!, { signal, note: (line) => say(`${' '.repeat(16)}${line}`) });
      await play(world, acts, { say, signal });
      await report(stack, world, told, say);
      await showMails(stack, earlier, say);
      say(`\nThe demo took ${secondsSince(began)} s.`);
      if (keep) await lookAround(stack, { signal, say });
    });
  } finally {
    await stack.stop();
  }
}

/** Where every claim stands and what the ledger says, each compared with its story. */
async function report(stack: Stack, world: World, told: readonly Scenario[], say: DemoOptions['say']): Promise<void> {
  const claims = told.flatMap((story) => story.claims);
  const ended = await auditClaims(world, claims);
  const lengths = await historyLengths(stack.settings, ended);
  const storyOf = told.flatMap((story, i) => story.claims.map(() => i + 1));
  say(`\n${claimsTable(ended.map((claim, i) => ({ ...claim, story: storyOf[i]!, historyEvents: lengths[i]! })))}\n`);
  say('Every amount is what its story says, to the fen. The ledger balances and its chain is unbroken:');
  for (const line of await auditLedger(world, claims)) say(`  ${line}`);
}

/** @throws StartFailure when a process of the stack ends before the work is done. */
function unbroken(stack: Stack, work: () => Promise<void>): Promise<void> {
  const broken = stack.broken.then((name) => {
    throw new StartFailure(`The ${name} ended by itself; see ${stack.settings.dataDir}/logs/${name}.log.`);
  });
  return Promise.race([work(), broken]);
}

async function showMails(stack: Stack, earlier: number, say: DemoOptions['say']): Promise<void> {
  // The mailbox of the data folder still has those of earlier rehearsals, behind the new ones.
  const all = await settledMails(() => stack.mails());
  const mails = all.slice(0, all.length - earlier);
  say(`\n${mails.length} mails were captured. One of them:`);
  const escalation = mails.find(({ recipients }) => recipients.some((to) => to.startsWith('supervisor@')));
  const shown = escalation ?? mails[0];
  if (shown) say(shownMail(shown));
}

async function lookAround({ urls, settings }: Stack, { signal, say }: Pick<DemoOptions, 'signal' | 'say'>) {
  say('\nEverything stays up to look around:');
  const temporalUi = `${urls.temporalUi}/namespaces/${settings.temporalNamespace}/workflows`;
  const lines = { API: urls.api, 'API documentation': urls.docs, 'Temporal UI': temporalUi, mailbox: urls.mailbox };
  for (const [name, url] of Object.entries(lines)) say(`  ${name.padEnd(18)} ${url}`);
  say('Ctrl-C stops it.');
  if (!signal.aborted) await once(signal, 'abort');
  say('stopping');
}

const secondsSince = (began: number) => Math.round((Date.now() - began) / 1000);

/** `npm run demo`: the lives of claims from filing to payment on the whole system; `--keep` leaves it up to look around. */
const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => calledOff.abort());

try {
  const unknown = process.argv.slice(2).find((argument) => argument !== '--keep');
  if (unknown) throw new StartFailure(`"${unknown}" is no option of the demo; there is only --keep.`);
  await runDemo({ keep: process.argv.includes('--keep'), signal: calledOff.signal, say: (line) => console.log(line) });
} catch (error) {
  if (calledOff.signal.aborted) console.log('stopped before the end');
  else console.error(`\nThe demo failed. ${messageOf(error)}\n`);
  process.exitCode = calledOff.signal.aborted ? 130 : 1;
}
// What a library may still hold open must not keep a finished demo in the terminal.
process.exit();
