import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Env } from '../env.ts';
import { claimOf } from './about.ts';
import { isProbe } from './spans.ts';

/** Measures calls, told by their route and never by the address called: ids would make endless series. */
export type Measure = (routeOf: (c: Context) => string) => MiddlewareHandler;

/** Figures of one app: its own registry, so that several apps can live in one process. Calls are logged, acts at level info and the rest at debug, with the claim that they are about, without other ids, queries and bodies. */
export function createMetrics(log: Logger) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a call',
    labelNames: ['method', 'path', 'status'] as const,
    // With 0.25, below which 95 % of acts are to be.
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers: [registry],
  });
  const measure: Measure = (routeOf) => async (c: Context<Env>, next) => {
    // They are fast, many, and nobody's calls: with them no share of the slow ones would say anything.
    if (isProbe(c)) return next();
    const end = seconds.startTimer();
    await next();
    const call = { method: c.req.method, path: routeOf(c), status: statusOf(c) };
    const took = end(call);
    log[c.var.access?.key ? 'info' : 'debug']({ ...call, ...claimOf(c), ms: Math.round(took * 1000) }, 'answered');
  };
  return { registry, measure };
}

/** Who went away before the answer has not been failed: 499, as elsewhere. */
const statusOf = ({ res, req }: Context<Env>) => (res.status >= 500 && req.raw.signal.aborted ? 499 : res.status);
