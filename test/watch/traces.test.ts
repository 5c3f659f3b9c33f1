import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findClaim } from '../../db/claims/claims.ts';
import { startClock } from '../../db/clock/rehearsal-clock.ts';
import { createPool } from '../../db/pool.ts';
import { withoutValues } from '../../db/spans.ts';
import { differentPorts } from '../../dev/ports.ts';
import type { ServiceSettings } from '../../domain/env.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { dataConverter } from '../../payloads/converter.ts';
import { told } from '../../tracing/told.ts';
import { connectClient } from '../../worker/connection.ts';
import { replay } from '../../worker/replay.ts';
import { fromBundle, workflowsPath } from '../../worker/workflows.ts';
import { filing, people } from '../api/support/office.ts';
import { textOf } from '../histories/files.ts';
import { personalDataIn } from '../histories/personal-data.ts';
import { runScript } from '../support/process.ts';
import { quietRuntime } from '../support/runtime.ts';
import { testSettings } from '../support/stack.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

const roster = people(3);
const outsider = '4bf92f3577b34da6a3ce929d0e0e4736';

/** What a collector took, as it came. */
const bodies: string[] = [];
const collector = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text) => {
    body += text;
  });
  request.on('end', () => {
    bodies.push(`${request.method} ${request.url} ${body}`);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
});

/** Every span that it took, under the name of the program that sent it. */
function spans(): (Span & { program: string })[] {
  interface Sent {
    resourceSpans: { resource: Pick<Span, 'attributes'>; scopeSpans: { spans: Span[] }[] }[];
  }
  return bodies.flatMap((text) =>
    (JSON.parse(text.slice(text.indexOf('{'))) as Sent).resourceSpans.flatMap(({ resource, scopeSpans }) => {
      const program = resource.attributes.find(({ key }) => key === 'service.name')!.value.stringValue!;
      return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, program })));
    }),
  );
}

const named = (name: string) => spans().find((span) => span.name === name);

/** From a span up to where its trace began. */
function wayUp(span: Span | undefined): string[] {
  if (!span) return [];
  const above = spans().find(({ traceId, spanId }) => traceId === span.traceId && spanId === span.parentSpanId);
  return [span.name, ...wayUp(above)];
}

test('a call is one trace, from HTTP by way of Update, workflow and activity to the database, and says nothing of people', {
  timeout: 180_000,
}, async () => {
  quietRuntime();
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void collector.close());
  const [apiPort] = (await differentPorts(1)) as [number];
  const settings = await testSettings({
    ...{ PORT: String(apiPort), LOG_LEVEL: 'debug' },
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  const db = createPool(settings.databaseUrl, 1);
  await startClock(db, '2020-03-02T10:00:00+08:00', Date.now());
  await db.end();
  const env = { ...settingsToEnv(settings), OTEL_BSP_SCHEDULE_DELAY: '100' };
  const [api, worker] = [runScript('api/main.ts', [], env), runScript('worker/main.ts', [], env)];
  const client = await connectClient(settings);
  onTestFinished(() => client.connection.close());
  await Promise.all([api.until(/api ready/), worker.until(/worker ready/)]);

  const call = async (method: string, path: string, token?: string, body?: object) => {
    const answer = await fetch(`http://127.0.0.1:${apiPort}${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...{ 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        // Somebody outside wants to say what the trace is.
        traceparent: `00-${outsider}-00f067aa0ba902b7-01`,
        ...{ tracestate: `who=${roster[0]!.mobile}`, baggage: `who=${roster[0]!.idNumber}` },
      },
      body: body && JSON.stringify(body),
    });
    return (await answer.json()) as { id: string; token: string; stage: string; code?: string };
  };
  const { uscc } = filing().filing.enterprise;
  const { token } = await call('POST', '/v1/rehearsal/token', undefined, { role: 'enterprise', subject: 'chen', uscc });

  const claim = await call('POST', '/v1/claims', token, filing(roster));
  expect(claim).toMatchObject({ stage: 'filing-review' });
  await expect
    .poll(() => wayUp(named('RunActivity:fileClaim')))
    .toEqual([
      'RunActivity:fileClaim',
      'StartActivity:fileClaim',
      'HandleUpdate:filing',
      'UpdateWithStartWorkflow:filing',
      'POST /v1/claims',
    ]);
  const activity = named('RunActivity:fileClaim')!;
  const below = spans().filter(({ parentSpanId }) => parentSpanId === activity.spanId);
  expect(below.map(({ name, program }) => `${program} ${name}`)).toContain('training-subsidy-worker INSERT');
  const text = below.flatMap(({ attributes }) => attributes).filter(({ key }) => key === 'db.query.text');
  expect(text.map(({ value }) => value.stringValue).join('\n')).toMatch(/insert into transitions .*\$1/);
  expect(activity.traceId).not.toBe(outsider);
  expect(api.output()).toContain(`"trace_id":"${activity.traceId}"`);

  // What the Temporal UI sends brings no trace, and is no part of one that went before.
  const { workflow_id: workflowId } = await workflowOf(settings, claim.id);
  const decision = { decision: 'approve', reasonCode: 'complete', by: 'reviewer-1' };
  await client.workflow.getHandle(workflowId).signal('filing-review', decision);
  await expect.poll(async () => (await call('GET', `/v1/claims/${claim.id}`, token)).stage).toBe('training');
  await expect.poll(() => wayUp(named('RunActivity:approveFiling'))).toEqual(['RunActivity:approveFiling']);

  // An act waits for its turn, and another coroutine does what it asks for.
  expect(await call('POST', `/v1/claims/${claim.id}/withdrawal`, token, {})).toMatchObject({ stage: 'withdrawn' });
  await expect
    .poll(() => wayUp(named('RunActivity:withdraw')))
    .toEqual([
      'RunActivity:withdraw',
      'StartActivity:withdraw',
      'HandleUpdate:withdrawal',
      'StartWorkflowUpdate:withdrawal',
      'POST /v1/claims/{id}/withdrawal',
    ]);
  // A page calls the API in its own process.
  await fetch(`http://127.0.0.1:${apiPort}/notices?name=${encodeURIComponent(roster[0]!.name)}`);
  await expect.poll(() => wayUp(named('GET /v1/public-notices'))).toEqual(['GET /v1/public-notices', 'GET /notices']);

  // What was kept up to now is sent before the processes end.
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  for (const script of [api, worker]) {
    script.process.kill('SIGTERM');
    expect(await script.ended).toBe(0);
  }
  const sent =
    bodies.join('\n') + JSON.stringify(textOf(history)) + decodeURIComponent(bodies.join('').replaceAll('%', '%25'));
  for (const { name, idNumber, mobile } of roster)
    for (const secret of [name, idNumber, mobile, encodeURIComponent(name)]) expect(sent).not.toContain(secret);
  expect(personalDataIn(spans().flatMap((span) => [span.name, ...span.attributes.map(({ value }) => value)]))).toEqual(
    [],
  );
  for (const key of ['personalKeys', 'personIndexKey', 'payloadKeys', 'databaseUrl'] as const)
    expect(sent).not.toContain(settings[key]);
  expect(sent).not.toContain(token);
  expect(bodies.every((body) => body.startsWith('POST /v1/traces '))).toBe(true);

  // Its history is followed by every worker: one that tells traces, one that does not, and one of a version that knew of none.
  expect(JSON.stringify(textOf(history))).toContain('_tracer-data');
  const { payloadConverterPath, failureConverterPath, ...rest } = dataConverter(settings);
  const converters = { payloadConverterPath, failureConverterPath };
  const before = await bundleWorkflowCode({ ...converters, workflowsPath, logger: new DefaultLogger('ERROR') });
  const spanTaken = vi.fn();
  const codes = [
    { ...fromBundle(settings.workflowBundle!), sinks: { exporter: { export: { fn: spanTaken } } } },
    fromBundle(settings.workflowBundle!),
    { workflowBundle: before },
  ];
  for (const code of codes) {
    const one = [{ workflowId, history }];
    const replayed = await replay({ ...code, dataConverter: { ...converters, ...rest } }, one);
    expect(replayed).toEqual({ count: 1, deviations: [] });
  }
});

const span = (change: object): ReadableSpan =>
  ({
    ...{
      name: 'RunActivity:fileClaim',
      kind: SpanKind.INTERNAL,
      status: { code: SpanStatusCode.ERROR, message: 'Zhang San' },
    },
    ...{ spanContext: () => ({}), resource: {}, links: [{ attributes: { who: 'Zhang San' } }] },
    instrumentationLibrary: { name: '@temporalio/interceptor-workflow' },
    attributes: {
      temporalWorkflowId: 'claim/wuxi/x/1',
      searchAttributes: { EnterpriseCode: ['Zhang San'] },
      who: 'Zhang San',
    },
    events: [{ name: 'exception', attributes: { 'exception.type': 'E1', 'exception.message': 'Zhang San' } }],
    ...change,
  }) as unknown as ReadableSpan;

test('a span is told by the attributes that may be, an error by its type, and a name that somebody has typed not at all', () => {
  const seen = told(span({}));
  expect(JSON.stringify(seen)).not.toContain('Zhang San');
  expect(seen).toMatchObject({
    name: 'RunActivity:fileClaim',
    status: { code: SpanStatusCode.ERROR },
    attributes: { temporalWorkflowId: 'claim/wuxi/x/1' },
    events: [{ attributes: { 'exception.type': 'E1' } }],
  });
  expect(told(span({ name: 'HandleSignal:Zhang San' })).name).toBe('HandleSignal');
  expect(told(span({ name: 'GET /v1/claims/{id}', instrumentationLibrary: { name: 'http' } })).name).toBe(
    'GET /v1/claims/{id}',
  );
});

test('of a statement its values are left out, even where somebody has written them into it', () => {
  const text = `select a.name from people1 a\n  where id = $1 and name = 'O''Hara' and mobile = 13800000000`;
  expect(withoutValues(text)).toBe('select a.name from people1 a where id = $1 and name = ? and mobile = ?');
});

async function workflowOf({ databaseUrl }: ServiceSettings, claimId: string): Promise<{ workflow_id: string }> {
  const db = createPool(databaseUrl, 1);
  try {
    return (await findClaim(db, claimId))!;
  } finally {
    await db.end();
  }
}
