import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';

/** Lets pages of the Temporal UI call the codec, and no other pages. */
export function uiOnly({ temporalUi }: Deps): MiddlewareHandler<Env> {
  return cors({
    origin: temporalUi ?? [],
    allowMethods: ['POST'],
    allowHeaders: ['Authorization', 'Authorization-Extras', 'Content-Type', 'X-Namespace'],
    maxAge: 600,
  });
}

const guest: Actor = { subject: 'temporal-ui', role: 'admin' };

/**
 * The UI of Temporal's dev server has no login and sends no token. In a rehearsal it is let in without: any page that reaches the API could get
 * a token for any role there. docs/decisions/payload-codec.md weighs it.
 */
export function rehearsalGuest({ mode, temporalUi }: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const fromUi = temporalUi !== undefined && c.req.header('Origin') === temporalUi;
    if (mode === 'rehearsal' && fromUi && !c.req.header('Authorization')) c.set('actor', guest);
    return next();
  };
}
