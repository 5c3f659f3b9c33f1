import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import type { Contestant } from '../harness/race.ts';
import { acts, days, firstDay, secondDay, stopwatch, type Town } from './life.ts';

/** An engine with claims that have neither rules nor people nor money: nothing but the acts, the waits and one row in the database. */
export interface House {
  file(id: string): Promise<unknown>;
  /** Answers when the act is durable and the claim has taken it. */
  act(id: string, name: string): Promise<unknown>;
  pay(id: string): Promise<unknown>;
  /** Brings every claim's clock to real time + `offsetMs`, where the engine has a clock that moves. */
  moveAll(ids: readonly string[], offsetMs: number): Promise<void>;
  /** @throws Error when one of the claims ends without its payment. */
  allPaid(ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Lets the claims of a town live in a new house from filing to paid. */
export function inHouse(name: string, town: Town, open: () => Promise<House>): Contestant {
  return {
    name,
    async trial() {
      const house = await open();
      try {
        const ids = Array.from({ length: town.claims }, (_, i) => `bare-${i}`);
        const watch = stopwatch(town);
        const everybody = (names: readonly string[]) =>
          inParallel(town.actors, ids, async (id) => {
            for (const name of names) await watch.act(() => (name === acts[0] ? house.file(id) : house.act(id, name)));
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
