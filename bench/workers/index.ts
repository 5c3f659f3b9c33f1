import { startService, workerIsReady } from '../../dev/service.ts';
import { days, type Town } from '../claims/life.ts';
import { liveThrough } from '../claims/ours.ts';
import { machine } from '../harness/machine.ts';
import type { Part, Result } from '../harness/part.ts';
import { type Contestant, race, rounded, type Standing } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import type { Servers } from '../harness/servers.ts';
import { processesOf, watchCpu } from '../harness/usage.ts';

const counts = [1, 2, 3];
const nameOf = (workers: number) => (workers === 1 ? '1 worker' : `${workers} workers`);

/** The same town with more worker processes, on one Temporal server, one PostgreSQL and one API. */
export const workers: Part = {
  name: 'workers',
  title: 'Claims per second, from filing to paid, by worker processes',
  async run({ servers, repetitions, scale, say }): Promise<Result> {
    const town = { claims: Math.max(20, Math.round(200 * scale)), people: 5, actors: 32 };
    const contestants = counts.map((count) => withWorkers(servers, town, count));
    const standings = await race(contestants, { repetitions, reference: nameOf(1), say });
    const { cores } = machine();
    return {
      ...tableOf('claims/s', standings),
      goals: [],
      notes: [
        `${town.claims} claims with ${town.people} people each, ${town.actors} acts under way at a time.`,
        `The last columns are the cores that each kind of process kept busy; with ${nameOf(counts.at(-1)!)} that is ${rounded(busyOf(standings.at(-1)!))} of ${cores} that all of them share with the people who act. Where it comes near ${cores}, the machine is the limit and more workers bring nothing but that one may die: Temporal’s server, PostgreSQL and the API need cores of their own before a second worker does.`,
      ],
    };
  },
};

const busyOf = ({ more }: Standing) =>
  Object.entries(more).reduce((sum, [name, { median }]) => sum + (name.startsWith('cores: ') ? median : 0), 0);

function withWorkers(servers: Servers, town: Town, count: number): Contestant {
  return {
    name: nameOf(count),
    async trial() {
      const stack = await servers.system({ start: days.filing });
      const more = await Promise.all(
        Array.from({ length: count - 1 }, (_, i) =>
          startService(servers.run, 'worker', stack.settings, workerIsReady, `worker-${i + 2}`),
        ),
      );
      try {
        const { API, worker, PostgreSQL, Temporal } = processesOf(servers, stack);
        const busy = watchCpu({
          'cores: workers': [...worker, ...more.map((one) => one.child().pid)],
          'cores: API': API,
          'cores: Temporal': Temporal,
          'cores: PostgreSQL': PostgreSQL,
        });
        const lived = await liveThrough(stack, town);
        return { ...lived, more: { ...lived.more, ...busy() } };
      } finally {
        await Promise.all(more.map((worker) => worker.stop()));
        await stack.stop();
      }
    },
  };
}
