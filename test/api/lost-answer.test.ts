import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterprise, filing, type Office, openOffice, reviewer } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

test('an act that closed the claim is answered again with its key when its answer was lost', async () => {
  const { api } = office;
  const filed = (await (await api.post('/v1/claims', filing(), enterprise)).json()) as { id: string };
  const refusal = { decision: 'reject', reasonCode: 'not-eligible', reason: '课程与主营业务无关' };
  const reject = (key: string) =>
    api.post(`/v1/claims/${filed.id}/filing-review`, refusal, reviewer, { 'Idempotency-Key': key });
  expect((await reject('the-key')).status).toBe(200);
  // The process died before it could keep the answer.
  await api.deps.pool.query(
    `update idempotency_keys set status = null, answer = null, lease_until = now() - interval '1 second' where key = 'the-key'`,
  );
  const again = await reject('the-key');
  expect([again.status, await again.json()]).toEqual([200, expect.objectContaining({ stage: 'rejected' })]);
  expect((await reject('another-key')).status).toBe(409);
});
