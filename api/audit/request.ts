import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Env } from '../env.ts';

/** Every answer carries the number under which the audit log knows its call. It is ours: what a caller would send could name people. */
export const numbered: MiddlewareHandler<Env> = async (c, next) => {
  c.set('requestId', randomUUID());
  await next();
  c.res.headers.set('X-Request-Id', c.var.requestId);
};
