import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { isBlocked } from '../db/accounts/blocks.ts';
import { noteReviewer } from '../db/review/reviewers.ts';
import { asSystem, nobody, scopeNamed, within } from '../db/scope.ts';
import { Problem } from '../domain/problem.ts';
import { type AccessRow, accessTo } from './auth/access.ts';
import { callerOf } from './auth/caller.ts';
import type { Actor } from './auth/tokens.ts';
import { MiB, parseJson, readBounded } from './body.ts';
import { scopeOf } from './claims/scope.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { rateLimits } from './rate-limit.ts';

/**
 * The one door: finds the row of the access table, asks for the token or key, the role and the key's scope, bounds and reads the body. What is
 * behind it asks the database within the scope of who calls.
 */
export function gate(deps: Pick<Deps, 'pool' | 'clock' | 'tokens' | 'limits'>): MiddlewareHandler<Env> {
  const { limits } = deps;
  const { byAddress, bySubject } = rateLimits(limits.calls);
  return async (c, next) => {
    const row = rowOf(c);
    // No row: no such call. The app answers 404 or 405.
    if (!row) {
      await byAddress(c);
      return next();
    }
    c.set('access', row);
    if (row.allow === 'open') {
      // Many who have signed in share the address of their office. A token that is not valid changes nothing here.
      const caller = await signedIn(c).catch(() => null);
      await (caller ? bySubject(caller) : byAddress(c));
    } else {
      const actor = await signedIn(c).catch(async (error) => {
        // Who tries tokens is slowed down like everybody without one.
        await byAddress(c);
        throw error;
      });
      if (await asSystem(() => isBlocked(deps.pool, actor.subject, actor.jurisdiction ?? null)))
        throw new Problem('account-blocked');
      c.set('actor', actor);
      if (!row.allow.includes(actor.role)) {
        throw new Problem('role-not-allowed', { role: actor.role, allowed: row.allow.join(', ') });
      }
      if (actor.scopes && !actor.scopes.some((scope) => scope === row.scope)) {
        throw new Problem('api-key-scope-missing', { needed: row.scope ?? '—', given: actor.scopes.join(', ') });
      }
      await bySubject(actor);
      if (actor.role === 'reviewer' && actor.jurisdiction) await noted(actor.jurisdiction, actor.subject);
    }
    if (row.body === 'json') await readJson(c);
    if (row.body === 'bank-answer') {
      const isJson = jsonType.test(c.req.header('Content-Type') ?? '');
      cache(c, await readBounded(c.req.raw, isJson ? MiB : limits.rosterBytes));
    }
    if (row.body === 'file') cache(c, await readBounded(c.req.raw, limits.fileBytes));
    return within(row.allow === 'open' ? nobody : scopeNamed(scopeOf(c.var.actor)), next);
  };

  /** Colleagues put work on the desk of whoever has ever called. */
  function noted(place: string, subject: string): Promise<void> {
    return asSystem(() => noteReviewer(deps.pool, place, subject));
  }

  async function signedIn(c: Context<Env>): Promise<Actor> {
    return c.var.actor ?? callerOf(deps, bearer(c));
  }
}

function rowOf(c: Context<Env>): AccessRow | undefined {
  return matchedRoutes(c)
    .map((route) => accessTo(route.method, route.path))
    .find((row) => row !== undefined);
}

function bearer(c: Context<Env>): string {
  const token = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (!token) throw new Problem('token-required');
  return token;
}

const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

async function readJson(c: Context<Env>): Promise<void> {
  const bytes = await readBounded(c.req.raw, MiB);
  if (!jsonType.test(c.req.header('Content-Type') ?? '') && bytes.byteLength > 0) {
    throw new Problem('unsupported-media-type', { allowed: 'application/json' });
  }
  if (bytes.byteLength > 0) parseJson(bytes);
  cache(c, bytes);
}

/** The body was read here; validators and handlers find it in Hono's cache. */
function cache(c: Context<Env>, bytes: Buffer): void {
  const copy: ArrayBuffer = new Uint8Array(bytes).buffer;
  (c.req.bodyCache as { arrayBuffer?: Promise<ArrayBuffer> }).arrayBuffer = Promise.resolve(copy);
}
