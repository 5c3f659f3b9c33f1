import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../domain/failure.ts';
import { kindOf, type Moment, type PlannedFault } from './plan/faults.ts';
import type { Town } from './town.ts';

/** A fault that has happened. */
export interface InjectedFault extends PlannedFault {
  /** Seconds since the run began. */
  atS: number;
  /** When it was resumed, or began to be started again. */
  untilS: number;
  /** Until everything answered again, seconds: from the moment of the kill or pause. Of an absence: everything else. */
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
  /** Resolves when every process answers that is not away. */
  allAnswer(away: ReadonlySet<string>): Promise<void>;
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
  /** Those of them that stay down for long. */
  const away = new Set<string>();
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
      await allAnswer(away);
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
    while (mustWait(fault)) await sleep(100, undefined, { signal });
    down.add(target);
    if (kind === 'absence') away.add(target);
    const atS = clock();
    const child = town.services[target]!.child();
    if (kind === 'pause') child.pause();
    else await child.kill9();
    const [answeredS] = await Promise.all([
      kind === 'absence' ? answered() : undefined,
      sleep(forMs, undefined, { signal }),
    ]);
    const untilS = clock();
    if (kind === 'pause') child.resume();
    else await restart(target);
    down.delete(target);
    away.delete(target);
    const backS = (answeredS ?? (await answered())) - atS;
    injector.injected.push({ ...fault, atS, untilS, backS });
    const what = { kill: 'killed, down', pause: 'paused', absence: 'killed, away' }[kind];
    const when = `${jitterMs} ms after ${moment} ${n}`;
    const who = kind === 'absence' ? 'everything else' : 'everything';
    say(
      `${atS.toFixed(0).padStart(6)} s  fault ${no}: ${target} ${what} for ${forMs} ms, ${when}; ${who} answered after ${backS.toFixed(1)} s`,
    );
  }

  /** What is down cannot be killed; and while one of a kind is away, the others of it are spared. */
  function mustWait({ target, kind }: PlannedFault): boolean {
    const alike = [...down].filter((other) => kindOf(other) === kindOf(target));
    return alike.some((other) => other === target || away.has(other) || kind === 'absence');
  }

  /** When everything has answered that is not away. */
  function answered(): Promise<number> {
    return allAnswer(away).then(clock);
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
