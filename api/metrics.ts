import type { MiddlewareHandler } from 'hono';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Env } from './env.ts';

/** Figures of one app: its own registry, so that several apps can live in one process. */
export function createMetrics() {
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
    end({ method: c.req.method, path: c.var.access?.path ?? 'none', status: c.res.status });
  };
  return { registry, measure };
}
