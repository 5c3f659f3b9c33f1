import type { z } from '@hono/zod-openapi';
import { plan } from '../../activities/claim/repinning/preview.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import {
  findRepinning,
  proposeRepinning,
  type RepinningRow,
  repinningsOf,
  waitingRepinnings,
} from '../../db/claims/repinnings.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { transaction } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { isEmpty } from '../../domain/claim/repinning.ts';
import { Problem } from '../../domain/problem.ts';
import { enterpriseCodeOf } from '../../jurisdictions/search-attributes.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { actOnClaim } from './act.ts';
import { demandNotOwn } from './conflict.ts';
import type { Repinning, RepinningBody, RepinningDecisionBody } from './repinning-schemas.ts';
import { claimFor, scopeOf } from './scope.ts';
import { submit } from './submission.ts';
import { type Task, taskOf } from './task.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;
type View = z.infer<typeof Repinning>;

/**
 * Proposes to pin a milestone of a claim as the place has it now, and shows what that would do. Nothing is changed.
 * @throws Problem `repinning-nothing-pinned`, `repinning-empty`, `repinning-waiting`, `repinning-not-paid`, `repinning-erased`
 */
export async function proposeRepinningOf(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  { milestone, reasonCode, document, reason }: z.infer<typeof RepinningBody>,
): Promise<View> {
  const { id: claim_id } = await claimFor(deps, actor, claimId);
  await demandNotOwn(deps, actor, { id: claim_id }, 'another-person-required');
  const proposed_at = msToInstant(await deps.clock.now());
  const id = idOf('RP', attempt.actId);
  // Room under caps is taken by claims of every claimant and place.
  return transaction(deps.pool, (tx) =>
    asSystemIn(tx, async () => {
      const claim = (await lockClaim(tx, claim_id))!;
      const known = await findRepinning(tx, claim_id, id);
      if (known) return repinningView(known);
      const { preview } = await plan({ tx, deps, claim }, milestone);
      if (isEmpty(preview)) throw new Problem('repinning-empty');
      const dossier_id = idOf('D', attempt.actId);
      const proposed_by = actor.subject;
      const body = { milestone, reasonCode, document, reason };
      await storeDossier(tx, { id: dossier_id, claimId: claim_id, kind: 'repinning', body, bySubject: proposed_by });
      const head = { id, claim_id, milestone, reason_code: reasonCode, document, dossier_id };
      if (!(await proposeRepinning(tx, { ...head, preview, proposed_by, proposed_at })))
        throw new Problem('repinning-waiting');
      return repinningView((await findRepinning(tx, claim_id, id))!);
    }),
  );
}

/**
 * Another official decides. A running claim's own workflow books it; for one that has closed a workflow of its own does.
 * @throws Problem `repinning-unknown`, `repinning-decided`, `another-person-required`, `repinning-changed`, `repinning-wait-for-bank`
 */
export async function decideRepinningOf(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  id: string,
  body: z.infer<typeof RepinningDecisionBody>,
): Promise<View> {
  const claim = await claimFor(deps, actor, claimId, 'repinning-unknown');
  const repinning = await findRepinning(deps.pool, claim.id, id);
  if (!repinning) throw new Problem('repinning-unknown');
  const { actId } = attempt;
  // Decided at an earlier attempt, and only its answer was lost.
  if (repinning.decision_id === idOf('D', actId)) return repinningView(repinning);
  if (repinning.status !== 'proposed') throw new Problem('repinning-decided');
  if (repinning.proposed_by === actor.subject) throw new Problem('another-person-required');
  await demandNotOwn(deps, actor, claim, 'another-person-required');
  const { jurisdiction, claimant_kind, claimant } = claim;
  const clockOffsetMs = await deps.clock.offset();
  const submission = { actId, of: claim.id, kind: 'repinning-decision', bySubject: actor.subject };
  await submit(deps, { ...submission, body: async () => ({ repinningId: id, ...body }) }, async (dossierId) => {
    const message = { by: actor.subject, decision: body.decision, dossierId };
    if (!claim.closed) return actOnClaim(deps, claim, 'repinning-decision', message, actId);
    const input = { repinningId: id, claimId: claim.id, jurisdiction, clockOffsetMs };
    await deps.gateway.repinClosed({ input, claimant: enterpriseCodeOf(claimant_kind, claimant), message, key: actId });
  });
  return repinningView((await findRepinning(deps.pool, claim.id, id))!);
}

/** @throws Problem `not-found` */
export async function listRepinnings(deps: Deps, actor: Actor, claimId: string): Promise<View[]> {
  const claim = await claimFor(deps, actor, claimId);
  return (await repinningsOf(deps.pool, claim.id)).map(repinningView);
}

/** @throws Problem `repinning-unknown` */
export async function readRepinning(deps: Deps, actor: Actor, claimId: string, id: string): Promise<View> {
  const claim = await claimFor(deps, actor, claimId, 'repinning-unknown');
  const found = await findRepinning(deps.pool, claim.id, id);
  if (!found) throw new Problem('repinning-unknown');
  return repinningView(found);
}

/** Who proposed one is not waited for. */
export async function repinningTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const waiting = await waitingRepinnings(deps.pool, scopeOf(actor), actor.subject, limit);
  return waiting.map((one) =>
    taskOf(deps, one, { act: 'repinning-decision', claimId: one.claim_id, repinningId: one.id, stage: one.status }),
  );
}

function repinningView(one: RepinningRow): View {
  const { id, claim_id, milestone, status, document, preview } = one;
  return {
    ...{ id, claimId: claim_id, milestone, status, reasonCode: one.reason_code, document, preview },
    ...{ proposedBy: one.proposed_by, proposedAt: one.proposed_at },
    ...{ decidedBy: one.decided_by, decidedAt: one.decided_at },
  };
}
