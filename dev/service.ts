import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ServiceSettings } from '../domain/env.ts';
import { StartFailure } from '../domain/failure.ts';
import { settingsToEnv } from '../domain/settings-to-env.ts';
import { type Child, lastWords } from './child.ts';
import type { Run } from './supervise.ts';

/** A process that can be started again in its place: on the same ports, with the same settings and data. */
export interface Service {
  child(): Child;
  /** As a crash of the machine would end it. */
  kill9(): Promise<void>;
  /** Stops it, if it lives, and starts it again; returns when it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE_MS = 90_000;

type IsReady = (child: Child) => boolean | Promise<boolean>;

/** Starts the worker or the API with these settings and returns when `isReady` says so. @throws StartFailure with its last words when it ends before. */
export function startService(
  run: Run,
  program: 'worker' | 'api',
  settings: ServiceSettings,
  isReady: IsReady,
  name: string = program,
): Promise<Service> {
  return startScript(run, { name, file: `${program}/main.ts`, env: settingsToEnv(settings) }, isReady);
}

export interface Script {
  name: string;
  /** From the root of the project. */
  file: string;
  args?: string[];
  env?: Record<string, string>;
}

/**
 * What Node runs for a script of the project: its sources, or what was built of it in the folder that `BUILT_PROGRAMS` names. The tests build
 * once and start often.
 */
export function scriptArgs(file: string, { BUILT_PROGRAMS: folder } = process.env): string[] {
  const built = folder && join(folder, file.replace(/\.ts$/, '.js'));
  return built && existsSync(built) ? [built] : ['--import', 'tsx', file];
}

/** Starts a script of the project as a process of its own. @throws StartFailure with its last words when it ends before it is ready. */
export function startScript(run: Run, { name, file, args = [], env }: Script, isReady: IsReady): Promise<Service> {
  const command = { command: process.execPath, args: [...scriptArgs(file), ...args], cwd: ROOT };
  return startProgram(run, { name, env, ...command }, isReady);
}

export interface Program {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
}

/** Starts any program as a process of its own. @throws StartFailure with its last words when it ends before it is ready. */
export function startProgram(run: Run, program: Program, isReady: IsReady): Promise<Service> {
  const { name, command, args, cwd, env } = program;
  return serviceOf(async () => {
    const child = run.start(name, command, args, { cwd, env: { ...process.env, ...env } });
    for (const until = Date.now() + PATIENCE_MS; !(await isReady(child)); await sleep(50)) {
      if (child.alive() && Date.now() < until) continue;
      await child.stop();
      throw new StartFailure(`The ${name} did not start. The end of ${child.logFile}:\n${lastWords(child)}`);
    }
    return child;
  });
}

/** A service that `launch` starts; `launch` returns when it is ready, each time in the same place. */
export async function serviceOf(launch: () => Promise<Child>): Promise<Service> {
  let current = await launch();
  return {
    child: () => current,
    kill9: () => current.kill9(),
    stop: () => current.stop(),
    async restart() {
      await current.stop();
      current = await launch();
    },
  };
}

export const workerIsReady = (child: Child): boolean => child.output().includes('worker ready');

/** Ready when PostgreSQL and Temporal answer through the API. */
export function apiIsReady(url: string): () => Promise<boolean> {
  return () =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
}
