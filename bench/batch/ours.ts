import type { Bench } from '../harness/part.ts';
import type { Contestant } from '../harness/race.ts';
import { processesOf, watchMemory } from '../harness/usage.ts';
import { payMonth, told } from './month.ts';
import { fill, type Waiting } from './payable.ts';
import { openSystem } from './system.ts';
import { besideBatch, createUsers, type Pace } from './users.ts';

/**
 * The batch that nobody disturbs, and those of places in which people act meanwhile: three places with the same law. Where nobody rests the machine
 * is saturated from the first second, a batch takes what is left of it, and a part of one tells as much.
 */
const quiet = 'wuxi';
export const busy: Readonly<Record<Pace, { place: string; share: number }>> = {
  'an act each a second': { place: 'jiangyin', share: 1 },
  'without rest': { place: 'yixing', share: 0.3 },
};
const start = '2020-03-01T09:00:00+08:00';
/** Acts of this time, milliseconds, are not counted: processes run slower at first. */
const WARM_UP_MS = 5_000;

/** The month's batch on the whole system, of claims that stand in its database only. */
export function ours({ servers, scale, say }: Bench, entitlements: number): Contestant {
  return {
    name: 'this system',
    async trial() {
      const system = await openSystem(servers, start);
      const { stack, db, world } = system;
      try {
        const waiting = new Map<string, Waiting>();
        for (const { place, share } of [{ place: quiet, share: 1 }, ...Object.values(busy)])
          waiting.set(place, await fill(db, place, Math.round(entitlements * share)));
        say(`    payable are ${[...waiting].map(([place, { claims }]) => `${claims} claims of ${place}`).join(', ')}`);
        const people = createUsers(world);
        const warm = performance.now() + WARM_UP_MS;
        await people(
          quiet,
          'without rest',
          () => performance.now() > warm,
          () => undefined,
        );

        const memory = watchMemory({ worker: stack.worker!.child().pid, API: stack.api!.child().pid });
        const month = await payMonth(system, quiet, waiting.get(quiet)!, 'stored');
        const most = memory.most();
        say(`    a batch alone: ${told(month.seconds)}`);
        const cpuOf = processesOf(servers, stack);
        let more: Record<string, number> = {
          ...month.seconds,
          ...{ events: month.weight.events, 'kB of history': month.weight.bytes / 1024 },
          ...{ 'MiB of the worker': most.worker, 'MiB of the API': most.API },
        };
        for (const [pace, { place }] of Object.entries(busy) as [Pace, (typeof busy)[Pace]][]) {
          const paying = async () => {
            const { seconds } = await payMonth(system, place, waiting.get(place)!, 'stored');
            say(`    a batch beside people, ${pace}: ${told(seconds)}`);
            return seconds['all stages']!;
          };
          more = { ...more, ...(await besideBatch(people, { place, pace, scale, cpuOf }, paying)) };
        }
        return { perSecond: waiting.get(quiet)!.entitlements / month.seconds['all stages']!, more };
      } finally {
        await system.stop();
      }
    },
  };
}
