import { setTimeout as sleep } from 'node:timers/promises';
import { approveFiling, enterprise } from '../../dev/demo/acts.ts';
import type { StoryClass } from '../../dev/demo/class.ts';
import type { World } from '../../dev/demo/world.ts';
import { acts } from '../claims/life.ts';
import { apply, classOf } from '../claims/ours.ts';
import { quantile } from '../harness/race.ts';
import { type processesOf, watchCpu } from '../harness/usage.ts';

export const users = 10;
/** How long a user rests between an answer and the next act, milliseconds. With a second they are the peak of a country: docs/scale.md. */
const paces = { 'an act each a second': 1_000, 'without rest': 0 } as const;
export type Pace = keyof typeof paces;
const people = 20;
/** Over before anybody could have filed it first, so that everything up to the approval may be done on one day. */
const training = { classOpensOn: '2020-01-29', classEndsOn: '2020-02-21', classHours: 24 };

/** A class that is filed behind its end, until 31 March 2020. */
export const lateClass = (no: number, trainees: number, place: string) => classOf(no, trainees, training, place);

/** Everything that people do with a claim up to its approval. */
export async function liveToApproval(
  world: World,
  one: StoryClass,
  act: (work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await act(() => one.file(world));
  await act(() => approveFiling(world, one.claim));
  await apply(world, one, act, training);
}

/** Lets ten people act on claims of a place, each one act after the other, until `over`; tells how long each act took, milliseconds. */
export type Users = (place: string, pace: Pace, over: () => boolean, took: (ms: number) => void) => Promise<void>;

/** `from`: the number of their first class. */
export function createUsers(world: World, from = 0): Users {
  let next = from;
  return async (place, pace, over, took) => {
    const timed = async (work: () => Promise<unknown>) => {
      if (over()) return;
      const began = performance.now();
      await work();
      took(performance.now() - began);
      await sleep(paces[pace]);
    };
    const user = async (_: unknown, i: number) => {
      // Neither all at the same moment nor all with the same act.
      await sleep((aClaimAt(pace) * i) / users);
      while (!over()) {
        const one = lateClass(next++, people, place);
        // Signed in before.
        await enterprise(world, one.claim).get('/v1/claims?limit=1');
        await liveToApproval(world, one, timed);
      }
    };
    await Promise.all(Array.from({ length: users }, user));
  };
}

/** How long the rests of one claim are, milliseconds. */
const aClaimAt = (pace: Pace) => acts.length * paces[pace];

/** The processes whose cores are counted, by name. */
export const busyOf = ['API', 'worker', 'PostgreSQL', 'Temporal', 'the users'] as const;
export const coresFigure = (of: string, when: 'alone' | 'beside', pace: Pace) => `cores of ${of} ${when}, ${pace}`;

/** How long acts in a place take alone, and then, the users going on, while its batch is paid; and who keeps the cores busy. `paying` answers how long that took, seconds. */
export async function besideBatch(
  act: Users,
  { place, pace, scale, cpuOf }: { place: string; pace: Pace; scale: number; cpuOf: ReturnType<typeof processesOf> },
  paying: () => Promise<number>,
): Promise<Record<string, number>> {
  const alone: number[] = [];
  const beside: number[] = [];
  // Until all of them act nothing is counted.
  let now: number[] = [];
  let over = false;
  const cores: Record<string, number> = {};
  const watch = (when: 'alone' | 'beside') => {
    const used = watchCpu({ ...cpuOf, all: [process.pid] });
    return () => {
      const { all, ...own } = used();
      const users = all - Object.values(own).reduce((sum, one) => sum + one, 0);
      for (const [name, busy] of Object.entries({ ...own, 'the users': users }))
        cores[coresFigure(name, when, pace)] = busy;
    };
  };
  const measure = async () => {
    try {
      await sleep(aClaimAt(pace));
      now = alone;
      const wasAlone = watch('alone');
      await sleep(Math.max(5_000, 60_000 * scale));
      wasAlone();
      now = beside;
      const wasBeside = watch('beside');
      const seconds = await paying();
      wasBeside();
      return seconds;
    } finally {
      over = true;
    }
  };
  const acting = act(
    place,
    pace,
    () => over,
    (ms) => now.push(ms),
  );
  const [seconds] = await Promise.all([measure(), acting]);
  return {
    ...cores,
    [`all stages, ${pace}`]: seconds,
    ...{ [`p95 alone, ${pace}`]: quantile(alone, 0.95), [`p95 beside, ${pace}`]: quantile(beside, 0.95) },
    ...{ [`acts alone, ${pace}`]: alone.length, [`acts beside, ${pace}`]: beside.length },
  };
}
