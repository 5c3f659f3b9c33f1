import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { handedInFor } from '../../db/claims/handed-in.ts';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { standsInFor } from '../../db/review/absences.ts';
import * as holds from '../../db/review/holds.ts';
import { isReviewer } from '../../db/review/reviewers.ts';
import { asSystemIn } from '../../db/scope.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { claimTasks } from '../claims/duties.ts';
import { claimFor, ofClaim } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { ReviewHold } from './schemas.ts';

type View = z.infer<typeof ReviewHold>;

/** Those for whom a reviewer stands in today, and themselves. */
export async function desksOf({ pool, clock }: Pick<Deps, 'pool' | 'clock'>, actor: Actor): Promise<string[]> {
  const { subject, jurisdiction } = actor;
  if (actor.role !== 'reviewer' || !jurisdiction) return [subject];
  const day = localDateOf(msToInstant(await clock.now()));
  return [subject, ...(await standsInFor(pool, { jurisdiction, substitute: subject, day }))];
}

/** Takes a claim up for review, or keeps it longer. @throws Problem `review-held`, `review-not-waiting`, `own-filing-review` */
export async function takeReview(deps: Deps, actor: Actor, id: string): Promise<View> {
  const claim = await claimFor(deps, actor, id);
  await demandNotOwn(deps, actor, claim);
  const standingFor = await desksOf(deps, actor);
  return transaction(deps.pool, async (tx) => {
    await demandWaiting(tx, claim);
    const minutes = deps.limits.reviewHoldMinutes;
    const taken = await holds.takeHold(tx, claim.id, { by: actor.subject, minutes, standingFor });
    if (!taken) throw heldBy(await holds.holdOn(tx, claim.id));
    await enter(deps, tx, actor, claim, 'take-review', []);
    return holdView(taken, standingFor);
  });
}

/** Gives it back to all. @throws Problem `review-not-held` */
export async function releaseReview(deps: Deps, actor: Actor, id: string): Promise<void> {
  const claim = await claimFor(deps, actor, id);
  const desks = await desksOf(deps, actor);
  await transaction(deps.pool, async (tx) => {
    await demandWaiting(tx, claim);
    await demandHolding(tx, actor, claim.id, desks);
    await holds.dropHold(tx, claim.id);
    await enter(deps, tx, actor, claim, 'release-review', []);
  });
}

/**
 * Puts a claim on the desk of a named reviewer of the place: whoever holds it, or a supervisor.
 * @throws Problem `review-not-held`, `review-not-waiting`, `reviewer-unknown`, `reviewer-handed-it-in`
 */
export async function handReviewOver(deps: Deps, actor: Actor, id: string, to: string): Promise<View> {
  const claim = await claimFor(deps, actor, id);
  const desks = await desksOf(deps, actor);
  return transaction(deps.pool, async (tx) => {
    await demandWaiting(tx, claim);
    await demandHolding(tx, actor, claim.id, desks);
    await demandReviewer(tx, claim.jurisdiction, to, 'to');
    // What somebody handed in may be of another claimant's account, which the caller does not see.
    if (await asSystemIn(tx, () => handedInFor(tx, claim.id, to)))
      throw new Problem('reviewer-handed-it-in', { subject: to });
    const days = deps.limits.reviewAssignmentDays;
    const given = await holds.giveHold(tx, claim.id, { to, by: actor.subject, days });
    await enter(deps, tx, actor, claim, 'hand-over-review', [to]);
    return holdView(given, desks);
  });
}

/** Somebody who still works there as a reviewer. @throws Problem `reviewer-unknown` */
export async function demandReviewer(tx: Tx, place: string, subject: string, path: string): Promise<void> {
  if (await asSystemIn(tx, () => isReviewer(tx, place, subject))) return;
  throw new Problem('reviewer-unknown', { place, subject }, [fault('reviewer-unknown', { path }, { place, subject })]);
}

/** For officials; null: free. */
export async function viewOfHold(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
  hold: holds.ReviewHold | undefined,
): Promise<View | null> {
  return hold ? holdView(hold, await desksOf(deps, actor)) : null;
}

/** The stage stays as it is until the transaction ends. */
async function demandWaiting(tx: Tx, { id }: { id: string }): Promise<void> {
  const stage = await holds.stayingStage(tx, id);
  if (!stage || !claimTasks.reviewer?.[stage]) throw new Problem('review-not-waiting');
}

async function demandHolding(tx: Tx, { role }: Actor, claimId: string, desks: readonly string[]): Promise<void> {
  if (role === 'supervisor') return;
  const hold = await holds.holdOn(tx, claimId);
  if (!hold) throw new Problem('review-not-held');
  if (!desks.includes(hold.held_by)) throw heldBy(hold);
}

const heldBy = (hold: holds.ReviewHold | undefined) =>
  new Problem('review-held', { by: hold?.held_by ?? '', minutes: hold?.minutes_left ?? 0 });

async function enter(deps: Deps, tx: Tx, actor: Actor, claim: VisibleClaim, act: string, ids: string[]) {
  const of = { ...ofClaim(claim), ids };
  await appendEntries(tx, [await deps.audit.entryOf({ actor, act, of, outcome: 'done' })]);
}

const holdView = (hold: holds.ReviewHold, desks: readonly string[]): View => ({
  ...{ claimId: hold.claim_id, heldBy: hold.held_by, givenBy: hold.given_by, since: hold.since },
  ...{ until: hold.until, minutesLeft: hold.minutes_left, mine: desks.includes(hold.held_by) },
});
