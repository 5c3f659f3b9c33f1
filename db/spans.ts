import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type pg from 'pg';

const tracer = trace.getTracer('db');

/** Makes each statement of a connection a span of the trace under way. Where there is none, nothing happens: loops that look for work would fill any store. */
export function tellStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const told = (text: unknown, ...rest: unknown[]) =>
    typeof text === 'string' && trace.getActiveSpan()
      ? statement(text, () => query(text, ...rest))
      : query(text, ...rest);
  client.query = told as typeof client.query;
}

function statement(text: string, run: () => unknown): unknown {
  const operation = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
  const attributes = {
    ...{ 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': withoutValues(text) },
  };
  return tracer.startActiveSpan(operation, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      return await run();
    } catch (error) {
      const { code } = error as { code?: string };
      span.setStatus({ code: SpanStatusCode.ERROR });
      if (code) span.setAttribute('db.response.status_code', code);
      throw error;
    } finally {
      span.end();
    }
  });
}

const longest = 600;

/** Values are parameters, and those are never told; what is written into a text all the same, and looks like one, goes too. */
export function withoutValues(text: string): string {
  return text
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/(?<![\w$])\d+/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest);
}
