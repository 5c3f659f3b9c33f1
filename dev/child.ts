import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessId, processId, treeOf } from './process-id.ts';

export interface ChildOptions extends Pick<SpawnOptions, 'env' | 'uid' | 'gid' | 'cwd'> {
  /** The signal that ends this child in good order. PostgreSQL's is SIGINT: with SIGTERM it waits for its clients. */
  stopSignal?: NodeJS.Signals;
  /** How long it may take to end after its signal, before SIGKILL; 10 s unless given. */
  patienceMs?: number;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the process is gone; `true` when nobody here had told it to go. */
  readonly gone: Promise<boolean>;
  alive(): boolean;
  /** Asks it to end without waiting. */
  signal(): void;
  /** Ends it in good order, by SIGKILL after a while. */
  stop(): Promise<void>;
  /** Ends it, with every process that it has started, at one moment. */
  kill9(): Promise<void>;
  /** Lets it stand still where it is, with every process that it has started: it neither works nor answers until `resume`. */
  pause(): void;
  resume(): void;
  /** Everything it has written since its start. */
  output(): string;
}

/** A running child on record, so that a later start can find it. */
export interface Note extends ProcessId {
  name: string;
  stopSignal: NodeJS.Signals;
}

const PATIENCE_MS = 10_000;
const LONGEST_LINE = 400;

/**
 * Starts a process that writes to `logs/<name>.log` and stands on record in `run/<name>.json` while it lives. Files instead of pipes: they outlive
 * a parent that is killed.
 */
export function startChild(
  folder: string,
  name: string,
  command: string,
  args: string[],
  options: ChildOptions = {},
): Child {
  const { stopSignal = 'SIGTERM', patienceMs = PATIENCE_MS, ...spawnOptions } = options;
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const logFile = join(folder, 'logs', `${name}.log`);
  const log = openSync(logFile, 'a');
  const begin = statSync(logFile).size;
  // Its own process group: Ctrl-C reaches the parent alone, which then stops its children in order.
  const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const note = join(folder, 'run', `${name}.json`);
  const id = child.pid === undefined ? undefined : processId(child.pid);
  if (id) writeFileSync(note, JSON.stringify({ ...id, name, stopSignal } satisfies Note));

  let told = false;
  let failure = '';
  const gone = new Promise<boolean>((resolve) => {
    const settle = () => {
      rmSync(note, { force: true });
      resolve(!told);
    };
    child.once('exit', settle);
    child.once('error', (error) => {
      failure = error.message;
      settle();
    });
  });
  const alive = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  let frozen: number[] = [];
  const thaw = () => {
    for (const pid of frozen.splice(0).reverse()) send(pid, 'SIGCONT');
  };
  /** The parent stands still first, so that nobody is started or told while the others are found. */
  const freeze = () => {
    if (!alive() || frozen.length > 0) return;
    send(child.pid!, 'SIGSTOP');
    frozen = treeOf(child.pid!);
    for (const pid of frozen) send(pid, 'SIGSTOP');
  };
  return {
    name,
    pid: child.pid ?? -1,
    logFile,
    gone,
    alive,
    signal() {
      child.kill(stopSignal);
      thaw();
    },
    async stop() {
      told = true;
      if (!alive()) return;
      thaw();
      if (id) await endProcess(id, stopSignal, patienceMs);
      await gone;
    },
    async kill9() {
      told = true;
      if (!alive()) return;
      freeze();
      const tree = frozen.splice(0).flatMap((pid) => processId(pid) ?? []);
      for (const { pid } of tree) send(pid, 'SIGKILL');
      for (const one of tree) await endProcess(one, 'SIGKILL', patienceMs);
      await gone;
    },
    pause: freeze,
    resume: thaw,
    output: () => failure || readFileSync(logFile).subarray(begin).toString('utf8'),
  };
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** The end of what a child wrote, for a message about its end; of a long line, such as a trace in one, its beginning. */
export function lastWords(child: Child): string {
  const lines = child.output().trimEnd().split('\n').slice(-5);
  return lines.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line)).join('\n');
}

/** Sends `signal`, and SIGKILL to what does not listen. Returns when the process is gone. */
export async function endProcess(target: ProcessId, signal: NodeJS.Signals, patienceMs = PATIENCE_MS): Promise<void> {
  for (const kind of [signal, 'SIGKILL'] as const) {
    try {
      process.kill(target.pid, kind);
    } catch {
      return;
    }
    for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(25)) {
      if (!isRunning(target)) return;
    }
  }
}
