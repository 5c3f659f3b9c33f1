import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ForeseenAnswer } from '../../api/claims/foreseen.ts';
import { rows } from '../../db/pool.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { hired, hires } from '../../jurisdictions/wuxi/examples.ts';
import { problemOf } from '../api/support/api.ts';
import { company, enterprise, filing, type Office, openOffice, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';

let office: Office;
/** Filings that wait for their review. */
const ids: string[] = [];
beforeAll(async () => {
  office = await openOffice();
  for (const seed of [100, 200, 300])
    ids.push((await done(office, '/v1/claims', filing(people(2, seed)), enterprise)).id);
  // Who has called, whatever for, is known as a reviewer of the place.
  for (const one of [li, wang, zhou, elsewhere]) await office.api.get('/v1/claims', one);
}, 60_000);
afterAll(() => office?.close());

const li = reviewer;
const wang = { ...reviewer, subject: 'wang' };
const zhou = { ...reviewer, subject: 'zhou' };
/** Another enterprise of the place. */
const other = { name: sampleCompany(2).name, uscc: sampleCompany(2).uscc };
const others = { ...enterprise, subject: 'qian', uscc: other.uscc };
const elsewhere = { ...reviewer, subject: 'far', jurisdiction: 'chongqing' };
const supervisor = { role: 'supervisor', subject: 'wu', jurisdiction: 'wuxi' } as const;
type As = Parameters<Office['api']['get']>[1];

const hold = (id: string, as: As) => office.api.post(`/v1/claims/${id}/review-hold`, {}, as);
const release = (id: string, as: As) => office.api.post(`/v1/claims/${id}/review-hold/release`, {}, as);
const give = (id: string, to: string, as: As) => office.api.post(`/v1/claims/${id}/review-hold/handover`, { to }, as);
const approve = (id: string, as: As) => office.api.post(`/v1/claims/${id}/filing-review`, { decision: 'approve' }, as);
const told = async <T>(path: string, as: As) => (await (await office.api.get(path, as)).json()) as T;
const held = async (which: string, as: As) =>
  (await told<{ items: { claimId: string }[] }>(`/v1/tasks?held=${which}`, as)).items.map(({ claimId }) => claimId);
const codeOf = async (response: Response) => {
  const { status, code } = await problemOf(response);
  return [status, code];
};
const actsOf = (claimId: string) =>
  rows<{ act: string; actor: string; concerns: string[] }>(
    office.house.deps.db,
    'select act, actor, concerns from audit_log where claim_id = $1 and act like $2 order by seq',
    [claimId, '%-review'],
  );

test('of two who take a claim up at once one gets it, and the other cannot decide until it is free', async () => {
  const [id] = ids as [string];
  const both = await Promise.all([hold(id, li), hold(id, wang)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [winner, loser] = both[0].status === 200 ? [li, wang] : [wang, li];
  expect(await codeOf(await hold(id, loser))).toEqual([409, 'review-held']);
  expect(await codeOf(await approve(id, loser))).toEqual([409, 'review-held']);
  expect(await held('mine', winner)).toEqual([id]);
  expect(await held('others', loser)).toEqual([id]);
  expect((await held('free', loser)).sort()).toEqual(ids.slice(1).sort());
  const seen = await told<{ reviewHold: object }>(`/v1/claims/${id}`, loser);
  expect(seen.reviewHold).toMatchObject({ heldBy: winner.subject, givenBy: null, minutesLeft: 30, mine: false });
  expect(await told<object>(`/v1/claims/${id}`, enterprise)).not.toHaveProperty('reviewHold');

  await office.house.deps.db.query(`update review_holds set until = now() - interval '1 second'`);
  expect((await held('free', loser)).sort()).toEqual([...ids].sort());
  expect((await hold(id, loser)).status).toBe(200);
  expect(await codeOf(await approve(id, winner))).toEqual([409, 'review-held']);
  expect(await codeOf(await release(id, winner))).toEqual([409, 'review-held']);
  expect((await release(id, loser)).status).toBe(200);
  expect(await codeOf(await release(id, loser))).toEqual([409, 'review-not-held']);
  expect((await actsOf(id)).map(({ act }) => act)).toEqual(['take-review', 'take-review', 'release-review']);
});

test('a held claim is handed to a named colleague, and a supervisor assigns any', async () => {
  const [id] = ids as [string];
  expect(await codeOf(await give(id, 'wang', li))).toEqual([409, 'review-not-held']);
  await hold(id, li);
  expect(await codeOf(await give(id, 'nobody', li))).toEqual([422, 'reviewer-unknown']);
  expect(await codeOf(await give(id, 'far', li))).toEqual([422, 'reviewer-unknown']);
  expect(await codeOf(await give(id, 'wang', wang))).toEqual([409, 'review-held']);
  expect((await give(id, 'wang', li)).status).toBe(200);
  expect(await held('mine', wang)).toEqual([id]);
  expect(await codeOf(await approve(id, li))).toEqual([409, 'review-held']);
  expect((await give(id, 'zhou', supervisor)).status).toBe(200);
  expect(await held('mine', zhou)).toEqual([id]);
  expect((await actsOf(id)).at(-1)).toEqual({ act: 'hand-over-review', actor: 'wu', concerns: ['zhou'] });
  // Taken again it is not held for a shorter time, and was still given.
  const kept = (await (await hold(id, zhou)).json()) as { minutesLeft: number; givenBy: string };
  expect([kept.minutesLeft > 1_440, kept.givenBy]).toEqual([true, 'wu']);
});

test('who stands in sees and decides what the absent one holds, as long as the absence lasts', async () => {
  const [id] = ids as [string];
  const absence = { substitute: 'wang', firstDay: '2020-03-02', lastDay: '2020-03-06' };
  const enter = (body: object, as: As) => office.api.post('/v1/review-absences', body, as);
  expect(await codeOf(await enter({ ...absence, subject: 'zhou' }, li))).toEqual([403, 'absence-of-another']);
  expect(await codeOf(await enter({ ...absence, substitute: 'zhou' }, zhou))).toEqual([422, 'absence-own-substitute']);
  expect(await codeOf(await enter({ ...absence, substitute: 'far' }, zhou))).toEqual([422, 'reviewer-unknown']);
  expect(await codeOf(await enter({ ...absence, lastDay: '2020-03-01' }, zhou))).toEqual([422, 'absence-days']);
  expect(await codeOf(await approve(id, wang))).toEqual([409, 'review-held']);
  const [one, two] = await Promise.all([enter(absence, zhou), enter({ ...absence, subject: 'zhou' }, supervisor)]);
  expect([one.status, two.status].sort()).toEqual([201, 409]);
  expect(await held('mine', wang)).toEqual([id]);
  // Nobody is relied on who is away, nor goes away while relied on: between them somebody is there.
  expect(await codeOf(await enter({ ...absence, substitute: 'zhou' }, wang))).toEqual([409, 'absence-substitute-away']);
  expect(await codeOf(await enter({ ...absence, substitute: 'li' }, wang))).toEqual([409, 'absence-relied-on']);
  const { items } = await told<{ items: { id: string; substitute: string }[] }>('/v1/review-absences', supervisor);
  expect(items).toMatchObject([{ subject: 'zhou', substitute: 'wang' }]);
  expect((await told<{ items: object[] }>('/v1/review-absences', elsewhere)).items).toEqual([]);

  const end = (as: As) => office.api.post(`/v1/review-absences/${items[0]!.id}/end`, {}, as);
  expect(await codeOf(await end(wang))).toEqual([403, 'absence-of-another']);
  expect(await codeOf(await end({ ...supervisor, jurisdiction: 'chongqing' }))).toEqual([404, 'absence-unknown']);
  expect((await end(zhou)).status).toBe(200);
  expect(await codeOf(await end(supervisor))).toEqual([409, 'absence-ended']);
  expect(await held('mine', wang)).toEqual([]);
  expect(await codeOf(await approve(id, wang))).toEqual([409, 'review-held']);

  expect((await enter(absence, zhou)).status).toBe(201);
  expect((await approve(id, wang)).status).toBe(200);
  expect(await rows(office.house.deps.db, 'select 1 from review_holds where claim_id = $1', [id])).toEqual([]);
  expect(await codeOf(await hold(id, wang))).toEqual([409, 'review-not-waiting']);
});

test('what a workflow was told by other ways is decided whoever holds it, and the hold is gone', async () => {
  const id = ids[1]!;
  await hold(id, li);
  await done(office, `/v1/claims/${id}/withdrawal`, {}, enterprise);
  expect(await rows(office.house.deps.db, 'select 1 from review_holds where claim_id = $1', [id])).toEqual([]);
});

test('supervisors see who has what, and nobody of another place or role takes part', async () => {
  const id = ids[2]!;
  await hold(id, li);
  const { items } = await told<{ items: object[] }>('/v1/reviewers', supervisor);
  expect(items).toMatchObject([
    { subject: 'li', held: [id], overdue: 0, substitute: null },
    { subject: 'wang', held: [], decided: 1 },
    { subject: 'zhou', absentUntil: '2020-03-06', substitute: 'wang' },
  ]);
  for (const act of [hold, release, (one: string, as: As) => give(one, 'li', as)]) {
    expect(await codeOf(await act(id, elsewhere))).toEqual([404, 'not-found']);
    expect((await act(id, enterprise)).status).toBe(403);
  }
  expect((await hold(id, supervisor)).status).toBe(403);
  expect((await office.api.get('/v1/reviewers', enterprise)).status).toBe(403);
  expect((await told<{ items: object[] }>('/v1/reviewers', elsewhere)).items).toMatchObject([{ subject: 'far' }]);
});

test('who has left is given nothing more, and what lies on their desk stays to be seen', async () => {
  const gone = { ...reviewer, subject: 'gone' };
  const id = ids[2]!;
  await hold(id, li);
  expect((await office.api.get('/v1/tasks', gone)).status).toBe(200);
  expect((await give(id, 'gone', li)).status).toBe(200);
  const admin = { role: 'admin', subject: 'root' } as const;
  await done(office, '/v1/account-blocks', { subject: 'gone', reasonCode: 'left' }, admin);
  const { items } = await told<{ items: { subject: string }[] }>('/v1/reviewers', li);
  expect(items.find(({ subject }) => subject === 'gone')).toMatchObject({ departed: true, held: [id] });
  expect(items.find(({ subject }) => subject === 'zhou')).toMatchObject({ departed: false });
  expect(await codeOf(await give(id, 'gone', supervisor))).toEqual([422, 'reviewer-unknown']);
  const days = { firstDay: '2020-03-09', lastDay: '2020-03-10' };
  expect(await codeOf(await office.api.post('/v1/review-absences', { substitute: 'gone', ...days }, li))).toEqual([
    ...[422, 'reviewer-unknown'],
  ]);
  expect((await give(id, 'li', supervisor)).status).toBe(200);
});

test('a return names fields of what is reviewed, each with its reason, for the claimant and in no history', async () => {
  const id = ids[2]!;
  const decide = (body: object) => office.api.post(`/v1/claims/${id}/filing-review`, body, li);
  const back = { decision: 'return', reasonCode: 'form-incomplete', reason: '请补正。' };
  const field = { path: 'filing.contact.email', reason: '邮箱无法送达' };
  const fields = [field, { path: 'roster.2', reason: '姓名有误' }];
  expect(await codeOf(await decide({ decision: 'approve', fields }))).toEqual([422, 'fields-need-return']);
  for (const path of ['filing.nothing', 'application.bankAccount', 'roster.9'])
    expect(await problemOf(await decide({ ...back, fields: [{ ...field, path }] }))).toMatchObject({
      errors: [{ path: 'fields.0.path', code: 'return-field-unknown' }],
    });
  expect((await decide({ ...back, fields })).status).toBe(200);
  const { submissions } = await told<{ submissions: object[] }>(`/v1/claims/${id}/dossier`, enterprise);
  expect(submissions).toMatchObject([{ reasonCode: 'form-incomplete', reason: '请补正。', fields }]);
  const timeline = JSON.stringify(await told<object>(`/v1/claims/${id}/timeline`, enterprise));
  expect(timeline).not.toContain(field.reason);
});

test('a rejection names a clause of the pinned rules, which the claimant reads', async () => {
  const { id } = await done(office, '/v1/claims', filing(people(2, 400), { enterprise: other }), others);
  const path = `/v1/claims/${id}/clauses`;
  const { items } = await told<{ items: { clause: string; states: { zh: string }[] }[] }>(path, li);
  const clause = '锡人社办〔2020〕10号 二';
  expect(items.find((one) => one.clause === clause)!.states.map(({ zh }) => zh)).toContain('限受疫情影响的企业');
  expect(items.filter((one) => one.clause.startsWith('docs/'))).toEqual([]);
  expect([(await office.api.get(path, elsewhere)).status, (await office.api.get(path, others)).status]).toEqual([
    ...[404, 200],
  ]);
  const decide = (body: object) => office.api.post(`/v1/claims/${id}/filing-review`, body, li);
  const no = { decision: 'reject', reasonCode: 'not-eligible', reason: '未受疫情影响。' };
  expect(await codeOf(await decide(no))).toEqual([422, 'clause-required']);
  expect(await codeOf(await decide({ ...no, clause: '锡人社办〔2020〕10号 九' }))).toEqual([422, 'clause-unknown']);
  expect(await codeOf(await decide({ decision: 'approve', clause }))).toEqual([422, 'clause-needs-rejection']);
  expect((await decide({ ...no, clause })).status).toBe(200);
  const { items: moves } = await told<{ items: object[] }>(`/v1/claims/${id}/timeline`, others);
  expect(moves.at(-1)).toMatchObject({ act: 'rejectClaim', clause });
  const mails = `select params->>'clause' as clause from outbox where template = 'rejectClaim' and params->>'claimId' = $1`;
  expect(await rows(office.house.deps.db, mails, [id])).toEqual([{ clause }]);
});

test('before the decision it is told what each person will get; approved for nobody, the claim ends with the reason', async () => {
  const hiring = (contracts: string[], seed: number) => ({
    ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job' },
    filing: { ...hires, enterprise: { ...hires.enterprise, ...other } },
    roster: people(contracts.length, seed).map((one, i) => ({ ...one, ...hired, contract: contracts[i] })),
  });
  const filed = async (contracts: string[], seed: number) =>
    (await done(office, '/v1/claims', hiring(contracts, seed), others)).id;
  const some = await filed(['new', 'renewal', 'renewal'], 500);
  const foreseen = (id: string, as: As) => told<ForeseenAnswer>(`/v1/claims/${id}/foreseen-lines`, as);
  const { totalFen, unpaid, items } = await foreseen(some, li);
  expect([totalFen, items.map(({ amountFen }) => amountFen)]).toEqual([30_000, [30_000, 0, 0]]);
  expect(unpaid).toMatchObject([{ people: 2, refs: ['2', '3'], messages: { zh: expect.stringContaining('合同') } }]);
  expect(await foreseen(some, others)).toEqual({ totalFen, unpaid, items, nextCursor: null });
  expect((await office.api.get(`/v1/claims/${some}/foreseen-lines`, elsewhere)).status).toBe(404);
  const first = await told<ForeseenAnswer>(`/v1/claims/${some}/foreseen-lines?limit=1`, li);
  expect([first.items.map(({ ref }) => ref), first.totalFen]).toEqual([['1'], 30_000]);

  const { roster } = hiring(['new', 'renewal'], 700);
  const upload = '/v1/rosters?jurisdiction=wuxi&programme=new-hire-pre-job';
  const { rosterId } = (await done(office, upload, { rows: roster }, others)) as unknown as { rosterId: string };
  expect(await told<object>(`/v1/rosters/${rosterId}/foreseen`, others)).toMatchObject({
    ...{ totalFen: 30_000, unpaid: [{ people: 1, refs: ['2'] }] },
  });
  expect((await office.api.get(`/v1/rosters/${rosterId}/foreseen`, enterprise)).status).toBe(404);

  const none = await filed(['renewal'], 600);
  expect(await foreseen(none, li)).toMatchObject({ totalFen: 0, unpaid: [{ people: 1 }] });
  expect(await (await approve(none, li)).json()).toMatchObject({ stage: 'rejected' });
  expect(await foreseen(none, li)).toEqual({ totalFen: null, unpaid: [], items: [], nextCursor: null });
  const { items: moves } = await told<{ items: { detail: object }[] }>(`/v1/claims/${none}/timeline`, others);
  expect(moves.at(-1)!.detail).toMatchObject({ nothingDue: true });
  const { items: papers } = await told<{ items: object[] }>(`/v1/claims/${none}/papers`, others);
  expect(papers.at(-1)).toMatchObject({ title: '不予补贴决定书' });
  const mails = `select template from outbox where params->>'claimId' = $1 and once_key like '%/claimant' order by id desc limit 1`;
  expect(await rows(office.house.deps.db, mails, [none])).toEqual([{ template: 'nothingDue' }]);
});

test('a ground of another decision is refused', async () => {
  const { id } = await done(office, '/v1/claims', filing(people(2, 450), { enterprise: other }), others);
  const reviewed = (decision: string, reasonCode: string) =>
    office.api.post(
      `/v1/claims/${id}/filing-review`,
      { decision, reasonCode, reason: '说明' },
      { ...li, subject: 'qin' },
    );
  expect(await codeOf(await reviewed('reject', 'documents-missing'))).toEqual([422, 'reason-contradicts']);
  expect(await codeOf(await reviewed('return', 'not-eligible'))).toEqual([422, 'reason-contradicts']);
  expect(await codeOf(await reviewed('return', 'records-checked'))).toEqual([422, 'reason-contradicts']);
  const ruling = (decision: string, reasonCode: string) =>
    office.api.post('/v1/objections/O1/ruling', { decision, reasonCode, reason: '说明' }, li);
  expect(await codeOf(await ruling('uphold', 'objection-unfounded'))).toEqual([422, 'reason-contradicts']);
  expect(await codeOf(await ruling('dismiss', 'objection-confirmed'))).toEqual([422, 'reason-contradicts']);
  expect(await codeOf(await ruling('uphold', 'objection-confirmed'))).toEqual([404, 'objection-unknown']);
});

test('a dossier shows people with open findings alone when asked', async () => {
  const id = ids[0]!;
  await office.house.deps.db.query(`insert into findings (id, claim_id, ref, code) values ('F-2', $1, '2', 'odd')`, [
    id,
  ]);
  const dossier = await told<{ roster: { items: { ref: string }[] } }>(`/v1/claims/${id}/dossier?problems=true`, li);
  expect(dossier.roster.items.map(({ ref }) => ref)).toEqual(['2']);
  const foreseen = await told<{ items: { ref: string }[] }>(`/v1/claims/${id}/foreseen-lines?problems=true`, li);
  expect(foreseen.items.map(({ ref }) => ref)).toEqual(['2']);
});

test('the history of an enterprise is told within one’s own place', async () => {
  const path = `/v1/enterprises/${enterprise.uscc}`;
  const history = await told<{ outcomes: { stage: string; claims: number }[] }>(path, li);
  expect(history).toMatchObject({
    names: [company.name],
    claims: 3,
    open: 2,
    overdue: 0,
    paidFen: 0,
    openFindings: 1,
    recoveries: [],
    listings: [],
  });
  expect(history.outcomes.map(({ stage, claims }) => [stage, claims]).sort()).toEqual([
    ['returned', 1],
    ['training', 1],
    ['withdrawn', 1],
  ]);
  const { items } = await told<{ items: { id: string }[] }>(`/v1/claims?claimant=${enterprise.uscc}`, li);
  expect(items.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect((await told<{ items: object[] }>('/v1/claims?claimant=91320200MA00000028', li)).items).toEqual([]);
  expect((await office.api.get(path, elsewhere)).status).toBe(404);
  expect((await office.api.get(path, enterprise)).status).toBe(403);
});
