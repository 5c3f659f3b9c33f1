import { afterAll, beforeAll, expect, test } from 'vitest';
import { factsOfClaim } from '../../activities/claim/entitlements.ts';
import { earnCredits } from '../../activities/credits/earn.ts';
import { ruleOnFraud } from '../../activities/money/fraud.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import { reportFraud } from '../../db/claims/fraud-findings.ts';
import { fileObjection, findNotice } from '../../db/claims/notices.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { readRosterRows } from '../../db/intake/rosters.ts';
import { rows, transaction } from '../../db/pool.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { filing as sandboxFiling } from '../../jurisdictions/sandbox/examples.ts';
import { hires } from '../../jurisdictions/wuxi/examples.ts';
import { clockAt, problemOf, type TestApi, testApi } from '../api/support/api.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';
import { bankAccount, lessons, wuxiFiling } from '../claims/support/filings.ts';
import type { TestFiling } from '../claims/support/house.ts';

let desk: Desk;
let api: TestApi;
const now = '2020-06-15T10:00:00+08:00';
beforeAll(async () => {
  desk = await openDesk();
  api = await testApi({ pool: desk.db, clock: clockAt(now) });
});
afterAll(() => api?.close());

type As = Parameters<TestApi['post']>[2];
const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' } as const satisfies As;
const ofSandbox = { ...reviewer, jurisdiction: 'sandbox' } satisfies As;
const supervisor = { role: 'supervisor', subject: 'wang', jurisdiction: 'sandbox' } as const satisfies As;
const idOf = (seed: number) => samplePerson(seed).idNumber;

interface Told {
  code: string;
  personId: string;
  entries: { jurisdiction: string; classHours: number; credits: number; enterprise: string | null; points: number }[];
  earned: number;
  used: number;
  available: number;
  classHours: number;
  points: number;
  sha256: string;
}

/** A class up to the approval of its application; `hours` of each person. */
async function approved(filing: TestFiling, opens: string, ends: string, hours: number[]): Promise<string> {
  desk.setNow('2020-03-02T10:00:00+08:00');
  const form = filing.form as { training: object };
  const training = { ...form.training, classOpensOn: opens, classEndsOn: ends };
  const id = await desk.file({ ...filing, form: { ...form, training } });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow(`${ends}T21:00:00+08:00`);
  const records = hours.flatMap((count, i) => lessons(String(i + 1), count, 45, opens));
  await desk.move(id, 'addLearningRecords', { body: { records } });
  await desk.move(id, 'completeTraining', { body: { classEndedOn: ends }, on: true });
  const kinds = ['completion', 'skill-level'];
  const certificates = hours.map((_, i) => ({
    ...{ ref: String(i + 1), kind: kinds[i] ?? 'completion', number: `${id}-${i}`, issuedOn: ends },
  }));
  await desk.move(id, 'apply', { body: { certificates, bankAccount }, on: true });
  const findings = await rows<{ id: string }>(desk.db, 'select id from findings where claim_id = $1', [id]);
  const clearedFindings = findings.map((finding) => finding.id);
  await desk.move(id, 'approveApplication', { by: 'reviewer-1', body: { clearedFindings }, on: true });
  return id;
}

const entries = (claimId: string) =>
  rows<{ ref: string; class_hours: number; credits: number; status: string; withdrawn_reason: string | null }>(
    desk.db,
    'select ref, class_hours, credits, status, withdrawn_reason from credit_entries where claim_id = $1 order by ref',
    [claimId],
  );
const tell = (seed: number, as: As = reviewer, headers?: Record<string, string>) =>
  api.post('/v1/credits/statement', { idNumber: idOf(seed) }, as, headers);
async function told(seed: number, as: As = reviewer): Promise<Told> {
  const answer = await tell(seed, as);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as Told;
}

const [first, second] = [{ seed: 3101 }, { seed: 3102 }];
let wuxi: string;
let sandbox: string;

/** The claim of Wuxi is decided anew. */
const anew = (...barred: string[]) =>
  transaction(desk.db, async (tx) => {
    const claim = (await lockClaim(tx, wuxi))!;
    const [facts, roster] = [await factsOfClaim({ tx, claim }), await readRosterRows(tx, claim.roster_id)];
    const law = await pinnedLaw(tx, wuxi);
    await earnCredits({ tx, claim, law, at: desk.now() }, { facts, roster, barred: new Set(barred) });
  });

test('credits are what was attended, up to the plan, also where the subsidy is 0; once, whatever is repeated', async () => {
  wuxi = await approved(wuxiFiling({ people: [first, second] }), '2020-03-09', '2020-04-24', [26, 20]);
  // 26 hours of a plan of 24; and 20, which miss the minimum of Wuxi.
  expect(await rows(desk.db, 'select amount_fen from lines where claim_id = $1 order by ref', [wuxi])).toEqual([
    { amount_fen: 44_400 },
    { amount_fen: 0 },
  ]);
  const given = { credits: 24, class_hours: 24, status: 'standing', withdrawn_reason: null };
  expect(await entries(wuxi)).toEqual([
    { ref: '1', ...given },
    { ref: '2', ...given, credits: 20, class_hours: 20 },
  ]);
  // Without somebody, and once more with them.
  await anew('2');
  expect(await entries(wuxi)).toMatchObject([{ status: 'standing' }, { withdrawn_reason: 'decided-anew' }]);
  await anew();
  expect(await entries(wuxi)).toEqual([
    { ref: '1', ...given },
    { ref: '2', ...given, credits: 20, class_hours: 20 },
  ]);
});

test('they go with the person, across enterprises and places', async () => {
  const filing = { jurisdiction: 'sandbox', programme: 'class-with-allowance', form: sandboxFiling, people: [first] };
  sandbox = await approved(filing, '2020-05-04', '2020-05-29', [12]);
  const statement = await told(3101);
  expect(statement).toMatchObject({ earned: 36, used: 0, available: 36, classHours: 36 });
  expect(statement.entries).toMatchObject([
    // 24 hours and a certificate of completion.
    { jurisdiction: 'wuxi', credits: 24, enterprise: expect.any(String), points: 34 },
    { jurisdiction: 'sandbox', credits: 12, enterprise: null, points: 22 },
  ]);
  // 20 hours, and a certificate that comes of an assessment.
  expect((await told(3102)).points).toBe(50);
});

test('of two classes on the same days one gives credits', async () => {
  const filing = { jurisdiction: 'sandbox', programme: 'class-with-allowance', form: sandboxFiling, people: [first] };
  const id = await approved(filing, '2020-05-11', '2020-05-28', [10]);
  expect(await entries(id)).toEqual([]);
});

test('where the money comes first, credits come with the verification', async () => {
  desk.setNow('2020-03-16T10:00:00+08:00');
  const hire = (seed: number) => ({ seed, hiredOn: '2020-02-10', insuredFrom: '2020-02-10', contract: 'new' as const });
  const id = await desk.file({
    ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job', form: { ...hires, bankAccount } },
    people: [hire(3111), hire(3112)],
  });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow('2020-05-06T10:00:00+08:00');
  const records = ['1', '2'].flatMap((ref) => lessons(ref, 6));
  // That the advance was paid is another story: on to the training.
  await desk.move(id, 'addLearningRecords', { body: { records }, on: true });
  const evidence = ['1', '2'].map((ref) => ({ ref, kind: 'sign-in' }));
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-06', evidence }, on: true });
  expect(await entries(id)).toEqual([]);
  const failed = [{ ref: '2', reasonCode: 'not-employed' }];
  await desk.move(id, 'verify', { by: 'reviewer-1', body: { failed }, on: true });
  expect(await entries(id)).toMatchObject([{ ref: '1', class_hours: 6, credits: 6 }]);
});

test('a statement can be verified by its code, and tells a stranger no more than that', async () => {
  const statement = await told(3101);
  const check = await api.get(`/v1/credits/statements/${statement.code.toLowerCase().replaceAll('-', '')}`);
  expect(await check.json()).toEqual({
    ...{ valid: true, name: maskName(samplePerson(3101).name), on: '2020-06-15' },
    ...{ earned: 36, used: 0, available: 36, changedSince: false },
  });
  const guess = await api.get('/v1/credits/statements/000000-000000-000000-000000');
  expect(await problemOf(guess)).toMatchObject({ status: 404, code: 'verification-code-unknown' });
  const again = await told(3101);
  expect(again.sha256).toBe(statement.sha256);
  expect(again.code).not.toBe(statement.code);
  const headers = { 'Idempotency-Key': 'one-statement' };
  const [one, same] = [await tell(3101, reviewer, headers), await tell(3101, reviewer, headers)];
  expect(await same.json()).toEqual(await one.json());
  const shown = `select persons from audit_log where act = 'read-credits' and actor = 'li'`;
  expect((await rows<{ persons: string[] }>(desk.db, shown)).at(-1)).toEqual({ persons: [statement.personId] });
});

test('who is no reviewer of a place that knows the person learns nothing', async () => {
  const elsewhere = { ...reviewer, jurisdiction: 'chongqing' };
  expect(await problemOf(await tell(3101, elsewhere))).toMatchObject({ status: 404, code: 'person-unknown' });
  expect(await problemOf(await tell(3199))).toMatchObject({ status: 404, code: 'person-unknown' });
  for (const role of ['enterprise', 'supervisor', 'auditor'] as const)
    expect((await tell(3101, { role, subject: 'x', uscc: '91320200MA0000001G' })).status).toBe(403);
  expect(await problemOf(await api.post('/v1/credits/statement', { idNumber: '1' }, reviewer))).toMatchObject({
    status: 422,
  });
});

const propose = (seed: number, exam: string, as: As = ofSandbox) =>
  api.post('/v1/credits/certificates', { idNumber: idOf(seed), exam }, as);
const decide = (id: string, as: As = supervisor, decision = 'approve') =>
  api.post(`/v1/credits/certificates/${id}/decision`, { decision }, as);

let exemption: { id: string; code: string };

test('a place that has set no use says so; one person proposes, another one decides', async () => {
  expect(await problemOf(await propose(3101, 'electrician-5', reviewer))).toMatchObject({ code: 'credit-use-not-set' });
  const unknown = await problemOf(await propose(3101, 'pilot'));
  expect(unknown).toMatchObject({ code: 'credit-use-not-set' });
  expect(unknown.messages.en).toContain('electrician-5');
  expect((await propose(3101, 'electrician-5', supervisor)).status).toBe(403);

  const answer = await propose(3101, 'electrician-5');
  expect(answer.status, await answer.clone().text()).toBe(201);
  const proposed = (await answer.json()) as { id: string };
  expect(proposed).toMatchObject({ status: 'proposed', use: 'exemption', credits: 10, code: null, proposedBy: 'li' });
  expect(await problemOf(await propose(3101, 'electrician-5'))).toMatchObject({ code: 'credit-certificate-exists' });
  expect((await told(3101)).used).toBe(0);
  const own = await decide(proposed.id, { ...supervisor, subject: 'li' });
  expect(await problemOf(own)).toMatchObject({ status: 403, code: 'another-person-required' });
  // Who filed for the enterprise decides on nothing that comes of it.
  const filer = await decide(proposed.id, { ...supervisor, subject: 'enterprise-1' });
  expect(await problemOf(filer)).toMatchObject({ code: 'another-person-required' });
  const away = await decide(proposed.id, { ...supervisor, jurisdiction: 'wuxi' });
  expect(await problemOf(away)).toMatchObject({ status: 404, code: 'credit-certificate-unknown' });
  expect((await decide(proposed.id, ofSandbox)).status).toBe(403);
  const tasks = (await (await api.get('/v1/tasks', supervisor)).json()) as { items: object[] };
  expect(tasks.items).toContainEqual(
    expect.objectContaining({ act: 'credit-decision', creditCertificateId: proposed.id }),
  );

  exemption = (await (await decide(proposed.id)).json()) as typeof exemption;
  expect(exemption).toMatchObject({
    status: 'issued',
    decidedBy: 'wang',
    code: expect.stringMatching(/^[0-9A-Z-]{27}$/),
  });
  expect(await problemOf(await decide(proposed.id))).toMatchObject({ code: 'credit-certificate-decided' });
  expect(await told(3101)).toMatchObject({ earned: 36, used: 10, available: 26 });
  const check = await (await api.get(`/v1/credits/certificates/${exemption.code}`)).json();
  expect(check).toEqual({
    ...{ valid: true, name: maskName(samplePerson(3101).name), jurisdiction: 'sandbox', exam: 'electrician-5' },
    ...{ use: 'exemption', bonusPoints: null, on: '2020-06-15' },
  });
  const listed = (await (await api.get('/v1/credits/certificates', supervisor)).json()) as { items: object[] };
  expect(listed.items).toMatchObject([{ id: exemption.id }]);
  const others = await api.get('/v1/credits/certificates', { ...supervisor, jurisdiction: 'wuxi' });
  expect(await others.json()).toEqual({ items: [], nextCursor: null });
});

test('two exemptions that race never use the same credits', async () => {
  const filing = {
    ...{ jurisdiction: 'sandbox', programme: 'class-with-allowance', form: sandboxFiling },
    people: [{ seed: 3121 }],
  };
  await approved(filing, '2020-05-04', '2020-05-29', [11]);
  const { id } = (await (await propose(3121, 'electrician-5')).json()) as { id: string };
  // A second one beside it, as a table with another examination would let it be proposed.
  await desk.db.query(
    `insert into credit_certificates (id, person_id, jurisdiction, exam, use, credits, source, proposed_by, proposed_at)
     select 'CC-other', person_id, jurisdiction, 'welder-5', use, credits, source, proposed_by, proposed_at from credit_certificates where id = $1`,
    [id],
  );
  const answers = await Promise.all([id, 'CC-other', id, 'CC-other'].map((one) => decide(one)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await told(3121, ofSandbox)).toMatchObject({ earned: 11, used: 10, available: 1 });
  const short = answers.filter(({ status }) => status === 409);
  expect(short).toHaveLength(3);
  // Bonus points ask for 8 that are not used up; 1 is left.
  expect(await problemOf(await propose(3121, 'electrician-4'))).toMatchObject({ code: 'credits-insufficient' });
});

test('who has credits of a place has priority for a year from the end of the epidemic', async () => {
  const list = async (place: string, as: As, more = '') =>
    (await (await api.get(`/v1/credits/priority?jurisdiction=${place}${more}`, as)).json()) as {
      items: { personId: string; name: string | null; credits: number }[];
      reason: { code: string } | null;
      nextCursor: string | null;
    };
  const { personId } = await told(3101);
  const all = await list('sandbox', supervisor);
  expect(all).toMatchObject({ from: '2020-04-08', until: '2021-04-08', reason: null });
  expect(all.items).toContainEqual({ personId, name: null, classHours: 36, credits: 36 });
  const page = await list('sandbox', supervisor, '&limit=1');
  const next = await list('sandbox', supervisor, `&limit=1&cursor=${page.nextCursor}`);
  expect([...page.items, ...next.items]).toEqual(all.items);
  const named = await list('sandbox', supervisor, '&names=true');
  expect(named.items).toContainEqual(expect.objectContaining({ personId, name: maskName(samplePerson(3101).name) }));
  const entry = await rows<{ persons: string[] }>(
    desk.db,
    `select persons from audit_log where act = 'read-credits' and actor = 'wang'`,
  );
  expect(entry).toEqual([{ persons: expect.arrayContaining([personId]) }]);
  expect(await list('wuxi', { role: 'auditor', subject: 'zhou' })).toMatchObject({
    ...{ from: null, items: [], reason: { code: 'epidemic-end-not-set' } },
  });
  const later = await testApi({ pool: desk.db, clock: clockAt('2021-04-09T09:00:00+08:00') });
  const over = await (await later.get('/v1/credits/priority?jurisdiction=sandbox', supervisor)).json();
  expect(over).toMatchObject({ items: [], reason: { code: 'priority-over' } });
});

test('fraud and an upheld objection take the credits back, and what was used stands uncovered', async () => {
  const before = await told(3101);
  const finding = { id: 'FD1', claim_id: wuxi, jurisdiction: 'wuxi', refs: ['1'], reason_code: 'never-trained' };
  await reportFraud(desk.db, { ...finding, personal: { reason: '代刷' }, reported_by: 'sun', reported_at: now });
  const dossierId = await desk.handIn('FD1', 'fraud-ruling', 'wang', { decision: 'uphold' });
  const ruling = {
    ...{ workflowId: 'recovery/RFD1', at: now, message: { by: 'wang', dossierId, via: 'api' as const } },
    input: { recoveryId: 'RFD1', claimId: wuxi, jurisdiction: 'wuxi', clockOffsetMs: 0, findingId: 'FD1' },
  };
  await ruleOnFraud(desk.deps)(ruling);
  await ruleOnFraud(desk.deps)(ruling);
  const taken = [
    { ref: '1', status: 'withdrawn', withdrawn_reason: 'fraud' },
    { ref: '2', status: 'standing' },
  ];
  expect(await entries(wuxi)).toMatchObject(taken);
  // Also where the claim is decided anew.
  await anew();
  expect(await entries(wuxi)).toMatchObject(taken);
  expect(await told(3101)).toMatchObject({ earned: 12, used: 10, available: 2 });
  const check = async () =>
    (await (await api.get(`/v1/credits/statements/${before.code}`)).json()) as { changedSince: boolean };
  expect(await check()).toMatchObject({ earned: 36, changedSince: true });

  const { id: notice } = (await findNotice(desk.db, `N${sandbox}`))!;
  const personal = { text: '未参加', contact: 'x@example.com' };
  const objection = { id: 'O1', notice_id: notice, claim_id: sandbox, ref: '1', filed_at: now, personal };
  await fileObjection(desk.db, objection);
  await desk.move(sandbox, 'rule', { by: 'reviewer-1', decision: 'uphold', objectionId: 'O1' });
  expect(await told(3101)).toMatchObject({ earned: 0, used: 10, available: -10 });
  const { valid } = (await (await api.get(`/v1/credits/certificates/${exemption.code}`)).json()) as { valid: boolean };
  expect(valid).toBe(false);
});
