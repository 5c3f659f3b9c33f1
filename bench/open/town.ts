import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { createPool, row } from '../../db/pool.ts';
import { act, approveFiling } from '../../dev/demo/acts.ts';
import { lessons } from '../../dev/demo/people.ts';
import type { StoryClaim } from '../../dev/demo/scenario.ts';
import { openWorld } from '../../dev/demo/world.ts';
import { days } from '../claims/life.ts';
import { classOf } from '../claims/ours.ts';
import { allMailSent } from '../harness/mails.ts';
import type { Servers } from '../harness/servers.ts';
import { usageOf, watchCpu } from '../harness/usage.ts';

/** Of each claim. */
export const people = 2;
/** Acts under way at a time. */
export const acting = 16;
/** Behind the last mail, until everything has come to rest. */
const REST_MS = 10_000;
const PATIENCE_MS = 300_000;
const lessonOn = '2020-03-01';

export interface Waiting {
  /** From the last act until every mail about it was sent. */
  toldS: number;
  serverMiB: number;
  workerMiB: number;
  /** Cores kept busy by doing nothing. */
  idleServer: number;
  idleWorker: number;
  /** Of each claim. */
  temporalKB: number;
  postgresKB: number;
}

/** The whole system on a Temporal server of its own, with claims that stand in their training. */
export async function town(servers: Servers, say: (line: string) => void) {
  const temporal = await servers.ownTemporal();
  const stack = await servers.system({ start: days.filing, temporal });
  const db = createPool(stack.settings.databaseUrl, 1);
  const { signal } = new AbortController();
  const world = openWorld(stack.urls.api!, { signal, note: () => undefined });
  const claims: StoryClaim[] = [];
  const disk = async () => ({ temporal: temporalBytes(temporal.folder), postgres: await databaseBytes() });
  const empty = await disk();
  const learn = (claim: StoryClaim) => act(world, claim, 'learning-records', { records: lessons('1', lessonOn, [45]) });
  const services = { worker: stack.worker!, server: temporal };
  let unwoken = 0;

  async function databaseBytes(): Promise<number> {
    return (await row<{ bytes: number }>(db, 'select pg_database_size(current_database()) as bytes'))!.bytes;
  }

  return {
    async growTo(size: number): Promise<void> {
      const from = claims.length;
      const began = Date.now();
      let told = began;
      await inParallel(
        acting,
        Array.from({ length: size - from }, (_, i) => from + i),
        async (no) => {
          const one = classOf(no, people);
          await one.file(world);
          await approveFiling(world, one.claim);
          claims.push(one.claim);
          if (Date.now() - told < 60_000) return;
          told = Date.now();
          say(
            `    ${claims.length} of ${size} claims are open, ${Math.round((claims.length - from) / ((told - began) / 1000))} more each second`,
          );
        },
      );
    },

    async waiting(idleS: number): Promise<Waiting> {
      const toldS = await allMailSent(db);
      await sleep(REST_MS);
      const pids = { server: [temporal.child().pid], worker: [stack.worker!.child().pid] };
      const busy = watchCpu(pids);
      await sleep(idleS * 1000);
      const idle = busy();
      const now = await disk();
      const each = (bytes: number) => bytes / 1024 / claims.length;
      return {
        toldS,
        ...{ serverMiB: usageOf(pids.server[0]!).MiB, workerMiB: usageOf(pids.worker[0]!).MiB },
        ...{ idleServer: idle.server, idleWorker: idle.worker },
        temporalKB: each(now.temporal - empty.temporal),
        postgresKB: each(now.postgres - empty.postgres),
      };
    },

    /** Seconds until so many claims, spread over all, have answered an act. `shift`, 0 to 1: others than those of another shift, where there are more. */
    async wake(count: number, shift: number): Promise<number> {
      const some = Array.from({ length: count }, (_, i) => claims[Math.floor(((i + shift) * claims.length) / count)]!);
      const began = performance.now();
      await inParallel(acting, some, learn);
      return (performance.now() - began) / 1000;
    },

    /** Seconds from a kill −9, with a restart at once, until an act is answered. */
    async afterKill(name: keyof typeof services): Promise<number> {
      const service = services[name];
      const began = performance.now();
      await service.kill9();
      const restarted = service.restart();
      const claim = claims[(++unwoken * 7) % claims.length]!;
      for (;;) {
        const answered = await learn(claim).then(
          () => true,
          (error: unknown) => {
            if (performance.now() - began > PATIENCE_MS) throw error;
            return false;
          },
        );
        if (answered) break;
        await sleep(50);
      }
      const seconds = (performance.now() - began) / 1000;
      await restarted;
      return seconds;
    },

    async stop(): Promise<void> {
      await db.end();
      await stack.stop();
      await temporal.drop();
    },
  };
}

/** SQLite keeps what it has not merged yet in files beside its own. */
function temporalBytes(folder: string): number {
  const files = readdirSync(folder).filter((file) => file.startsWith('temporal.db'));
  return files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
