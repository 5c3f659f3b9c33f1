import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInspectionActivities } from '../../activities/inspection/index.ts';
import type { Actor } from '../../api/auth/tokens.ts';
import { recusals } from '../../db/inspection/inspectors.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { rows } from '../../db/pool.ts';
import { eraseUnfiled } from '../../db/privacy/unfiled.ts';
import { problemOf } from '../api/support/api.ts';
import { company, enterprise, filing, type Office, openOffice, people, reviewer } from '../api/support/office.ts';
import { done, paidClaims } from '../api/support/paid.ts';
import { recoveryReaches } from '../claims/support/recoveries.ts';
import { testFolder } from '../support/folder.ts';
import { outboxOf } from '../support/outbox.ts';
import { runScript } from '../support/process.ts';

let office: Office;
let claimId: string;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const as = (role: Actor['role'], subject: string, jurisdiction = 'wuxi'): Actor => ({ role, subject, jurisdiction });
const sun = as('supervisor', 'sun');
const ma = as('supervisor', 'ma');
const accounts: Record<string, string> = { 'WX-01': 'wu-min', 'WX-02': 'he-li', 'WX-03': 'tang', 'WX-04': 'gao' };
const inspector = (staffNumber: string) => as('inspector', accounts[staffNumber]!);
const inspectors: Record<string, string> = {};

const post = (path: string, body: unknown, by: Actor) => office.api.post(path, body, by);
const refusal = async (path: string, body: unknown, by: Actor) => {
  const { status, code } = await problemOf(await post(path, body, by));
  return [status, code];
};
const read = async <T = Record<string, unknown>>(path: string, by?: Actor): Promise<T> =>
  (await (await office.api.get(path, by)).json()) as T;

interface Draw {
  status: string;
  frozen: string;
  frozenSha256: string;
  frozenAt: string;
  seedDueAt: string;
  seed: string | null;
  seedAt: string | null;
  results: { ref: string; inspectors: string[]; outcome: string | null; overdue: boolean; referred: boolean }[];
}
const published = (period: string) => read<Draw>(`/v1/inspection-draws/wuxi.${period}`);
interface Inspection {
  id: string;
  ref: string;
  stage: string;
  overdue: boolean;
  inspectors: string[];
}
const inspectionsOf = async (by: Actor) => (await read<{ items: Inspection[] }>('/v1/inspections', by)).items;

test('one person proposes an inspector, another decides, and neither is the inspector', async () => {
  for (const [staffNumber, subject] of Object.entries(accounts)) {
    const body = { jurisdiction: 'wuxi', subject, staffNumber };
    inspectors[staffNumber] = (await done(office, '/v1/inspectors', body, sun)).id;
  }
  const first = `/v1/inspectors/${inspectors['WX-01']}`;
  const approve = { decision: 'approve' };
  const again = { jurisdiction: 'wuxi', subject: 'somebody', staffNumber: 'WX-01' };
  expect(await refusal('/v1/inspectors', again, sun)).toEqual([409, 'inspector-known']);
  expect(await refusal('/v1/inspectors', { ...again, jurisdiction: 'chongqing' }, sun)).toEqual([404, 'not-found']);
  expect(await refusal('/v1/inspectors', { ...again, staffNumber: '王某' }, sun)).toEqual([422, 'invalid-input']);
  expect(await refusal('/v1/inspectors', { ...again, subject: 'sun' }, sun)).toEqual([403, 'another-person-required']);
  expect(await refusal(`${first}/decision`, approve, sun)).toEqual([403, 'another-person-required']);
  const self = as('supervisor', accounts['WX-01']!);
  expect(await refusal(`${first}/decision`, approve, self)).toEqual([403, 'another-person-required']);
  const away = as('supervisor', 'away', 'chongqing');
  for (const act of ['decision', 'removal'])
    expect(await refusal(`${first}/${act}`, approve, away)).toEqual([404, 'not-found']);
  expect(await refusal(`${first}/removal`, undefined, ma)).toEqual([409, 'inspector-wrong-status']);
  for (const id of Object.values(inspectors)) await done(office, `/v1/inspectors/${id}/decision`, approve, ma);
  const ofMa = await read<{ items: { act: string }[] }>('/v1/tasks', ma);
  expect(ofMa.items.filter(({ act }) => act === 'inspector-decision')).toEqual([]);
  // One may leave, when two say so; here they do not.
  await done(office, `${first}/removal`, undefined, sun);
  await done(office, `${first}/decision`, { decision: 'reject' }, ma);
  expect(await refusal(`${first}/decision`, approve, sun)).toEqual([409, 'inspector-wrong-status']);
});

test('inspectors see themselves, and say from whom they recuse themselves', async () => {
  const list = async (by: Actor) =>
    (await read<{ items: { staffNumber: string }[] }>('/v1/inspectors', by)).items.map((one) => one.staffNumber);
  expect((await list(sun)).sort()).toEqual(Object.keys(accounts));
  expect(await list(inspector('WX-02'))).toEqual(['WX-02']);
  expect(await list(as('supervisor', 'away', 'chongqing'))).toEqual([]);
  const recusal = { claimantKind: 'enterprise', claimant: company.uscc };
  const of = (staffNumber: string) => `/v1/inspectors/${inspectors[staffNumber]}/recusals`;
  expect(await refusal(of('WX-01'), recusal, inspector('WX-02'))).toEqual([404, 'not-found']);
  await done(office, of('WX-01'), recusal, inspector('WX-01'));
  await done(office, of('WX-01'), recusal, inspector('WX-01'));
});

test('the Schedule draws the claim, its list is published before its seed, and who is recused is not drawn', {
  timeout: 120_000,
}, async () => {
  [claimId] = (await paidClaims(office, people(2))) as [string];
  const draw = await published('2020-04');
  expect(draw).toMatchObject({ status: 'drawn', results: [{ outcome: null, referred: false }] });
  expect(createHash('sha256').update(draw.frozen).digest('hex')).toBe(draw.frozenSha256);
  expect(draw.frozenAt.slice(0, 16)).toBe('2020-04-15T09:00');
  expect(draw.seedDueAt > draw.frozenAt && draw.seedAt! >= draw.seedDueAt).toBe(true);
  const { objects, inspectors } = JSON.parse(draw.frozen) as {
    objects: object[];
    inspectors: { staffNumber: string; recusedFrom: string[] }[];
  };
  expect(objects).toEqual([{ amountClass: 'ordinary', ref: draw.results[0]!.ref }]);
  expect(inspectors.map(({ recusedFrom }) => recusedFrom.length)).toEqual([1, 0, 0, 0]);
  expect(draw.results[0]!.inspectors).not.toContain('WX-01');
  // Chongqing had nothing to draw: one row, and no workflow.
  expect(await read('/v1/inspection-draws/chongqing.2020-04')).toMatchObject({
    ...{ status: 'not-held', reason: 'population-empty', seed: null, results: [] },
  });
  const { items } = await read<{ items: object[] }>('/v1/inspection-draws?jurisdiction=wuxi');
  expect(items).toHaveLength(1);
});

const visit = {
  visitedOn: '2020-06-01',
  place: '示例路1号',
  met: '培训负责人王某',
  observations: '抽问三人',
  materials: [],
};
const finding = { finding: 'suspected-fraud', reasonCode: 'never-trained', refs: ['1'], reason: '王某称未参加培训' };
const result = { outcome: 'fraud', reasonCode: 'never-trained', reason: '认定骗取补贴' };

test('only whom the lot has named inspects, each act once, and what is overdue stays visible', {
  timeout: 60_000,
}, async () => {
  const [inspection] = (await inspectionsOf(sun)) as [Inspection];
  const path = `/v1/inspections/${inspection.id}`;
  expect(inspection).toMatchObject({ stage: 'visit', overdue: true });
  expect((await published('2020-04')).results).toMatchObject([{ overdue: true }]);
  expect((await outboxOf(office.house.deps.db, 'escalateInspection')).map(({ to }) => to)).toEqual([
    'supervisor@wuxi.authority.example',
  ]);
  const tasks = async (by: Actor) =>
    (await read<{ items: { act: string; inspectionId?: string }[] }>('/v1/tasks', by)).items;
  expect(await tasks(sun)).toMatchObject([{ act: 'supervision', inspectionId: inspection.id, overdue: true }]);

  const [one, two] = inspection.inspectors as [string, string];
  const three = ['WX-02', 'WX-03', 'WX-04'].find((number) => !inspection.inspectors.includes(number))!;
  expect(await tasks(inspector(one))).toMatchObject([{ act: 'visit-record', inspectionId: inspection.id }]);
  // A visit is not announced.
  expect((await office.api.get(path, enterprise)).status).toBe(404);
  expect(await inspectionsOf(enterprise)).toEqual([]);
  for (const other of ['WX-01', three])
    expect(await refusal(`${path}/visit-record`, visit, inspector(other)), other).toEqual([404, 'not-found']);
  // By the Temporal UI nobody gets further either.
  const { workflow_id } = (
    await rows<{ workflow_id: string }>(office.house.deps.db, 'select workflow_id from inspections')
  )[0]!;
  const typed = { by: accounts[one]!, decision: 'fraud', dossierId: 'D1' };
  for (const act of ['visit-record', 'reassignment'] as const)
    await expect(office.house.gateway.inspection(workflow_id, act, typed, randomUUID())).rejects.toMatchObject({
      code: 'submission-missing',
    });
  await expect(
    office.house.gateway.inspection(workflow_id, 'visit-record', { by: 'stranger' }, randomUUID()),
  ).rejects.toMatchObject({ code: 'not-drawn-inspector' });

  const by = inspector(one);
  expect(await refusal(`${path}/finding`, finding, by)).toEqual([409, 'inspection-wrong-stage']);
  expect(await refusal(`${path}/visit-record`, { ...visit, visitedOn: '2020-04-15' }, by)).toEqual([
    422,
    'visit-before-draw',
  ]);
  expect(await refusal(`${path}/visit-record`, { ...visit, visitedOn: '2020-06-20' }, by)).toEqual([
    422,
    'date-in-future',
  ]);
  expect(await refusal(`${path}/visit-record`, { ...visit, place: 7 }, by)).toEqual([422, 'invalid-input']);
  const upload = async (who: Actor | typeof enterprise) => {
    const headers = { 'Content-Type': 'application/pdf' };
    const response = await office.api.post('/v1/files', Buffer.from(`%PDF-${who.subject} %%EOF`), who, headers);
    return ((await response.json()) as { fileId: string }).fileId;
  };
  const [photo, foreign] = [await upload(by), await upload(enterprise)];
  const withFile = (fileId: string) => ({ ...visit, materials: [{ kind: 'photo', fileId }] });
  expect(await refusal(`${path}/visit-record`, withFile(foreign), by)).toEqual([422, 'invalid-input']);
  const key = { 'Idempotency-Key': randomUUID() };
  const first = await office.api.post(`${path}/visit-record`, withFile(photo), by, key);
  expect(await first.json()).toMatchObject({ stage: 'finding', overdue: true, visit: { met: visit.met } });
  expect(
    (await office.api.post(`${path}/visit-record`, withFile(photo), by, key)).headers.get('Idempotency-Replayed'),
  ).toBe('true');
  expect(await refusal(`${path}/visit-record`, visit, inspector(two))).toEqual([409, 'inspection-wrong-stage']);
  expect((await office.api.get(`/v1/files/${photo}`, reviewer)).status).toBe(200);
  expect((await office.api.get(`/v1/files/${photo}`, enterprise)).status).toBe(404);

  // Nothing found does not rest on what was wrong, nor the other way round.
  const sound = { finding: 'none', reasonCode: 'hours-inflated', refs: null, reason: '课时有出入' };
  expect(await refusal(`${path}/finding`, sound, by)).toEqual([422, 'reason-contradicts']);
  expect(await refusal(`${path}/finding`, { ...finding, reasonCode: 'in-order' }, by)).toEqual([
    422,
    'reason-contradicts',
  ]);

  // The other inspector falls away: the next by lot comes, whoever asks for it.
  const leaves = { staffNumber: two, reasonCode: 'ill' };
  expect(await refusal(`${path}/reassignment`, leaves, by)).toEqual([403, 'not-drawn-inspector']);
  expect(await refusal(`${path}/reassignment`, { ...leaves, staffNumber: 'WX-01' }, sun)).toEqual([
    422,
    'inspector-not-assigned',
  ]);
  expect((await done(office, `${path}/reassignment`, leaves, inspector(two))).inspectors).toEqual([one, three]);
  expect(await refusal(`${path}/finding`, finding, inspector(two))).toEqual([404, 'not-found']);
  expect(await refusal(`${path}/reassignment`, { ...leaves, staffNumber: three }, sun)).toEqual([
    409,
    'inspectors-exhausted',
  ]);
  expect(await refusal(`${path}/finding`, { ...finding, refs: ['77'] }, by)).toEqual([422, 'invalid-input']);
  expect(await done(office, `${path}/finding`, finding, by)).toMatchObject({ stage: 'hearing', overdue: false });
});

test('the claimant is heard, a supervisor decides, fraud goes its way to a recovery and to the judicial organs', {
  timeout: 60_000,
}, async () => {
  const [inspection] = (await inspectionsOf(sun)) as [Inspection];
  const path = `/v1/inspections/${inspection.id}`;
  const [one] = inspection.inspectors as [string];
  expect(await read(path, enterprise)).toMatchObject({ stage: 'hearing', visit: null, finding: 'suspected-fraud' });
  expect(JSON.stringify(await read(path, enterprise))).toContain(finding.reason);
  expect(JSON.stringify(await read(path, enterprise))).not.toContain(visit.met);
  // Whoever inspects, or did, is known by staff number.
  const shown = await read<{ inspectors: string[]; acts: { act: string; by: string }[] }>(path, enterprise);
  expect(shown.inspectors).toEqual(inspection.inspectors);
  expect(shown.acts.filter(({ by }) => by.startsWith('WX-')).map(({ act }) => act)).toEqual([
    'reassignInspector',
    'recordFinding',
  ]);
  // It was overdue: that was told to the supervisor, and is none of their business.
  expect(shown.acts.map(({ act }) => act)).not.toContain('escalateInspection');
  const ofClaim = async (claim: string) =>
    (await read<{ items: Inspection[] }>(`/v1/inspections?claimId=${claim}`, enterprise)).items.map(({ id }) => id);
  expect(await ofClaim(claimId)).toEqual([inspection.id]);
  expect(await ofClaim('C0000000000000000000')).toEqual([]);
  for (const account of Object.values(accounts)) expect(JSON.stringify(shown)).not.toContain(account);
  expect(await refusal(`${path}/result`, result, sun)).toEqual([409, 'inspection-wrong-stage']);
  expect(await refusal(`${path}/statement`, { reason: 'x' }, { ...enterprise, uscc: '91320200MA0000001G' })).toEqual([
    404,
    'not-found',
  ]);
  const answer = { reason: '王某当日请假', materials: [] };
  expect(await done(office, `${path}/statement`, answer, enterprise)).toMatchObject({
    stage: 'result',
    statement: answer,
  });
  expect(await refusal(`${path}/statement`, answer, enterprise)).toEqual([409, 'inspection-wrong-stage']);
  const alsoInspects = as('supervisor', accounts[one]!);
  expect(await refusal(`${path}/result`, result, alsoInspects)).toEqual([403, 'another-person-required']);
  expect(await refusal(`${path}/result`, result, as('supervisor', enterprise.subject))).toEqual([
    403,
    'another-person-required',
  ]);
  const closed = await done(office, `${path}/result`, result, sun);
  expect(closed).toMatchObject({ stage: 'closed', outcome: 'fraud', referred: false });
  expect(await refusal(`${path}/result`, result, ma)).toEqual([409, 'inspection-wrong-stage']);

  const ruling = `/v1/fraud-findings/${closed.fraudFindingId}/ruling`;
  const uphold = { decision: 'uphold', reason: '属实' };
  expect(await refusal(ruling, uphold, alsoInspects)).toEqual([403, 'another-person-required']);
  await done(office, ruling, uphold, ma);
  const { amount_fen } = await recoveryReaches(office.house, `R${closed.fraudFindingId}`, ({ act_no }) => act_no > 0);
  expect(amount_fen).toBeGreaterThan(0);

  const list = {
    claimant: true,
    refs: ['1'],
    reasonCode: 'fraud',
    reason: '骗取补贴',
    document: '监〔2020〕9号',
    from: '2020-06-01',
  };
  expect(await refusal(`${path}/credit-listing`, { ...list, refs: ['99'] }, sun)).toEqual([422, 'invalid-input']);
  expect(await refusal(`${path}/credit-listing`, { ...list, claimant: false, refs: [] }, sun)).toEqual([
    422,
    'listing-of-nobody',
  ]);
  const proposed = await done(office, `${path}/credit-listing`, list, sun);
  const listings = proposed.listings as { id: string; partyKind: string; status: string }[];
  expect(listings.map(({ partyKind, status }) => [partyKind, status])).toEqual([
    ['enterprise', 'proposed'],
    ['person', 'proposed'],
  ]);
  for (const { id } of listings) {
    expect(await refusal(`/v1/listings/${id}/decision`, { decision: 'approve' }, sun)).toEqual([
      403,
      'another-person-required',
    ]);
    await done(office, `/v1/listings/${id}/decision`, { decision: 'approve' }, ma);
  }
  // From that day on nothing is filed with it.
  const next = await refusal(
    '/v1/claims',
    filing(people(1, 90), { training: { classOpensOn: '2020-06-20', classEndsOn: '2020-07-20' } }),
    enterprise,
  );
  expect(next).toEqual([422, 'enterprise-blacklisted']);

  const letter = { organ: '某公安分局', documentNumber: '移〔2020〕3号', referredOn: '2020-06-01' };
  expect(await refusal(`${path}/judicial-referral/decision`, { decision: 'approve', reason: 'x' }, ma)).toEqual([
    409,
    'referral-unknown',
  ]);
  expect(await refusal(`${path}/judicial-referral`, { ...letter, referredOn: '2020-04-01' }, sun)).toEqual([
    422,
    'referral-before-draw',
  ]);
  await done(office, `${path}/judicial-referral`, letter, sun);
  expect(await refusal(`${path}/judicial-referral`, letter, ma)).toEqual([409, 'referral-standing']);
  const agree = { decision: 'approve', reason: '同意移送' };
  expect(await refusal(`${path}/judicial-referral/decision`, agree, sun)).toEqual([403, 'another-person-required']);
  expect(await done(office, `${path}/judicial-referral/decision`, agree, ma)).toMatchObject({
    ...{ referred: true, referrals: [{ ...letter, status: 'done', proposedBy: 'sun', decidedBy: 'ma' }] },
  });
  const seen = await read<{ referrals: object[]; referred: boolean }>(path, enterprise);
  expect([seen.referred, seen.referrals]).toEqual([true, []]);

  // What the public reads names neither claim nor claimant nor anybody.
  const open = JSON.stringify(await published('2020-04'));
  expect(open).toContain('"outcome":"fraud"');
  for (const secret of [claimId, company.uscc, company.name, letter.organ, ...Object.values(accounts), '王某'])
    expect(open, secret).not.toContain(secret);
});

test('an outsider draws again from what is published, and finds out what was changed', {
  timeout: 60_000,
}, async () => {
  const file = join(testFolder(), 'draw.json');
  const verify = async (draw: object, ...noted: string[]) => {
    writeFileSync(file, JSON.stringify(draw));
    const script = runScript('api/inspections/verify.ts', [file, ...noted]);
    return { code: await script.ended, output: script.output() };
  };
  const draw = await published('2020-04');
  expect(await verify(draw)).toMatchObject({ code: 0, output: expect.stringContaining(draw.frozenSha256) });
  const tampered = { ...draw, results: [{ ...draw.results[0], inspectors: ['WX-01', 'WX-02'] }] };
  expect(await verify(tampered)).toMatchObject({ code: 1, output: expect.stringContaining('by lot') });
  expect(await verify(draw, draw.frozenSha256)).toMatchObject({ code: 0 });
  // Another list with another hash agrees with itself; who has noted the hash before there was a seed knows better.
  expect(await verify(draw, 'ab'.repeat(32))).toMatchObject({
    code: 1,
    output: expect.stringContaining('was published with the hash'),
  });
  expect(await verify({ ...draw, status: 'frozen', seed: null })).toMatchObject({
    code: 1,
    output: expect.stringContaining(`its seed is drawn at ${draw.seedDueAt}`),
  });
  expect(await verify({ ...draw, status: 'not-held', reason: 'no-inspectors', seed: null })).toMatchObject({
    code: 1,
    output: expect.stringContaining('was not held (no-inspectors)'),
  });
  expect(await verify({})).toMatchObject({ code: 1, output: expect.stringContaining('is no published draw') });
});

test('before the seed there is only the list; who does not answer in time was heard, on nothing worse', {
  timeout: 60_000,
}, async () => {
  await office.advanceTo('2020-07-15T10:00:00+08:00');
  const frozen = await published('2020-07');
  expect(frozen).toMatchObject({ status: 'frozen', seed: null, results: [] });
  // Its inspection has ended, and it was paid within three months: it may be drawn again, under another reference.
  expect(JSON.parse(frozen.frozen).objects).toHaveLength(1);
  expect(await inspectionsOf(sun)).toHaveLength(1);
  await office.advanceTo('2020-07-16T10:00:00+08:00');
  const drawn = await published('2020-07');
  expect(drawn).toMatchObject({ status: 'drawn', frozen: frozen.frozen, frozenSha256: frozen.frozenSha256 });
  const [inspection] = (await inspectionsOf(sun)) as [Inspection];
  const path = `/v1/inspections/${inspection.id}`;
  const both = inspection.inspectors.map((number) =>
    post(`${path}/visit-record`, { ...visit, visitedOn: '2020-07-16' }, inspector(number)),
  );
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409]);
  const by = inspector(inspection.inspectors[0]!);
  await done(office, `${path}/finding`, { ...finding, finding: 'irregularity', refs: null }, by);
  await office.advanceTo('2020-07-24T00:05:00+08:00');
  expect(await read(path, sun)).toMatchObject({ stage: 'result', overdue: false });
  expect(await refusal(`${path}/result`, result, sun)).toEqual([409, 'outcome-unfounded']);
  await done(office, `${path}/result`, { ...result, outcome: 'to-be-corrected' }, sun);
  expect((await published('2020-07')).results).toMatchObject([{ outcome: 'to-be-corrected', referred: false }]);
  // Run again, as after a crash, or for the same month by another workflow, a draw stays what it is.
  const { drawLots, freezePopulation } = createInspectionActivities(office.house.deps);
  await drawLots({ drawId: 'wuxi.2020-07', at: '2020-07-24T00:05:00+08:00' });
  const other = await freezePopulation({ jurisdiction: 'wuxi', workflowId: 'another' });
  expect(other).toMatchObject({ status: 'not-held', drawId: null });
  expect(await published('2020-07')).toMatchObject({ seed: drawn.seed, results: [{ ref: drawn.results[0]!.ref }] });
  // What was never filed goes; what was handed in with an inspection was filed with it.
  const never = { before: '2199-01-01T00:00:00+08:00', now: '2020-07-24T00:05:00+08:00' };
  await eraseUnfiled(office.house.deps.db, never, 1_000, () => {});
  expect(await read(path, sun)).toMatchObject({ visit: { met: visit.met } });
  // Nobody can exchange a seed that is drawn, whatever runs on the database.
  const change = office.house.deps.db.query(
    `update inspection_draws set seed = repeat('0', 64) where status = 'drawn'`,
  );
  await expect(change).rejects.toThrow('is drawn');
});

test('whoever judged a class, or handed in a change of it, may not inspect it', async () => {
  const { db } = office.house.deps;
  const recused = async () => (await recusals(db, 'wuxi', [claimId])).map((one) => one.inspector_id);
  const before = await recused();
  const [one, two] = Object.keys(accounts).filter((number) => !before.includes(inspectors[number]!)) as [
    string,
    string,
  ];
  const judged = { evaluations: [{ ref: '2', rating: 4, skillImproved: true }] };
  await done(office, `/v1/claims/${claimId}/evaluation`, judged, as('reviewer', accounts[one]!));
  await storeDossier(db, { id: randomUUID(), claimId, kind: 'change', body: {}, bySubject: accounts[two]! });
  expect((await recused()).sort()).toEqual([...before, inspectors[one], inspectors[two]].sort());
});
