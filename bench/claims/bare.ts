import type { Contestant } from '../harness/race.ts';
import type { Servers } from '../harness/servers.ts';
import { openBareHouse } from './bare-house.ts';
import { inHouse } from './house.ts';
import { acts, type Town } from './life.ts';

/** Temporal alone, on the same server: what the best claims system on it could reach. */
export function bare(servers: Servers, town: Town, activity: 'normal' | 'local'): Contestant {
  return inHouse(`bare Temporal, ${activity} activity`, town, async () => {
    const house = await openBareHouse(servers);
    return { ...house, file: (id) => house.file({ id, activity, acts: [...acts], periods: 1, signals: 1 }) };
  });
}
