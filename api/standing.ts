import { setTimeout as sleep } from 'node:timers/promises';
import { ping } from '../db/intake/settings.ts';
import { asSystem } from '../db/scope.ts';
import type { Deps } from './deps.ts';

/** A service behind the API that does not do what it should now. */
export interface Trouble {
  service: 'PostgreSQL' | 'Temporal';
  error: unknown;
}

type Services = Pick<Deps, 'pool' | 'temporalAnswers'>;

const patienceMs = 5_000;

/** Asks every service behind the API. @returns those that fail; empty when the API is ready. */
export async function troubles({ pool, temporalAnswers }: Services): Promise<Trouble[]> {
  const checks = { PostgreSQL: () => inTime(asSystem(() => ping(pool))), Temporal: temporalAnswers };
  const found = await Promise.all(
    Object.entries(checks).map(([service, check]) =>
      check().then(
        () => undefined,
        (error: unknown) => ({ service, error }) as Trouble,
      ),
    ),
  );
  return found.filter((trouble) => trouble !== undefined);
}

/** A server that swallows connections must not keep the answer back. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = sleep(patienceMs, undefined, { ref: false }).then(() => {
    throw new Error(`timeout after ${patienceMs} ms`);
  });
  return Promise.race([answer, late]);
}

/** Tells what fails, again whenever that changes, until nothing does. `describe` makes the sentence. */
export async function untilReady(
  services: Services,
  describe: (trouble: Trouble) => string,
  warn: (sentences: string[]) => void,
  pauseMs = 3_000,
): Promise<void> {
  for (let told = ''; ; await sleep(pauseMs, undefined, { ref: false })) {
    const sentences = (await troubles(services)).map(describe);
    if (sentences.length === 0) return;
    if (told !== sentences.join()) warn(sentences);
    told = sentences.join();
  }
}
