import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { calculate } from '../../domain/money/calculate.ts';
import type { Facts, Trainee } from '../../domain/money/types.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';
import { chinaCalendar } from '../../jurisdictions/china/calendars/index.ts';
import { quote, quoteBody } from '../../jurisdictions/quote.ts';
import { loadRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { goal, type Part } from '../harness/part.ts';
import { type Contestant, race } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';

const days = { filedOn: '2020-03-02', classOpenedOn: '2020-04-07', classEndedOn: '2020-05-15' } as const;
const LEAST_MS = 1_500;
const garbage = '% of the time collecting garbage';
/** Two thirds of the time are left for the work. A bound against storms, not an aim: a list of 10,000 entitlements with their traces is all alive until the end, and is copied by the collector meanwhile. */
const MOST_GARBAGE = 33;

/** Programmes whose calculators differ. */
const programmes = [
  'wuxi online-on-the-job',
  'wuxi new-hire-pre-job',
  'guangdong online-job-adaptation',
  'chongqing project-based',
] as const;

/** Entitlements with their traces, as at an approval, and quotes with validation, both in this process; over HTTP see `quotes`. */
export const calculators: Part = {
  name: 'calculators',
  title: 'Entitlements with trace per second, on one core',
  async run({ repetitions, scale, say }) {
    const registry = await loadRegistry();
    const trainees = Math.round(10_000 * scale);
    const quotes = 'quote, wuxi online-on-the-job';
    const contestants = [
      ...programmes.map((programme) => entitlements(registry, programme, trainees)),
      counted(quotes, trainees, () => quoted(registry, trainees)),
    ];
    const standings = await race(contestants, { repetitions, reference: contestants[0]!.name, say });
    const quotesPerSecond = standings.find(({ name }) => name === quotes)!.rate.median;
    const collecting = Math.max(...standings.map(({ more }) => more[garbage]!.median));
    return {
      ...tableOf('trainees/s', standings),
      goals: [
        goal('quotes for ≥ 20,000 trainees/s', quotesPerSecond, quotesPerSecond >= 20_000),
        goal(
          `no allocation storms: ≤ ${MOST_GARBAGE} % of the time collecting garbage`,
          collecting,
          collecting <= MOST_GARBAGE,
        ),
      ],
      notes: [
        `${trainees} trainees with 24 lessons each at a time; a quote is validated and answered in words.`,
        'Collecting garbage: the time for which the work stands still, of all its time; what V8 collects beside it in other threads is not counted. Beyond the bound more than a third of a core goes into forgetting what was made.',
      ],
    };
  },
};

function entitlements(registry: Registry, name: (typeof programmes)[number], count: number): Contestant {
  const [place, programme] = name.split(' ') as [string, string];
  const found = registry.programme(place, programme);
  const facts: Facts = { ...days, enterprise: { kind: 'ordinary' }, plan: { classHours: 24 } };
  const params = resolveFor(found.parameters, facts);
  const trainees = Array.from({ length: count }, (_, i): Trainee => ({ ...person(i), lessonMinutes: minutes }));
  return counted(name, count, () => {
    const { lines } = calculate({ rules: found.rules, params, facts, trainees, catalogue: registry.catalogue(place) });
    if (lines.length < count) throw new Error(`${lines.length} lines for ${count} trainees`);
  });
}

const minutes = Array.from({ length: 24 }, () => 45);
const person = (i: number) => ({ ref: String(i + 1), relation: 'employee' as const });

/** What is asked for so many trainees. */
export const quoteFor = (count: number) => ({
  ...{ jurisdiction: 'wuxi', programme: 'online-on-the-job' },
  ...{ filedAt: days.filedOn, classOpenedOn: days.classOpenedOn, classEndedOn: days.classEndedOn },
  trainees: Array.from({ length: count }, (_, i) => ({ ...person(i), classHours: 24 })),
});

export function quoted(registry: Registry, count: number): void {
  if (quote(registry, chinaCalendar, quoteBody.parse(quoteFor(count))).totalFen === 0)
    throw new Error('the quote brings nothing');
}

/** Repeats the work until it has taken long enough to be measured. */
function counted(name: string, count: number, work: () => void): Contestant {
  return {
    name,
    async trial() {
      work();
      const collected = watchCollecting();
      const [heap, began] = [process.memoryUsage().heapUsed, performance.now()];
      let times = 0;
      let most = heap;
      do {
        work();
        times += 1;
        most = Math.max(most, process.memoryUsage().heapUsed);
      } while (performance.now() - began < LEAST_MS);
      const took = performance.now() - began;
      const collecting = (100 * (await collected())) / took;
      return {
        perSecond: (count * times * 1000) / took,
        more: { 'MiB of heap at most': (most - heap) / 2 ** 20, [garbage]: collecting },
      };
    },
  };
}

/** Begins to count; answers the milliseconds for which the work has stood still since, so that garbage could be collected. */
function watchCollecting(): () => Promise<number> {
  let ms = 0;
  const count = (pauses: readonly { duration: number }[]) => {
    for (const { duration } of pauses) ms += duration;
  };
  const observer = new PerformanceObserver((pauses) => count(pauses.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return async () => {
    // Node.js tells of them in the next turn of its loop.
    await turn();
    count(observer.takeRecords());
    observer.disconnect();
    return ms;
  };
}
