import { type Bench, goal, type Part, type Result } from '../harness/part.ts';
import { rounded, spread, spreadOf } from '../harness/race.ts';
import { acting, people, town } from './town.ts';

/** Open claims, at a scale of 1. */
const sizes = [1_000, 10_000, 50_000];
/** So many of them get an act, spread over all. */
const WOKEN = 1_000;
const IDLE_S = 60;
/** Cores that may be busy with claims that wait, and seconds until an act is answered after a crash. */
const [MOST_IDLE, MOST_BACK_S] = [0.2, 60];

/** Claims that wait for months: what they cost while nobody does anything, and how fast they are there again. */
export const open: Part = {
  name: 'open',
  title: 'Open claims that wait',
  only: 'one-server',
  async run({ servers, scale, repetitions, say }: Bench): Promise<Result> {
    const steps = sizes.map((size) => Math.max(20, Math.round(size * scale)));
    const woken = Math.min(steps[0]!, Math.max(10, Math.round(WOKEN * scale)));
    const idleS = Math.max(10, Math.round(IDLE_S * scale));
    const here = await town(servers, say);
    try {
      const measured = [];
      for (const size of steps) {
        await here.growTo(size);
        const waiting = await here.waiting(idleS);
        const [wakes, workerBacks, serverBacks]: [number[], number[], number[]] = [[], [], []];
        for (let i = 0; i < repetitions; i += 1) {
          wakes.push(await here.wake(woken, i / repetitions));
          workerBacks.push(await here.afterKill('worker'));
          serverBacks.push(await here.afterKill('server'));
        }
        const [wakeS, workerBackS, serverBackS] = [spreadOf(wakes), spreadOf(workerBacks), spreadOf(serverBacks)];
        measured.push({ size, ...waiting, wakeS, workerBackS, serverBackS });
        const { toldS, serverMiB, workerMiB, idleServer, idleWorker } = waiting;
        say(
          `    ${rounded(size)} claims: all told after ${rounded(toldS)} s, server ${rounded(serverMiB)} MiB, worker ${rounded(workerMiB)} MiB, idle ${rounded(idleServer)} and ${rounded(idleWorker)} cores, ${woken} woken in ${spread(wakeS)} s, back after ${spread(workerBackS)} s (worker) and ${spread(serverBackS)} s (server)`,
        );
      }
      const [first, last] = [measured[0]!, measured.at(-1)!];
      const back = Math.max(...measured.flatMap((one) => [one.workerBackS.highest, one.serverBackS.highest]));
      const slower = last.wakeS.median / first.wakeS.median;
      const idle = last.idleServer + last.idleWorker;
      return {
        columns: [
          ...[
            'open claims',
            's until all is told',
            'MiB of the server',
            'MiB of the worker',
            'cores idle: server',
            'cores idle: worker',
          ],
          ...[`s to wake ${rounded(woken)}`, 's after kill −9: worker', 's after kill −9: server'],
          ...['kB each in Temporal', 'kB each in PostgreSQL'],
        ],
        rows: measured.map((one) => [
          ...[one.size, one.toldS, one.serverMiB, one.workerMiB, one.idleServer, one.idleWorker],
          ...[one.wakeS, one.workerBackS, one.serverBackS, one.temporalKB, one.postgresKB],
        ]),
        chart: {
          unit: 'MiB of the server; the line: of the worker',
          bars: measured.map(({ size, serverMiB, workerMiB }) => {
            return { name: `${rounded(size)} open claims`, value: serverMiB, mark: workerMiB };
          }),
        },
        goals: [
          goal('waking takes with the most ≤ 2 × what it takes with the fewest', slower, slower <= 2),
          goal(`the most keep < ${MOST_IDLE} cores busy while they wait`, idle, idle < MOST_IDLE),
          goal(`an act is answered < ${MOST_BACK_S} s after a kill −9 of worker or server`, back, back < MOST_BACK_S),
        ],
        notes: [
          `The system’s own claims with ${people} people each, filed and reviewed over HTTP, ${acting} at a time, until their class is over and they are applied for. They grow once; at each size waking and both kills come ${repetitions} times, each time with other claims where there are enough: for the first time they are woken by a worker that has had time to fill its memory, later by one that a kill has emptied. A Temporal server of its own, its dev server on SQLite.`,
          `Idle: of one core, over ${idleS} s in which nobody does anything, and which begin when every mail has been sent for ten seconds. To wake is to hand in a learning record of one claim in so many, ${acting} at a time, and to wait for the answer; after a kill −9 it is tried with one claim until it is answered, and the process is started again at once.`,
          'A worker keeps as many claims in memory as its cache has room for, however many are open; the rest of them is in the server’s database alone.',
        ],
      };
    } finally {
      await here.stop();
    }
  },
};
