import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingsOf } from '../../db/claims/findings.ts';
import { linesOf } from '../../db/money/lines.ts';
import { bankAccount, certificates, lessons, wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { filedBeyondCalendar, inTraining, publishCalendar, trained } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

test('lessons outside the class do not count, and overlapping ones are put before the reviewer', async () => {
  const id = await inTraining(house, [{ seed: 1001 }, { seed: 1002 }]);
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  const early = lessons('1', 12, 45, '2019-01-07');
  const same = lessons('1', 12).map((lesson) => ({ ...lesson, startedAt: '2020-05-10T10:00:00+08:00' }));
  await house.act(id, 'learning-records', { records: [...early, ...same, ...lessons('2', 24)] });
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.act(id, 'application', { certificates: certificates('1', '2'), bankAccount });
  const findings = await findingsOf(house.deps.db, id);
  expect(findings.map((f) => [f.ref, f.code, f.detail])).toEqual([
    ['1', 'lesson-outside-class', { records: 12 }],
    ['1', 'lessons-overlap', { records: 11 }],
  ]);
  const clearedFindings = findings.map((f) => f.id);
  await house.act(id, 'application-review', { clearedFindings }, { decision: 'approve' });
  expect((await linesOf(house.deps.db, id)).map((l) => [l.amount_fen, l.code, l.class_hours])).toEqual([
    [0, 'below-minimum-hours', 12],
    [44400, null, 24],
  ]);
});

test('a corrected application is checked like the first one', async () => {
  const id = await inTraining(house, [{ seed: 1011 }]);
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await trained(house, id);
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  const future = [{ ...certificates('1')[0], issuedOn: '2020-05-19' }];
  const refused = { code: 'invalid-input' };
  await expect(house.act(id, 'application', { certificates: future, bankAccount })).rejects.toMatchObject(refused);
  await house.act(id, 'application', { certificates: certificates('1'), bankAccount });
  await house.act(id, 'application-review', undefined, { decision: 'return' });
  for (const wrong of [certificates('99'), certificates('1', '1'), future]) {
    await expect(house.act(id, 'resubmission', { certificates: wrong, bankAccount })).rejects.toMatchObject(refused);
  }
  await house.act(id, 'learning-records', { records: lessons('1', 1, 45, '2020-05-14') });
  await house.act(id, 'resubmission', { certificates: certificates('1'), bankAccount });
  expect((await house.claim(id)).stage).toBe('application-review');
});

test('who was too young when the class really opened brings nothing', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 1021 }, { seed: 1022 }] }));
  // Sixteen on 10 April 2020: of age for the class as planned later, not for the one that opened on the 7th.
  await house.deps.db.query(
    `update people set personal = personal || jsonb_build_object('idNumber', $1::text) where person_id = (select person_id from roster_rows where ref = '1' and roster_id = $2)`,
    ['320200200404100010', (await house.claim(claimId)).roster_id],
  );
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await trained(house, claimId);
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.act(claimId, 'application', { certificates: certificates('1', '2'), bankAccount });
  await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  expect((await linesOf(house.deps.db, claimId)).map((l) => [l.amount_fen, l.code])).toEqual([
    [0, 'under-age'],
    [44400, null],
  ]);
});

test('a deadline in a year without calendar is computed once the calendar is there', async () => {
  const claimId = await filedBeyondCalendar(house, 1031);
  expect(await house.claim(claimId)).toMatchObject({ stage: 'filing-review', due_at: null, due_pending: true });
  await publishCalendar(house);
  await expect.poll(async () => (await house.claim(claimId)).due_at).toBe('2027-01-02T00:00:00+08:00');
  await expect.poll(async () => (await house.claim(claimId)).overdue).toBe(true);
});
