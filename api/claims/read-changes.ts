import type { z } from '@hono/zod-openapi';
import { type ChangeRow, changesInScope, changesOf, findChange } from '../../db/claims/changes.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { readRosterPersonal } from '../../db/intake/rosters.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { type Instant, instantToMs, localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import type { ChangeForm } from '../../domain/claim/changes.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import type { Change, ReadChange } from './change-schemas.ts';
import { personView } from './dossier.ts';
import { claimFor, ofClaim, readerOf, scopeOf } from './scope.ts';
import { type Task, taskOf } from './task.ts';

/** What everybody may know of a change who sees its claim. `now`: business time. */
export function changeView(change: ChangeRow, now: Instant): z.infer<typeof Change> {
  const { id, claim_id, kind, status, due_at } = change;
  return {
    ...{ id, claimId: claim_id, kind, status, dueAt: due_at },
    overdue: status === 'waiting' && due_at !== null && instantToMs(due_at) <= instantToMs(now),
    ...{ proposedBy: change.proposed_by, proposedAt: change.proposed_at },
    ...{ decidedBy: change.decided_by, decidedAt: change.decided_at, reasonCode: change.reason_code },
    effect: change.effect,
  };
}

/** In the order in which they were handed in. @throws Problem `not-found` */
export async function listChanges(deps: Deps, actor: Actor, claimId: string): Promise<z.infer<typeof Change>[]> {
  const claim = await claimFor(deps, actor, claimId);
  const now = msToInstant(await deps.clock.now());
  return (await changesOf(deps.pool, claim.id)).map((change) => changeView(change, now));
}

/** A change as it was handed in, with one page of who joins. @throws Problem `change-unknown`, `dossier-erased` */
export async function readChange(
  deps: Deps,
  actor: Actor,
  claimId: string,
  id: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<z.infer<typeof ReadChange>> {
  const claim = await claimFor(deps, actor, claimId, 'change-unknown');
  const change = await findChange(deps.pool, claim.id, id);
  if (!change) throw new Problem('change-unknown');
  const erasure = await erasureOf(deps.pool, claim.id);
  if (erasure) throw new Problem('dossier-erased', { date: localDateOf(erasure.erased_at) });
  const after = readCursor<{ rowNo: number }>(cursor, { rowNo: 'number' })?.rowNo ?? 0;
  const { form, people } = await disclose(deps, {
    ...{ actor, what: 'dossier', of: { ...ofClaim(claim), ids: [id] } },
    duty: actor.role === 'reviewer' && change.status === 'waiting' ? 'change-review' : undefined,
    persons: ({ people }) => people.slice(0, limit).map(({ personId }) => personId),
    open: async () => ({
      form: (await readDossier<ChangeForm>(deps.pool, change.dossier_id))?.body ?? null,
      people: change.roster_id
        ? await readRosterPersonal(deps.pool, change.roster_id, { after, limit: limit + 1 })
        : [],
    }),
  });
  const roster = change.roster_id ? page(people, limit, personView, ({ rowNo }) => ({ rowNo })) : null;
  const now = msToInstant(await deps.clock.now());
  return { ...changeView(change, now), ...readerOf(actor)({ form: form && { ...form }, roster }) };
}

/** Changes wait for a reviewer, and for the supervisor where the limit was missed. */
export async function changeTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'reviewer' && actor.role !== 'supervisor') return [];
  const supervisor = actor.role === 'supervisor';
  const of = { now: msToInstant(await deps.clock.now()), overdueOnly: supervisor };
  const waiting = await changesInScope(deps.pool, scopeOf(actor), of, limit);
  return waiting.map((one) => {
    const act = supervisor ? 'supervision' : 'change-review';
    return taskOf(deps, one, { act, claimId: one.claim_id, changeId: one.id, stage: one.status });
  });
}
