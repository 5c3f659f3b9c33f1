import { DefaultLogger, type LogMetadata } from '@temporalio/worker';
import { type Logger, pino } from 'pino';
import type { Settings } from '../domain/env.ts';
import { traceOfNow } from '../tracing/open.ts';

export function createLog(settings: Pick<Settings, 'logLevel'>, name: string): Logger {
  return pino({ level: settings.logLevel, name, mixin: traceOfNow });
}

/** Temporal's warnings and errors, with ids and codes only: what went in or out of an activity stays out of the log. */
export function temporalLogger(log: Logger): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    log[level === 'ERROR' ? 'error' : 'warn'](brief(meta), message);
  });
}

function brief(meta: LogMetadata = {}): Record<string, unknown> {
  const { workflowId, workflowType, activityType, attempt, trace_id, error } = meta;
  return { workflowId, workflowType, activityType, attempt, trace_id, error: error && nameOf(error) };
}

/** PostgreSQL puts the offending values into its messages: of its errors only the code is told. */
export function nameOf(error: unknown): string {
  const { name, message, code, severity } = error as {
    name?: string;
    message?: string;
    code?: string;
    severity?: string;
  };
  return severity ? `PostgreSQL ${code}` : `${name}: ${message}`;
}
