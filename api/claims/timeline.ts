import type { z } from '@hono/zod-openapi';
import { clauseOf, timelineOf } from '../../db/claims/transitions.ts';
import { reasonsOf } from '../../db/intake/dossiers.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { dutyOnClaim } from './duties.ts';
import type { Timeline } from './schemas.ts';
import { claimFor, ofClaim, readerOf } from './scope.ts';

/** Every move of the claim with its reason in words, so that a claimant knows what to correct. @throws Problem `not-found` */
export async function readTimeline(deps: Deps, actor: Actor, id: string): Promise<z.infer<typeof Timeline>> {
  const claim = await claimFor(deps, actor, id);
  const moves = await timelineOf(deps.pool, id);
  const named = moves.flatMap((move) => move.dossier_id ?? []);
  const reasons = await disclose(deps, {
    ...{ actor, what: 'reasons', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    open: () => reasonsOf(deps.pool, named),
  });
  const read = readerOf(actor);
  const items = moves.map((move) => ({
    n: move.n,
    act: move.act,
    by: move.by_subject,
    via: move.via,
    at: move.at,
    fromStage: move.from_stage as Stage | null,
    toStage: move.to_stage as Stage,
    decision: move.decision,
    reasonCode: move.reason_code,
    reason: read(reasons.get(move.dossier_id ?? '') ?? null),
    clause: clauseOf(move),
    detail: move.detail,
  }));
  return { items, nextCursor: null };
}
