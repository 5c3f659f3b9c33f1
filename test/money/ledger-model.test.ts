import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { dropDatabase } from '../../db/cluster.ts';
import { verifyLedger } from '../../db/money/ledger.ts';
import { addDays } from '../../domain/calendar/date.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { resolve } from '../../domain/rules/param.ts';
import { training } from '../../jurisdictions/china/examples.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { sharedServers } from '../support/stack.ts';
import { type Act, commandsOf, stories } from './model/acts.ts';
import type { Town } from './model/commands.ts';
import { ending, expectEnded } from './model/ending.ts';
import { openOffice, place } from './model/office.ts';
import { play } from './model/play.ts';
import { type Figures, Model } from './model/state.ts';

const env = process.env;
const numRuns = Number(env.LEDGER_MODEL_RUNS ?? 25);
const seed = Number(env.LEDGER_MODEL_SEED ?? 20200302);
const path = env.LEDGER_MODEL_PATH;

let figures: Figures;
beforeAll(async () => {
  const { parameters } = (await loadRegistry()).programme(place.jurisdiction, place.programme);
  const inForce = resolve(parameters, '2020-03-02');
  figures = {
    plannedHours: training.classHours,
    minimumHours: numberOf(inForce['minimum-class-hours']!),
    rate: numberOf(inForce['rate-per-class-hour']!),
    cap: numberOf(inForce['cap-per-year']!),
    advancePercent: numberOf(inForce['advance-share']!),
  };
});

/** With what was expected and what came instead. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { actual, expected } = error as { actual?: unknown; expected?: unknown };
  const compared =
    actual === undefined && expected === undefined
      ? ''
      : `\nis ${JSON.stringify(actual, null, 1)}\nshould be ${JSON.stringify(expected, null, 1)}`;
  return `${error.stack ?? error.message}${compared}`;
}

async function live(story: { rosters: Town['rosters']; acts: Act[] }): Promise<void> {
  const office = await openOffice();
  const log: string[] = [];
  let number = 0;
  let day = '';
  const town: Town = {
    ...{ m: new Model(figures), office, rosters: story.rosters, answers: [] },
    next: () => ++number,
    classDay() {
      day = addDays(day > office.today() ? day : office.today(), 1);
      return day;
    },
  };
  try {
    for (const act of story.acts) {
      office.setTwice(act.twice);
      for (const command of commandsOf(act, town)) await play(town, command, log);
    }
    log.push('— and then everything is brought to its end:');
    for (const command of ending(town)) await play(town, command, log);
    await expectEnded(town);
    for (const chain of await verifyLedger(office.db)) expect(chain).toMatchObject({ intact: true, balanced: true });
  } catch (error) {
    const told = log.map((line, i) => `${String(i + 1).padStart(3)}. ${line}`).join('\n');
    throw new Error(`${textOf(error)}\n\nWhat happened:\n${told}\n`);
  } finally {
    await office.close();
    await dropDatabase(sharedServers().adminUrl, office.database);
  }
}

test('whatever happens to claims and their money, the books say what a small model of them says', {
  timeout: 900_000,
}, async () => {
  await fc.assert(fc.asyncProperty(stories, live), { numRuns, seed, path, interruptAfterTimeLimit: 600_000 });
});
