import { setTimeout as sleep } from 'node:timers/promises';
import { act, approveFiling, enterprise } from '../../dev/demo/acts.ts';
import { lessons } from '../../dev/demo/people.ts';
import type { World } from '../../dev/demo/world.ts';
import { classOf } from '../claims/ours.ts';

export const users = 10;
/** How long a user rests between an answer and the next act, milliseconds. With a second they are the peak of a country: docs/scale.md. */
export const paces = { 'an act each a second': 1_000, 'without rest': 0 } as const;
export type Pace = keyof typeof paces;
const people = 20;
const actsOfAClaim = 3;
/** Lies ahead of the filings. */
const training = { classOpensOn: '2020-06-15', classEndsOn: '2020-07-15', classHours: 24 };
const lessonOn = '2020-05-31';

/** People who file, review and hand in learning records, each one act after the other. */
export function createUsers(world: World) {
  let next = 0;
  /** Until `over`; answers how long each act took, milliseconds. */
  async function actUntil(pace: Pace, over: () => boolean): Promise<number[]> {
    const took: number[] = [];
    const timed = async (work: () => Promise<unknown>) => {
      const from = performance.now();
      await work();
      took.push(performance.now() - from);
      await sleep(paces[pace]);
    };
    const user = async (_: unknown, i: number) => {
      // Neither all at the same moment nor all with the same act.
      await sleep((actsOfAClaim * paces[pace] * i) / users);
      while (!over()) {
        const one = classOf(next++, people, training);
        // Signed in before.
        await enterprise(world, one.claim).get('/v1/claims?limit=1');
        await timed(() => one.file(world));
        await timed(() => approveFiling(world, one.claim));
        const records = one.members.flatMap(({ ref }) => lessons(ref, lessonOn, [45]));
        await timed(() => act(world, one.claim, 'learning-records', { records }));
      }
    };
    await Promise.all(Array.from({ length: users }, user));
    return took;
  }
  return {
    actUntil,
    async actFor(pace: Pace, seconds: number): Promise<number[]> {
      let over = false;
      const [took] = await Promise.all([
        actUntil(pace, () => over),
        sleep(seconds * 1000).then(() => {
          over = true;
        }),
      ]);
      return took;
    },
  };
}
