import { quantile, type Trial } from '../harness/race.ts';
import { watchCpu } from '../harness/usage.ts';

/** What every contestant lets a claim live through, with people who act at the same time. */
export interface Town {
  claims: number;
  /** People on each roster. */
  people: number;
  /** Acts under way at the same moment. */
  actors: number;
  /** Whose CPU is counted, by name: processes with all that they have started. */
  cpuOf?: Record<string, number[]>;
}

/** The acts of a claim in their order; behind the last comes the public notice, behind that the payment. */
export const acts = [
  'filing',
  'filing-review',
  'learning-records',
  'training-completion',
  'application',
  'application-review',
] as const;
export type Act = (typeof acts)[number];

/** The days of a claim, business time: as near to one another as a class of 24 evenings lets them. A rehearsal stops at each Schedule on the way and moves every clock. */
export const days = {
  filing: '2020-04-21T09:00:00+08:00',
  application: '2020-05-18T09:00:00+08:00',
  payment: '2020-06-01T10:00:00+08:00',
} as const;

/** Acts of the first day and of the day after the class. */
export const firstDay = acts.slice(0, 2);
export const secondDay = acts.slice(2);

export const cpuFigure = (of: string) => `ms of CPU a claim: ${of}`;

/** Begins when it is made. */
export function stopwatch({ claims, cpuOf = {} }: Town) {
  const began = performance.now();
  const used = watchCpu(cpuOf);
  const took: number[] = [];
  let filedAt = began;
  return {
    /** Measures an act as the person who waits for its answer does. */
    async act(work: () => Promise<unknown>): Promise<void> {
      const from = performance.now();
      await work();
      took.push(performance.now() - from);
    },
    /** All are filed and reviewed. */
    filed(): void {
      filedAt = performance.now();
    },
    /** All are paid. */
    paid(): Trial {
      const perSecond = (from: number, to: number) => (claims * 1000) / (to - from);
      const now = performance.now();
      const cpu = Object.entries(used()).map(([name, cores]) => [cpuFigure(name), (cores * (now - began)) / claims]);
      return {
        perSecond: perSecond(began, now),
        more: {
          'filed and reviewed/s': perSecond(began, filedAt),
          'ms of an act, p50': quantile(took, 0.5),
          'ms of an act, p95': quantile(took, 0.95),
          ...Object.fromEntries(cpu),
        },
      };
    },
  };
}
