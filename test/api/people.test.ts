import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../db/pool.ts';
import { problemOf } from './support/api.ts';
import { enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';
import { paidClaims } from './support/paid.ts';

interface Exported {
  personId: string;
  jurisdiction: string;
  claims: {
    claimId: string;
    rosters: { rosterId: string; name: string; mobile: string; current: boolean; erased: boolean }[];
    learningRecords: object[];
    certificates: { ref: string }[];
    lines: { ref: string; amountFen: number; status: string }[];
    limits: { amountFen: number; status: string }[];
    notice: object | null;
  }[];
  corrections: { id: string; status: string; fields: string[]; before: object[] | null; after: object | null }[];
  shown: { act: string; role: string; times: number }[];
}

let office: Office;
let claimId: string;
const [first, second, stranger] = people(3) as { name: string; idNumber: string; mobile: string; sex: string }[];
beforeAll(async () => {
  office = await openOffice();
  [claimId] = (await paidClaims(office, people(2))) as [string];
}, 180_000);
afterAll(() => office?.close());

const elsewhere = { ...reviewer, jurisdiction: 'chongqing' };
const ask = (idNumber: string, as: Parameters<Office['api']['post']>[2] = reviewer) =>
  office.api.post('/v1/people/export', { idNumber }, as);
const exported = async (idNumber: string) => (await ask(idNumber)).json() as Promise<Exported>;
type As = Parameters<Office['api']['post']>[2];
const otherReviewer = { ...reviewer, subject: 'sun' };
const supervisor = { role: 'supervisor', subject: 'wang', jurisdiction: 'wuxi' } as const;
const mobile = '19900009999';
const propose = (body: object, as: As = reviewer) =>
  office.api.post('/v1/people/correction', { idNumber: first!.idNumber, reason: '已核对身份证原件。', ...body }, as);

test('a person is told everything that the place holds about them, and nothing about others', async () => {
  const answer = await ask(first!.idNumber);
  expect(answer.status).toBe(200);
  const text = await answer.clone().text();
  for (const { name, idNumber, mobile } of [second!, stranger!]) {
    for (const other of [name, idNumber, mobile]) expect(text).not.toContain(other);
  }
  const told = (await answer.json()) as Exported;
  expect(told).toMatchObject({
    jurisdiction: 'wuxi',
    claims: [
      {
        claimId,
        rosters: [
          { name: first!.name, idNumber: first!.idNumber, mobile: first!.mobile, current: true, erased: false },
        ],
        certificates: [{ ref: '1' }],
        lines: [{ ref: '1', amountFen: 44_400, status: 'paid' }],
        limits: [{ amountFen: 44_400, status: 'consumed' }],
        notice: { publishedAt: expect.any(String) },
      },
    ],
    corrections: [],
  });
  expect(told.claims[0]!.learningRecords).toHaveLength(12);
});

test('that they were shown stands in the audit log, and in what they are told next', async () => {
  const { personId, shown } = await exported(first!.idNumber);
  expect(shown).toContainEqual(expect.objectContaining({ act: 'read-person', role: 'reviewer', times: 1 }));
  const { db } = office.house.deps;
  const entries = await rows<{ persons: string[] }>(db, `select persons from audit_log where act = 'read-person'`);
  expect(entries).toEqual([{ persons: [personId] }, { persons: [personId] }]);
});

test('another place, and who is no reviewer, learns nothing', async () => {
  const asked = () =>
    rows<{ n: number }>(office.house.deps.db, `select count(*) as n from audit_log where outcome = 'person-unknown'`);
  const [{ n: before }] = (await asked()) as [{ n: number }];
  expect(await problemOf(await ask(first!.idNumber, elsewhere))).toMatchObject({ status: 404, code: 'person-unknown' });
  expect(await problemOf(await ask(stranger!.idNumber))).toMatchObject({ status: 404, code: 'person-unknown' });
  expect((await ask(first!.idNumber, enterprise)).status).toBe(403);
  expect(await problemOf(await propose({ name: '别人' }, elsewhere))).toMatchObject({ code: 'person-unknown' });
  expect((await propose({ name: '别人' }, enterprise)).status).toBe(403);
  expect(await problemOf(await ask('320200199001010014'))).toMatchObject({ status: 422, code: 'invalid-input' });
  // Who asks for one after the other leaves a trace.
  expect(await asked()).toEqual([{ n: before + 3 }]);
});

test('one proposes, another one decides: until then nothing changes', async () => {
  const answer = await propose({ name: '欧阳晓明', mobile });
  expect(answer.status, await answer.clone().text()).toBe(200);
  const proposed = (await answer.json()) as { id: string };
  expect(proposed).toMatchObject({
    status: 'proposed',
    fields: ['mobile', 'name'],
    claims: [claimId],
    proposedBy: 'li',
  });
  expect((await exported(first!.idNumber)).claims[0]!.rosters).toMatchObject([{ name: first!.name }]);
  const decide = (as: As, decision = 'approve') =>
    office.api.post(`/v1/people/corrections/${proposed.id}/decision`, { decision }, as);
  expect(await problemOf(await decide(reviewer))).toMatchObject({ status: 403, code: 'another-person-required' });
  // Who filed for the enterprise is nobody to decide either, whatever their role.
  expect(await problemOf(await decide({ ...reviewer, subject: enterprise.subject }))).toMatchObject({
    code: 'another-person-required',
  });
  expect(await problemOf(await decide({ ...otherReviewer, jurisdiction: 'chongqing' }))).toMatchObject({
    status: 404,
    code: 'correction-unknown',
  });
  const tasks = async (as: As) =>
    (
      (await (await office.api.get('/v1/tasks', as)).json()) as { items: { act: string; correctionId?: string }[] }
    ).items.filter(({ act }) => act === 'correction-decision');
  expect(await tasks(reviewer)).toEqual([]);
  expect(await tasks(otherReviewer)).toMatchObject([{ correctionId: proposed.id }]);
  const read = await (await office.api.get(`/v1/people/corrections/${proposed.id}`, otherReviewer)).json();
  expect(read).toMatchObject({
    now: [{ ref: '1', name: first!.name, mobile: first!.mobile }],
    after: { name: '欧阳晓明', mobile },
  });
  const masked = await (await office.api.get(`/v1/people/corrections/${proposed.id}`, supervisor)).text();
  expect(masked).not.toContain(mobile);

  const decided = await decide(otherReviewer);
  expect(decided.status, await decided.clone().text()).toBe(200);
  expect(await problemOf(await decide(supervisor))).toMatchObject({ status: 409, code: 'correction-decided' });
  expect(await tasks(otherReviewer)).toEqual([]);
});

test('what is put right stands everywhere in the place, what it was is kept, and the claim says so', async () => {
  const { claims, corrections } = await exported(first!.idNumber);
  expect(claims[0]!.rosters).toMatchObject([{ name: '欧阳晓明', mobile, idNumber: first!.idNumber }]);
  expect(corrections).toMatchObject([
    {
      ...{
        status: 'done',
        fields: ['mobile', 'name'],
        after: { name: '欧阳晓明', mobile },
        reason: '已核对身份证原件。',
      },
      before: [{ ref: '1', name: first!.name, mobile: first!.mobile }],
    },
  ]);
  const { id } = corrections[0]!;
  const dossier = (await (await office.api.get(`/v1/claims/${claimId}/dossier`, enterprise)).json()) as {
    roster: { items: { name: string }[] };
  };
  expect(dossier.roster.items.map(({ name }) => name)).toEqual(['欧阳晓明', second!.name]);
  const page = await (await office.api.get(`/v1/claims/${claimId}`, enterprise)).json();
  expect(page).toMatchObject({ corrections: [{ id, fields: ['mobile', 'name'] }] });
  expect(await (await office.api.get(`/v1/claims/${claimId}/trace`, reviewer)).json()).toMatchObject({
    unchanged: true,
  });
  const { db } = office.house.deps;
  const mails = await rows<{ params: object }>(db, `select params from outbox where template = 'personCorrected'`);
  expect(mails).toMatchObject([{ params: { claimId } }]);
  const entries = await rows(
    db,
    `select act, claim_id, concerns[1] as correction from audit_log where act like '%-correction' order by seq`,
  );
  expect(entries).toEqual([
    { act: 'propose-correction', claim_id: claimId, correction: id },
    { act: 'approve-correction', claim_id: claimId, correction: id },
  ]);
  // Nothing of it stands in clear.
  const kept = await rows<{ text: string }>(db, 'select c::text as text from person_corrections c');
  expect(kept).toHaveLength(1);
  for (const clear of ['欧阳晓明', first!.name, mobile]) expect(kept[0]!.text).not.toContain(clear);
});

test('a correction is proposed once, one that changes nothing is refused, and one that is refused changes nothing', async () => {
  const body = { idNumber: first!.idNumber, platformAccount: 'user-7', reason: '账号更正。' };
  const headers = { 'Idempotency-Key': 'one-correction' };
  const [one, again] = [
    await office.api.post('/v1/people/correction', body, reviewer, headers),
    await office.api.post('/v1/people/correction', body, reviewer, headers),
  ];
  const { id } = (await one.json()) as { id: string };
  expect(await again.json()).toMatchObject({ id });
  expect((await exported(first!.idNumber)).corrections).toHaveLength(2);
  const refused = await office.api.post(`/v1/people/corrections/${id}/decision`, { decision: 'reject' }, supervisor);
  expect(await refused.json()).toMatchObject({ status: 'refused', decidedBy: 'wang' });
  expect((await exported(first!.idNumber)).claims[0]!.rosters).toMatchObject([{ platformAccount: null }]);
  expect(await problemOf(await propose({ mobile }))).toMatchObject({ code: 'correction-empty' });
  expect(await problemOf(await propose({}))).toMatchObject({ code: 'correction-empty' });
  // Who guesses what is held about somebody leaves a trace as well.
  const guesses = `select persons from audit_log where act = 'ask-for-person' and outcome = 'correction-empty'`;
  const { personId } = await exported(first!.idNumber);
  expect(await rows(office.house.deps.db, guesses)).toEqual([{ persons: [personId] }, { persons: [personId] }]);
  // What decides about money is put right by a corrected filing.
  expect(await problemOf(await propose({ relation: 'dispatched' }))).toMatchObject({ status: 422 });
  // Nobody puts right what they handed in.
  const own = await propose({ name: '别人' }, { ...reviewer, subject: enterprise.subject });
  expect(await problemOf(own)).toMatchObject({ code: 'another-person-required' });
  expect((await exported(first!.idNumber)).corrections).toHaveLength(2);
});

test('what supervisors read while somebody is accused is not told', async () => {
  const seen = async () => (await exported(first!.idNumber)).shown.filter(({ role }) => role === 'supervisor');
  await office.api.get(`/v1/claims/${claimId}/dossier`, supervisor);
  const before = (await seen()).filter(({ act }) => act === 'read-dossier');
  expect(before).toMatchObject([{ times: 1 }]);
  const report = { refs: ['1'], reasonCode: 'never-trained', reason: '抽查时不在岗。' };
  expect((await office.api.post(`/v1/claims/${claimId}/fraud-findings`, report, reviewer)).status).toBe(201);
  await office.api.get(`/v1/claims/${claimId}/dossier`, supervisor);
  // Neither told nor taken back: what disappears would tell as much.
  expect((await seen()).filter(({ act }) => act === 'read-dossier')).toEqual(before);
  expect(JSON.stringify(await exported(first!.idNumber))).not.toMatch(/fraud|never-trained/);
});

test('a roster that another one took the place of is told as well, and kept with the claim', async () => {
  const other = { training: { classOpensOn: '2020-06-08', classEndsOn: '2020-06-26' } };
  const filed = await office.api.post('/v1/claims', filing(people(2, 40), other), enterprise);
  const { id } = (await filed.json()) as { id: string };
  const back = { decision: 'return', reasonCode: 'incomplete', reason: '名册有误。' };
  const returned = await office.api.post(`/v1/claims/${id}/filing-review`, back, reviewer);
  expect(returned.status, await returned.clone().text()).toBe(200);
  const { filing: form } = filing([], other);
  const renewed = await office.api.post(
    `/v1/claims/${id}/resubmission`,
    { filing: form, roster: people(1, 40) },
    enterprise,
  );
  expect(renewed.status, await renewed.clone().text()).toBe(200);
  const [, left] = people(2, 40) as { idNumber: string }[];
  const { claims } = await exported(left!.idNumber);
  // What is put right concerns a claim that was filed after it was proposed, too.
  const body = { idNumber: left!.idNumber, name: '欧阳晓明', reason: '已核对。' };
  const proposed = (await (await office.api.post('/v1/people/correction', body, reviewer)).json()) as { id: string };
  const later = filing(people(1, 41), { training: { classOpensOn: '2020-06-29', classEndsOn: '2020-06-30' } });
  const next = (await (await office.api.post('/v1/claims', later, enterprise)).json()) as { id: string };
  const decision = await office.api.post(
    `/v1/people/corrections/${proposed.id}/decision`,
    { decision: 'approve' },
    supervisor,
  );
  expect(((await decision.json()) as { claims: string[] }).claims.sort()).toEqual([id, next.id].sort());
  const page = await (await office.api.get(`/v1/claims/${next.id}`, enterprise)).json();
  expect(page).toMatchObject({ corrections: [{ id: proposed.id, fields: ['name'] }] });
  expect(claims).toMatchObject([{ claimId: id, rosters: [{ current: false, erased: false }], lines: [] }]);
});
