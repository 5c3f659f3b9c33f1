import { setTimeout as sleep } from 'node:timers/promises';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
} from '@temporalio/interceptors-opentelemetry';
import type { Logger } from 'pino';
import type { Tracing } from './open.ts';
import { told } from './told.ts';

/** How long the end of a process waits for what is not sent yet, milliseconds. */
const lastPatienceMs = 3_000;

/** Once per process. What else OpenTelemetry reads of its own variables (headers, sampling, names) holds too. */
export function startTracing(endpoint: string, program: string, log: Pick<Logger, 'info' | 'warn'>): Tracing {
  // Not the SDK's own detectors: they tell command lines.
  const named = new Resource({ 'service.name': `training-subsidy-${program}` });
  const resource = named.merge(envDetectorSync.detect());
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const processor = new BatchSpanProcessor(telling(new OTLPTraceExporter({ url }), log));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  return {
    client: { workflow: [new OpenTelemetryWorkflowClientInterceptor()] },
    worker: {
      activity: [
        (context) => ({
          inbound: new OpenTelemetryActivityInboundInterceptor(context),
          outbound: new OpenTelemetryActivityOutboundInterceptor(context),
        }),
      ],
      sinks: { exporter: makeWorkflowExporter(processor, resource) },
    },
    async close() {
      await Promise.race([provider.shutdown().catch(() => {}), sleep(lastPatienceMs, undefined, { ref: false })]);
    },
  };
}

/** Sends what may be told, and says once when nobody takes it, and once when somebody does again. */
function telling(exporter: SpanExporter, log: Pick<Logger, 'info' | 'warn'>): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans.map(told), (result) => {
        const failed = result.code !== 0;
        if (failed && !failing) log.warn('nobody takes the traces at OTEL_EXPORTER_OTLP_ENDPOINT: they are lost');
        if (!failed && failing) log.info('the traces are taken again');
        failing = failed;
        // Its error may quote headers; the SDK would write it.
        done(failed ? { code: result.code } : result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
