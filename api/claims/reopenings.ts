import type { z } from '@hono/zod-openapi';
import { demandReopenable, previewOf } from '../../activities/claim/reopening/reopenable.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import {
  decideReopening,
  findReopening,
  lockReopening,
  proposeReopening,
  type ReopeningRow,
  reopeningsOf,
  waitingReopenings,
} from '../../db/claims/reopenings.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { type Instant, msToInstant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { enterpriseCodeOf } from '../../jurisdictions/search-attributes.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { actOnClaim } from './act.ts';
import { demandNotOwn } from './conflict.ts';
import { titleOf } from './filing.ts';
import type { Reopening, ReopeningBody, SecondOpinion } from './reopening-schemas.ts';
import { claimFor, scopeOf } from './scope.ts';
import { submit } from './submission.ts';
import { type Task, taskOf } from './task.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;
type View = z.infer<typeof Reopening>;

/**
 * Proposes to set a decision aside, and shows what that would do at once. Nothing is changed.
 * @throws Problem `reopening-no-decision`, `reopening-set-aside`, `reopening-too-late`, `reopening-withdrawn`, `reopening-waiting`, `reopening-erased`
 */
export async function proposeReopeningOf(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  { transitionNo, reasonCode, document, reason }: z.infer<typeof ReopeningBody>,
): Promise<View> {
  const { id: claim_id } = await claimFor(deps, actor, claimId);
  await demandNotOwn(deps, actor, { id: claim_id }, 'another-person-required');
  const at = msToInstant(await deps.clock.now());
  const id = idOf('RO', attempt.actId);
  return transaction(deps.pool, (tx) =>
    asSystemIn(tx, async () => {
      const dossier_id = idOf('D', attempt.actId);
      const given = { id, claim_id, target_n: transitionNo, reason_code: reasonCode, document, dossier_id };
      const proposed = { proposed_by: actor.subject, proposed_at: at };
      const reopening = await enterReopening(tx, { ...given, ...proposed, ground: 'correction', review_id: null });
      const body = { transitionNo, reasonCode, document, reason };
      const kept = { id: dossier_id, claimId: claim_id, kind: 'reopening', body, bySubject: actor.subject };
      await storeDossier(tx, kept);
      return reopeningView(reopening);
    }),
  );
}

type Given = Omit<Parameters<typeof proposeReopening>[1], 'preview' | 'step_no'>;

/** Enters what is proposed; the same id again is the same proposal. Sees every claim of the people concerned. */
export async function enterReopening(tx: Tx, given: Given): Promise<ReopeningRow> {
  const { id, claim_id } = given;
  const claim = (await lockClaim(tx, claim_id))!;
  const known = await findReopening(tx, claim_id, id);
  if (known) return known;
  const reopenable = await demandReopenable(tx, claim, await pinnedLaw(tx, claim_id), given.target_n);
  const preview = await previewOf(tx, claim_id, reopenable);
  if (!(await proposeReopening(tx, { ...given, preview, step_no: reopenable.back.stepNo })))
    throw new Problem('reopening-waiting');
  return (await findReopening(tx, claim_id, id))!;
}

/**
 * Another official decides. Approved, a running claim's own workflow goes back to the step; one that has ended starts again under its own id.
 * @throws Problem `reopening-unknown`, `reopening-decided`, `another-person-required`, `reopening-wait-for-bank`, `reopening-changed`, and what proposing throws
 */
export async function decideReopeningOf(
  deps: Deps,
  call: Call,
  claimId: string,
  id: string,
  body: z.infer<typeof SecondOpinion>,
): Promise<View> {
  const claim = await claimFor(deps, call.actor, claimId, 'reopening-unknown');
  const reopening = await findReopening(deps.pool, claim.id, id);
  // What another body has found is confirmed with its outcome.
  if (!reopening || reopening.review_id) throw new Problem('reopening-unknown');
  await demandDecider(deps, call, claim, reopening);
  if (body.decision === 'approve') await setAside(deps, call, claim, reopening, body);
  else await transaction(deps.pool, (tx) => refuse(tx, call, reopening, body, deps));
  return reopeningView((await findReopening(deps.pool, claim.id, id))!);
}

/** Decided by this very call at an earlier attempt, it only lacks its answer. */
export async function demandDecider(deps: Deps, { actor, attempt }: Call, claim: VisibleClaim, r: ReopeningRow) {
  if (r.decision_id === idOf('D', attempt.actId)) return;
  if (r.status !== 'proposed') throw new Problem('reopening-decided');
  if (r.proposed_by === actor.subject) throw new Problem('another-person-required');
  await demandNotOwn(deps, actor, claim, 'another-person-required');
}

export async function setAside(
  deps: Deps,
  { actor, attempt }: Call,
  claim: VisibleClaim,
  { id: reopeningId, status }: ReopeningRow,
  body: object,
): Promise<void> {
  if (status !== 'proposed') return;
  const { actId: key } = attempt;
  const submission = { actId: key, of: claim.id, kind: 'reopening-decision', bySubject: actor.subject };
  await submit(deps, { ...submission, body: async () => ({ reopeningId, ...body }) }, async (dossierId) => {
    const message = { by: actor.subject, decision: 'approve', dossierId };
    if (!claim.closed) return actOnClaim(deps, claim, 'reopening-decision', message, key);
    const { id: claimId, jurisdiction, programme, claimant_kind, claimant } = claim;
    const clockOffsetMs = await deps.clock.offset();
    const input = { claimId, jurisdiction, programme, clockOffsetMs, reopeningId };
    const about = { claimant: enterpriseCodeOf(claimant_kind, claimant), title: titleOf(deps, claim) };
    await deps.gateway.reopenClosed({ input, ...about, message, key });
  });
}

export async function refuse(
  tx: Tx,
  { actor, attempt }: Call,
  { id, claim_id: claimId }: ReopeningRow,
  body: object,
  { clock }: Pick<Deps, 'clock'>,
): Promise<void> {
  const at: Instant = msToInstant(await clock.now());
  const decisionId = idOf('D', attempt.actId);
  await asSystemIn(tx, async () => {
    await lockClaim(tx, claimId);
    const reopening = await lockReopening(tx, claimId, id);
    if (reopening?.decision_id === decisionId) return;
    if (reopening?.status !== 'proposed') throw new Problem('reopening-decided');
    const kept = { id: decisionId, claimId, kind: 'reopening-decision', body, bySubject: actor.subject };
    await storeDossier(tx, kept);
    await decideReopening(tx, id, { status: 'rejected', by: actor.subject, at, decisionId, n: null });
  });
}

/** Oldest first. @throws Problem `not-found` */
export async function listReopenings(deps: Deps, actor: Actor, claimId: string): Promise<View[]> {
  const claim = await claimFor(deps, actor, claimId);
  return (await reopeningsOf(deps.pool, claim.id)).map(reopeningView);
}

/** @throws Problem `reopening-unknown` */
export async function readReopening(deps: Deps, actor: Actor, claimId: string, id: string): Promise<View> {
  const claim = await claimFor(deps, actor, claimId, 'reopening-unknown');
  const found = await findReopening(deps.pool, claim.id, id);
  if (!found) throw new Problem('reopening-unknown');
  return reopeningView(found);
}

/** Who proposed one is not waited for. */
export async function reopeningTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const waiting = await waitingReopenings(deps.pool, scopeOf(actor), actor.subject, limit);
  return waiting.map((one) =>
    taskOf(deps, one, { act: 'reopening-decision', claimId: one.claim_id, reopeningId: one.id, stage: one.status }),
  );
}

function reopeningView(one: ReopeningRow): View {
  const { id, claim_id, ground, status, document, preview } = one;
  return {
    ...{ id, claimId: claim_id, ground, status, document, preview, reasonCode: one.reason_code },
    ...{ administrativeReviewId: one.review_id, transitionNo: one.target_n, reopenedNo: one.reopened_n },
    ...{ proposedBy: one.proposed_by, proposedAt: one.proposed_at },
    ...{ decidedBy: one.decided_by, decidedAt: one.decided_at },
  };
}
