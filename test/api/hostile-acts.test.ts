import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { rows } from '../../db/pool.ts';
import { specimens } from '../../jurisdictions/china/examples.ts';
import { problemOf } from './support/api.ts';
import { mutations, mutationsAt } from './support/hostile.ts';
import {
  approver,
  bankAccount,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  preparer,
  reviewer,
} from './support/office.ts';
import { type As, documentedExamples, sendAll, stuckClaims } from './support/throwing.ts';

// Thousands of calls, one after the other.
vi.setConfig({ testTimeout: 300_000 });

let office: Office;
let examples: Map<string, unknown>;
/** Claims under review that were filed before their class opened. */
let waiting: string[];
beforeAll(async () => {
  office = await openOffice();
  examples = await documentedExamples(office);
  waiting = await Promise.all(Array.from({ length: 60 }, (_, i) => fileOne(i)));
});
afterAll(() => office?.close());

async function fileOne(seed: number): Promise<string> {
  const response = await office.api.post('/v1/claims', filing(people(1, seed)), enterprise);
  return ((await response.json()) as { id: string }).id;
}

/** Every mutation of the call's example, or of another body. */
const throwAt = (call: string, as: As, target: () => Promise<string>, example = examples.get(call)) =>
  sendAll(office, mutations(example), as, target);

const always = (path: string) => async () => path;
const act = async (id: string, name: string, body: unknown, as: As = enterprise) => {
  const response = await office.api.post(`/v1/claims/${id}/${name}`, body, as);
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
};
const approve = { decision: 'approve' };
const giveBack = { decision: 'return', reasonCode: 'unclear', reason: '请更正' };

// How a claim gets to where an act is expected.
const reviewed = async () => {
  const id = waiting.pop();
  if (!id) throw new Error('too few claims were filed in advance');
  return id;
};
const training = async () => {
  const id = await reviewed();
  await act(id, 'filing-review', approve, reviewer);
  return id;
};
const open = async () => {
  const id = await training();
  const records = Array.from({ length: 12 }, (_, i) => ({
    ...{ ref: '1', lesson: `L${i}`, minutes: 90 },
    startedAt: `2020-04-${10 + i}T19:00:00+08:00`,
  }));
  await act(id, 'learning-records', { records });
  await act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  return id;
};
const certificates = [{ ref: '1', kind: 'completion', number: 'SP-1', issuedOn: '2020-05-16' }];
const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
const application = { certificates, bankAccount, materials };
const applied = async () => {
  const id = await open();
  await act(id, 'application', application);
  return id;
};
const published = async () => {
  const id = await applied();
  await act(id, 'application-review', approve, reviewer);
  return id;
};
const returnedFrom = (id: string, review: string) => async () => {
  await act(id, review, giveBack, reviewer);
  return `/v1/claims/${id}/resubmission`;
};
const at = (name: string, stage: () => Promise<string>) => async () => `/v1/claims/${await stage()}/${name}`;

test('acts of the first review answer or refuse', async () => {
  const acts = '/v1/claims/{id}';
  expect(await throwAt(`${acts}/filing-review`, reviewer, at('filing-review', reviewed))).toEqual([]);
  expect(await throwAt(`${acts}/withdrawal`, enterprise, at('withdrawal', reviewed))).toEqual([]);
  const id = await reviewed();
  const { filing: form, roster } = filing(people(1, 2_000));
  const again = mutationsAt({ filing: form, roster }, ['roster']);
  expect(await sendAll(office, again, enterprise, returnedFrom(id, 'filing-review'))).toEqual([]);
});

test('acts during the class answer or refuse', async () => {
  expect((await office.advanceTo('2020-05-18T09:00:00+08:00')).status).toBe(200);
  const acts = '/v1/claims/{id}';
  const path = await at('learning-records', training)();
  expect(await throwAt(`${acts}/learning-records`, enterprise, always(path))).toEqual([]);
  const advance = await at('advance-request', training)();
  expect(await throwAt(`${acts}/advance-request`, enterprise, always(advance))).toEqual([]);
  expect(await throwAt(`${acts}/training-start`, enterprise, at('training-start', training))).toEqual([]);
  expect(await throwAt(`${acts}/training-completion`, enterprise, at('training-completion', training))).toEqual([]);
  expect(await throwAt(`${acts}/verification`, reviewer, at('verification', training))).toEqual([]);
});

test('applications, their review, objections and rulings answer or refuse', async () => {
  const acts = '/v1/claims/{id}';
  expect(await throwAt(`${acts}/application`, enterprise, at('application', open), application)).toEqual([]);
  expect(await throwAt(`${acts}/application-review`, reviewer, at('application-review', applied))).toEqual([]);
  const again = mutationsAt({ application });
  expect(await sendAll(office, again, enterprise, returnedFrom(await applied(), 'application-review'))).toEqual([]);

  const id = await published();
  const objection = { ref: '1', text: '未参加培训', contact: 'a@example.com' };
  const notice = `/v1/public-notices/N${id}/objections`;
  expect(await throwAt('objections', undefined, always(notice), objection)).toEqual([]);
  const objected = async () => {
    const response = await office.api.post(notice, objection);
    return `/v1/objections/${((await response.json()) as { id: string }).id}/ruling`;
  };
  const ruling = examples.get('/v1/objections/{id}/ruling');
  expect(await throwAt('ruling', reviewer, objected, ruling)).toEqual([]);
});

test('batches answer or refuse', async () => {
  await published();
  expect((await office.advanceTo('2020-06-01T03:00:00+08:00')).status).toBe(200);
  const batch = '/v1/disbursements/wuxi.skill-action-special-account.2020-05';
  expect(await throwAt('submission', preparer, always(`${batch}/submission`), { reason: '核对无误' })).toEqual([]);
  await office.api.post(`${batch}/submission`, {}, preparer);
  expect(await throwAt('approval', approver, always(`${batch}/approval`), { ...approve, reason: '同意' })).toEqual([]);
  await office.api.post(`${batch}/approval`, approve, approver);
  const [payment] = await rows<{ id: string; amount_fen: number }>(
    office.api.deps.pool,
    `select id, amount_fen from payments limit 1`,
  );
  const results = [{ paymentId: payment!.id, status: 'paid', amountFen: payment!.amount_fen }];
  expect(await throwAt('bank-results', preparer, always(`${batch}/bank-results`), { results })).toEqual([]);
});

test('thousands of faults are told in short, and the claim goes on', async () => {
  const id = await training();
  const record = { lesson: 'L1', startedAt: '2020-04-10T19:00:00+08:00', minutes: 45 };
  const records = Array.from({ length: 10_000 }, (_, i) => ({ ...record, ref: `nobody-${i}` }));
  const refused = await office.api.post(`/v1/claims/${id}/learning-records`, { records }, enterprise);
  const { errors, ...problem } = await problemOf(refused);
  expect(problem).toMatchObject({ status: 422, code: 'invalid-input' });
  expect(errors).toHaveLength(50);
  await act(id, 'learning-records', { records: [{ ...record, ref: '1' }] });
});

test('an act whose data gets as far as PostgreSQL and no further is told as our error, and the claim goes on', async () => {
  const id = await training();
  const body = { records: [{ ref: '1', lesson: 'L\u00001', startedAt: '2020-04-10T19:00:00+08:00', minutes: 45 }] };
  const dossier = { id: 'let-through', claimId: id, kind: 'learning-records', body, bySubject: enterprise.subject };
  await storeDossier(office.house.deps.db, dossier);
  const { workflow_id } = await office.house.claim(id);
  const message = { by: enterprise.subject, dossierId: dossier.id };
  await expect(office.house.gateway.act(workflow_id, 'learning-records', message, 'let-through')).rejects.toMatchObject(
    {
      code: 'internal-error',
      params: { ref: expect.any(String) },
    },
  );
  await act(id, 'withdrawal', {});
});

test('after all this no claim’s workflow is stuck', async () => {
  expect(await stuckClaims(office)).toEqual([]);
});
