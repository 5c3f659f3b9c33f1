import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { WebEnv } from './env.ts';

const common = {
  referrerPolicy: 'same-origin',
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
};

/** A page of ours needs its style, its script and its font, sends forms to us, and shows mails in a frame. */
const ofPages = secureHeaders({
  contentSecurityPolicy: {
    ...{ defaultSrc: ["'none'"], styleSrc: ["'self'"], scriptSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'"] },
    ...{ connectSrc: ["'self'"], formAction: ["'self'"], baseUri: ["'none'"], frameSrc: ["'self'"] },
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  ...common,
});

/** A mail as it will look, within a page of ours: it brings its own style, and nothing in it runs, loads or leads anywhere. */
const ofFramedMail = secureHeaders({
  contentSecurityPolicy: {
    ...{ defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], formAction: ["'none'"], baseUri: ["'none'"] },
    ...{ frameAncestors: ["'self'"], sandbox: [] },
  },
  xFrameOptions: 'SAMEORIGIN',
  ...common,
});

const framedMail = /^\/admin\/mail\/templates\/[^/]+\/html$/;

/** What a browser is told to refuse. */
export const protectedPage: MiddlewareHandler<WebEnv> = async (c, next) => {
  await (framedMail.test(c.req.path) ? ofFramedMail : ofPages)(c, next);
  const policy = c.res.headers.get('Content-Security-Policy');
  if (c.var.formsLeadTo && policy)
    c.header('Content-Security-Policy', policy.replace("form-action 'self'", `$& ${c.var.formsLeadTo}`));
};
