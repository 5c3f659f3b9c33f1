import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lockClaim } from '../../db/claims/claims.ts';
import { ledgerOfClaim } from '../../db/money/ledger.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import { transaction } from '../../db/pool.ts';
import { besideProcess, waiting } from './support/beside-process.ts';
import { expectBooks } from './support/books.ts';
import { insisting } from './support/insisting.ts';
import { confirm, demandOf, findFraud, halfProven, hiresPaid, reported, ruleOnFraud } from './support/recoveries.ts';

/** One key for all tries. */
function withKey<T>(act: (key: string) => Promise<T>): Promise<T> {
  const key = randomUUID();
  return insisting(() => act(key));
}

test('the worker dies by kill -9 around confirmations and a ruling: each is booked once', {
  timeout: 300_000,
}, async () => {
  const { house, worker } = await besideProcess();
  const [claimId] = (await hiresPaid(house, { seed: 7200 })) as [string];
  await halfProven(house, [claimId]);
  const { id } = await demandOf(house, claimId);
  const first = await reported(house, id, 10000, '2020-05-11');
  const second = await reported(house, id, 50000, '2020-05-11');

  /** Kills the worker so many milliseconds after the act has left. */
  async function killed<T>(afterMs: number, act: () => Promise<T>): Promise<T> {
    const answer = act();
    // It is awaited below; until then a failure is nobody's.
    answer.catch(() => undefined);
    await sleep(afterMs);
    await worker.kill9();
    await worker.restart();
    return answer;
  }

  expect(await killed(20, () => withKey((key) => confirm(house, id, first, 'approver', 'approve', key)))).toMatchObject(
    { repaidFen: 10000, status: 'open' },
  );

  // While it waits for the claim's row, which somebody else holds: its transaction is half done.
  let answer: ReturnType<typeof confirm> | undefined;
  await transaction(house.deps.db, async (tx) => {
    await lockClaim(tx, claimId);
    answer = withKey((key) => confirm(house, id, second, 'approver', 'approve', key));
    answer.catch(() => undefined);
    await expect.poll(() => waiting(house.deps.db), { timeout: 10_000 }).toBeGreaterThan(0);
    await worker.kill9();
  });
  await worker.restart();
  expect(await answer).toMatchObject({ repaidFen: 60000, status: 'repaid' });
  expect(
    (await actsOf(house.deps.db, id)).map(({ act }) => act).filter((act) => act === 'confirmRepayment'),
  ).toHaveLength(2);
  const repayments = (await ledgerOfClaim(house.deps.db, claimId)).filter(({ kind }) => kind === 'repayment');
  expect(repayments.map(({ cause }) => cause)).toEqual([`repayment/${first}`, `repayment/${second}`]);
  await expectBooks(house);

  const finding = await findFraud(house, claimId, null);
  expect(
    await killed(20, () => withKey((key) => ruleOnFraud(house, finding, 'uphold', 'supervisor', key))),
  ).toMatchObject({ revokedFen: 60000 });
  const revoked = (await ledgerOfClaim(house.deps.db, claimId)).filter(({ kind }) => kind === 'entitlement-revoked');
  expect(revoked).toHaveLength(1);
  await expectBooks(house);
});
