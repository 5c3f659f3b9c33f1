import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { contextStorage } from 'hono/context-storage';
import { Problem } from '../domain/problem.ts';
import { refusals } from './audit/refusals.ts';
import { numbered } from './audit/request.ts';
import { access, accessTo } from './auth/access.ts';
import { rehearsalGuest, uiOnly } from './codec/door.ts';
import type { Deps } from './deps.ts';
import type { App, Env } from './env.ts';
import { failureOf } from './failures.ts';
import { gate } from './gate.ts';
import { idempotency } from './idempotency.ts';
import { registerComponents } from './openapi.ts';
import { problemResponse } from './problem.ts';
import { routes } from './routes/index.ts';
import { securityHeaders } from './security-headers.ts';
import { claimOf } from './watch/about.ts';
import { createMetrics } from './watch/calls.ts';
import { measureCertificates } from './watch/certificates.ts';
import { traced } from './watch/spans.ts';
import { measureStanding } from './watch/standing.ts';
import { faultsOf } from './zod-faults.ts';

/** The whole API as one function from request to answer. @throws when a route and the access table do not match. */
export function createApp(deps: Deps, parts = routes, metrics = openMetrics(deps)): App {
  const app: App = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success)
        throw new Problem('invalid-input', {}, faultsOf(result.error, (result as { data?: unknown }).data));
    },
  });
  const keyed = idempotency(deps);
  const noteRefusal = refusals(deps);
  app.onError(async (error, c) => {
    if (error instanceof Problem) await noteRefusal(error, c);
    return answerError(error, c, deps);
  });
  app.notFound((c) => answerError(noSuchCall(c), c, deps));
  app.use('*', contextStorage(), numbered);
  app.use('*', traced(routeOf), metrics.measure(routeOf));
  app.use('*', securityHeaders);
  app.use('/codec/*', uiOnly(deps), rehearsalGuest(deps));
  app.use('*', gate(deps));
  app.use('*', async (c, next) => {
    const row = c.var.access;
    if (row?.frozen && (await deps.clock.state()).moving) throw new Problem('clock-moving');
    return row?.key ? keyed(c, next) : next();
  });
  registerComponents(app);
  for (const part of parts) part(app, deps, metrics.registry);
  demandAccessTable(app);
  return app;
}

/** By the access table. */
const routeOf = (c: Context<Env>) => c.var.access?.path ?? 'none';

/** What an app counts, and how everything stands whenever somebody asks. */
export function openMetrics(deps: Pick<Deps, 'log' | 'pool' | 'gateway'>) {
  const metrics = createMetrics(deps.log);
  measureCertificates(metrics.registry, deps);
  measureStanding(metrics.registry, deps);
  return metrics;
}

function answerError(error: unknown, c: Context<Env>, { log }: Deps): Response {
  const { problem, record } = failureOf(error);
  const call = { method: c.req.method, path: c.var.access?.path, ...claimOf(c) };
  if (record) log.error({ ...record, ...call }, 'call failed');
  // What is full, late or not ready: nobody's bug, and whoever runs the system sees why callers were sent away.
  else if (problem.status >= 500) log.warn({ code: problem.code, ...call }, 'call sent away');
  const { allowed, seconds } = problem.params;
  const headers: Record<string, string> = {
    ...(problem.code === 'method-not-allowed' && { Allow: String(allowed) }),
    ...(problem.code === 'too-many-requests' && { 'Retry-After': String(seconds) }),
  };
  return problemResponse(problem, c.req.header('Accept-Language'), headers);
}

const patterns = access.map((row) => ({ row, pattern: new RegExp(`^${row.path.replace(/\{\w+\}/g, '[^/]+')}$`) }));

/** 405 when the address exists for another method, else 404. */
function noSuchCall(c: Context<Env>): Problem {
  const methods = patterns.filter(({ pattern }) => pattern.test(c.req.path)).map(({ row }) => row.method);
  if (methods.length === 0) return new Problem('not-found');
  return new Problem('method-not-allowed', { method: c.req.method, allowed: [...new Set(methods)].join(', ') });
}

/** Nothing is served that nobody decided about, and nothing is promised that is not served. */
function demandAccessTable(app: App): void {
  const served = new Set(
    app.routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path}`),
  );
  for (const call of served) {
    const [method, path] = call.split(' ') as [string, string];
    if (!accessTo(method, path)) throw new Error(`${call} is missing in api/auth/access.ts`);
  }
  const promised = access.filter((row) => !served.has(`${row.method} ${row.path.replace(/\{(\w+)\}/g, ':$1')}`));
  if (promised.length > 0)
    throw new Error(`not served: ${promised.map((row) => `${row.method} ${row.path}`).join(', ')}`);
}
