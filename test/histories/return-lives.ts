import { paymentsOf } from '../../db/money/payments.ts';
import { actOnBatch, bankAnswers, formBatch, payMonth } from '../claims/support/batches.ts';
import type { House } from '../claims/support/house.ts';
import { onNotice } from '../claims/support/lives.ts';
import { actOnReturn, correctAccount, corrected, returnReaches } from '../claims/support/returns.ts';
import { signal } from '../claims/support/signals.ts';
import type { Life } from './lives.ts';

/** Lives of payments that the bank sends back when everything was over. */
export const returnLives: Record<string, (house: House) => Promise<Life>> = {
  'wuxi paid, sent back, paid again': async (house) => {
    const [claimId] = (await onNotice(house, [{ seed: 42_001 }])) as [string];
    await house.advanceTo('2020-06-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    const batch = await payMonth(house, 'wuxi', '2020-05');
    await house.reaches(claimId, 'paid');
    const results = (await paymentsOf(house.deps.db, batch.id)).map(({ id, amount_fen }) => ({
      ...{ paymentId: id, status: 'returned' as const, amountFen: amount_fen, reasonCode: 'AC01' },
    }));
    await bankAnswers(house, batch, results);
    const { id, workflow_id } = await returnReaches(house, claimId, ({ due_at }) => due_at !== null);
    await signal(house, workflow_id, 'account-correction', '{not json');
    await actOnReturn(house, id, 'confirmation', 'approver', {}, 'approve').catch(() => 'nothing to confirm yet');
    await house.advanceTo('2020-06-16T00:01:00+08:00');
    await returnReaches(house, claimId, ({ overdue }) => overdue);
    await actOnReturn(house, id, 'account-correction', 'enterprise-1', { bankAccount: corrected });
    await actOnReturn(house, id, 'confirmation', 'approver', {}, 'reject');
    await actOnReturn(house, id, 'account-correction', 'enterprise-1', { bankAccount: corrected });
    await actOnReturn(house, id, 'confirmation', 'approver', {}, 'approve');
    await payMonth(house, 'wuxi', '2020-06');
    return { claimId, besides: { 'batch, settled and sent back': batch.workflow_id, 'payment return': workflow_id } };
  },
  'wuxi held back for its account': async (house) => {
    const [claimId] = (await onNotice(house, [{ seed: 42_011 }])) as [string];
    await house.advanceTo('2020-06-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    const batch = (await formBatch(house, 'wuxi', '2020-05'))!;
    const [payment] = await paymentsOf(house.deps.db, batch.id);
    const refused = [{ paymentId: payment!.id, reasonCode: 'account' }];
    await actOnBatch(house, batch, 'submission', 'preparer');
    await actOnBatch(house, batch, 'approval', 'approver', 'approve', { refused });
    const { id, workflow_id } = await returnReaches(house, claimId, ({ due_at }) => due_at !== null);
    await correctAccount(house, id);
    await payMonth(house, 'wuxi', '2020-06');
    await house.reaches(claimId, 'paid');
    return {
      claimId,
      besides: { 'batch, nothing left in it': batch.workflow_id, 'payment held back': workflow_id },
    };
  },
};
