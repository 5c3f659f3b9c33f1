import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOf } from './support/api.ts';
import { enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';
import { done } from './support/paid.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 120_000);
afterAll(() => office?.close());

type As = Parameters<Office['api']['post']>[2];
const supervisor = { role: 'supervisor', subject: 'wang', jurisdiction: 'wuxi' } as const;
const other = { ...supervisor, subject: 'hu' };

const readAs = async (path: string, as: As) =>
  (await (await office.api.get(path, as)).json()) as { revision: string; stage?: string; status?: string };
const decide = (path: string, body: object, as: As) => office.api.post(path, body, as);

const said = (by: string, what: string) =>
  expect.stringMatching(new RegExp(`^${by} 已于 2020-\\d\\d-\\d\\dT.* 办理：${what}。`));

test('a decision on a claim is refused when somebody has acted on it since it was read, and not when a limit has passed', async () => {
  const body = filing(people(3, 40));
  const { id } = await done(office, '/v1/claims', body, enterprise);
  const path = `/v1/claims/${id}/filing-review`;
  const read = await readAs(`/v1/claims/${id}`, reviewer);
  const back = { decision: 'return', reasonCode: 'roster-incomplete', reason: '名册第 2 人姓名有误。' };
  expect((await decide(path, { ...back, revision: read.revision }, reviewer)).status).toBe(200);
  await done(office, `/v1/claims/${id}/resubmission`, { filing: body.filing, roster: people(3, 50) }, enterprise);
  // The same stage as before, and other people.
  const stale = await decide(path, { decision: 'approve', revision: read.revision }, reviewer);
  expect(await problemOf(stale)).toMatchObject({
    ...{ status: 409, code: 'changed-meanwhile' },
    errors: [{ code: 'came-first', messages: { zh: said(enterprise.subject, '补正后的申报已重新提交') } }],
  });
  expect(await readAs(`/v1/claims/${id}`, reviewer)).toMatchObject({ stage: 'filing-review' });

  const again = await readAs(`/v1/claims/${id}`, reviewer);
  const { items } = (await (await office.api.get('/v1/tasks', reviewer)).json()) as { items: object[] };
  expect(items).toContainEqual(expect.objectContaining({ claimId: id, revision: again.revision }));
  // The review is overdue by now: that changes nothing of what was read.
  await office.advanceTo('2020-03-09T10:00:00+08:00');
  await expect.poll(async () => (await readAs(`/v1/claims/${id}`, reviewer)).revision).not.toBe(again.revision);
  expect((await decide(path, { decision: 'approve', revision: again.revision }, reviewer)).status).toBe(200);
});

test('who comes second is told what came first, before what their form lacks; who comes too early is not', async () => {
  const { id } = await done(office, '/v1/claims', filing(people(2, 60)), enterprise);
  const review = (act: string, body: object) => decide(`/v1/claims/${id}/${act}`, body, { ...reviewer, subject: 'he' });
  const early = await problemOf(await review('application-review', { decision: 'approve' }));
  expect(early).toMatchObject({ status: 409, code: 'wrong-stage', errors: [] });
  expect(early.messages?.zh).toContain('当前可执行：filing-review');
  await done(office, `/v1/claims/${id}/filing-review`, { decision: 'approve' }, reviewer);
  const late = await problemOf(await review('filing-review', { decision: 'reject' }));
  expect(late).toMatchObject({
    ...{ status: 409, code: 'wrong-stage' },
    errors: [{ code: 'came-first', messages: { zh: said(reviewer.subject, '备案审核已通过') } }],
  });
  await done(office, `/v1/claims/${id}/withdrawal`, {}, enterprise);
  const over = await problemOf(await review('filing-review', { decision: 'return' }));
  expect(over).toMatchObject({
    code: 'wrong-stage',
    errors: [{ messages: { zh: said(enterprise.subject, '申报已撤回') } }],
  });
});

test('who has read a proposal to list does not lift by it', async () => {
  const body = {
    ...{ jurisdiction: 'wuxi', kind: 'black', party: { kind: 'platform', name: '中国职业培训在线' } },
    ...{
      reasonCode: 'false-records',
      reason: '抽查发现代刷学时。',
      document: '锡人社监〔2020〕3号',
      from: '2020-03-01',
    },
  };
  const { id } = await done(office, '/v1/listings', body, reviewer);
  const path = `/v1/listings/${id}`;
  const { revision } = await readAs(path, supervisor);
  await done(office, `${path}/decision`, { decision: 'approve', revision }, other);
  await done(office, `${path}/lifting`, undefined, reviewer);
  const stale = await decide(`${path}/decision`, { decision: 'approve', revision }, supervisor);
  expect(await problemOf(stale)).toMatchObject({ status: 409, code: 'changed-meanwhile' });
  const lifting = await readAs(path, supervisor);
  expect(lifting.status).toBe('lifting');
  const lifted = await decide(`${path}/decision`, { decision: 'approve', revision: lifting.revision }, supervisor);
  expect(await lifted.json()).toMatchObject({ status: 'lifted' });
});

test('who has read that somebody is to join the pool of inspectors does not remove them by it', async () => {
  const body = { jurisdiction: 'wuxi', subject: 'wu-min', staffNumber: 'WX-017' };
  const made = await done(office, '/v1/inspectors', body, supervisor);
  const { id, revision } = made as unknown as { id: string; revision: string };
  const path = `/v1/inspectors/${id}`;
  await done(office, `${path}/decision`, { decision: 'approve', revision }, other);
  await done(office, `${path}/removal`, undefined, supervisor);
  const stale = await decide(`${path}/decision`, { decision: 'approve', revision }, other);
  expect(await problemOf(stale)).toMatchObject({ status: 409, code: 'changed-meanwhile' });
});
