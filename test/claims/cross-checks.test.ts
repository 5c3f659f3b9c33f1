import { afterAll, beforeAll, expect, test } from 'vitest';
import { filingHintsOf } from '../../db/claims/filing-hints.ts';
import { findingsOf } from '../../db/claims/findings.ts';
import { linesOf } from '../../db/money/lines.ts';
import { application, filing, ofIndividual } from '../../jurisdictions/sandbox/examples.ts';
import { hires } from '../../jurisdictions/wuxi/examples.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { lessons } from './support/filings.ts';
import { accountOf } from './support/people.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

interface Lesson {
  ref: string;
  lesson: string;
  startedAt: string;
  minutes: number;
}

const other = { ...filing, enterprise: { ...filing.enterprise, name: '另一虚构企业', uscc: '91999999MA00000038' } };
const named = (accountName: string) => ({ ...application, bankAccount: { ...application.bankAccount, accountName } });
const said = async (id: string) =>
  (await findingsOf(desk.db, id)).map(({ ref, code, detail, status }) => [ref, code, detail, status]);

/** Files for these people and has the class trained with these lessons; it is then 18 May 2020. */
async function trained(seeds: readonly number[], records: readonly Lesson[], form: object = filing): Promise<string> {
  desk.setNow('2020-03-02T10:00:00+08:00');
  const people = seeds.map((seed) => ({ seed }));
  const id = await desk.file({ jurisdiction: 'sandbox', programme: 'class-with-allowance', form, people });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow('2020-05-18T09:00:00+08:00');
  await desk.move(id, 'addLearningRecords', { body: { records } });
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-15' }, on: true });
  return id;
}

const apply = (id: string, again = false, body: object = application) =>
  desk.move(id, again ? 'resubmit' : 'apply', again ? { body, again } : { body, on: true });
const at = (ref: string, lesson: string, startedAt: string, minutes = 45): Lesson => {
  return { ref, lesson, startedAt: `2020-${startedAt}:00+08:00`, minutes };
};

test('what is suspicious in a class is found with its figures and its source, blocks the approval, and is settled line by line', async () => {
  const day = Array.from({ length: 9 }, (_, i) => at('1', `D${i}`, `04-20T${String(8 + i).padStart(2, '0')}:00`));
  const id = await trained(
    [2001, 2002, 2003, 2004],
    [
      ...day,
      // Ends in the night; begins in it; only touches its beginning.
      ...[at('2', 'N1', '04-20T22:30'), at('2', 'N2', '04-21T05:30'), at('2', 'N3', '04-22T22:15')],
      ...[...lessons('3', 10), at('3', 'again', '04-07T19:20')],
      ...lessons('4', 10),
    ],
  );
  await apply(id);
  expect(await said(id)).toEqual([
    ['2', 'lessons-at-night', { records: 2 }, 'open'],
    ['3', 'lessons-overlap', { records: 1 }, 'open'],
    ['1', 'too-many-hours-a-day', { days: 1, classHours: 9, limit: 8 }, 'open'],
  ]);
  const found = await findingsOf(desk.db, id);
  expect(found.map(({ source }) => source)).toEqual([
    '演练用虚构办法 第十一条',
    'docs/decisions/0001-silent-rules.md cross-checks',
    '演练用虚构办法 第十一条',
  ]);

  const approve = (body: object) => desk.move(id, 'approveApplication', { by: 'reviewer-1', on: true, body });
  await expect(approve({})).rejects.toMatchObject({ type: 'findings-open' });
  const [night, overlap] = found.map((one) => one.id);
  const clearedFindings = [
    { id: night, reasonCode: 'shift-worker', reason: '夜班职工，已核对排班表。' },
    { id: overlap, reasonCode: 'platform-clock', reason: '平台时钟误差，已核对日志。' },
  ];
  await expect(approve({ clearedFindings })).rejects.toMatchObject({ type: 'findings-open' });
  await approve({ clearedFindings, removedLines: [{ ref: '1', reasonCode: 'hours-not-credible' }] });
  const rows = await linesOf(desk.db, id);
  expect(rows[0]!.messages).toMatchObject({
    zh: expect.stringContaining('理由：学时不可信。'),
    en: expect.stringContaining('Reason: The hours are not credible.'),
  });
  const lines = rows.map(({ ref, amount_fen, code }) => [ref, amount_fen, code]);
  expect(lines).toEqual([
    ['1', 0, 'line-removed'],
    ['2', 0, 'below-minimum-hours'],
    ['3', 11 * 2000, null],
    ['4', 10 * 2000, null],
  ]);
});

test('what is corrected closes by itself, what was cleared stays so, and what has grown is open again', async () => {
  const id = await trained([2011, 2012], [...lessons('1', 10), ...lessons('2', 10), at('1', 'N', '04-20T23:30')]);
  await apply(id);
  const night = ['1', 'lessons-at-night', { records: 1 }];
  expect(await said(id)).toEqual([[...night, 'open']]);
  await desk.db.query(`update findings set status = 'cleared', cleared_by = 'reviewer-1' where claim_id = $1`, [id]);
  const back = () => desk.move(id, 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  await back();
  await apply(id, true);
  expect(await said(id)).toEqual([[...night, 'cleared']]);
  await back();
  await desk.move(id, 'addLearningRecords', { body: { records: [at('1', 'N', '04-21T23:30')] } });
  await apply(id, true);
  expect(await said(id)).toEqual([['1', 'lessons-at-night', { records: 2 }, 'open']]);
  await back();
  await desk.db.query(`delete from learning_records where claim_id = $1 and lesson = 'N'`, [id]);
  await apply(id, true);
  expect(await said(id)).toEqual([['1', 'lessons-at-night', { records: 2 }, 'cleared']]);
});

test('where nobody has class hours that count a hint says so, until records come', async () => {
  const id = await trained([2017], [at('1', 'A', '04-20T19:00', 10)]);
  const hints = async () => (await filingHintsOf(desk.db, id)).map(({ code }) => code);
  await apply(id);
  expect(await hints()).toContain('nobody-has-class-hours');
  await desk.move(id, 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  await desk.move(id, 'addLearningRecords', { body: { records: lessons('1', 1) } });
  await apply(id, true);
  expect(await hints()).not.toContain('nobody-has-class-hours');
});

test('one person in classes of two enterprises: lessons at the same time, the same days, and the hours of both in one day', async () => {
  const first = await trained([2021], [at('1', 'A', '04-20T19:00'), ...lessons('1', 8, 45, '2020-04-07')]);
  const second = await trained([2021, 2022], [at('1', 'B', '04-20T19:30'), ...lessons('2', 10)], other);
  await apply(second, false, named(other.enterprise.name));
  expect(await said(second)).toEqual([
    ['1', 'lessons-elsewhere', { records: 1 }, 'open'],
    ['1', 'two-claimants-at-once', { claims: 1 }, 'open'],
  ]);
  expect((await findingsOf(desk.db, second)).map(({ others }) => others)).toEqual([[first], [first]]);
  // Who had left the one before they joined the other was never in both.
  await desk.db.query(
    `update roster_rows r set left_on = '2020-04-15' from claims c where c.id = $1 and r.roster_id = c.roster_id`,
    [first],
  );
  await desk.db.query(
    `update roster_rows r set joined_on = '2020-04-15' from claims c where c.id = $1 and r.roster_id = c.roster_id`,
    [second],
  );
  const back = () => desk.move(second, 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  await back();
  await apply(second, true, named(other.enterprise.name));
  expect((await said(second)).find(([, code]) => code === 'two-claimants-at-once')).toMatchObject({ 3: 'cleared' });
  // Nobody waits for a class that came to nothing.
  await desk.move(first, 'withdraw', { body: {} });
  await back();
  await apply(second, true, named(other.enterprise.name));
  expect((await said(second)).filter(([ref]) => ref === '1').map(([, , , status]) => status)).toEqual([
    ...['cleared', 'cleared'],
  ]);
});

test('one device for three people, and people who sign in together to the second', async () => {
  const id = await trained(
    [2031, 2032, 2033, 2034],
    ['1', '2', '3', '4'].flatMap((ref) => lessons(ref, 10)),
  );
  await desk.db.query(
    `insert into connectors (id, name, jurisdictions, made_by, made_at) values ('P', '平台', '{}', 'x', now())`,
  );
  let no = 0;
  const event = (ref: string, kind: string, when: string, detail: object) =>
    desk.db.query(
      `insert into learning_events (connector_id, event_id, claim_id, ref, kind, at, detail, personal, sha256, received_at)
       values ('P', $1, $2, $3, $4, $5, $6, '{}', '', $5)`,
      [`e${no++}`, id, ref, kind, when, detail],
    );
  // Two may share a device, three may not.
  for (const ref of ['1', '2', '3']) await event(ref, 'practice', '2020-04-20T10:00:00+08:00', { device: 'd1' });
  for (const ref of ['3', '4']) await event(ref, 'practice', '2020-04-20T10:00:00+08:00', { device: 'd2' });
  // Three times to the second are suspicious, twice are not; another second is another.
  for (const day of ['20', '21', '22'])
    for (const ref of ['1', '4']) await event(ref, 'sign-in', `2020-04-${day}T19:00:07.5+08:00`, {});
  for (const day of ['20', '21']) await event('2', 'sign-in', `2020-04-${day}T19:00:07+08:00`, {});
  for (const day of ['20', '21', '22']) await event('3', 'sign-in', `2020-04-${day}T19:00:08+08:00`, {});
  await apply(id);
  expect(await said(id)).toEqual([
    ['1', 'device-shared', { devices: 1, persons: 3 }, 'open'],
    ['2', 'device-shared', { devices: 1, persons: 3 }, 'open'],
    ['3', 'device-shared', { devices: 1, persons: 3 }, 'open'],
    ['1', 'sign-ins-alike', { times: 3, persons: 1 }, 'open'],
    ['4', 'sign-ins-alike', { times: 3, persons: 1 }, 'open'],
  ]);
});

test('an account in another name waits for the reviewer, however the name is typed; where the money comes first it is a hint at the filing', async () => {
  const id = await trained([2041], lessons('1', 10));
  await apply(id, false, named('别的公司'));
  expect(await said(id)).toEqual([[null, 'payee-not-claimant', {}, 'open']]);
  expect((await findingsOf(desk.db, id))[0]?.source).toBe('docs/decisions/0001-silent-rules.md payee');
  const approve = desk.move(id, 'approveApplication', { by: 'reviewer-1', on: true, body: {} });
  await expect(approve).rejects.toMatchObject({ type: 'findings-open' });
  await desk.move(id, 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  await apply(id, true, named(' 虚构企业（有限公司）'));
  expect(await said(id)).toEqual([[null, 'payee-not-claimant', {}, 'cleared']]);

  const form = { ...hires, bankAccount: { ...hires.bankAccount, accountName: '别的公司' } };
  desk.setNow('2020-03-02T10:00:00+08:00');
  const hints = async (filed: object, seed: number) =>
    filingHintsOf(
      desk.db,
      await desk.file({
        ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job', form: filed },
        people: [{ seed, hiredOn: '2020-01-28', insuredFrom: '2020-02-01', contract: 'new' }],
      }),
    );
  expect(await hints(form, 2051)).toContainEqual({ code: 'payee-not-claimant', detail: {} });
  expect(await hints(hires, 2052)).not.toContainEqual({ code: 'payee-not-claimant', detail: {} });
});

test('an individual is paid in the name that the roster has', async () => {
  desk.setNow('2020-03-02T10:00:00+08:00');
  const form = ofIndividual;
  const id = await desk.file({
    jurisdiction: 'sandbox',
    programme: 'individual-hours',
    form,
    people: [{ seed: 2061 }],
  });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow('2020-05-18T09:00:00+08:00');
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-15' }, on: true });
  await apply(id, false, { ...application, bankAccount: accountOf({ seed: 2061 }) });
  expect(await said(id)).toEqual([]);
  await desk.move(id, 'returnForCorrection', { by: 'reviewer-1', decision: 'return' });
  await apply(id, true);
  expect(await said(id)).toEqual([[null, 'payee-not-claimant', {}, 'open']]);
});
