import type { z } from '@hono/zod-openapi';
import { waitingFraudFindings } from '../../db/claims/fraud-findings.ts';
import { waitingListings } from '../../db/money/credit-listings.ts';
import { type ListedRecovery, owedRecoveries } from '../../db/money/recoveries.ts';
import { waitingRepayments } from '../../db/money/repayments.ts';
import { waitingRecoveries } from '../../db/money/waiting.ts';
import { openInstalments } from '../../domain/money/instalments.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { scopeOf } from '../claims/scope.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';

type Item = z.infer<typeof Task>;

/**
 * What waits of recoveries: repayments for who owes them, overdue ones for who prepares payments (to agree on instalments, or to propose a
 * listing) and what is owed back, confirmations for who approves money, rulings and listings for a supervisor.
 */
export async function recoveryTasks(deps: Deps, actor: Actor, limit: number): Promise<Item[]> {
  const { pool } = deps;
  const place = actor.jurisdiction ?? null;
  const preparer = actor.role === 'finance-preparer';
  if (preparer || isClaimant(actor)) {
    const onRecovery = (act: Item['act'], amountFen: number, one: ListedRecovery) =>
      taskOf(deps, { ...one, overdue: one.status === 'overdue' }, { act, amountFen, stage: one.status, ...idsOf(one) });
    const waiting = await waitingRecoveries(pool, scopeOf(actor), preparer, limit);
    const owed = preparer ? await owedRecoveries(pool, scopeOf(actor), limit) : [];
    return [
      ...waiting.map((one) => onRecovery(preparer ? 'listing' : 'repayment', dueFen(one), one)),
      // The limit of the demand is none for the refund.
      ...owed.map((one) => onRecovery('refund', one.owed_fen, { ...one, due_at: null })),
    ];
  }
  if (actor.role === 'finance-approver') {
    return (await waitingRepayments(pool, place, limit)).map((one) => {
      const act = one.refund ? 'refund-confirmation' : 'confirmation';
      const ids = { claimId: one.claim_id, recoveryId: one.recovery_id, repaymentId: one.id };
      return taskOf(deps, one, { act, amountFen: one.amount_fen, stage: one.status, ...ids });
    });
  }
  if (actor.role !== 'supervisor') return [];
  const [findings, listings] = await Promise.all([
    waitingFraudFindings(pool, place, limit),
    waitingListings(pool, place, limit),
  ]);
  return [
    ...findings.map((one) =>
      taskOf(deps, one, { act: 'fraud-ruling', claimId: one.claim_id, findingId: one.id, stage: one.stage }),
    ),
    ...listings.map((one) => {
      const ids = { claimId: one.claim_id, recoveryId: one.recovery_id };
      const overdue = one.recovery_status === 'overdue';
      return taskOf(deps, { ...one, overdue }, { act: 'listing-decision', stage: one.recovery_status, ...ids });
    }),
  ];
}

const idsOf = ({ claim_id, id }: ListedRecovery) => ({ claimId: claim_id, recoveryId: id });

/** The next instalment as far as it is open, or everything where none was agreed. */
function dueFen({ plan, amount_fen, repaid_fen }: Awaited<ReturnType<typeof waitingRecoveries>>[number]): number {
  const [next] = openInstalments(plan, { amountFen: amount_fen, repaidFen: repaid_fen });
  return next?.openFen ?? amount_fen - repaid_fen;
}
