import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { amendReport } from '../../activities/reports/amend.ts';
import { createReportActivities } from '../../activities/reports/index.ts';
import { computeReport } from '../../activities/reports/report.ts';
import { insertChange } from '../../db/claims/changes.ts';
import { createPool, rows } from '../../db/pool.ts';
import { findReport, versionsOf } from '../../db/reports/reports.ts';
import { startMailbox } from '../../dev/mailbox/server.ts';
import type { ChangeForm } from '../../domain/claim/changes.ts';
import { startMailer } from '../../worker/mailer.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';
import { storePeople } from '../claims/support/people.ts';
import { testFolder } from '../support/folder.ts';
import { adminUrlOf } from '../support/stack.ts';
import { asCounted, classForm, countedByHand, noting } from './support.ts';

let desk: Desk;
let clerk: ReturnType<typeof noting>;
const jurisdiction = 'chongqing';
const [first, second] = ['2020-06-12T09:00:00+08:00', '2020-06-25T09:00:00+08:00'];
const [firstId, secondId] = ['chongqing.2020-06-12', 'chongqing.2020-06-25'];
const count = async (id: string, version?: number) => asCounted((await findReport(desk.db, id, version))!.content);

beforeAll(async () => {
  desk = await openDesk({ connections: 8 });
  clerk = noting(desk);
  // Only platforms of the directory are subsidised there.
  for (const name of ['甲平台', '乙平台', '丙平台'])
    await desk.db.query(
      `insert into directory_entries (id, jurisdiction, kind, key, name, level, data, valid_from, status)
       values ($1, 'chongqing', 'platform', $1, $1, 'city', '{}', '2020-05-18', 'listed')`,
      [name],
    );
});
afterAll(() => desk?.close());

test('the report of a day holds what had happened by 09:00, as counted by hand', async () => {
  const { at, file, approve, open, withdraw } = clerk;
  const opens = '2020-06-10';
  const [ministry, other] = ['中国职业培训在线', '甲平台'];
  at('06-08T10:00');
  await file('a', {
    district: '500112',
    platform: ministry,
    opens,
    registered: ['2020-06-01', '2020-06-11', '2020-06-20'],
  });
  await file('b', { district: null, platform: other, opens: '2020-06-11', registered: ['2020-06-05', '2020-06-05'] });
  await file('c', {
    district: '500101',
    platform: other,
    opens: '2020-06-20',
    registered: ['2020-06-10', '2020-06-12'],
  });
  await file('e', { district: '500104', platform: other, opens: '2020-06-20', registered: ['2020-06-08'] });
  at('06-09T10:00');
  for (const claim of ['a', 'b']) await approve(claim);
  await desk.move(clerk.idOf('e'), 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  at('06-10T11:00');
  await open('a', '2020-06-10');
  at('06-12T08:59');
  await approve('c');
  const { makeReport, amendReports } = createReportActivities(desk.deps);
  const made = await makeReport({ jurisdiction, at: first });
  expect(made).toEqual({ reportId: firstId, version: 1, registrations: 7, trainingsStarted: 3 });
  expect(await count(firstId)).toEqual(countedByHand(clerk.notes, '2020-06-12', first));
  expect(await count(firstId)).toEqual({
    '500101': [2, 0, other],
    '500104': [1, 0, ''],
    '500112': [2, 3, ministry],
    '-': [2, 0, other],
    total: [7, 3, `${ministry}、${other}`],
  });
  // Run again, as after the death of a worker.
  expect(await makeReport({ jurisdiction, at: first })).toEqual(made);
  expect(await amendReports({ jurisdiction, at: first })).toEqual([]);
  expect(await versionsOf(desk.db, firstId)).toHaveLength(1);
  await withdrawLater();

  async function withdrawLater() {
    at('06-12T10:00');
    await withdraw('c');
  }
});

test('a run that comes late forms the report as of its instant, not of its own moment', async () => {
  const late = await computeReport(desk.deps, {
    ...{ jurisdiction, day: '2020-06-12', knownAt: first, version: 1, madeBy: null },
  });
  expect(late.sha256).toBe((await findReport(desk.db, firstId))!.sha256);
});

test('late data makes another version of an earlier report, with the difference; both stay', async () => {
  const { at, file, open, approve, reject } = clerk;
  at('06-13T10:00');
  // Entered later, dated before.
  await open('b', '2020-06-11');
  await file('d', {
    district: '500103',
    platform: '乙平台',
    opens: '2020-06-20',
    registered: ['2020-06-10', '2020-06-14'],
  });
  await file('f', { district: '500103', platform: '乙平台', opens: '2020-06-20', registered: ['2020-06-10'] });
  at('06-15T10:00');
  await approve('d');
  await reject('f');
  const corrected = {
    district: '500105',
    platform: '丙平台',
    opens: '2020-06-20',
    registered: ['2020-06-08', '2020-06-09'],
  };
  const rosterId = await storePeople(desk.db, clerk.people(corrected.registered));
  await desk.move(clerk.idOf('e'), 'resubmit', { again: true, body: { filing: classForm(corrected), rosterId } });
  clerk.note('e', { filed: corrected });
  at('06-25T08:00');
  const { makeReport, amendReports } = createReportActivities(desk.deps);
  await makeReport({ jurisdiction, at: second });
  expect(await amendReports({ jurisdiction, at: second })).toEqual([firstId]);
  expect(await count(secondId)).toEqual(countedByHand(clerk.notes, '2020-06-25', second));
  expect(await count(firstId)).toEqual(countedByHand(clerk.notes, '2020-06-12', second));
  expect(await count(firstId, 1)).toEqual(countedByHand(clerk.notes, '2020-06-12', first));
  expect(await count(firstId)).toEqual({
    '500103': [1, 0, ''],
    '500105': [2, 0, ''],
    '500112': [2, 3, '中国职业培训在线'],
    '-': [2, 2, '甲平台'],
    total: [7, 5, '中国职业培训在线、甲平台'],
  });
  expect(await amendReports({ jurisdiction, at: second })).toEqual([]);
});

test('every day at every moment is what the notes say', async () => {
  const moments = [...new Set(clerk.notes.map(({ at }) => at)), first, second];
  for (const day of ['2020-06-01', '2020-06-10', '2020-06-12', '2020-06-14', '2020-06-25']) {
    for (const knownAt of moments) {
      const computed = await computeReport(desk.deps, { jurisdiction, day, knownAt, version: 1, madeBy: null });
      expect(asCounted(computed.content), `${day} as known at ${knownAt}`).toEqual(
        countedByHand(clerk.notes, day, knownAt),
      );
    }
  }
});

test('two who amend at once make one version', async () => {
  clerk.at('06-26T10:00');
  await clerk.withdraw('d');
  const of = { id: firstId, knownAt: desk.now() };
  const both = await Promise.all(['liu', 'guan'].map((by) => amendReport(desk.deps, { ...of, by })));
  expect(both.filter(({ amended }) => amended)).toHaveLength(1);
  expect(both.map(({ report }) => report.version)).toEqual([3, 3]);
  expect(both[0]!.report.sha256).toBe(both[1]!.report.sha256);
});

test('a run of the Schedule that comes after somebody has amended does not take back what it could not know', async () => {
  const { amendReports } = createReportActivities(desk.deps);
  expect(await amendReports({ jurisdiction, at: second })).toEqual([]);
  expect(await versionsOf(desk.db, firstId)).toHaveLength(3);
});

test('each version is mailed to the department with both files, made from what is stored, and without people', async () => {
  const mailbox = await startMailbox({ folder: testFolder() });
  onTestFinished(() => mailbox.stop());
  const log = { info: () => {}, warn: () => {} };
  const settings = { smtpUrl: mailbox.smtpUrl, mailFrom: 'x@subsidy.example' };
  const mailer = startMailer({ db: desk.db, settings, log, pauseMs: 20 });
  onTestFinished(() => mailer.stop());
  const to = 'report@chongqing.authority.example';
  const received = async () => (await mailbox.messages()).filter(({ recipients }) => recipients.includes(to));
  await expect.poll(async () => (await received()).length, { timeout: 20_000 }).toBe(4);
  const [amended] = (await received()).filter(({ subject }) => subject.includes('已更正')).reverse();
  expect(amended!.text).toContain('万州区，实名注册学员人次数：2 → 0');
  expect(amended!.text).toContain('Wanzhou District, registrations: 2 → 0');
  const source = await (await fetch(`${mailbox.webUrl}/mails/${amended!.id}.eml`)).text();
  expect(source).toContain('report-chongqing.2020-06-12-v2.csv');
  expect(source).toContain('report-chongqing.2020-06-12-v2.xlsx');
  const attached = (name: string) => {
    const [, base64 = ''] = new RegExp(`${name}[^]*?\\r?\\n\\r?\\n([\\w+/=\\r\\n]+)\\r?\\n--`).exec(source) ?? [];
    return Buffer.from(base64, 'base64');
  };
  expect(attached('v2.csv').toString('utf8')).toContain('合计,7,5,1,1');
  const cells = await readSheet(attached('v2.xlsx'), 1);
  expect(cells.find(([name]) => name === '合计')).toEqual(['合计', 7, 5, 1, 1]);
  const [{ stored }] = (await rows<{ stored: string }>(
    desk.db,
    `select string_agg(params::text, '') as stored from outbox where template like '%Report'`,
  )) as [{ stored: string }];
  expect(stored).not.toMatch(/\d{17}[\dX]|1\d{10}/);
});

test('a filing from before its facts were kept counts its people at once, and its district from its next move on', async () => {
  await desk.db.query(
    `update filing_facts set district = null, platform = null, occupation = null, read = false where claim_id = $1`,
    [clerk.idOf('e')],
  );
  const now = async () => {
    const of = { jurisdiction, day: '2020-06-26', knownAt: desk.now(), version: 1, madeBy: null };
    return asCounted((await computeReport(desk.deps, of)).content);
  };
  expect(await now()).toMatchObject({ '-': [4, 2, '甲平台'] });
  await clerk.approve('e');
  expect(await now()).toEqual(countedByHand(clerk.notes, '2020-06-26', desk.now()));
});

test('an approved change counts: the other platform, and who has joined, in training from their day on', async () => {
  const { at, file, approve, open, idOf, people } = clerk;
  const [district, own, other] = ['500107', '甲平台', '乙平台'];
  await file('g', { district, platform: own, opens: '2020-06-28', registered: ['2020-06-20'] });
  await approve('g');
  at('06-28T10:00');
  await open('g', '2020-06-28');
  at('06-29T10:00');
  const joining = people(['2020-06-21']).map((one) => ({ ...one, ref: '2' }));
  const rosterId = await storePeople(desk.db, joining);
  const platform = { ...classForm({ district, platform: other, opens: '2020-06-28' }).platform };
  const changes: ChangeForm[] = [
    { kind: 'trainee-joins', rosterId, joinedOn: '2020-06-29' },
    { kind: 'platform-changed', platform },
  ];
  const claim_id = idOf('g');
  for (const [i, form] of changes.entries()) {
    const id = `CH-g${i}`;
    const dossier_id = await desk.handIn(claim_id, 'change', 'chen', form);
    const change = { id, claim_id, kind: form.kind, dossier_id, roster_id: 'rosterId' in form ? form.rosterId : null };
    await insertChange(desk.db, { ...change, proposed_by: 'chen', proposed_at: desk.now(), due_at: null });
    await desk.move(claim_id, 'reviewChange', { body: { changeId: id }, decision: 'approve', by: 'reviewer-1' });
  }
  const counted = async (day: string, knownAt = desk.now()) => {
    const { content } = await computeReport(desk.deps, { jurisdiction, day, knownAt, version: 1, madeBy: null });
    return asCounted(content)[district];
  };
  expect(await counted('2020-06-28', '2020-06-28T12:00:00+08:00')).toEqual([1, 1, own]);
  expect(await counted('2020-06-28')).toEqual([2, 1, other]);
  expect(await counted('2020-06-29')).toEqual([2, 2, other]);
});

test('what was altered is neither shown nor amended, and what was erased is not counted again', async () => {
  const owner = createPool(adminUrlOf(desk.db.options.connectionString!), 1);
  onTestFinished(() => owner.end());
  await expect(desk.db.query(`update reports set sha256 = ''`)).rejects.toMatchObject({ code: '42501' });
  await owner.query(`update reports set content = jsonb_set(content, '{total,registrations}', '99') where id = $1`, [
    secondId,
  ]);
  const asked = (id: string) => amendReport(desk.deps, { id, knownAt: desk.now(), by: 'liu' });
  await expect(asked(secondId)).rejects.toMatchObject({ code: 'report-altered' });
  await expect(asked('chongqing.2020-01-01')).rejects.toMatchObject({ code: 'report-unknown' });
  await owner.query(
    `insert into erasures (claim_id, erased_at, kept_until, law, counts) values ($1, now(), now(), '{}', '{}')`,
    [clerk.idOf('a')],
  );
  await expect(asked(firstId)).rejects.toMatchObject({ code: 'report-erased' });
  expect(await createReportActivities(desk.deps).amendReports({ jurisdiction, at: second })).toEqual([]);
});
