import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';

/** A cookie of ours: signed, seen by no script, and sent with no request that another site makes, but for following a link. */
export interface Cookie {
  open(c: Context): Promise<string | undefined>;
  put(c: Context, value: string, seconds: number): Promise<void>;
  drop(c: Context): void;
}

/** Under which secret cookies are signed, and whether browsers come by https. */
export interface Signing {
  sessionSecret: string;
  publicUrl?: string;
}

/** Bytes of a value: a browser drops what is longer, with its name, signature and attributes, without a word. */
export const mostInCookie = 3_800;

/** `path`: to which addresses alone it goes. Each name signs under a secret of its own: no cookie passes for another. */
export function signedCookie({ sessionSecret, publicUrl }: Signing, bare: string, path = '/'): Cookie {
  const secure = publicUrl !== undefined && new URL(publicUrl).protocol === 'https:';
  const prefix = path === '/' ? '__Host-' : '__Secure-';
  const name = secure ? `${prefix}${bare}` : bare;
  const secret = `${sessionSecret} ${bare}`;
  return {
    open: async (c) => (await getSignedCookie(c, secret, name)) || undefined,
    put: (c, value, maxAge) =>
      setSignedCookie(c, name, value, secret, { path, httpOnly: true, sameSite: 'Lax', secure, maxAge }),
    drop: (c) => void deleteCookie(c, name, { path, secure }),
  };
}
