import type { z } from '@hono/zod-openapi';
import { waitingFraudFindings } from '../../db/claims/fraud-findings.ts';
import { waitingListings } from '../../db/money/credit-listings.ts';
import { waitingRepayments } from '../../db/money/repayments.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Task } from '../claims/schemas.ts';
import type { Deps } from '../deps.ts';

type Item = z.infer<typeof Task>;

/** What waits of recoveries, oldest first: rulings and listings for a supervisor, confirmations for who approves money. */
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
  if (actor.role === 'finance-approver') {
    return (await waitingRepayments(pool, place, limit)).map((one) =>
      task({
        act: 'confirmation',
        claimId: one.claim_id,
        recoveryId: one.recovery_id,
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
        overdue: true,
        temporalUrl: one.workflow_id && links.workflow(one.workflow_id),
      }),
    ),
  ].slice(0, limit);
}
