import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { listEntries, proposeEntries } from '../../db/directory/entries.ts';
import {
  decideRecommendation,
  lockRecommendation,
  type RecommendationRow,
  submitRecommendation,
  waitingRecommendations,
} from '../../db/directory/recommendations.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { type Instant, msToInstant } from '../../domain/calendar/instant.ts';
import { levelOfPlace } from '../../domain/directory/entry.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { claimantOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import type { Recommendation, RecommendationBody, ReviewBody } from './schemas.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;
type View = z.infer<typeof Recommendation>;

export function recommendationView(one: RecommendationRow): View {
  return {
    ...{ id: one.id, jurisdiction: one.jurisdiction, claimantKind: one.claimant_kind, claimant: one.claimant },
    ...{ claimantName: one.claimant_name, entry: { ...one.entry }, status: one.status, reasonCode: one.reason_code },
    ...{ submittedBy: one.by_subject, submittedAt: one.at, decidedBy: one.decided_by, decidedAt: one.decided_at },
  };
}

/** @throws Problem `unknown-jurisdiction`, `invalid-input` */
export async function recommend(
  deps: Deps,
  { actor, attempt }: Call,
  { jurisdiction, claimantName, ...entry }: z.infer<typeof RecommendationBody>,
): Promise<View> {
  const { kind, code } = claimantOf(actor);
  const { slug } = deps.registry.find(jurisdiction);
  if (entry.kind === 'course' && !entry.platform)
    throw new Problem('invalid-input', {}, [fault('field-missing', { path: 'platform' })]);
  const one: RecommendationRow = {
    ...{ id: idOf('RC', attempt.actId), jurisdiction: slug, claimant_kind: kind, claimant: code },
    ...{ claimant_name: claimantName, entry, status: 'submitted', reason_code: null, by_subject: actor.subject },
    ...{ at: msToInstant(await deps.clock.now()), decided_by: null, decided_at: null },
  };
  await submitRecommendation(deps.pool, one);
  return recommendationView(one);
}

/**
 * A reviewer of the place decides; they are the second person. Approved, the place lists it from the next moment on.
 * @throws Problem `recommendation-unknown`, `recommendation-decided`, `another-person-required`, `reason-required`
 */
export async function review(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  id: string,
  { decision, reasonCode }: z.infer<typeof ReviewBody>,
): Promise<View> {
  if (decision === 'reject' && !reasonCode)
    throw new Problem('reason-required', {}, [fault('reason-required', { path: 'reasonCode' })]);
  const at = msToInstant(await deps.clock.now());
  return transaction(deps.pool, async (tx) => {
    const found = await lockRecommendation(tx, id);
    if (!found) throw new Problem('recommendation-unknown');
    if (found.status !== 'submitted') throw new Problem('recommendation-decided');
    if (found.by_subject === actor.subject) throw new Problem('another-person-required');
    const status = decision === 'approve' ? 'approved' : 'refused';
    const decided = {
      ...found,
      status,
      reason_code: reasonCode ?? null,
      decided_by: actor.subject,
      decided_at: at,
    } as const;
    if (decision === 'approve') await list(deps, tx, decided, at);
    await decideRecommendation(tx, decided);
    const view = recommendationView(decided);
    await attempt.finish(tx, sha256, { status: 200, location: null, body: view });
    const of = { place: found.jurisdiction, ids: [id] };
    await appendEntries(tx, [
      await deps.audit.entryOf({ actor, act: `${decision}-recommendation`, of, outcome: 'done' }),
    ]);
    return view;
  });
}

async function list(
  { registry }: Deps,
  tx: Tx,
  { id, jurisdiction, entry }: RecommendationRow,
  at: Instant,
): Promise<void> {
  const { kind, name, ...data } = entry;
  const origin = { recommendation_id: id };
  const level = levelOfPlace(registry.find(jurisdiction).code);
  const days = { valid_from: localDateOf(at), valid_to: null };
  await proposeEntries(tx, [
    { id: `${id}-1`, jurisdiction, kind, name, level, data, ...days, import_id: null, ...origin },
  ]);
  await listEntries(tx, origin);
}

/** What waits for a reviewer. */
export async function recommendationTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'reviewer' || !actor.jurisdiction) return [];
  const waiting = await waitingRecommendations(deps.pool, actor.jurisdiction, limit);
  return waiting.map((one) => {
    const about = { jurisdiction: one.jurisdiction, workflow_id: null, claimant_name: one.claimant_name };
    return taskOf(deps, about, { act: 'recommendation-review', recommendationId: one.id, stage: one.status });
  });
}
