import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT } from './cache.ts';
import { StartFailure } from './failure.ts';
import { isRunning, type ProcessId, processId } from './process-id.ts';

export interface ChildOptions extends Pick<SpawnOptions, 'env' | 'uid' | 'gid' | 'cwd'> {
  /** The signal that ends this child in good order. PostgreSQL's is SIGINT: with SIGTERM it waits for its clients. */
  stopSignal?: NodeJS.Signals;
  /** Pipes stdout to the parent; otherwise the child writes to its log only and survives a parent that was killed. */
  pipe?: boolean;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly process: ChildProcess;
  readonly logFile: string;
  alive(): boolean;
  /** Ends the child in good order, by SIGKILL after a while. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** The last lines the child wrote, for a message about its end. */
  lastWords(): string;
}

/** One life of the stack on one data folder: it owns the folder's lock and every child it started. */
export interface Run {
  readonly dataDir: string;
  /** What an earlier run had left running and this one ended. */
  readonly ended: string[];
  start(name: string, command: string, args: string[], options?: ChildOptions): Child;
  /** Stops all children, the latest first, and gives the folder free. */
  close(): Promise<void>;
}

interface Note extends ProcessId {
  name: string;
  stopSignal: NodeJS.Signals;
}

const MARKER = `${PROJECT}.json`;
const PATIENCE_MS = 10_000;

/**
 * Takes a data folder for this process, after ending what a killed run left behind.
 * @throws StartFailure when the folder belongs to something else, or a living run holds it.
 */
export async function openRun(dataDir: string): Promise<Run> {
  const folder = resolve(dataDir);
  claimFolder(folder);
  const notes = join(folder, 'run');
  mkdirSync(notes, { recursive: true });
  mkdirSync(join(folder, 'logs'), { recursive: true });
  lock(join(notes, 'owner.json'), folder);
  const ended = await endLeftOvers(notes);
  const children: Child[] = [];

  // When this process ends without close(), its children get their signal at least.
  const onExit = () => {
    for (const child of children) if (child.alive()) child.process.kill('SIGTERM');
  };
  process.once('exit', onExit);

  return {
    dataDir: folder,
    ended,
    start(name, command, args, options = {}) {
      const child = startChild(folder, notes, name, command, args, options);
      children.push(child);
      return child;
    },
    async close() {
      for (const child of children.reverse()) await child.stop();
      process.removeListener('exit', onExit);
      rmSync(join(notes, 'owner.json'), { force: true });
    },
  };
}

/** Ends what a killed run left on this folder, if no living run holds it. For folders that are about to be deleted. */
export async function endRun(dataDir: string): Promise<'ended' | 'alive'> {
  const notes = join(resolve(dataDir), 'run');
  const owner = readNote(join(notes, 'owner.json'));
  if (owner && isRunning(owner)) return 'alive';
  if (existsSync(notes)) await endLeftOvers(notes);
  return 'ended';
}

function claimFolder(folder: string): void {
  if (existsSync(join(folder, MARKER))) return;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StartFailure(
      `${folder} holds files of something else. Choose another folder with DATA_DIR, or empty this one.`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, MARKER), `${JSON.stringify({ project: PROJECT, layout: 1 })}\n`);
}

function lock(file: string, folder: string): void {
  const owner = readNote(file);
  if (owner && isRunning(owner)) {
    throw new StartFailure(
      `${folder} is in use by process ${owner.pid}. Stop that one first, or choose another folder with DATA_DIR.`,
    );
  }
  rmSync(file, { force: true });
  writeNote(file, { ...processId(process.pid)!, name: 'owner', stopSignal: 'SIGTERM' });
}

/** The recorded pid alone is not enough: by now it may belong to a stranger. Only the same start time makes it ours. */
async function endLeftOvers(notes: string): Promise<string[]> {
  const files = readdirSync(notes).filter((name) => name.endsWith('.json') && name !== 'owner.json');
  const ended = await Promise.all(
    files.map(async (name) => {
      const file = join(notes, name);
      const note = readNote(file);
      const running = note !== undefined && isRunning(note);
      if (running) await end(note, note.stopSignal);
      rmSync(file, { force: true });
      return running ? [note.name] : [];
    }),
  );
  return ended.flat();
}

async function end(target: ProcessId, signal: NodeJS.Signals): Promise<void> {
  for (const [kind, patience] of [[signal, PATIENCE_MS] as const, ['SIGKILL', PATIENCE_MS] as const]) {
    try {
      process.kill(target.pid, kind);
    } catch {
      return;
    }
    for (const until = Date.now() + patience; Date.now() < until; await sleep(25)) {
      if (!isRunning(target)) return;
    }
  }
}

function startChild(
  folder: string,
  notes: string,
  name: string,
  command: string,
  args: string[],
  options: ChildOptions,
): Child {
  const { stopSignal = 'SIGTERM', pipe = false, ...spawnOptions } = options;
  const logFile = join(folder, 'logs', `${name}.log`);
  const log = openSync(logFile, 'a');
  // Its own process group: Ctrl-C reaches the parent alone, which then stops its children in order.
  const child = spawn(command, args, {
    ...spawnOptions,
    stdio: ['ignore', pipe ? 'pipe' : log, pipe ? 'pipe' : log],
    detached: true,
  });
  const note = join(notes, `${name}.json`);
  const id = child.pid === undefined ? undefined : processId(child.pid);
  if (id) writeNote(note, { ...id, name, stopSignal });
  const gone = once(child, 'exit').catch(() => undefined);
  child.once('error', () => undefined);
  void gone.then(() => rmSync(note, { force: true }));
  if (pipe) for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => appendTo(log, text));

  const alive = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const stopWith = async (signal: NodeJS.Signals) => {
    if (!alive()) return;
    if (id) await end(id, signal);
    await gone;
  };
  return {
    name,
    pid: child.pid ?? -1,
    process: child,
    logFile,
    alive,
    stop: () => stopWith(stopSignal),
    kill9: () => stopWith('SIGKILL'),
    lastWords: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n'),
  };
}

function appendTo(log: number, text: Buffer): void {
  writeFileSync(log, text);
}

function readNote(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}

function writeNote(file: string, note: Note): void {
  writeFileSync(file, JSON.stringify(note));
}
