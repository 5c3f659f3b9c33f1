import { trace } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Settings } from '../domain/env.ts';

/** What clients and workers of Temporal need so that a trace goes on through them. */
export interface Tracing {
  client: { workflow: WorkflowClientInterceptor[] };
  worker: Pick<WorkerOptions, 'sinks'> & { activity: NonNullable<WorkerOptions['interceptors']>['activity'] };
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

/** Tells traces to where `OTEL_EXPORTER_OTLP_ENDPOINT` says; without it nothing of OpenTelemetry is loaded but names that do nothing. */
export async function openTracing(
  { tracesEndpoint }: Pick<Settings, 'tracesEndpoint'>,
  program: 'api' | 'worker',
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<Tracing | undefined> {
  if (!tracesEndpoint) return undefined;
  const { startTracing } = await import('./start.ts');
  return startTracing(tracesEndpoint, program, log);
}

/** For lines of a log: in which trace they were written. */
export function traceOfNow(): { trace_id?: string } {
  const now = trace.getActiveSpan()?.spanContext();
  return now ? { trace_id: now.traceId } : {};
}
