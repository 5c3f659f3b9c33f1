import type { Context } from 'hono';
import { addDays, instantToMs, localDateOf } from '../../../../domain/calendar/date.ts';
import { occurrences } from '../../../../domain/rules/monthly.ts';
import type { WebEnv } from '../../env.ts';
import { Refused } from '../../remote.ts';
import type { Timetable } from './estimate-answer.tsx';
import { cited, type Programme } from './law.ts';

interface Known {
  jurisdiction: string;
  programme: string;
  filedAt: string;
  classOpenedOn?: string;
  classEndedOn?: string;
}

type Deadlines = Timetable['deadlines'];

/** Steps behind which the money is paid. */
const decided = ['public-notice', 'verification'];

/** Every step's last day up to the payment, where one files today, applies when the class ends, and each review takes its whole limit. */
export async function deadlinesOf(c: Context<WebEnv>, programme: Programme, known: Known): Promise<Deadlines> {
  const { classEndedOn } = known;
  const dates = { ...known, appliedAt: classEndedOn, trainingCompletedAt: classEndedOn };
  const first = await ask(c, dates);
  const reviewed = lastDayOf(first, ['application-review']);
  const whole = reviewed ? await ask(c, { ...dates, noticePublishedAt: reviewed }, first) : first;
  const paid = paymentAfter(lastDayOf(whole, decided), programme);
  return paid ? [...whole, paid] : whole;
}

/** `unless`: what is told where a day lies in a year whose holidays nobody has published. */
async function ask({ var: { remote } }: Context<WebEnv>, dates: object, unless?: Deadlines): Promise<Deadlines> {
  try {
    return (await remote.post<Timetable>('/v1/timetables', dates, 'timetable')).deadlines;
  } catch (error) {
    if (unless && error instanceof Refused) return unless;
    throw error;
  }
}

const lastDayOf = (deadlines: Deadlines, steps: readonly string[]) =>
  deadlines.find(({ step }) => steps.includes(step))?.lastDay ?? null;

/** The first batch that is formed when the day is over. */
function paymentAfter(day: string | null, { steps, parameters }: Programme): Deadlines[number] | null {
  const step = steps.find(({ kind }) => kind === 'disbursement');
  if (!day || step?.kind !== 'disbursement') return null;
  const figure = (name: string) => parameters.find((one) => one.name === name);
  const [onDay, time] = [figure(step.day), figure(step.time)];
  if (typeof onDay?.value !== 'number' || typeof time?.value !== 'string') return null;
  const after = instantToMs(`${addDays(day, 1)}T00:00:00+08:00`) - 1;
  const spans = [{ from: day.slice(0, 7), to: null, day: onDay.value, time: time.value }];
  const [at] = occurrences(spans, after, instantToMs(`${addDays(day, 70)}T00:00:00+08:00`));
  return at === undefined ? null : { step: 'disbursement', lastDay: localDateOf(at), source: cited(onDay.source) };
}
