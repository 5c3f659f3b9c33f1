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
  corrections: { fields: string[]; before: object[] | null; after: object | null; reason: string | null }[];
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
const correct = (body: object, as: Parameters<Office['api']['post']>[2] = reviewer) =>
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
  expect(await problemOf(await ask(first!.idNumber, elsewhere))).toMatchObject({ status: 404, code: 'person-unknown' });
  expect(await problemOf(await ask(stranger!.idNumber))).toMatchObject({ status: 404, code: 'person-unknown' });
  expect((await ask(first!.idNumber, enterprise)).status).toBe(403);
  expect(await problemOf(await correct({ name: '别人' }, elsewhere))).toMatchObject({ code: 'person-unknown' });
  expect((await correct({ name: '别人' }, enterprise)).status).toBe(403);
  expect(await problemOf(await ask('320200199001010014'))).toMatchObject({ status: 422, code: 'invalid-input' });
});

test('what is wrong is put right everywhere in the place, and what it was is kept', async () => {
  const mobile = '19900009999';
  const answer = await correct({ name: '欧阳晓明', mobile });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ fields: ['mobile', 'name'], rosters: [expect.any(String)] });
  const { claims, corrections } = await exported(first!.idNumber);
  expect(claims[0]!.rosters).toMatchObject([{ name: '欧阳晓明', mobile, idNumber: first!.idNumber }]);
  expect(corrections).toMatchObject([
    {
      fields: ['mobile', 'name'],
      before: [{ ref: '1', name: first!.name, mobile: first!.mobile }],
      after: { name: '欧阳晓明', mobile },
      reason: '已核对身份证原件。',
    },
  ]);
  const dossier = (await (await office.api.get(`/v1/claims/${claimId}/dossier`, enterprise)).json()) as {
    roster: { items: { name: string }[] };
  };
  expect(dossier.roster.items.map(({ name }) => name)).toEqual(['欧阳晓明', second!.name]);
  const trace = (await (await office.api.get(`/v1/claims/${claimId}/trace`, reviewer)).json()) as object;
  expect(trace).toMatchObject({ unchanged: true });
  // Nothing of it stands in clear.
  const kept = await rows<{ text: string }>(office.house.deps.db, 'select c::text as text from person_corrections c');
  expect(kept).toHaveLength(1);
  for (const clear of ['欧阳晓明', first!.name, mobile]) expect(kept[0]!.text).not.toContain(clear);
});

test('a correction is done once, and one that changes nothing is refused', async () => {
  const body = { idNumber: first!.idNumber, platformAccount: 'user-7', reason: '账号更正。' };
  const headers = { 'Idempotency-Key': 'one-correction' };
  const [one, again] = [
    await office.api.post('/v1/people/correction', body, reviewer, headers),
    await office.api.post('/v1/people/correction', body, reviewer, headers),
  ];
  expect(await again.json()).toEqual(await one.json());
  expect((await exported(first!.idNumber)).corrections).toHaveLength(2);
  expect(await problemOf(await correct({ platformAccount: 'user-7' }))).toMatchObject({ code: 'correction-empty' });
  expect(await problemOf(await correct({}))).toMatchObject({ code: 'correction-empty' });
  // What decides about money is put right by a corrected filing.
  expect(await problemOf(await correct({ relation: 'dispatched' }))).toMatchObject({ status: 422 });
  expect((await exported(first!.idNumber)).corrections).toHaveLength(2);
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
  expect(claims).toMatchObject([{ claimId: id, rosters: [{ current: false, erased: false }], lines: [] }]);
});
