import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Env } from '../env.ts';

/** Figures of one app: its own registry, so that several apps can live in one process. Calls are logged without ids, queries and bodies. */
export function createMetrics(log: Logger) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a call',
    // The path of the access table, never the one called: ids would make endless series.
    labelNames: ['method', 'path', 'status'] as const,
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [registry],
  });
  const measure: MiddlewareHandler<Env> = async (c, next) => {
    const end = seconds.startTimer();
    await next();
    const call = { method: c.req.method, path: c.var.access?.path ?? 'none', status: c.res.status };
    const took = end(call);
    log.debug({ ...call, ms: Math.round(took * 1000) }, 'answered');
  };
  return { registry, measure };
}
