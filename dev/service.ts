import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServiceSettings, settingsToEnv } from '../domain/env.ts';
import { StartFailure } from '../domain/failure.ts';
import { type Child, lastWords } from './child.ts';
import type { Run } from './supervise.ts';

/** One of the system's own processes: the worker or the API. */
export interface Service {
  child(): Child;
  /** As a crash of the machine would end it. */
  kill9(): Promise<void>;
  /** Stops it, if it lives, and starts it again; returns when it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE_MS = 90_000;

/** Starts `<name>/main.ts` with these settings and returns when `isReady` says so. @throws StartFailure with its last words when it ends before. */
export async function startService(
  run: Run,
  name: 'worker' | 'api',
  settings: ServiceSettings,
  isReady: (child: Child) => boolean | Promise<boolean>,
): Promise<Service> {
  const launch = async () => {
    const env = { ...process.env, ...settingsToEnv(settings) };
    const child = run.start(name, process.execPath, ['--import', 'tsx', `${name}/main.ts`], { cwd: ROOT, env });
    for (const until = Date.now() + PATIENCE_MS; !(await isReady(child)); await sleep(50)) {
      if (child.alive() && Date.now() < until) continue;
      await child.stop();
      throw new StartFailure(`The ${name} did not start. The end of ${child.logFile}:\n${lastWords(child)}`);
    }
    return child;
  };
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
