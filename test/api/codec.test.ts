import { randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { fromWire, toWire, type WirePayload } from '../../api/codec/wire.ts';
import { auditPage } from '../../db/audit/entries.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { SealingCodec } from '../../payloads/codec.ts';
import { openKeyRing } from '../../payloads/keys.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';

const uiOrigin = 'http://127.0.0.1:8233';
const claim = 'claim/wuxi/online-on-the-job/C1';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(() => void api.log.splice(0));

const json = (value: unknown): Payload => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(value)),
});
const sealed = (value: unknown, belongsTo?: string) => toWire(api.deps.codec.seal(json(value), belongsTo));
const contentOf = (payload: WirePayload) => JSON.parse(Buffer.from(fromWire(payload).data!).toString());

async function decoded(payloads: WirePayload[], as: Partial<Actor>): Promise<WirePayload[]> {
  const answer = await api.post('/codec/decode', { payloads }, as);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { payloads: WirePayload[] }).payloads;
}

describe('decoding', () => {
  test('opens what is sealed and leaves the rest as it came', async () => {
    const good = sealed({ decision: 'approve' }, claim);
    const other = new SealingCodec(openKeyRing({ payloadKeys: `old:${randomBytes(32).toString('base64')}` }));
    const same = new SealingCodec(openKeyRing({ payloadKeys: `rehearsal:${randomBytes(32).toString('base64')}` }));
    const sealedBy = (codec: SealingCodec) => toWire(codec.seal(json({ a: 1 }), claim));
    const rest = [
      toWire(json({ typed: 'by hand' })),
      { ...good, data: good.data.slice(0, 20) },
      { ...good, data: '' },
      { ...good, data: randomBytes(80).toString('base64') },
      { ...good, data: '%%% no base64 %%%' },
      { ...good, metadata: { encoding: good.metadata.encoding! } },
      sealedBy(other),
      sealedBy(same),
      { metadata: {}, data: '' },
    ];
    const [opened, ...left] = await decoded([good, ...rest], { role: 'admin' });
    expect(contentOf(opened!)).toEqual({ decision: 'approve' });
    expect(left).toEqual(rest);
  });

  test('whose payload it is cannot be changed', async () => {
    const moved = sealed({ a: 1 }, claim);
    moved.metadata['belongs-to'] = Buffer.from(claim.replace('wuxi', 'zhuhai')).toString('base64');
    expect(await decoded([moved], { role: 'admin' })).toEqual([moved]);
    expect(await decoded([moved], { role: 'reviewer', jurisdiction: 'zhuhai' })).toEqual([moved]);
  });

  test('who may see one place only reads what is of that place', async () => {
    const payloads = [sealed(1, claim), sealed(2, 'claim/zhuhai/p/C2'), sealed(3), sealed(4, 'wuxi')];
    const read = async (as: Partial<Actor>) =>
      (await decoded(payloads, as)).map((one, i) => (one.data === payloads[i]!.data ? null : contentOf(one)));
    expect(await read({ role: 'reviewer', jurisdiction: 'wuxi' })).toEqual([1, null, null, 4]);
    expect(await read({ role: 'auditor', jurisdiction: 'zhuhai' })).toEqual([null, 2, null, null]);
    expect(await read({ role: 'supervisor' })).toEqual([1, 2, 3, 4]);
    const placeless = await api.post('/codec/decode', { payloads }, { role: 'reviewer' });
    expect(await problemOf(placeless)).toMatchObject({ status: 422, code: 'token-claim-missing' });
  });

  test('numbers are masked for everybody who only oversees', async () => {
    const { idNumber, mobile } = samplePerson(7);
    const payload = sealed({ said: `${idNumber} ${mobile}` }, claim);
    const said = async (as: Partial<Actor>) => contentOf((await decoded([payload], as))[0]!).said;
    expect(await said({ role: 'reviewer', jurisdiction: 'wuxi' })).toBe(`${idNumber} ${mobile}`);
    for (const role of ['supervisor', 'admin', 'auditor'] as const) {
      expect(await said({ role })).not.toMatch(new RegExp(`${idNumber}|${mobile}`));
      expect(await said({ role })).toContain('****');
    }
    // What nobody could mask stays sealed, also where its digits alone could be taken for JSON.
    const bytes = toWire(
      api.deps.codec.seal({ metadata: { encoding: Buffer.from('binary/plain') }, data: Buffer.from(idNumber) }, claim),
    );
    const noJson = toWire(api.deps.codec.seal({ ...json(0), data: Buffer.from('{not json') }, claim));
    expect(await decoded([bytes, noJson], { role: 'admin' })).toEqual([bytes, noJson]);
  });

  test('each reading stands in the audit log: who and of what, never what', async () => {
    await decoded([sealed('a secret', claim), sealed('a secret', claim), toWire(json('typed'))], {
      role: 'auditor',
      subject: 'an-auditor',
    });
    const written = await auditPage(api.deps.pool, null, { actor: 'an-auditor' }, null, 10);
    expect(written).toEqual([
      expect.objectContaining({ role: 'auditor', act: 'decode-payloads', place: 'wuxi', concerns: [claim] }),
    ]);
    expect(JSON.stringify([api.log, written])).not.toMatch(/secret|typed/);
  });
});

test('what is typed into the UI is sealed, and read again in the place of who typed it', async () => {
  const as = { role: 'reviewer', jurisdiction: 'wuxi' } as const;
  const answer = await api.post('/codec/encode', { payloads: [toWire(json({ by: 'me' }))] }, as);
  const { payloads } = (await answer.json()) as { payloads: WirePayload[] };
  expect(Buffer.from(payloads[0]!.metadata.encoding!, 'base64').toString()).toBe('binary/encrypted');
  expect(contentOf((await decoded(payloads, as))[0]!)).toEqual({ by: 'me' });
  expect(await decoded(payloads, { ...as, jurisdiction: 'zhuhai' })).toEqual(payloads);
});

describe('limits', () => {
  test.each([
    ['too many payloads', { payloads: Array(1001).fill({}) }, 422],
    ['too large a body', { payloads: [{ data: 'A'.repeat(1_100_000) }] }, 413],
    ['no JSON', '{"payloads":[', 400],
    ['no list', { payloads: 'all' }, 422],
    ['no payload', { payloads: [42] }, 422],
    ['metadata that is no text', { payloads: [{ metadata: { encoding: 42 } }] }, 422],
    ['nothing', {}, 422],
  ])('%s is refused', async (_, body, status) => {
    for (const call of ['/codec/decode', '/codec/encode']) {
      expect((await problemOf(await api.post(call, body, { role: 'admin' }))).status).toBe(status);
    }
  });

  test('a thousand payloads are opened at once', async () => {
    const payloads = Array.from({ length: 1000 }, (_, i) => sealed(i, claim));
    expect((await decoded(payloads, { role: 'admin' })).map(contentOf)).toEqual(payloads.map((_, i) => i));
  });
});

describe('pages in a browser', () => {
  const preflight = (origin: string, call = '/codec/decode') =>
    api.app.request(call, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-namespace',
      },
    });

  test('the Temporal UI may call the codec, other pages may not, and the rest of the API is not for pages', async () => {
    const answer = await preflight(uiOrigin);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(uiOrigin);
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('POST');
    expect(answer.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*Content-Type.*X-Namespace/);
    expect((await preflight('http://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect((await preflight(uiOrigin, '/v1/claims')).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('the UI reads refusals too', async () => {
    const answer = await api.post('/codec/decode', '{', { role: 'inspector' }, { Origin: uiOrigin });
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([403, uiOrigin]);
  });

  const asUi = (headers: Record<string, string>, app = api.app) =>
    app.request('/codec/decode', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Namespace': 'test', ...headers },
      body: JSON.stringify({ payloads: [sealed({ stage: 'paid' }, claim)] }),
    });

  test('a rehearsal lets its UI in without a token, as who oversees, and nobody else', async () => {
    const answer = await asUi({ Origin: uiOrigin });
    const { payloads } = (await answer.json()) as { payloads: WirePayload[] };
    expect(payloads.map(contentOf)).toEqual([{ stage: 'paid' }]);
    const [entry] = await auditPage(api.deps.pool, null, { actor: 'temporal-ui' }, null, 1);
    expect(entry).toMatchObject({ act: 'decode-payloads', role: 'admin' });
    for (const headers of [{}, { Origin: 'http://evil.example' }, { Origin: uiOrigin, Authorization: 'Bearer x' }]) {
      expect((await asUi(headers as Record<string, string>)).status).toBe(401);
    }
    const elsewhere = await api.app.request('/v1/claims', { headers: { Origin: uiOrigin } });
    expect(elsewhere.status).toBe(401);
  });

  test('production asks everybody for a token', async () => {
    const production = await testApi({ mode: 'production' });
    try {
      expect((await asUi({ Origin: uiOrigin }, production.app)).status).toBe(401);
    } finally {
      await production.close();
    }
  });
});
