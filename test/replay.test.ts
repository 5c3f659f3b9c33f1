import { defaultPayloadConverter } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { handlers } from '../activities/claim/index.ts';
import { inspectionHandlers } from '../activities/inspection/index.ts';
import { recoveryHandlers } from '../activities/money/recovery/index.ts';
import { samplePerson } from '../dev/sample-people.ts';
import { stages } from '../domain/claim/stages.ts';
import { inspectionStages } from '../domain/inspection/inspection.ts';
import { recorded } from './histories/files.ts';
import { personalDataIn } from './histories/personal-data.ts';
import { deviations } from './histories/replay.ts';
import { largestPayloads, mostBytes } from './histories/weights.ts';

// A deviation is what one of the tests is about; the worker's own words about it help nobody.
Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: { logging: { filter: 'OFF' } },
});

const histories = recorded();
const named = (file: string) => {
  const found = histories.find((recorded) => recorded.file === file);
  if (!found) throw new Error(`${file} is not recorded`);
  return found;
};

test('every kind of step, every end of a claim and every act on a recovery, an inspection, a returned payment or a report is among the committed histories', () => {
  const activities = new Set<string>();
  const seen = new Set<string>();
  for (const { text, history } of histories) {
    for (const { activityTaskScheduledEventAttributes: scheduled } of history.events ?? [])
      if (scheduled?.activityType?.name) activities.add(scheduled.activityType.name);
    for (const payload of payloadsOf(text)) {
      for (const [, type] of payload.matchAll(/"activity_type":"(\w+)"/g)) activities.add(type!);
      for (const [, stage] of payload.matchAll(/"stage":"([a-z-]+)"/g)) seen.add(stage!);
    }
  }
  // A claim's workflow has ended before its money has come back: `recovered` is written by the last recovery's, and in no payload.
  const ofInspections: readonly string[] = inspectionStages;
  const ofClaims = [...seen].filter((stage) => !ofInspections.includes(stage));
  expect(ofClaims.sort()).toEqual(stages.filter((stage) => stage !== 'recovered').sort());
  const beyond = [
    'openRecovery',
    'ruleOnFraud',
    'startRecoveries',
    'tellClaim',
    'resumeBatch',
    'repinClosed',
    'reopenClosed',
  ];
  const ofReturns = ['openReturn', 'correctAccount', 'confirmAccount', 'escalateReturn'];
  const ofDraws = ['freezePopulation', 'drawLots', 'startInspections', 'openInspection'];
  const ofReports = ['makeReport', 'amendReports'];
  const own = [handlers, recoveryHandlers, inspectionHandlers].flatMap((some) => Object.keys(some));
  const acts = [...own, ...ofReturns, ...ofDraws, ...ofReports, ...beyond];
  expect(acts.filter((act) => !activities.has(act))).toEqual([]);
});

test('the present workflow code takes the course of every committed history', { timeout: 180_000 }, async () => {
  expect(histories.length).toBeGreaterThanOrEqual(20);
  expect(await deviations(histories)).toEqual([]);
});

test('it takes the same course when every call has brought a trace, as one recorded without traces has it', {
  timeout: 180_000,
}, async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const header = { fields: { '_tracer-data': defaultPayloadConverter.toPayload({ traceparent }) } };
  let calls = 0;
  const traced = histories.map(({ file, history }) => {
    const events = history.events!.map((event) => {
      const {
        workflowExecutionSignaledEventAttributes: signal,
        workflowExecutionUpdateAcceptedEventAttributes: update,
      } = event;
      if (signal) calls += 1;
      if (signal) return { ...event, workflowExecutionSignaledEventAttributes: { ...signal, header } };
      if (!update) return event;
      calls += 1;
      const { acceptedRequest: request } = update;
      const acceptedRequest = { ...request, input: { ...request!.input, header } };
      return { ...event, workflowExecutionUpdateAcceptedEventAttributes: { ...update, acceptedRequest } };
    });
    return { file, history: { ...history, events } };
  });
  expect(calls).toBeGreaterThan(100);
  expect(await deviations(traced)).toEqual([]);
});

test('a history that the code does not follow is named', async () => {
  const { history } = named('batch-settled.json');
  // As if the batch had once begun with another activity.
  const events = history.events!.map((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled?.activityType?.name !== 'formBatch') return event;
    return { ...event, activityTaskScheduledEventAttributes: { ...scheduled, activityType: { name: 'collect' } } };
  });
  const changed = { file: 'changed.json', history: { ...history, events } };
  const found = await deviations([...histories.slice(0, 3), changed, ...histories.slice(-3)]);
  expect(found).toEqual([expect.stringMatching(/^changed\.json: .*(nondeterminism|TMPRL1100)/i)]);
});

test('no committed history holds personal data', () => {
  for (const { file, text } of histories) expect(personalDataIn(text), file).toEqual([]);
});

test('no payload of a committed history is larger than what ids, days and sums need', () => {
  const all = histories.map(({ file, history }) => ({ file, ...largestPayloads(history) }));
  const larger = all.filter(({ value, failure }) => value > mostBytes.value || failure > mostBytes.failure);
  expect(larger).toEqual([]);
  // Both were found.
  expect(Math.max(...all.map(({ value }) => value))).toBeGreaterThan(mostBytes.value / 2);
  expect(Math.max(...all.map(({ failure }) => failure))).toBeGreaterThan(mostBytes.failure / 2);
});

test('personal data are found in clear and in base64', () => {
  const { name, idNumber, mobile } = samplePerson(7);
  const hidden = (text: string) => ({ data: Buffer.from(JSON.stringify({ said: text })).toString('base64') });
  expect(personalDataIn({ events: [hidden(name)] })).toEqual([name]);
  expect(personalDataIn({ events: [`ID ${idNumber}`] })).toContain(idNumber);
  expect(personalDataIn([hidden(`call ${mobile}`), 'write to a.b@enterprise.example'])).toEqual([
    mobile,
    'a.b@enterprise.example',
  ]);
});

/** What the payloads of a history say. */
function payloadsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { data, metadata } = value as { data?: unknown; metadata?: unknown };
  const own = typeof data === 'string' && metadata ? [Buffer.from(data, 'base64').toString('utf8')] : [];
  return [...own, ...Object.values(value).flatMap(payloadsOf)];
}
