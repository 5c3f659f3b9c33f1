import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { OpenTelemetrySinks } from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import { AsyncLocalStorage, proxySinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

// Temporal's own interceptors for workflows are not used: each of their spans lets what it wraps come a moment later, which changes the order of
// commands. Then a history with traces could be followed by no version that knows of none, and the other way round. Here nothing comes later: what
// a workflow does is the same with and without a trace. Header and sink are those of Temporal's interceptors, which clients and activities have.

/** Under which a trace travels. */
const HEADER = '_tracer-data';

interface Trace {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

const underWay = new AsyncLocalStorage<Trace>();
const { exporter } = proxySinks<OpenTelemetrySinks>();

/** In every bundle: whether they do anything is decided by what a call brought. The run itself is no span: it would last for months. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      handleUpdate: (input, next) => span(`HandleUpdate:${input.name}`, 0, broughtBy(input), () => next(input)),
      handleSignal: (input, next) => span(`HandleSignal:${input.signalName}`, 0, broughtBy(input), () => next(input)),
    },
  ],
  outbound: [
    {
      scheduleActivity: (input, next) =>
        span(`StartActivity:${input.activityType}`, input.seq, underWay.getStore(), () => next(sent(input))),
      scheduleLocalActivity: (input, next) =>
        span(`StartActivity:${input.activityType}`, input.seq, underWay.getStore(), () => next(sent(input))),
      startChildWorkflowExecution: (input, next) => next(sent(input)),
      signalWorkflow: (input, next) => next(sent(input)),
    },
  ],
  internals: [
    {
      dispose(input, next) {
        underWay.disable();
        next(input);
      },
    },
  ],
});

const asked = new WeakMap<object, Trace>();

/** Keeps with an act that waits for its turn in which trace it was asked for. */
export function keepTrace(act: object): void {
  const trace = underWay.getStore();
  if (trace) asked.set(act, trace);
}

/** What is done for an act, whoever does it, belongs to the trace in which it was asked for. */
export function inItsTrace<T>(act: object | null, work: () => T): T {
  const trace = act && asked.get(act);
  return trace ? underWay.run(trace, work) : work();
}

/** Whoever may signal may send any header: one that cannot be read is none. */
function broughtBy({ headers }: { headers: Headers }): Trace | undefined {
  try {
    const { traceparent } = defaultPayloadConverter.fromPayload<{ traceparent?: unknown }>(headers[HEADER]!);
    const [, traceId, spanId, flags] = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(String(traceparent))!;
    return { traceId: traceId!, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16) };
  } catch {
    return undefined;
  }
}

function sent<Input extends { headers: Headers }>(input: Input): Input {
  const trace = underWay.getStore();
  if (!trace) return input;
  const flags = trace.traceFlags.toString(16).padStart(2, '0');
  const carried = { traceparent: `00-${trace.traceId}-${trace.spanId}-${flags}` };
  return { ...input, headers: { ...input.headers, [HEADER]: defaultPayloadConverter.toPayload(carried) } };
}

/** Answers with the very promise that `work` answers with, and tells the span when that has settled. `no` tells apart what has one name. */
function span<T>(name: string, no: number, parent: Trace | undefined, work: () => Promise<T>): Promise<T> {
  if (!parent) return work();
  const trace = { ...parent, spanId: idBelow(parent.spanId, `${name} ${no}`) };
  const begin = Date.now();
  const end = (code: 1 | 2) => () => {
    const now = Date.now();
    exporter.export([
      {
        ...{ name, kind: 0, spanContext: trace, parentSpanId: parent.spanId, status: { code }, attributes: {} },
        ...{ startTime: timeOf(begin), endTime: timeOf(now), duration: timeOf(now - begin), ended: true },
        ...{ links: [], events: [], droppedAttributesCount: 0, droppedLinksCount: 0, droppedEventsCount: 0 },
        instrumentationLibrary: { name: '@temporalio/interceptor-workflow' },
      },
    ]);
  };
  const done = underWay.run(trace, work);
  done.then(end(1), end(2));
  return done;
}

/** Seconds and nanoseconds. */
const timeOf = (ms: number): [number, number] => [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];

/** 64 bits by FNV-1a. Chance would be taken from the workflow, whose code could then find another one. */
function idBelow(parent: string, name: string): string {
  let hash = BigInt(`0x${parent}`) ^ 0xcbf29ce484222325n;
  for (const char of name) hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0)!)) * 0x100000001b3n);
  return (hash || 1n).toString(16).padStart(16, '0');
}
