import type { Context } from 'hono';
import { decodeJwt } from 'jose';
import { Problem } from '../../domain/problem.ts';
import type { Role } from '../auth/access.ts';
import type { EndableTokens } from '../auth/endable-tokens.ts';
import type { Actor } from '../auth/tokens.ts';
import { type Cookie, mostInCookie, type Signing, signedCookie } from './cookies.ts';

/** Who has signed in with a browser. What they may do is decided by the API, of which the pages are a caller like any other. */
export interface Session extends Actor {
  /** The bearer token: it stays on this side of the cookie's signature and is never put into a page. */
  token: string;
  /** When it is over: then whoever it is signs in again. */
  endsAt: Date;
}

/** What a browser brought. `ended`: there was a session, and it is over. */
export interface Brought {
  session: Session | null;
  ended: boolean;
}

/** Seconds: a working day. The token itself may end earlier. */
export const longestSession = 10 * 3_600;
/** So long after its end a browser keeps what is left of a session: the page can say that it has ended. */
const remembered = 24 * 3_600;

/** The token does not go into a cookie: a browser would drop it without a word. */
export class TokenTooLong extends Error {}

export const sessionCookie = (signing: Signing): Cookie => signedCookie(signing, 'session');

/** The session that this browser had goes, for whoever holds a copy of it too. @throws TokenTooLong */
export async function openSession(c: Context, cookie: Cookie, token: string, tokens: EndableTokens): Promise<void> {
  if (token.length > mostInCookie) throw new TokenTooLong();
  const before = await heldToken(c, cookie);
  if (before && before !== token) await tokens.end(before);
  const latest = Math.floor(Date.now() / 1_000) + longestSession;
  const end = Math.min(decodeJwt(token).exp ?? latest, latest);
  await cookie.put(c, `${end}.${token}`, longestSession + remembered);
}

/** The token that a browser brings, whether its session is over or not. */
export async function heldToken(c: Context, cookie: Cookie): Promise<string | undefined> {
  const value = await cookie.open(c);
  return value?.slice(value.indexOf('.') + 1);
}

/** No session: nobody has signed in, it is over, or what the token says cannot be true any more. @throws Problem `service-unavailable` */
export async function sessionOf(
  c: Context,
  cookie: Cookie,
  verify: (token: string) => Promise<Actor>,
): Promise<Brought> {
  const value = await cookie.open(c);
  if (!value) return { session: null, ended: false };
  const [end, ...rest] = value.split('.');
  const token = rest.join('.');
  const endsAt = new Date(Number(end) * 1_000);
  try {
    if (endsAt > new Date()) return { session: { ...(await verify(token)), token, endsAt }, ended: false };
  } catch (error) {
    // Whether the provider still stands by it is not known while it is out of reach.
    if (!(error instanceof Problem) || error.code === 'service-unavailable') throw error;
  }
  return { session: null, ended: true };
}

export const isOfficial = (role: Role): boolean => !['enterprise', 'institution', 'individual'].includes(role);
