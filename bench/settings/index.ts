import { days, type Town } from '../claims/life.ts';
import { liveThrough } from '../claims/ours.ts';
import type { Part, Result } from '../harness/part.ts';
import { type Contestant, race } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import type { Servers, SystemOptions } from '../harness/servers.ts';
import { watchMemory } from '../harness/usage.ts';

const asItIs = 'as it is';
/**
 * Fewer acts at a time than now, and as many as come; of the connections the fewest there may be, and twice as many; and a memory that has
 * room for fewer claims than act, yet not for fewer than the steps that the SDK works at.
 */
const variations: Record<string, Record<string, string>> = {
  [asItIs]: {},
  'API: 8 acts at a time': { ACTS_AT_ONCE: '8' },
  'API: all acts at a time': { ACTS_AT_ONCE: '10000' },
  'API: 5 connections': { API_CONNECTIONS: '5' },
  'API: 40 connections': { API_CONNECTIONS: '40' },
  'worker: 5 connections': { WORKER_CONNECTIONS: '5' },
  'worker: 20 connections': { WORKER_CONNECTIONS: '20' },
  'worker: 40 claims in memory': { CACHED_CLAIMS: '40' },
};
const durable = 'Temporal: each write waits for the disk';

/** The same town with one setting changed, beside the system as it is. */
export const settings: Part = {
  name: 'settings',
  title: 'Claims per second, from filing to paid, by one setting',
  only: 'one-server',
  async run({ servers, repetitions, scale, say }): Promise<Result> {
    const town = { claims: Math.max(20, Math.round(200 * scale)), people: 5, actors: 100 };
    const contestants = Object.entries(variations).map(([name, env]): Contestant => {
      return { name, trial: () => trial(servers, town, { env }) };
    });
    contestants.push({
      name: durable,
      async trial() {
        const temporal = await servers.ownTemporal({ durable: true });
        try {
          return await trial(servers, town, { temporal });
        } finally {
          await temporal.drop();
        }
      },
    });
    const standings = await race(contestants, { repetitions, reference: asItIs, say });
    return {
      ...tableOf('claims/s', standings),
      goals: [],
      notes: [
        `${town.claims} claims with ${town.people} people each, ${town.actors} people who act at a time, one worker. The memory is the most that the worker held resident.`,
      ],
    };
  },
};

async function trial(servers: Servers, town: Town, other: Omit<SystemOptions, 'start'>) {
  const stack = await servers.system({ start: days.filing, ...other });
  try {
    const memory = watchMemory({ worker: stack.worker!.child().pid });
    const lived = await liveThrough(stack, town);
    return { ...lived, more: { ...lived.more, 'MiB of the worker': memory.most().worker } };
  } finally {
    await stack.stop();
  }
}
