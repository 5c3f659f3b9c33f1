import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { lockHead } from '../../db/money/ledger-head.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { transaction } from '../../db/pool.ts';
import { application, filing } from '../../jurisdictions/sandbox/examples.ts';
import { openDesk } from './support/desk.ts';
import { lessons } from './support/filings.ts';

test('a claim of two funds takes their chains in one order, whatever it posts first', async () => {
  const desk = await openDesk();
  onTestFinished(() => desk.close());
  const people = [{ seed: 1901, allowanceCategory: 'rural-school-leaver' }];
  const id = await desk.file({ jurisdiction: 'sandbox', programme: 'class-with-allowance', form: filing, people });
  await desk.move(id, 'approveFiling', { by: 'reviewer-1', on: true });
  desk.setNow('2020-05-18T09:00:00+08:00');
  await desk.move(id, 'addLearningRecords', { body: { records: lessons('1', 24) } });
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-15' }, on: true });
  const certificate = { ref: '1', kind: 'completion', number: 'N-2020-01', issuedOn: '2020-05-18', days: 10 };
  await desk.move(id, 'apply', { body: { ...application, certificates: [certificate] }, on: true });
  await desk.move(id, 'approveApplication', { by: 'reviewer-1', on: true });
  desk.setNow('2020-06-01T00:00:00+08:00');

  // Somebody else holds the first chain and then wants the second, while the claim posts into the second first.
  const [first, second] = ['employment-subsidy-fund', 'skill-action-special-account'] as const;
  let payable: Promise<unknown> | undefined;
  await transaction(desk.db, async (tx) => {
    await tx.query(`set local lock_timeout = '5s'`);
    await lockHead(tx, { jurisdiction: 'sandbox', fund: first });
    payable = desk.move(id, 'endNotice', { on: true });
    payable.catch(() => undefined);
    await sleep(500);
    await lockHead(tx, { jurisdiction: 'sandbox', fund: second });
  });
  expect(await payable).toMatchObject({ stage: 'payable' });
  expect((await verifyLedger(desk.db)).map(({ fund, sets, reconciled }) => [fund, sets, reconciled])).toEqual([
    [first, 1, true],
    [second, 1, true],
  ]);
});
