import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../domain/problem.ts';
import type { Actor } from './auth/tokens.ts';
import type { Env } from './env.ts';

export interface RateLimits {
  /** Calls a minute from one address without a valid token; 0: no limit. */
  perAddress: number;
  /** Calls a minute of one signed-in subject; 0: no limit. */
  perSubject: number;
  /** How many proxies of ours stand in front and add themselves to `X-Forwarded-For`. */
  trustedProxies: number;
}

/**
 * Bounds how often one asks, per process: `byAddress` counts what comes without a token or with a wrong one, `bySubject` the calls of those
 * who have signed in. @throws Problem `too-many-requests` with the seconds to wait
 */
export function rateLimits({ perAddress, perSubject, trustedProxies }: RateLimits) {
  return {
    byAddress: counter(perAddress, (c: Context<Env>) => networkOf(addressOf(c, trustedProxies))),
    bySubject: counter(perSubject, ({ role, subject }: Actor) => `${role}:${subject}`),
  };
}

function counter<T>(points: number, keyOf: (caller: T) => string): (caller: T) => Promise<void> {
  if (points === 0) return async () => {};
  const calls = new RateLimiterMemory({ points, duration: 60 });
  return async (caller) => {
    await calls.consume(keyOf(caller)).catch((left: RateLimiterRes | Error) => {
      if (left instanceof Error) throw left;
      throw new Problem('too-many-requests', { seconds: Math.ceil(left.msBeforeNext / 1000) });
    });
  };
}

/** Undefined where no socket is behind the call. */
function socketAddress(c: Context<Env>): string | undefined {
  return 'incoming' in (c.env as object) ? getConnInfo(c).remote.address : undefined;
}

/** Each of our proxies adds who called it: what stands further left the caller may have made up. */
function addressOf(c: Context<Env>, trustedProxies: number): string {
  if (trustedProxies === 0) return socketAddress(c) ?? 'unknown';
  const seen = (c.req.header('X-Forwarded-For') ?? '').split(',').map((one) => one.trim());
  return seen.at(-trustedProxies) || 'unknown';
}

/** One household or server has a whole /64 of IPv6. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').slice(0, 64);
  if (!plain.includes(':')) return plain;
  const [front = '', back = ''] = plain.split('::');
  const groups = front.split(':').filter(Boolean);
  const missing = plain.includes('::') ? 8 - groups.length - back.split(':').filter(Boolean).length : 0;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...back.split(':').filter(Boolean)];
  return all.slice(0, 4).join(':');
}
