import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import type { Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { SealingCodec } from '../../payloads/codec.ts';
import { openKeyRing } from '../../payloads/keys.ts';
import { type TestApi, testApi } from '../api/support/api.ts';
import { sharedServers, testSettings } from '../support/stack.ts';
import { payMonth } from './support/batches.ts';
import { wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { object, onNotice } from './support/lives.ts';
import { payloadsIn, rawOf, textIn } from './support/raw.ts';
import { signal } from './support/signals.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const codecOf = (payloadKeys: string) => new SealingCodec(openKeyRing({ payloadKeys }));
const keys = newKey('k1');

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: await testSettings({ PAYLOAD_KEYS: keys }) });
});
afterAll(() => house?.stop());

async function filed(at: House, seed: number) {
  at.setNow('2020-03-02T10:00:00+08:00');
  return at.file(wuxiFiling({ people: [{ seed }] }));
}

const approve = { decision: 'approve', reasonCode: 'plan-plausible', by: 'reviewer-7' };

describe('garbage', () => {
  async function signalled(workflowId: string, payload: Payload) {
    await house.client.workflowService.signalWorkflowExecution({
      namespace: house.settings.temporalNamespace,
      workflowExecution: { workflowId },
      signalName: 'filing-review',
      input: { payloads: [payload] },
      requestId: randomBytes(8).toString('hex'),
    });
  }

  test('sealed signals that nobody can open are noted, and the claim goes on', async () => {
    const { claimId, workflowId } = await filed(house, 60_001);
    const json = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(approve)) };
    const good = codecOf(keys).seal(json, workflowId);
    const garbage: Payload[] = [
      { ...good, data: randomBytes(200) },
      { ...good, data: good.data!.subarray(0, 40) },
      { ...good, data: good.data!.subarray(0, 5) },
      { ...good, data: new Uint8Array() },
      { metadata: good.metadata },
      { ...good, metadata: { encoding: good.metadata!.encoding! } },
      { ...good, metadata: { ...good.metadata, 'belongs-to': Buffer.from('claim/wuxi/other') } },
      codecOf(newKey('nobody-has-it')).seal(json, workflowId),
      codecOf(newKey('k1')).seal(json, workflowId),
    ];
    for (const payload of garbage) await signalled(workflowId, payload);
    await expect
      .poll(async () => (await timelineOf(house.deps.db, claimId)).slice(1).map(({ act }) => act), { timeout: 30_000 })
      .toEqual(garbage.map(() => 'noteIgnoredSignal'));
    expect((await house.claim(claimId)).stage).toBe('filing-review');
    // As the UI seals what a reviewer types.
    await signalled(workflowId, good);
    expect((await house.reaches(claimId, 'training')).last_decision).toContain('unverified, via Temporal');
  });
});

describe('keys', () => {
  test('a new key seals, the old one still opens; a claim whose key is missing stands still until it is back', async () => {
    const [older, newer] = [newKey('first-key'), newKey('second-key')];
    let at = await openHouse({ settings: await testSettings({ PAYLOAD_KEYS: older }) });
    const again = async (payloadKeys: string) => {
      const offsetMs = at.offsetMs();
      await at.stop();
      at = await openHouse({ settings: { ...at.settings, payloadKeys } });
      at.setNow(msToInstant(Date.now() + offsetMs));
    };
    try {
      const { claimId, workflowId } = await filed(at, 60_010);
      await again(`${newer},${older}`);
      expect((await at.act(claimId, 'filing-review', undefined, { decision: 'return' })).stage).toBe('returned');
      const history = await at.client.workflow.getHandle(workflowId).fetchHistory();
      for (const id of ['first-key', 'second-key']) expect(textIn(history)).toContain(id);

      await again(newer);
      const description = await at.client.workflow.getHandle(workflowId).describe();
      expect(await description.staticSummary()).toEqual({ undecodable: true });
      const before = await timelineOf(at.deps.db, claimId);
      await signal(at, workflowId, 'filing-review', JSON.stringify(approve));
      await sleep(3_000);
      expect(await timelineOf(at.deps.db, claimId)).toEqual(before);
      // A new one is none the worse.
      expect((await filed(at, 60_011)).moved.stage).toBe('filing-review');

      await again(`${newer},${older}`);
      await expect
        .poll(async () => (await timelineOf(at.deps.db, claimId)).at(-1)?.act, { timeout: 30_000 })
        .toBe('noteIgnoredSignal');
      // Until the task that wrote this down has ended, Temporal still counts it among those that failed, and takes no Update.
      await vi.waitFor(async () => expect((await at.act(claimId, 'withdrawal')).stage).toBe('withdrawn'), {
        timeout: 30_000,
      });
    } finally {
      await at.stop();
    }
  });
});

describe('without a key', () => {
  let claimId: string;
  let raw: unknown[];
  beforeAll(async () => {
    house.setNow('2020-03-02T10:00:00+08:00');
    const returned = await filed(house, 60_020);
    await house.act(returned.claimId, 'filing-review', undefined, {
      decision: 'return',
      reasonCode: 'plan-incomplete',
    });
    // Refused inside: its workflow ends by a failure.
    const late = wuxiFiling({ people: [{ seed: 60_021 }], training: { classOpensOn: '2020-03-01' } });
    await expect(house.file(late)).rejects.toThrow();
    claimId = (await onNotice(house, [{ seed: 60_022 }, { seed: 60_023 }]))[0]!;
    const objectionId = await object(house, claimId, '1');
    await house.act(claimId, 'ruling', undefined, { objectionId, decision: 'dismiss', reasonCode: 'not-founded' });
    await house.advanceTo('2020-06-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    await payMonth(house, 'wuxi', '2020-05');
    await house.reaches(claimId, 'paid');
    raw = await rawOf(house);
  });

  test('only ids, kinds, names of acts and what the search needs can be read of a claim', () => {
    const text = textIn(raw);
    expect(text).toContain(`claim/wuxi/online-on-the-job/${claimId}`);
    const facts = [
      'plan-incomplete|not-founded|plan-plausible', // reasons; the last came by a sealed signal
      'reviewer-1|enterprise-1|preparer|approver', // who acted
      '"(decision|dossierId|reasonCode|objectionId|stage|dueAt|amountFen|estimateFen|fund)"', // anything of ours
      'last decision|最近决定', // notes for the UI
      '"(by|via|clockOffsetMs|steps)"',
      'node_modules|at claim', // stack traces
    ];
    for (const fact of facts) expect(text.match(new RegExp(fact))?.[0], fact).toBeUndefined();
  });

  test('every payload is sealed, but for the bookkeeping of Temporal’s own', () => {
    const payloads = payloadsIn(raw);
    expect(payloads.length).toBeGreaterThan(100);
    const open = payloads.filter(({ encoding }) => encoding !== 'binary/encrypted').map(({ text }) => text);
    for (const text of open) {
      const known = Object.keys(JSON.parse(text)).filter((name) => !markerFields.includes(name));
      expect(known, text).toEqual([]);
    }
  });

  test('messages of failures are sealed, their codes are not', () => {
    expect(textIn(raw)).toContain('Encoded failure');
  });

  describe('with the Temporal CLI', () => {
    let api: TestApi;
    let server: ReturnType<typeof serve>;
    beforeAll(async () => {
      api = await testApi({ codec: codecOf(keys) });
      server = serve({ fetch: api.app.fetch, port: 0 });
    });
    afterAll(async () => {
      server.close();
      await api.close();
    });

    async function shown(...more: string[]): Promise<string> {
      const { temporalCli, temporalAddress: address } = sharedServers();
      const { workflow_id: id } = await house.claim(claimId);
      const where = ['--address', address, '--namespace', house.settings.temporalNamespace];
      const command = ['workflow', 'show', '--workflow-id', id, '--output', 'json', ...where, ...more];
      const { stdout } = await promisify(execFile)(temporalCli, command, { maxBuffer: 1 << 26 });
      return textIn(JSON.parse(stdout));
    }

    test('nothing is shown without the codec, and everything with it and a token', async () => {
      expect(await shown()).not.toContain('not-founded');
      const { port } = server.address() as AddressInfo;
      const { Authorization } = await api.bearer({ role: 'auditor' });
      const decoded = await shown('--codec-endpoint', `http://127.0.0.1:${port}/codec`, '--codec-auth', Authorization!);
      expect(decoded).toContain('not-founded');
      expect(decoded).toContain('clockOffsetMs');
      const refused = shown('--codec-endpoint', `http://127.0.0.1:${port}/codec`, '--codec-auth', 'Bearer x');
      // It tries again until its own patience ends, and does not say why.
      await expect(refused).rejects.toThrow('deadline exceeded');
    });
  });
});

/** Of a local activity's marker, and of a patch's. */
const markerFields = [
  'seq',
  'attempt',
  'activity_id',
  'activity_type',
  'complete_time',
  'backoff',
  'original_schedule_time',
  'id',
  'deprecated',
];
