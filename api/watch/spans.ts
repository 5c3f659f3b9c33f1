import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, MiddlewareHandler } from 'hono';

const tracer = trace.getTracer('http');

/** Somebody asks for these every few seconds. */
export const isProbe = (c: Context) => /^\/(healthz|readyz|metrics)$/.test(c.req.path);

/**
 * A trace begins with each call, named by its route, never by the address called. A trace that a caller sends is not continued: it comes from outside, and
 * would go with its free text into the histories.
 */
export function traced(routeOf: (c: Context) => string): MiddlewareHandler {
  return (c, next) => {
    if (isProbe(c)) return next();
    // Pages call the API in this process.
    const kind = trace.getActiveSpan() ? SpanKind.INTERNAL : SpanKind.SERVER;
    return tracer.startActiveSpan(c.req.method, { kind }, async (span) => {
      try {
        await next();
      } finally {
        const { status } = c.res;
        const route = routeOf(c);
        span.updateName(`${c.req.method} ${route}`);
        span.setAttributes({
          'http.request.method': c.req.method,
          'http.route': route,
          'http.response.status_code': status,
          ...(c.var.requestId && { 'request.id': c.var.requestId }),
        });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      }
    });
  };
}
