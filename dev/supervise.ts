import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartFailure } from '../domain/failure.ts';
import { PROJECT } from './cache.ts';
import { type Child, type ChildOptions, endProcess, type Note, startChild } from './child.ts';
import { isRunning, processId } from './process-id.ts';

/** One life of the stack on one data folder: it owns the folder's lock and every child it started. */
export interface Run {
  readonly dataDir: string;
  /** Names of the processes that an earlier run had left and this one ended. */
  readonly ended: string[];
  /** Settles with its name when a child ends that nobody here told to. */
  readonly broken: Promise<string>;
  start(name: string, command: string, args: string[], options?: ChildOptions): Child;
  /** Lets a server inside this process end with the run. */
  attach(stop: () => Promise<void>): void;
  /** Stops all children, the latest first, then what is attached, and gives the folder free. */
  close(): Promise<void>;
}

const MARKER = `${PROJECT}.json`;
const OWNER = 'owner.json';
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Takes a data folder for this process, after ending what a killed run left behind.
 * @throws StartFailure when the folder belongs to something else, or a living run holds it.
 */
export async function openRun(dataDir: string): Promise<Run> {
  const folder = resolve(dataDir);
  claimFolder(folder);
  const notes = join(folder, 'run');
  mkdirSync(notes, { recursive: true });
  lock(join(notes, OWNER), folder);
  const ended = await endLeftOvers(notes);
  const children: Child[] = [];
  const attached: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  let report: (name: string) => void = () => undefined;
  const broken = new Promise<string>((resolve) => {
    report = resolve;
  });

  // Should this process end without close(), its children get their signal at least.
  const onExit = () => {
    for (const child of children) if (child.alive()) child.signal();
  };
  process.once('exit', onExit);
  // A signal for which nobody else here listens ends this process without that.
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 0) process.exit(1);
  };
  for (const signal of endings) process.once(signal, onSignal);

  const closeAll = async () => {
    for (const child of children.reverse()) await child.stop();
    await Promise.all(attached.map((stop) => stop()));
    process.removeListener('exit', onExit);
    for (const signal of endings) process.removeListener(signal, onSignal);
    rmSync(join(notes, OWNER), { force: true });
  };

  return {
    dataDir: folder,
    ended,
    broken,
    start(name, command, args, options) {
      // A start that is called off while a download runs must not bring up servers afterwards.
      if (closing) throw new StartFailure('The start was called off.');
      const child = startChild(folder, name, command, args, options);
      children.push(child);
      void child.gone.then((unasked) => unasked && report(name));
      return child;
    },
    attach(stop) {
      if (closing) void stop();
      else attached.push(stop);
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Ends what a killed run left in a folder that is about to be deleted. @returns false when a living run holds the folder. */
export async function endRun(dataDir: string): Promise<boolean> {
  const notes = join(resolve(dataDir), 'run');
  const owner = readNote(join(notes, OWNER));
  if (owner && isRunning(owner)) return false;
  if (existsSync(notes)) await endLeftOvers(notes);
  return true;
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

/** Two starts at the same moment: creating the file anew decides who has the folder. */
function lock(file: string, folder: string): void {
  const owner = readNote(file);
  const busy = (by: string) =>
    new StartFailure(`${folder} is in use by ${by}. Stop that one first, or choose another folder with DATA_DIR.`);
  if (owner && isRunning(owner)) throw busy(`process ${owner.pid}`);
  rmSync(file, { force: true });
  const note: Note = { ...processId(process.pid)!, name: 'owner', stopSignal: 'SIGTERM' };
  try {
    writeFileSync(file, JSON.stringify(note), { flag: 'wx' });
  } catch {
    throw busy('another start');
  }
}

/** The recorded number alone is not enough: by now it may belong to a stranger. Only the same start time makes it ours. */
async function endLeftOvers(notes: string): Promise<string[]> {
  const files = readdirSync(notes).filter((name) => name.endsWith('.json') && name !== OWNER);
  const ended = await Promise.all(
    files.map(async (name) => {
      const file = join(notes, name);
      const note = readNote(file);
      const running = note !== undefined && isRunning(note);
      if (running) await endProcess(note, note.stopSignal);
      rmSync(file, { force: true });
      return running ? [note.name] : [];
    }),
  );
  return ended.flat();
}

function readNote(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}
