import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { scriptArgs } from '../../dev/service.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Script {
  process: ChildProcess;
  output(): string;
  /** Waits until the output matches. @throws Error with the output when the process ends before. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Reset to this, a script and all that it starts run from the sources, as users run them. */
export const fromSources = { BUILT_PROGRAMS: undefined };

/** Runs a script of the project as a process of its own; it is killed after the test at the latest. */
export function runScript(file: string, args: string[] = [], env: Record<string, string | undefined> = {}): Script {
  const allEnv = { ...process.env, ...env };
  const child = spawn(process.execPath, [...scriptArgs(file, allEnv), ...args], {
    cwd: ROOT,
    env: allEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let noticed = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
      noticed();
    });
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    process: child,
    output: () => output,
    ended,
    until(pattern) {
      return new Promise((resolve, reject) => {
        noticed = () => {
          const match = output.match(pattern);
          if (match) resolve(match);
        };
        noticed();
        void ended.then((how) => reject(new Error(`${file} ended with ${how} before ${pattern}:\n${output}`)));
      });
    },
  };
}
