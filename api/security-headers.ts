import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Env } from './env.ts';

/** What a browser may do with an answer: nothing but show it. The pages here need a style sheet of ours and no script at all. */
const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
});

/** Every answer carries the headers above; one to somebody who has signed in is kept by nobody on the way. */
export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await secure(c, next);
  if (c.var.access?.allow !== 'open') c.res.headers.set('Cache-Control', 'no-store');
};
