import type { z } from '@hono/zod-openapi';
import { mailAbout } from '../../activities/claim/mails.ts';
import { periodEnd } from '../../activities/claim/reopening/periods.ts';
import { cannotBe, standingDecision } from '../../activities/claim/reopening/reopenable.ts';
import {
  type AdministrativeReviewRow,
  confirmOutcome,
  fileReview,
  findReview,
  lockReview,
  openReviews,
  recordOutcome,
  reviewsOf,
} from '../../db/claims/administrative-reviews.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { type ReopeningRow, reopeningsOf } from '../../db/claims/reopenings.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { formOf, storeDossier } from '../../db/intake/dossiers.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { asSystemIn } from '../../db/scope.ts';
import { type Instant, instantToMs, localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { backTo, isDecision, reopens } from '../../domain/claim/reopening.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { disclose } from '../privacy.ts';
import { demandNotOwn } from './conflict.ts';
import type {
  AdministrativeReview,
  AdministrativeReviewBody,
  AdministrativeReviews,
  OutcomeBody,
  ReadAdministrativeReview,
  SecondOpinion,
} from './reopening-schemas.ts';
import { demandDecider, enterReopening, refuse, setAside } from './reopenings.ts';
import { claimFor, ofClaim, readerOf, scopeOf } from './scope.ts';
import { type Task, taskOf } from './task.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;
type View = z.infer<typeof AdministrativeReview>;
/** In which a review is asked for, from the decision on: as long as on that day, as its letter says. */
const period = 'administrative-review-period';

type Form = Omit<z.infer<typeof AdministrativeReviewBody>, 'transitionNo'>;

/**
 * 申请行政复议: the claimant asks for one. The decision stands until there is an outcome. @throws Problem `administrative-review-late`,
 * `administrative-review-open`, `reopening-no-decision`, `reopening-set-aside`, `reopening-erased`
 */
export async function askForReview(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  { transitionNo, ...form }: z.infer<typeof AdministrativeReviewBody>,
): Promise<View> {
  const { id: claim_id } = await claimFor(deps, actor, claimId);
  const filed_at = msToInstant(await deps.clock.now());
  const id = idOf('AR', attempt.actId);
  return transaction(deps.pool, async (tx) => {
    const review = await asSystemIn(tx, async () => {
      const claim = (await lockClaim(tx, claim_id))!;
      const known = await findReview(tx, claim_id, id);
      if (known) return known;
      const { target } = await standingDecision(tx, claim, await pinnedLaw(tx, claim_id), transitionNo);
      const ended = periodEnd(deps, claim, period, { from: target.at, on: target.at });
      const late = ended !== null && instantToMs(ended) <= instantToMs(filed_at);
      if (late && !form.lateReason)
        throw new Problem('administrative-review-late', { date: localDateOf(msToInstant(instantToMs(ended) - 1)) });
      const due_at = periodEnd(deps, claim, 'administrative-review-limit', { from: filed_at, on: filed_at });
      const dossier_id = idOf('D', attempt.actId);
      const filed = { filed_by: actor.subject, filed_at, due_at, late };
      if (!(await fileReview(tx, { id, claim_id, target_n: transitionNo, dossier_id, ...filed })))
        throw new Problem('administrative-review-open');
      const kept = { id: dossier_id, claimId: claim_id, kind: 'administrative-review', body: form };
      await storeDossier(tx, { ...kept, bySubject: actor.subject });
      const mail = { template: 'administrativeReviewFiled', recipient: 'supervisor', onceKey: `${id}/filed` } as const;
      await mailAbout(tx, deps, claim, { ...mail, at: filed_at, more: { dueAt: due_at ?? '' } });
      return (await findReview(tx, claim_id, id))!;
    });
    return reviewView(review, [], filed_at);
  });
}

/** Enters what the reviewing body has decided; nothing follows from it until another person confirms. @throws Problem `administrative-review-status` */
export async function enterOutcome(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  id: string,
  { outcome, document, decidedOn, reason }: z.infer<typeof OutcomeBody>,
): Promise<View> {
  const claim = await claimFor(deps, actor, claimId, 'administrative-review-unknown');
  await demandNotOwn(deps, actor, claim, 'another-person-required');
  const at = msToInstant(await deps.clock.now());
  if (decidedOn > localDateOf(at))
    throw new Problem('invalid-input', {}, [fault('date-in-future', { path: 'decidedOn' }, { date: decidedOn })]);
  return transaction(deps.pool, (tx) =>
    asSystemIn(tx, async () => {
      const dossierId = idOf('D', attempt.actId);
      await lockClaim(tx, claim.id);
      const review = await lockReview(tx, claim.id, id);
      if (!review) throw new Problem('administrative-review-unknown');
      if (review.outcome_dossier_id !== dossierId) {
        if (review.status !== 'filed') throw new Problem('administrative-review-status', { status: review.status });
        const given = { outcome, document, decided_on: decidedOn, outcome_dossier_id: dossierId };
        await recordOutcome(tx, id, { ...given, recorded_by: actor.subject, recorded_at: at });
        const body = { outcome, document, decidedOn, reason };
        const kept = { id: dossierId, claimId: claim.id, kind: 'administrative-review-outcome', body };
        await storeDossier(tx, { ...kept, bySubject: actor.subject });
        if (reopens(outcome))
          await enterReopening(tx, {
            ...{ id: idOf('RO', attempt.actId), claim_id: claim.id, ground: 'administrative-review', review_id: id },
            ...{ target_n: review.target_n, reason_code: `review-${outcome}`, document, dossier_id: dossierId },
            ...{ proposed_by: actor.subject, proposed_at: at },
          }).catch((error: unknown) => {
            // Its outcome is on record all the same.
            if (!(error instanceof Problem && cannotBe.includes(error.code))) throw error;
          });
      }
      return viewOf(tx, claim.id, id, at);
    }),
  );
}

/**
 * Another person confirms the outcome, or sends it back to be entered anew. Where it sets the decision aside, the claim is reopened with this.
 * @throws Problem `administrative-review-status`, `another-person-required`, and what `decideReopeningOf` throws
 */
export async function confirmOutcomeOf(
  deps: Deps,
  call: Call,
  claimId: string,
  id: string,
  body: z.infer<typeof SecondOpinion>,
): Promise<View> {
  const { actor } = call;
  const claim = await claimFor(deps, actor, claimId, 'administrative-review-unknown');
  const review = await findReview(deps.pool, claim.id, id);
  if (!review) throw new Problem('administrative-review-unknown');
  const at = msToInstant(await deps.clock.now());
  const decisionId = idOf('D', call.attempt.actId);
  const own = (await reopeningsOf(deps.pool, claim.id)).filter(({ review_id }) => review_id === id);
  const reopening = own.find(({ status, decision_id }) => status === 'proposed' || decision_id === decisionId);
  const confirmed = body.decision === 'approve';
  // Confirmed at an earlier attempt, and only its answer was lost.
  const again = reopening?.decision_id === decisionId || (confirmed && review.confirmed_by === actor.subject);
  if (!again) {
    if (review.status !== 'recorded') throw new Problem('administrative-review-status', { status: review.status });
    if (review.recorded_by === actor.subject) throw new Problem('another-person-required');
    await demandNotOwn(deps, actor, claim, 'another-person-required');
  }
  if (confirmed && reopening) {
    await demandDecider(deps, call, claim, reopening);
    await setAside(deps, call, claim, reopening, body);
  } else if (!again) await close(deps, call, review, { reopening, confirmed, body, at });
  return viewOf(deps.pool, claim.id, id, at);
}

/** Without a reopening the confirmation is all. */
async function close(
  deps: Deps,
  call: Call,
  { id, claim_id, outcome }: AdministrativeReviewRow,
  { reopening, confirmed, body, at }: { reopening?: ReopeningRow; confirmed: boolean; body: object; at: Instant },
): Promise<void> {
  await transaction(deps.pool, (tx) =>
    asSystemIn(tx, async () => {
      const claim = (await lockClaim(tx, claim_id))!;
      const review = (await lockReview(tx, claim_id, id))!;
      if (review.status !== 'recorded' || review.outcome !== outcome)
        throw new Problem('administrative-review-status', { status: review.status });
      if (reopening?.status === 'proposed') await refuse(tx, call, reopening, body, deps);
      await confirmOutcome(tx, id, { by: call.actor.subject, at, confirmed });
      if (!confirmed) return;
      const mail = { template: 'administrativeReviewClosed', recipient: 'claimant', onceKey: `${id}/closed` } as const;
      await mailAbout(tx, deps, claim, { ...mail, at, more: {} });
    }),
  );
}

/** Oldest first, with the decisions of which one may ask for a review, and until when. @throws Problem `not-found` */
export async function listReviews(
  deps: Deps,
  actor: Actor,
  claimId: string,
): Promise<z.infer<typeof AdministrativeReviews>> {
  const claim = await claimFor(deps, actor, claimId);
  const now = msToInstant(await deps.clock.now());
  const [reviews, reopenings, timeline, { rules }, erasure] = await Promise.all([
    reviewsOf(deps.pool, claim.id),
    reopeningsOf(deps.pool, claim.id),
    timelineOf(deps.pool, claim.id),
    pinnedLaw(deps.pool, claim.id),
    erasureOf(deps.pool, claim.id),
  ]);
  const isAside = (n: number) => reopenings.some(({ target_n, reopened_n }) => target_n <= n && (reopened_n ?? 0) > n);
  return {
    items: reviews.map((one) => reviewView(one, reopenings, now)),
    nextCursor: null,
    decisions: timeline.filter(isDecision).map(({ n, act, at }) => ({
      ...{ transitionNo: n, act, at, until: periodEnd(deps, claim, period, { from: at, on: at }) },
      standing: !erasure && !isAside(n) && backTo(timeline, n, rules.steps) !== null,
    })),
  };
}

/** A review as it was asked for, with its outcome. @throws Problem `administrative-review-unknown` */
export async function readReview(
  deps: Deps,
  actor: Actor,
  claimId: string,
  id: string,
): Promise<z.infer<typeof ReadAdministrativeReview>> {
  const claim = await claimFor(deps, actor, claimId, 'administrative-review-unknown');
  const review = await findReview(deps.pool, claim.id, id);
  if (!review) throw new Problem('administrative-review-unknown');
  const texts = await disclose(deps, {
    ...{ actor, what: 'dossier', of: { ...ofClaim(claim), ids: [id] } },
    duty: actor.role === 'supervisor' && review.status !== 'closed' ? 'administrative-review' : undefined,
    persons: () => [],
    open: async () => ({
      form: (await formOf<Form>(deps.pool, review.dossier_id)) ?? null,
      outcome: await formOf<{ reason: string }>(deps.pool, review.outcome_dossier_id),
    }),
  });
  const view = await viewOf(deps.pool, claim.id, id, msToInstant(await deps.clock.now()));
  return { ...view, ...readerOf(actor)({ form: texts.form, outcomeReason: texts.outcome?.reason ?? null }) };
}

/** Reviews wait for a supervisor: for their outcome, or for another person to confirm it. */
export async function administrativeReviewTasks(
  deps: Deps,
  actor: Actor,
  limit: number,
): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const now = msToInstant(await deps.clock.now());
  const open = await openReviews(deps.pool, scopeOf(actor), { now, but: actor.subject }, limit);
  return open.map((one) => {
    const act = one.status === 'filed' ? 'administrative-review' : 'administrative-review-confirmation';
    return taskOf(deps, one, { act, claimId: one.claim_id, administrativeReviewId: one.id, stage: one.status });
  });
}

async function viewOf(db: Tx | Deps['pool'], claimId: string, id: string, now: Instant): Promise<View> {
  return reviewView((await findReview(db, claimId, id))!, await reopeningsOf(db, claimId), now);
}

function reviewView(one: AdministrativeReviewRow, reopenings: readonly ReopeningRow[], now: Instant): View {
  const { id, claim_id, status, late, due_at, outcome, document } = one;
  return {
    ...{ id, claimId: claim_id, transitionNo: one.target_n, status, late },
    ...{ filedBy: one.filed_by, filedAt: one.filed_at, dueAt: due_at },
    overdue: status === 'filed' && due_at !== null && instantToMs(due_at) <= instantToMs(now),
    ...{ outcome, document, decidedOn: one.decided_on },
    ...{ recordedBy: one.recorded_by, recordedAt: one.recorded_at },
    ...{ confirmedBy: one.confirmed_by, confirmedAt: one.confirmed_at },
    reopeningId: reopenings.findLast(({ review_id, status }) => review_id === id && status !== 'rejected')?.id ?? null,
  };
}
