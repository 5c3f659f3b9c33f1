import type { z } from '@hono/zod-openapi';
import { waitingFraudFindings } from '../../db/claims/fraud-findings.ts';
import { waitingListings } from '../../db/money/credit-listings.ts';
import { type ListedRecovery, owedRecoveries } from '../../db/money/recoveries.ts';
import { waitingRepayments } from '../../db/money/repayments.ts';
import { waitingRecoveries } from '../../db/money/waiting.ts';
import { openInstalments } from '../../domain/money/instalments.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Task } from '../claims/schemas.ts';
import { scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';

type Item = z.infer<typeof Task>;

/**
 * What waits of recoveries: repayments for who owes them, overdue ones for who prepares payments (to agree on instalments, or to propose a
 * listing) and what is owed back, confirmations for who approves money, rulings and listings for a supervisor.
 */
export async function recoveryTasks({ pool, links }: Deps, actor: Actor, limit: number): Promise<Item[]> {
  const place = actor.jurisdiction ?? null;
  const task = (of: Pick<Item, 'act' | 'claimId' | 'jurisdiction' | 'stage'> & Partial<Item>): Item => ({
    disbursementId: null,
    programme: null,
    claimantName: null,
    dueAt: null,
    overdue: false,
    temporalUrl: null,
    ...of,
  });
  const preparer = actor.role === 'finance-preparer';
  if (preparer || isClaimant(actor)) {
    const onRecovery = (act: Item['act'], amountFen: number, one: ListedRecovery) =>
      task({
        act,
        claimId: one.claim_id,
        recoveryId: one.id,
        amountFen,
        jurisdiction: one.jurisdiction,
        programme: one.programme,
        claimantName: one.claimant_name,
        stage: one.status,
        dueAt: one.due_at,
        overdue: one.status === 'overdue',
        temporalUrl: one.workflow_id && links.workflow(one.workflow_id),
      });
    const waiting = await waitingRecoveries(pool, scopeOf(actor), preparer, limit);
    const owed = preparer ? await owedRecoveries(pool, scopeOf(actor), limit) : [];
    return [
      ...waiting.map((one) => onRecovery(preparer ? 'listing' : 'repayment', dueFen(one), one)),
      ...owed.map((one) => onRecovery('refund', one.owed_fen, one)),
    ].slice(0, limit);
  }
  if (actor.role === 'finance-approver') {
    return (await waitingRepayments(pool, place, limit)).map((one) =>
      task({
        act: one.refund ? 'refund-confirmation' : 'confirmation',
        claimId: one.claim_id,
        recoveryId: one.recovery_id,
        repaymentId: one.id,
        amountFen: one.amount_fen,
        jurisdiction: one.jurisdiction,
        stage: one.status,
        temporalUrl: one.workflow_id && links.workflow(one.workflow_id),
      }),
    );
  }
  if (actor.role !== 'supervisor') return [];
  const [findings, listings] = await Promise.all([
    waitingFraudFindings(pool, place, limit),
    waitingListings(pool, place, limit),
  ]);
  return [
    ...findings.map((one) =>
      task({
        act: 'fraud-ruling',
        claimId: one.claim_id,
        findingId: one.id,
        jurisdiction: one.jurisdiction,
        programme: one.programme,
        claimantName: one.claimant_name,
        stage: one.stage,
        temporalUrl: links.workflow(one.workflow_id),
      }),
    ),
    ...listings.map((one) =>
      task({
        act: 'listing-decision',
        claimId: one.claim_id,
        recoveryId: one.recovery_id,
        jurisdiction: one.jurisdiction,
        claimantName: one.claimant_name,
        stage: one.recovery_status,
        overdue: one.recovery_status === 'overdue',
        temporalUrl: one.workflow_id && links.workflow(one.workflow_id),
      }),
    ),
  ].slice(0, limit);
}

/** The next instalment as far as it is open, or everything where none was agreed. */
function dueFen({ plan, amount_fen, repaid_fen }: Awaited<ReturnType<typeof waitingRecoveries>>[number]): number {
  const [next] = openInstalments(plan, { amountFen: amount_fen, repaidFen: repaid_fen });
  return next?.openFen ?? amount_fen - repaid_fen;
}
