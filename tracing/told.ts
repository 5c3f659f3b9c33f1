import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/**
 * What of a span leaves the process: these attributes and no others, no message of an error, no link. Whoever adds a span, and whatever a library puts
 * into its own, nothing about a person gets out that is not named here.
 */
const attributes = new Set([
  ...['http.request.method', 'http.route', 'http.response.status_code', 'request.id'],
  ...['db.system.name', 'db.operation.name', 'db.query.text', 'db.response.status_code'],
  // Of Temporal's interceptors. Search attributes of a workflow are not among them.
  ...['temporalWorkflowId', 'run_id', 'temporalActivityId', 'temporalUpdateId'],
  ...['namespace', 'taskQueue', 'workflowId', 'workflowType', 'runId'],
]);

/** `HandleSignal:filing-review`; the name of a signal may be anything that somebody has typed. */
const ordinaryName = /^[A-Za-z]+:[A-Za-z-]{1,60}$/;

export function told(span: ReadableSpan): ReadableSpan {
  return {
    name: nameOf(span),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    parentSpanId: span.parentSpanId,
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: Object.fromEntries(Object.entries(span.attributes).filter(([name]) => attributes.has(name))),
    events: span.events.map(({ name, time, attributes }) => ({ name, time, attributes: typeOf(attributes) })),
    links: [],
    resource: span.resource,
    instrumentationLibrary: span.instrumentationLibrary,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function nameOf({ name, instrumentationLibrary }: ReadableSpan): string {
  const ofTemporal = instrumentationLibrary.name.startsWith('@temporalio/');
  return ofTemporal && !ordinaryName.test(name) ? name.split(':')[0]! : name;
}

/** Of an error its type; its message may quote what somebody has written. */
function typeOf(given: Attributes = {}): Attributes {
  const type = given['exception.type'];
  return type === undefined ? {} : { 'exception.type': type };
}
