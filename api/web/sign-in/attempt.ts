import type { Context } from 'hono';
import { type Cookie, type Signing, signedCookie } from '../cookies.ts';
import type { Secrets } from './provider.ts';

/** What a browser that went to the provider brings back: what its answer must fit to, and where it was going. */
export interface Attempt extends Secrets {
  to: string;
}

/** Seconds in which somebody enters a password and a second factor. */
const longest = 600;

/** Kept by the browser alone, and good for one answer. */
export function attempts(signing: Signing) {
  const cookie: Cookie = signedCookie(signing, 'sign-in');
  return {
    keep: (c: Context, attempt: Attempt) =>
      cookie.put(
        c,
        Buffer.from(JSON.stringify({ ...attempt, until: Date.now() + longest * 1_000 })).toString('base64url'),
        longest,
      ),
    /** Null: this browser began nothing, or too long ago. */
    async take(c: Context): Promise<Attempt | null> {
      const value = await cookie.open(c);
      if (!value) return null;
      cookie.drop(c);
      const { until, ...attempt } = JSON.parse(Buffer.from(value, 'base64url').toString()) as Attempt & {
        until: number;
      };
      return Date.now() < until ? attempt : null;
    },
  };
}
