import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { decodeJwt } from 'jose';
import type { Role } from '../auth/access.ts';
import type { Actor } from '../auth/tokens.ts';

/** Who has signed in with a browser. What they may do is decided by the API, of which the pages are a caller like any other. */
export interface Session extends Actor {
  /** The bearer token: it stays on this side of the cookie's signature and is never put into a page. */
  token: string;
}

/** Seconds: a working day. The token itself may end earlier. */
const longest = 10 * 3_600;

const name = (secure: boolean) => (secure ? '__Host-session' : 'session');

const isSecure = (c: Context) =>
  new URL(c.req.url).protocol === 'https:' || c.req.header('X-Forwarded-Proto') === 'https';

/** The cookie is signed, is seen by no script and goes with no request that another site makes, but for following a link. */
export async function openSession(c: Context, secret: string, token: string): Promise<void> {
  const secure = isSecure(c);
  await setSignedCookie(c, name(secure), token, secret, {
    ...{ path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: longest },
  });
}

export function closeSession(c: Context): void {
  deleteCookie(c, name(isSecure(c)), { path: '/', secure: isSecure(c) });
}

/** Null: nobody has signed in, or what the token says cannot be true any more. */
export async function sessionOf(
  c: Context,
  secret: string,
  verify: (token: string) => Promise<Actor>,
): Promise<Session | null> {
  const token = await getSignedCookie(c, secret, name(isSecure(c)));
  if (!token) return null;
  try {
    return { ...(await verify(token)), token };
  } catch {
    closeSession(c);
    return null;
  }
}

/** When a token ends, for the page that says so; null where it does not say. */
export const endOf = (token: string): Date | null => {
  const { exp } = decodeJwt(token);
  return exp ? new Date(exp * 1_000) : null;
};

export const isOfficial = (role: Role): boolean => !['enterprise', 'institution', 'individual'].includes(role);
