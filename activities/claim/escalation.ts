import { lockOverdueReviews, reviewEscalated } from '../../db/claims/administrative-reviews.ts';
import { changeEscalated, lockOverdueChanges } from '../../db/claims/changes.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import type { Deps } from '../deps.ts';
import { mailAbout } from './mails.ts';

const atOnce = 50;

/** What is overdue, and how it is found and marked as told. */
interface Overdue {
  template: string;
  lock(db: Queryable, now: Instant, limit: number): Promise<{ id: string; claim_id: string; due_at: Instant | null }[]>;
  told(db: Queryable, id: string, at: Instant): Promise<void>;
}

/**
 * Tells the supervisor, once, of changes whose review limit has passed. No workflow waits for that limit: a change is a row until somebody
 * decides, and nothing follows from a missed limit but that it is seen. Answers how many.
 */
export const escalateChanges = (deps: Deps): Promise<number> =>
  escalate(deps, { template: 'changeOverdue', lock: lockOverdueChanges, told: changeEscalated });

/** The same of administrative reviews whose outcome nobody has entered by the legal limit. */
export const escalateReviews = (deps: Deps): Promise<number> =>
  escalate(deps, { template: 'administrativeReviewOverdue', lock: lockOverdueReviews, told: reviewEscalated });

const escalate = (deps: Deps, { template, lock, told }: Overdue): Promise<number> =>
  transaction(deps.db, async (tx) => {
    const at = await deps.clock.now();
    const overdue = await lock(tx, at, atOnce);
    for (const { id, claim_id, due_at } of overdue) {
      const claim = (await findClaim(tx, claim_id))!;
      const mail = { template, recipient: 'supervisor', onceKey: `${id}/${template}` } as const;
      await mailAbout(tx, deps, claim, { ...mail, at, more: { dueAt: due_at! } });
      await told(tx, id, at);
    }
    return overdue.length;
  });
