import { hasMovedSince } from '../../db/claims/transitions.ts';
import { standsInFor } from '../../db/review/absences.ts';
import { holdOn } from '../../db/review/holds.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { Read } from '../../domain/claim/forms.ts';
import { Problem } from '../../domain/problem.ts';
import { type Context, demandAnotherDecider, demandAnotherPerson, submittedIfAny } from './context.ts';

/**
 * Who reviews a claim has read it as it stands, has handed in nothing for it, has not decided it before, and nobody else has it on the desk. Answers what
 * they have handed in; nothing: the decision came from the Temporal UI or CLI.
 */
export async function demandReviewer<T extends Read>(c: Context): Promise<T | undefined> {
  const form = await submittedIfAny<T>(c);
  await demandUnchanged(c, form?.revision);
  await demandAnotherPerson(c);
  await demandAnotherDecider(c);
  await demandFreeDesk(c);
  return form;
}

/** @throws Problem `changed-meanwhile` when somebody has acted on the claim since it was read */
async function demandUnchanged({ tx, claim }: Context, revision: string | undefined): Promise<void> {
  if (revision === undefined) return;
  const n = /^\d{1,9}$/.test(revision) ? Number(revision) : 0;
  if (await hasMovedSince(tx, claim.id, n)) throw new Problem('changed-meanwhile');
}

/**
 * The claim is locked, so nobody takes it up meanwhile. Who stands in for the holder may decide; what has come by the Temporal UI is decided
 * whoever holds it. @throws Problem `review-held`
 */
async function demandFreeDesk({ tx, claim, move, way, at }: Context): Promise<void> {
  const by = move.message?.by ?? '';
  const hold = way === 'api' ? await holdOn(tx, claim.id) : undefined;
  if (!hold || hold.held_by === by) return;
  const { jurisdiction } = claim;
  const others = await standsInFor(tx, { jurisdiction, substitute: by, day: localDateOf(at) });
  if (!others.includes(hold.held_by))
    throw new Problem('review-held', { by: hold.held_by, minutes: hold.minutes_left });
}
