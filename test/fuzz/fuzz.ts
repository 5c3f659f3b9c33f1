import { chance } from '../faults/random.ts';
import { readContract } from './contract.ts';
import { lookAround, memory } from './memory.ts';
import { nextRequest, type Request } from './request.ts';
import type { Town } from './town.ts';
import { type Answer, faultOf } from './verdict.ts';

export interface Outcome {
  /** How often a call was answered with a status: `POST /v1/claims` → `201` → 12. */
  counts: Map<string, Map<number, number>>;
  /** By what it is, the first request that shows each fault. */
  faults: Map<string, { request: Request; answer: Answer; times: number }>;
}

export const newOutcome = (): Outcome => ({ counts: new Map(), faults: new Map() });

/** A plan of the same seed and name is the same, as far as the answers are. */
export interface Plan {
  requests: number;
  seed: number;
  name: string;
}

/** So many call at the same time, each by a plan of its own. */
const LANES = 8;
/** Repeating with the same key is safe, says the contract; whoever is not answered then has found a fault. */
const ATTEMPTS = 3;

/** Sends so many requests, made of the document of the API and of what it has answered before. */
export async function fuzz(town: Town, plan: Plan, { counts, faults }: Outcome = newOutcome()): Promise<Outcome> {
  const contract = readContract(await (await fetch(`${town.url}/openapi.json`)).text());
  const known = memory();
  await lookAround(town, known);
  await Promise.all(Array.from({ length: LANES }, (_, lane) => run(lane, Math.ceil(plan.requests / LANES))));
  return { counts, faults };

  async function run(lane: number, count: number): Promise<void> {
    const luck = chance(plan.seed, `${plan.name} ${lane}`);
    for (let n = 0; n < count; n++) {
      const request = await nextRequest(town, contract, known, luck);
      const answer = await answerTo(town.url, request);
      const { call } = request.operation;
      const statuses = counts.get(call) ?? new Map<number, number>();
      counts.set(call, statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1));
      if (answer.status < 300) {
        known.learn(request, answer.body);
        const { id } = (answer.body ?? {}) as { id?: string };
        if (request.filed && id) town.settle(request.filed, id);
      }
      const what = faultOf(request, answer, contract);
      if (!what) continue;
      const name = `${call}: ${what}`;
      const before = faults.get(name);
      if (before) before.times += 1;
      else faults.set(name, { request, answer, times: 1 });
    }
  }
}

async function answerTo(url: string, request: Request): Promise<Answer> {
  const { method, path, headers, body } = request;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url + path, { method, headers, body, redirect: 'manual' }).catch((error: Error) => {
      // "fetch failed" alone tells nobody whether the API has died or the machine was too slow.
      const why = error.cause instanceof Error ? error.cause.message : error.message;
      throw new Error(`${method} ${path} got no answer at all: ${why}`, { cause: error });
    });
    const text = await response.text();
    if (response.status === 503 && attempt < ATTEMPTS) continue;
    const type = (response.headers.get('Content-Type') ?? '').split(';')[0]!;
    return { status: response.status, type, text, ...(type.endsWith('json') && { body: parsed(text) }) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
