import { expect } from 'vitest';
import { dropDatabase } from '../../../db/cluster.ts';
import { verifyLedger } from '../../../db/money/ledger.ts';
import { addDays } from '../../../domain/calendar/date.ts';
import { numberOf } from '../../../domain/rules/figures.ts';
import { resolve } from '../../../domain/rules/param.ts';
import { training } from '../../../jurisdictions/china/examples.ts';
import { loadRegistry } from '../../../jurisdictions/registry.ts';
import { sharedServers } from '../../support/stack.ts';
import type { Command, Town } from './commands.ts';
import { ending, expectEnded } from './ending.ts';
import { openOffice, place } from './office.ts';
import { play } from './play.ts';
import { type Figures, Model } from './state.ts';

/** The programme's figures, from its pack. */
async function figuresOf(): Promise<Figures> {
  const { parameters } = (await loadRegistry()).programme(place.jurisdiction, place.programme);
  const inForce = resolve(parameters, '2020-03-02');
  const figure = (name: string) => numberOf(inForce[name]!);
  return {
    plannedHours: training.classHours,
    minimumHours: figure('minimum-class-hours'),
    rate: figure('rate-per-class-hour'),
    cap: figure('cap-per-year'),
    advancePercent: figure('advance-share'),
  };
}

/** A place of its own, in which a story takes place; when it fails, the error says what happened in words. */
export async function inTown(
  rosters: Town['rosters'],
  story: (town: Town, act: (commands: Command | Iterable<Command>) => Promise<void>) => Promise<void>,
): Promise<void> {
  const office = await openOffice();
  const log: string[] = [];
  let number = 0;
  let day = '';
  const town: Town = {
    ...{ m: new Model(await figuresOf()), office, rosters, answers: [] },
    next: () => ++number,
    classDay() {
      day = addDays(day > office.today() ? day : office.today(), 1);
      return day;
    },
  };
  const act = async (commands: Command | Iterable<Command>) => {
    for (const command of 'words' in commands ? [commands] : commands) await play(town, command, log);
  };
  try {
    await story(town, act);
    log.push('— and then everything is brought to its end:');
    await act(ending(town));
    await expectEnded(town);
    for (const chain of await verifyLedger(office.db)) expect(chain).toMatchObject({ intact: true, balanced: true });
  } catch (error) {
    const happened = log.map((line, i) => `${String(i + 1).padStart(3)}. ${line}`).join('\n');
    throw new Error(`${textOf(error)}\n\nWhat happened:\n${happened}\n`);
  } finally {
    await office.close();
    await dropDatabase(sharedServers().adminUrl, office.database);
  }
}

/** With what was expected and what came instead. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { actual, expected } = error as { actual?: unknown; expected?: unknown };
  if (actual === undefined && expected === undefined) return error.stack ?? error.message;
  return `${error.stack}\nis ${JSON.stringify(actual, null, 1)}\nshould be ${JSON.stringify(expected, null, 1)}`;
}
