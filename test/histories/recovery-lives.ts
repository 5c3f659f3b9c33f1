import { payMonth } from '../claims/support/batches.ts';
import type { House } from '../claims/support/house.ts';
import { onNotice, publishCalendar } from '../claims/support/lives.ts';
import {
  actOnRecovery,
  confirm,
  demandOf,
  findFraud,
  halfProven,
  hiresPaid,
  recoveryReaches,
  repay,
  reported,
  ruleOnFraud,
  twoFundsPayable,
} from '../claims/support/recoveries.ts';
import { signal } from '../claims/support/signals.ts';
import type { Life } from './lives.ts';

/** Lives of claims of which money comes back, by everything that can happen on the way. */
export const recoveryLives: Record<string, (house: House) => Promise<Life>> = {
  'wuxi hires, half comes back': async (house) => {
    const [claimId] = (await hiresPaid(house, { seed: 41_000 })) as [string];
    await halfProven(house, [claimId]);
    const { id, workflow_id } = await demandOf(house, claimId);
    const workflowId = workflow_id!;
    await signal(house, workflowId, 'confirmation', '{not json');
    await signal(house, workflowId, 'no-such-signal', 'x', 'binary/encrypted');
    await house.advanceTo('2020-06-05T10:00:00+08:00');
    await repay(house, id, 10000, '2020-06-05');
    const wrong = await reported(house, id, 20000, '2020-06-05');
    await confirm(house, id, wrong, 'approver', 'reject');
    await actOnRecovery(house, id, 'listing', 'preparer').catch(() => 'not overdue yet');
    await house.advanceTo('2020-06-11T00:01:00+08:00');
    await recoveryReaches(house, id, ({ status }) => status === 'overdue');
    await actOnRecovery(house, id, 'listing', 'preparer');
    await actOnRecovery(house, id, 'listing-decision', 'supervisor', { decision: 'reject' });
    const instalments = [
      { dueOn: '2020-06-30', amountFen: 25000 },
      { dueOn: '2020-07-31', amountFen: 25000 },
    ];
    await actOnRecovery(house, id, 'instalments', 'preparer', { instalments });
    await house.advanceTo('2020-06-25T10:00:00+08:00');
    await repay(house, id, 25000, '2020-06-25');
    await house.advanceTo('2020-08-01T00:01:00+08:00');
    await recoveryReaches(house, id, ({ status }) => status === 'overdue');
    await actOnRecovery(house, id, 'listing', 'preparer');
    await actOnRecovery(house, id, 'listing-decision', 'supervisor', { decision: 'approve' });
    await repay(house, id, 25000, '2020-08-01');
    return { claimId, besides: { 'recovery by instalments, listed, repaid': workflowId } };
  },

  'wuxi fraud before payment and after': async (house) => {
    const people = [41_011, 41_012].map((seed) => ({ seed }));
    const [claimId] = (await onNotice(house, people)) as [string];
    await house.advanceTo('2020-06-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    const early = await findFraud(house, claimId, ['1']);
    await ruleOnFraud(house, early);
    const dismissed = await findFraud(house, claimId, ['2']);
    await ruleOnFraud(house, dismissed, 'dismiss');
    await payMonth(house, 'wuxi', '2020-05');
    await house.reaches(claimId, 'paid');
    await house.advanceTo('2026-12-21T10:00:00+08:00');
    const late = await findFraud(house, claimId, ['2']);
    await ruleOnFraud(house, late);
    // 30 days reach into a year whose calendar is published only now.
    await publishCalendar(house);
    await recoveryReaches(house, `R${late}`, ({ due_at }) => due_at !== null);
    await repay(house, `R${late}`, 44400, '2027-01-06');
    const of = (finding: string) => `recovery/wuxi/R${finding}`;
    return {
      claimId,
      besides: {
        'recovery fraud before payment': of(early),
        'recovery fraud dismissed': of(dismissed),
        'recovery fraud, due beyond the calendar': of(late),
      },
    };
  },

  'sandbox fraud on two funds': async (house) => {
    const claimId = await twoFundsPayable(house, 41_021);
    await payMonth(house, 'sandbox', '2020-05');
    await payMonth(house, 'sandbox', '2020-05', 'employment-subsidy-fund');
    await house.reaches(claimId, 'paid');
    const finding = await findFraud(house, claimId, null);
    const { recoveries } = await ruleOnFraud(house, finding);
    for (const id of recoveries) {
      const { amount_fen } = await recoveryReaches(house, id, ({ act_no }) => act_no > 0);
      await repay(house, id, amount_fen, '2020-06-01');
    }
    const [first, second] = recoveries.map((id) => `recovery/sandbox/${id}`) as [string, string];
    return { claimId, besides: { 'recovery fraud on two funds': first, 'recovery of the second fund': second } };
  },
};
