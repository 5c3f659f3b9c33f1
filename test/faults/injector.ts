import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../domain/failure.ts';
import type { Moment, PlannedFault } from './plan/faults.ts';
import type { Town } from './town.ts';

/** A fault that has happened. */
export interface InjectedFault extends PlannedFault {
  /** Seconds since the run began. */
  atS: number;
  /** Until everything answered again, seconds: from the moment of the kill or pause. */
  backS: number;
}

export interface Injector {
  /** One more moment of this kind has begun. */
  began(moment: Moment): void;
  /** Lets what has found no moment happen now, one after the other, and waits until everything answers. */
  finish(): Promise<void>;
  injected: InjectedFault[];
  /** Processes that ended by themselves and were started again, as a supervisor of services does. */
  endedByThemselves: string[];
  stop(): void;
}

export interface InjectorOptions {
  town: Town;
  faults: readonly PlannedFault[];
  signal: AbortSignal;
  say(line: string): void;
  /** Seconds since the run began. */
  clock(): number;
  /** Resolves when every process answers. */
  allAnswer(): Promise<void>;
  /** The run cannot go on. */
  fail(error: Error): void;
}

/** How long a process may try to come up while what it needs may be down. */
const RESTART_MS = 180_000;

export function createInjector(options: InjectorOptions): Injector {
  const { town, signal, say, clock, allAnswer, fail } = options;
  const waiting = [...options.faults];
  const counts: Record<Moment, number> = { act: 0, clock: 0, batch: 0 };
  const running = new Set<Promise<void>>();
  // One after the other for each process: what is down cannot be killed.
  const turn = new Map<string, Promise<void>>();
  const down = new Set<string>();
  const injector: Injector = {
    injected: [],
    endedByThemselves: [],
    began(moment) {
      counts[moment] += 1;
      // Everything that a person does to a batch is an act too.
      if (moment === 'batch') counts.act += 1;
      const due = waiting.filter((fault) => fault.n <= counts[fault.moment]);
      for (const fault of due) {
        waiting.splice(waiting.indexOf(fault), 1);
        void start(fault);
      }
    },
    async finish() {
      for (const fault of waiting.splice(0)) await start({ ...fault, jitterMs: 0 });
      while (running.size > 0) await Promise.all(running);
      await allAnswer();
    },
    stop: () => clearInterval(watch),
  };
  const watch = setInterval(() => {
    for (const target of Object.keys(town.services)) {
      if (down.has(target) || town.services[target]!.child().alive() || signal.aborted) continue;
      injector.endedByThemselves.push(target);
      say(`      ${target} has ended by itself and is started again`);
      down.add(target);
      void guarded(restart(target).finally(() => down.delete(target)));
    }
  }, 500);
  return injector;

  function start(fault: PlannedFault): Promise<void> {
    const before = turn.get(fault.target) ?? Promise.resolve();
    const done = guarded(before.then(() => inject(fault)));
    turn.set(fault.target, done);
    running.add(done);
    return done.finally(() => running.delete(done));
  }

  async function guarded(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      if (!signal.aborted) fail(error instanceof Error ? error : new Error(messageOf(error)));
    });
  }

  async function inject(fault: PlannedFault): Promise<void> {
    const { no, target, kind, moment, n, jitterMs, forMs } = fault;
    await sleep(jitterMs, undefined, { signal });
    while (down.has(target)) await sleep(100, undefined, { signal });
    down.add(target);
    const [at, began] = [clock(), Date.now()];
    const child = town.services[target]!.child();
    if (kind === 'kill') await child.kill9();
    else child.pause();
    await sleep(forMs, undefined, { signal });
    if (kind === 'kill') await restart(target);
    else child.resume();
    down.delete(target);
    await allAnswer();
    const backS = (Date.now() - began) / 1000;
    injector.injected.push({ ...fault, atS: at, backS });
    const what = kind === 'kill' ? `killed, down for ${forMs} ms` : `paused for ${forMs} ms`;
    const when = `${jitterMs} ms after ${moment} ${n}`;
    say(
      `${at.toFixed(0).padStart(6)} s  fault ${no}: ${target} ${what}, ${when}; everything answered after ${backS.toFixed(1)} s`,
    );
  }

  /** Again and again, since a process may need another one that is down as well. */
  async function restart(target: string): Promise<void> {
    for (const until = Date.now() + RESTART_MS; ; await sleep(500, undefined, { signal })) {
      try {
        return await town.services[target]!.restart();
      } catch (error) {
        if (Date.now() > until || signal.aborted) throw error;
      }
    }
  }
}
