import { readSettings, type Settings } from '../../domain/env.ts';
import { preferPort } from '../ports.ts';
import { elsewhere } from './elsewhere.ts';
import { finance } from './finance.ts';
import { oversight } from './oversight.ts';
import { type Scenario, type TimelineAct, timeline } from './scenario.ts';
import { stories } from './scenarios/index.ts';
import { onTheWorkingDay, workingDay } from './working-day.ts';

/** The stories, and everything that happens in them and around them. */
export function wholeDemo(): { told: Scenario[]; acts: TimelineAct[] } {
  const told = stories();
  return { told, acts: timeline(withDesks(told)) };
}

/** All of it up to a working day, on whose morning something waits for everybody. */
export function untilWorkingDay(): TimelineAct[] {
  const acts = timeline([...withDesks(stories()), elsewhere(), onTheWorkingDay()]);
  return acts.filter(({ at }) => Date.parse(at) <= Date.parse(workingDay));
}

/** What finance and the other authorities do comes first on a day. */
function withDesks(told: readonly Scenario[]): Scenario[] {
  const claims = told.flatMap((story) => story.claims);
  return [finance(claims), oversight(claims), ...told];
}

/** A demo brings its own servers and never touches any that the environment names. */
const own = {
  MODE: 'rehearsal',
  DATABASE_URL: undefined,
  MIGRATION_DATABASE_URL: undefined,
  TEMPORAL_ADDRESS: undefined,
  TEMPORAL_UI_URL: undefined,
  SMTP_URL: undefined,
};

/** Settings under which the acts can be played: a rehearsal that begins on the morning of the first. */
export async function demoSettings([first]: readonly TimelineAct[]): Promise<Settings> {
  const start = `${first!.at.slice(0, 10)}T08:00:00+08:00`;
  const settings = readSettings({ ...process.env, ...own, REHEARSAL_START: start });
  return { ...settings, port: await preferPort(settings.port) };
}
