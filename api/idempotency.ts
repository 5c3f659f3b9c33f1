import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import {
  type Answer,
  dropKey,
  finishKey,
  type KeyScope,
  noteProgress,
  readKey,
  releaseKey,
  renewKey,
  type StoredKey,
  takeKey,
} from '../db/intake/idempotency.ts';
import type { Db, Queryable } from '../db/pool.ts';
import { asSystem, asSystemIn } from '../db/scope.ts';
import { Problem } from '../domain/problem.ts';
import { isClaimant } from './auth/claimant.ts';
import type { Actor } from './auth/tokens.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';

/**
 * One attempt at an act under its Idempotency-Key. Only successes are kept: the same key and body get the same answer again.
 * A refusal (4xx) keeps nothing, so the key may be used again with a corrected body. A failure on our side (5xx) keeps the hash
 * of the body: repeating with the same body is safe, another body is refused.
 */
export interface Attempt {
  /** Of the act: the same when an attempt that failed on our side is repeated. */
  actId: string;
  /** Keeps the answer in the same transaction as the act itself: for a streamed body, and for an act that cannot be repeated. */
  finish(tx: Queryable, bodySha256: string, answer: Answer): Promise<void>;
  /** Notes how far it is, at most twice a second in one phase: whoever waits may ask. */
  tell(progress: { phase: string; rows: number; percent: number | null }): void;
}

const tellEveryMs = 500;

const renewEveryMs = 5_000;
const waitAtMostMs = 10_000;

/** Keys are the system's own: `keyHolder` says to whom an answer is repeated. `bodySha256`: null for a streamed body, whose hash is known only at its end. */
export function idempotency({ pool: db, audit }: Pick<Deps, 'pool' | 'audit'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const scope = scopeOf(c);
    const streamed = c.var.access.body === 'roster';
    const sha256 = streamed ? null : await bodySha256(c);
    const id = randomUUID();
    const taken = await asSystem(() => take(db, scope, id, sha256));
    if (typeof taken !== 'string') {
      const answer = replay(taken, sha256 ?? (await streamedHash(c.req.raw)));
      const { actor } = c.var;
      if (actor && !isClaimant(actor))
        await audit.record({ actor, act: 'repeat-answer', of: ofCall(c), outcome: 'shown' });
      return answer;
    }

    let finished = false;
    c.set('attempt', {
      actId: taken,
      finish: async (tx, hash, answer) => {
        finished = await asSystemIn(tx, () => finishKey(tx, scope, id, hash, answer));
        if (!finished) throw new Problem('request-running');
      },
      tell: teller((progress) => asSystem(() => noteProgress(db, scope, id, progress))),
    });
    const renewal = setInterval(() => void asSystem(() => renewKey(db, scope, id)).catch(() => {}), renewEveryMs);
    try {
      await next();
    } finally {
      clearInterval(renewal);
    }
    await asSystem(async () => {
      if (c.res.status >= 500) await releaseKey(db, scope, id).catch(() => {});
      else if (c.res.status >= 400) await dropKey(db, scope, id);
      else if (!finished && sha256) await finishKey(db, scope, id, sha256, await answerOf(c.res));
    });
  };
}

function teller(note: (progress: object) => Promise<void>): Attempt['tell'] {
  let last = { phase: '', at: 0 };
  return (progress) => {
    if (progress.phase === last.phase && Date.now() - last.at < tellEveryMs) return;
    last = { phase: progress.phase, at: Date.now() };
    // Who waits is told later, or not.
    note(progress).catch(() => {});
  };
}

/** The start of a body's hash: the query belongs to what was asked. */
export function bodyHash(url: string) {
  return createHash('sha256').update(`${new URL(url).search}\n`);
}

/** The hash of a body that is in memory, for an act that keeps its answer itself (`finish`). */
export async function bodySha256(c: Context<Env>): Promise<string> {
  return bodyHash(c.req.url)
    .update(Buffer.from(await c.req.arrayBuffer()))
    .digest('hex');
}

/**
 * Everything that decides what an account may see. An answer is repeated only to the account that got it: the same person under
 * another role, jurisdiction or company asks anew, and is checked anew.
 */
export function keyHolder(actor: Actor | undefined): string {
  return actor
    ? JSON.stringify([actor.subject, actor.role, actor.jurisdiction ?? null, actor.uscc ?? null])
    : 'anybody';
}

function scopeOf(c: Context<Env>): KeyScope {
  const key = c.req.header('Idempotency-Key');
  if (!key) throw new Problem('idempotency-key-required');
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem('idempotency-key-invalid');
  const { pathname } = new URL(c.req.url);
  // No id is that long, and keys are indexed by the path.
  if (pathname.length > 1_500) throw new Problem('not-found');
  return { subject: keyHolder(c.var.actor), route: `POST ${pathname}`, key };
}

/** Under which an upload of this account was noted. */
export const keyAt = (actor: Actor, path: string, key: string): KeyScope => ({
  ...{ subject: keyHolder(actor), route: `POST ${path}`, key },
});

const ofCall = (c: Context<Env>) => ({ place: c.var.actor.jurisdiction, ids: [new URL(c.req.url).pathname] });

/** The id of the act when the key is ours, else what an earlier attempt left; a running one is waited for. */
async function take(db: Db, scope: KeyScope, id: string, sha256: string | null): Promise<string | StoredKey> {
  for (let waited = 0; waited < waitAtMostMs; waited += 200) {
    const actId = await takeKey(db, scope, id, sha256);
    if (actId) return actId;
    const stored = await readKey(db, scope);
    if (stored && (!stored.running || differs(stored, sha256))) return stored;
    await sleep(200);
  }
  throw new Problem('request-running');
}

const differs = (stored: StoredKey, sha256: string | null) =>
  stored.bodySha256 !== null && sha256 !== null && stored.bodySha256 !== sha256;

function replay(stored: StoredKey, sha256: string): Response {
  if (differs(stored, sha256)) throw new Problem('idempotency-key-reused');
  if (stored.status === null) throw new Problem('request-running');
  return new Response(JSON.stringify(stored.answer), {
    status: stored.status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Idempotency-Replayed': 'true',
      ...(stored.location ? { Location: stored.location } : {}),
    },
  });
}

async function streamedHash(request: Request): Promise<string> {
  const hash = bodyHash(request.url);
  for await (const chunk of request.body ?? []) hash.update(chunk);
  return hash.digest('hex');
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, location: response.headers.get('Location'), body: await response.clone().json() };
}
