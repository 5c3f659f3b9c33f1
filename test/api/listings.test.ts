import { afterAll, beforeAll, expect, test } from 'vitest';
import { listedParties } from '../../db/listings/listings.ts';
import { rows } from '../../db/pool.ts';
import { eraseEndedListings } from '../../db/privacy/ended-listings.ts';
import { specimens } from '../../jurisdictions/china/examples.ts';
import { assessed } from '../../jurisdictions/sandbox/examples.ts';
import { problemOf } from './support/api.ts';
import {
  bankAccount,
  company,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  reviewer,
} from './support/office.ts';
import { done } from './support/paid.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 120_000);
afterAll(() => office?.close());

type As = Parameters<Office['api']['post']>[2];
const supervisor = { role: 'supervisor', subject: 'wang', jurisdiction: 'wuxi' } as const;
const national = { role: 'supervisor', subject: 'ministry' } as const;
const inChongqing = { ...supervisor, subject: 'peng', jurisdiction: 'chongqing' };
const why = {
  reasonCode: 'false-records',
  reason: '抽查发现代刷学时。',
  document: '锡人社监〔2020〕3号',
  from: '2020-03-01',
};
const proposal = (party: object, more: object = {}) => ({
  jurisdiction: 'wuxi',
  kind: 'black',
  party,
  ...why,
  ...more,
});
const platform = { kind: 'platform', name: '中国职业培训在线' };
const post = (path: string, body: unknown, as?: As) => office.api.post(path, body, as);
const approve = (id: string, as: As, decision = 'approve') => post(`/v1/listings/${id}/decision`, { decision }, as);

/** Proposed by one and decided by another. */
async function listed(party: object, more: object = {}, by: [As, As] = [reviewer, supervisor]): Promise<string> {
  const { id } = await done(office, '/v1/listings', proposal(party, more), by[0]);
  await done(office, `/v1/listings/${id}/decision`, { decision: 'approve' }, by[1]);
  return id;
}

async function lift(id: string, by: [As, As] = [reviewer, supervisor]): Promise<void> {
  await done(office, `/v1/listings/${id}/lifting`, undefined, by[0]);
  await done(office, `/v1/listings/${id}/decision`, { decision: 'approve' }, by[1]);
}

test('nobody is on the list before a second person has decided, nor after two have lifted it', async () => {
  const { id } = await done(office, '/v1/listings', proposal(platform), supervisor);
  const holds = async () => {
    const { db } = office.house.deps;
    return (await listedParties(db, 'black', ['wuxi'], ['platform'], ['中国职业培训在线'], '2020-03-02')).size === 1;
  };
  expect(await holds()).toBe(false);
  expect(await problemOf(await approve(id, supervisor))).toMatchObject({
    status: 403,
    code: 'another-person-required',
  });
  const other = { ...supervisor, subject: 'hu' };
  const tasks = async (as: As) => {
    const { items } = (await (await office.api.get('/v1/tasks', as)).json()) as { items: { listingId?: string }[] };
    return items.flatMap(({ listingId }) => listingId ?? []);
  };
  expect([await tasks(supervisor), await tasks(other)]).toEqual([[], [id]]);
  expect((await approve(id, other)).status).toBe(200);
  expect(await problemOf(await approve(id, other))).toMatchObject({ status: 409, code: 'party-listing-wrong-status' });
  expect(await holds()).toBe(true);

  expect((await post(`/v1/listings/${id}/lifting`, undefined, other)).status).toBe(200);
  expect(await holds()).toBe(true);
  expect(await problemOf(await approve(id, other))).toMatchObject({ code: 'another-person-required' });
  expect(await (await approve(id, supervisor, 'reject')).json()).toMatchObject({ status: 'listed', liftingBy: null });
  await lift(id);
  expect(await holds()).toBe(false);
  const deeds = await rows<{ act: string }>(
    office.house.deps.db,
    `select act from audit_log where concerns @> array[$1] order by seq`,
    [id],
  );
  expect(deeds.map(({ act }) => act)).toEqual([
    'propose-black-listing',
    'approve-black-listing',
    'propose-lifting',
    'reject-lifting',
    'propose-lifting',
    'approve-lifting',
  ]);
});

test('another place and who may not learn and do nothing, and garbage is refused', async () => {
  const { id } = await done(office, '/v1/listings', proposal(platform), reviewer);
  for (const [path, body] of [
    [`/v1/listings/${id}/decision`, { decision: 'approve' }],
    [`/v1/listings/${id}/lifting`, undefined],
  ] as const)
    expect(await problemOf(await post(path, body, inChongqing))).toMatchObject({
      status: 404,
      code: 'listing-unknown',
    });
  expect((await office.api.get(`/v1/listings/${id}`, inChongqing)).status).toBe(404);
  expect(await (await office.api.get('/v1/listings', inChongqing)).json()).toMatchObject({ items: [] });
  expect(await (await office.api.get('/v1/listings?jurisdiction=wuxi', inChongqing)).json()).toMatchObject({
    items: [],
  });
  expect(await problemOf(await post('/v1/listings', proposal(platform), inChongqing))).toMatchObject({ status: 404 });
  expect((await post('/v1/listings', proposal(platform), enterprise)).status).toBe(403);
  expect((await office.api.get('/v1/listings', enterprise)).status).toBe(403);
  expect((await approve(id, reviewer)).status).toBe(403);
  expect(await problemOf(await post('/v1/listings', proposal(platform, { to: '2020-02-01' }), reviewer))).toMatchObject(
    {
      errors: [{ path: 'to', code: 'dates-reversed' }],
    },
  );
  const wrong = [
    { kind: 'enterprise', uscc: '1', name: 'x' },
    { kind: 'person', idNumber: '1' },
    { kind: 'city' },
    null,
  ];
  for (const party of wrong) expect((await post('/v1/listings', proposal(party as object), reviewer)).status).toBe(422);
  const [stranger] = people(1, 900) as { idNumber: string }[];
  const unknown = proposal({ kind: 'person', idNumber: stranger!.idNumber });
  expect(await problemOf(await post('/v1/listings', unknown, reviewer))).toMatchObject({ code: 'person-unknown' });
  await done(office, `/v1/listings/${id}/decision`, { decision: 'reject' }, supervisor);
  // Neither opens, nor pages on, what it did not give out.
  expect((await office.api.get('/v1/listings?cursor=x', supervisor)).status).toBe(422);
});

test('who is on the black list of the place or of the country cannot file, and who stands in for them neither', async () => {
  const byCode = { kind: 'enterprise', uscc: company.uscc, name: company.name };
  const to = '2021-02-28';
  const id = await listed(byCode, { jurisdiction: 'china', to }, [national, { ...national, subject: 'ministry-2' }]);
  const refused = await problemOf(await post('/v1/claims', filing(people(1, 5)), enterprise));
  expect(refused).toMatchObject({
    status: 422,
    code: 'enterprise-blacklisted',
    errors: [{ path: 'filing.enterprise.uscc' }],
  });
  expect(refused.messages.zh).toContain(to);
  await lift(id, [national, { ...national, subject: 'ministry-2' }]);
  // Listed as an institution it is the same company.
  const trainer = await listed({ ...byCode, kind: 'institution' });
  expect(await problemOf(await post('/v1/claims', filing(people(1, 5)), enterprise))).toMatchObject({
    code: 'enterprise-blacklisted',
  });
  await lift(trainer);
  // The same name typed otherwise.
  const spelt = await listed({ kind: 'platform', name: '中国职业培训 在线' });
  const { platform: used } = filing().filing as { platform?: object };
  expect(used).toMatchObject({ name: '中国职业培训在线' });
  expect(await problemOf(await post('/v1/claims', filing(people(1, 5)), enterprise))).toMatchObject({
    code: 'platform-blacklisted',
  });
  await lift(spelt);
  // One that is over, or has not begun, keeps nobody out.
  await listed(platform, { from: '2020-01-01', to: '2020-03-01' });
  await listed(platform, { from: '2020-03-03' });
  expect((await post('/v1/claims', filing(people(1, 5)), enterprise)).status).toBe(201);
});

test('a person on the black list brings nothing, and the same comes out once it is lifted', {
  timeout: 60_000,
}, async () => {
  const roster = people(3, 20) as { idNumber: string; name: string }[];
  const days = { classOpensOn: '2020-04-08', classEndsOn: '2020-05-15' };
  const { id } = await done(office, '/v1/claims', filing(roster, { training: days }), enterprise);
  const person = { kind: 'person', idNumber: roster[0]!.idNumber };
  const listing = await listed(person, { to: '2021-02-28' });
  // What the next filing is estimated at leaves them out.
  const next = filing([roster[0]!, roster[1]!], {
    training: { classOpensOn: '2020-06-02', classEndsOn: '2020-06-03' },
  });
  expect(await (await post('/v1/claims', next, enterprise)).json()).toMatchObject({ estimateFen: 44_400 });

  await done(office, `/v1/claims/${id}/filing-review`, { decision: 'approve' }, reviewer);
  await office.advanceTo('2020-05-18T09:00:00+08:00');
  const refs = ['1', '2', '3'];
  const records = refs.flatMap((ref) =>
    Array.from({ length: 12 }, (_, i) => ({
      ...{ ref, lesson: `L${i}`, minutes: 90, startedAt: `2020-04-${10 + i}T19:00:00+08:00` },
    })),
  );
  await done(office, `/v1/claims/${id}/learning-records`, { records }, enterprise);
  await done(office, `/v1/claims/${id}/training-completion`, { classEndedOn: '2020-05-15' }, enterprise);
  const certificates = refs.map((ref) => ({ ref, kind: 'completion', number: `P-${ref}`, issuedOn: '2020-05-18' }));
  const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
  await done(office, `/v1/claims/${id}/application`, { certificates, bankAccount, materials }, enterprise);
  const fixed = await done(office, `/v1/claims/${id}/application-review`, { decision: 'approve' }, reviewer);
  expect(fixed).toMatchObject({
    amountFen: 88_800,
    lines: [
      {
        ref: '1',
        amountFen: 0,
        eligible: false,
        code: 'person-blacklisted',
        source: expect.stringContaining('blacklist'),
      },
      { ref: '2', amountFen: 44_400 },
      { ref: '3', amountFen: 44_400 },
    ],
  });
  const trace = async () => (await office.api.get(`/v1/claims/${id}/trace`, { role: 'auditor' })).json();
  expect(await trace()).toMatchObject({ unchanged: true });
  await lift(listing);
  expect(await trace()).toMatchObject({ unchanged: true });

  // The person is told; what is only proposed is not, nor who looks at it.
  const told = async () => {
    const answer = await post('/v1/people/export', { idNumber: roster[0]!.idNumber }, reviewer);
    return (await answer.json()) as { listings: object[]; shown: { act: string }[] };
  };
  expect((await told()).listings).toEqual([
    { kind: 'black', reasonCode: why.reasonCode, from: why.from, to: '2021-02-28', lifted: true },
  ]);
  const { id: proposed } = await done(office, '/v1/listings', proposal(person), reviewer);
  expect((await office.api.get(`/v1/listings/${proposed}`, supervisor)).status).toBe(200);
  const { listings, shown } = await told();
  expect(listings).toHaveLength(1);
  expect(shown.map(({ act }) => act)).not.toContain('read-listing');
  await done(office, `/v1/listings/${proposed}/decision`, { decision: 'reject' }, supervisor);

  // The person is named nowhere in the lists; why, who may know is told, and that stands in the audit log.
  const list = await (await office.api.get('/v1/listings?partyKind=person', supervisor)).text();
  for (const clear of [roster[0]!.idNumber, roster[0]!.name, why.reason, why.document])
    expect(list).not.toContain(clear);
  expect(await (await office.api.get(`/v1/listings/${listing}`, supervisor)).json()).toMatchObject({
    ...{ reason: why.reason, document: why.document, status: 'lifted', partyName: null },
  });
  const reads = `select persons from audit_log where act = 'read-listing' and concerns @> array[$1]`;
  const [{ party }] = (JSON.parse(list) as { items: { party: string }[] }).items as [{ party: string }];
  expect(await rows(office.house.deps.db, reads, [listing])).toEqual([{ persons: [party] }]);
});

test('who is on the white list of a place that says so need not hand in what it waives', async () => {
  const sandbox = { jurisdiction: 'sandbox', programme: 'external-assessment' };
  const as = { ...enterprise, uscc: assessed.enterprise.uscc };
  const body = (materials: object[], seed: number) => ({
    ...{
      ...sandbox,
      filing: {
        ...assessed,
        training: { ...assessed.training, classOpensOn: '2020-06-01', classEndsOn: '2020-06-30' },
        materials,
      },
    },
    roster: people(1, seed),
  });
  expect(await problemOf(await post('/v1/claims', body([], 31), as))).toMatchObject({
    errors: [{ code: 'material-missing' }],
  });
  const party = { kind: 'enterprise', uscc: as.uscc, name: assessed.enterprise.name };
  const officials: [As, As] = [national, { ...national, subject: 'another' }];
  await listed(party, { jurisdiction: 'sandbox', kind: 'white', reasonCode: 'credit-a' }, officials);
  const { id } = await done(office, '/v1/claims', body([], 31), as);
  const dossier = await (await office.api.get(`/v1/claims/${id}/dossier`, as)).json();
  expect(dossier).toMatchObject({ filing: { materials: [] } });
  // What it does hand in is looked at like everybody's.
  for (const fileId of ['waived', 'nothing-there'])
    expect(
      await problemOf(await post('/v1/claims', body([{ kind: 'self-assessment', fileId }], 32), as)),
    ).toMatchObject({
      errors: [{ code: 'file-unknown' }],
    });
});

test('why somebody was listed is erased once the listing has been over for so long', async () => {
  const { db } = office.house.deps;
  const told: unknown[] = [];
  const erase = (now: string) => eraseEndedListings(db, { years: 2, now }, 50, (one) => told.push(one));
  expect(await erase('2022-02-28T12:00:00+08:00')).toBe(0);
  const held = () =>
    rows<{ status: string; until: string | null }>(
      db,
      `select status, listed_to as until from party_listings where personal <> '{}'`,
    );
  const before = await held();
  expect(await erase('2023-03-02T12:00:00+08:00')).toBeGreaterThan(0);
  // What holds without end stays.
  expect((await held()).every(({ status, until }) => status === 'listed' && until === null)).toBe(true);
  expect((await held()).length).toBeLessThan(before.length);
  expect(told).toEqual([]);
});
