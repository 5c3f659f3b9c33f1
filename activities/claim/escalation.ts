import { lockOverdueReviews, reviewEscalated } from '../../db/claims/administrative-reviews.ts';
import { changeEscalated, lockOverdueChanges } from '../../db/claims/changes.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { transaction } from '../../db/pool.ts';
import type { Deps } from '../deps.ts';
import { mailAbout } from './mails.ts';

const atOnce = 50;

/**
 * Tells the supervisor, once, of changes whose review limit has passed. No workflow waits for that limit: a change is a row until somebody
 * decides, and nothing follows from a missed limit but that it is seen. Answers how many.
 */
export function escalateChanges(deps: Deps): Promise<number> {
  return transaction(deps.db, async (tx) => {
    const at = await deps.clock.now();
    const overdue = await lockOverdueChanges(tx, at, atOnce);
    for (const { id, claim_id, due_at } of overdue) {
      const claim = (await findClaim(tx, claim_id))!;
      const mail = { template: 'changeOverdue', recipient: 'supervisor', onceKey: `${id}/changeOverdue` } as const;
      await mailAbout(tx, deps, claim, { ...mail, at, more: { dueAt: due_at! } });
      await changeEscalated(tx, id, at);
    }
    return overdue.length;
  });
}

/** The same of administrative reviews whose outcome nobody has entered by the legal limit. */
export function escalateReviews(deps: Deps): Promise<number> {
  return transaction(deps.db, async (tx) => {
    const at = await deps.clock.now();
    const overdue = await lockOverdueReviews(tx, at, atOnce);
    for (const { id, claim_id, due_at } of overdue) {
      const claim = (await findClaim(tx, claim_id))!;
      const mail = {
        template: 'administrativeReviewOverdue',
        recipient: 'supervisor',
        onceKey: `${id}/overdue`,
      } as const;
      await mailAbout(tx, deps, claim, { ...mail, at, more: { dueAt: due_at! } });
      await reviewEscalated(tx, id, at);
    }
    return overdue.length;
  });
}
