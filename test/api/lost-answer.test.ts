import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClaimActivities } from '../../activities/claim/index.ts';
import { keyHolder } from '../../api/idempotency.ts';
import { idOf } from '../../api/ids.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { problemOf } from './support/api.ts';
import { enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

/** A filing whose approval PostgreSQL has, and its workflow does not: written as its activity writes it. */
async function approvedAndForgotten(seed: number): Promise<{ id: string; key: string; body: object }> {
  const { api, house } = office;
  const filed = await api.post('/v1/claims', filing(people(2, seed)), enterprise);
  const { id } = (await filed.json()) as { id: string };
  const [key, body] = [`approval-${seed}`, { decision: 'approve' }];
  const dossierId = idOf('D', key);
  await storeDossier(api.deps.pool, { id: dossierId, claimId: id, kind: 'filing-review', body, bySubject: 'li' });
  const { steps } = (await pinnedLaw(api.deps.pool, id)).rules;
  await createClaimActivities(house.deps).approveFiling({
    ...{ claimId: id, n: 2, at: await house.deps.clock.now(), turn: 'filing-review' },
    message: { by: 'li', via: 'api', decision: 'approve', dossierId },
    next: { step: steps[2]!, no: 2 },
  });
  return { id, key, body };
}

test('who repeats an act that only the workflow has forgotten is answered, and the claim goes on', async () => {
  const { api } = office;
  const { id, key, body } = await approvedAndForgotten(500);
  // The attempt that was cut off has left its key, from which everything else derives.
  await api.deps.pool.query(
    `insert into idempotency_keys (subject, route, key, act_id, attempt, body_sha256, lease_until)
     values ($1, $2, $3, $3, 'x', null, now() - interval '1 second')`,
    [keyHolder(reviewer), `POST /v1/claims/${id}/filing-review`, key],
  );
  const again = await api.post(`/v1/claims/${id}/filing-review`, body, reviewer, { 'Idempotency-Key': key });
  expect([again.status, await again.json()]).toEqual([200, expect.objectContaining({ stage: 'training' })]);
  const next = await api.post(`/v1/claims/${id}/training-start`, { classOpenedOn: '2020-03-02' }, enterprise);
  // The class is planned for April; what matters is that the workflow knows of the training.
  expect(await next.json()).not.toMatchObject({ code: 'wrong-stage' });
});

test('where nobody repeats it, the next act finds the workflow behind, and succeeds when it is repeated', async () => {
  const { api } = office;
  const { id } = await approvedAndForgotten(510);
  const complete = () =>
    api.post(`/v1/claims/${id}/training-completion`, { classEndedOn: '2020-03-01' }, enterprise, {
      'Idempotency-Key': `completion-${id}`,
    });
  expect((await complete()).status).toBe(503);
  // Refused for its dates by now, and no more for the stage.
  await expect
    .poll(async () => (await problemOf(await complete())).code, { timeout: 20_000 })
    .toBe('class-dates-order');
});

test('an act that closed the claim is answered again with its key when its answer was lost', async () => {
  const { api } = office;
  const filed = (await (await api.post('/v1/claims', filing(), enterprise)).json()) as { id: string };
  const clause = '锡人社办〔2020〕10号 二(二)';
  const refusal = { decision: 'reject', reasonCode: 'not-eligible', reason: '课程与主营业务无关', clause };
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
