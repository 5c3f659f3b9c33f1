import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import type { Contestant } from '../harness/race.ts';
import type { Servers } from '../harness/servers.ts';
import { openBareHouse } from './bare-house.ts';
import { acts, days, firstDay, secondDay, stopwatch, type Town } from './life.ts';

/** Temporal alone, on the same server: what the best claims system on it could reach. */
export function bare(servers: Servers, town: Town, activity: 'normal' | 'local'): Contestant {
  return {
    name: `bare Temporal, ${activity} activity`,
    async trial() {
      const house = await openBareHouse(servers);
      try {
        const ids = Array.from({ length: town.claims }, (_, i) => `bare/${i}`);
        const watch = stopwatch(town);
        const inputOf = (id: string) => ({ id, activity, acts: [...acts], periods: 1, signals: 1 });
        const everybody = (names: readonly string[]) =>
          inParallel(town.actors, ids, async (id) => {
            for (const name of names)
              await watch.act(() => (name === acts[0] ? house.file(inputOf(id)) : house.act(id, name)));
          });
        await everybody(firstDay);
        watch.filed();
        await house.moveAll(ids, Date.parse(days.application) - Date.parse(days.filing));
        await everybody(secondDay);
        await house.moveAll(ids, Date.parse(days.payment) - Date.parse(days.filing));
        await inParallel(town.actors, ids, (id) => house.pay(id));
        await house.allPaid(ids);
        return watch.paid();
      } finally {
        await house.stop();
      }
    },
  };
}
