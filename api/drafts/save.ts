import { z } from '@hono/zod-openapi';
import {
  countDrafts,
  type DraftHead,
  findDraft,
  type Kept,
  type ListedDraft,
  saveAgain,
  saveDraft,
} from '../../db/intake/drafts.ts';
import { findRoster } from '../../db/intake/rosters.ts';
import { transaction } from '../../db/pool.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { fileableDays, fileableSince } from '../../jurisdictions/unfiled.ts';
import { claimantOf, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { claimFor } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { idOf } from '../ids.ts';
import { Day } from '../routes/fields.ts';
import type { Draft, DraftBody, ListedDraft as Listed } from './schemas.ts';

type Body = z.infer<typeof DraftBody>;

/** More than anybody fills in at a time. */
const mostDrafts = 200;

/** The drafts of who asks, as far as they can still be handed in. */
export const draftsOf = ({ registry }: Pick<Deps, 'registry'>, actor: Actor): Kept => ({
  owner: ownerOf(claimantOf(actor)),
  since: fileableSince(registry, Date.now()),
});

/** Keeps a form as far as it is filled in. @throws Problem `not-found`, `invalid-input`, `wrong-stage`, `drafts-full`, `draft-taken`, `draft-changed` */
export async function keepDraft(deps: Deps, actor: Actor, actId: string, body: Body): Promise<DraftHead> {
  const kept = draftsOf(deps, actor);
  const { owner } = kept;
  const known = body.draftId === undefined ? undefined : await findDraft(deps.pool, kept, body.draftId);
  if (body.draftId !== undefined && !known) throw new Problem('draft-taken');
  const where = known ?? (await begin(deps, actor, actId, body));
  const rosterId = body.rosterId ?? known?.rosterId ?? null;
  if (rosterId !== null && (await findRoster(deps.pool, rosterId))?.owner !== owner)
    throw new Problem('invalid-input', {}, [fault('roster-unknown', { path: 'rosterId' }, { rosterId })]);
  const saved = { savedBy: actor.subject, savedAt: msToInstant(await deps.clock.now()) };
  const { id, jurisdiction, programme, claimId, act } = where;
  const draft = {
    id,
    jurisdiction,
    programme,
    claimId,
    act,
    owner,
    rosterId,
    form: body.form,
    after: body.version,
    ...saved,
  };
  const head = await transaction(deps.pool, async (tx) => {
    // Filed meanwhile it does not come back.
    if (known) return saveAgain(tx, draft);
    if ((await countDrafts(tx, owner)) >= mostDrafts) throw new Problem('drafts-full', { limit: mostDrafts });
    return saveDraft(tx, draft);
  });
  if (head) return head;
  const now = await findDraft(deps.pool, kept, id);
  if (now && body.version !== undefined && now.version !== body.version)
    throw new Problem('draft-changed', { by: now.savedBy });
  throw new Problem('draft-taken');
}

type Where = Pick<DraftHead, 'id' | 'jurisdiction' | 'programme' | 'claimId' | 'act'>;

/** A draft for a claim has the number of the claim, so that there is one. */
async function begin(deps: Deps, actor: Actor, actId: string, body: Body): Promise<Where> {
  if (body.claimId !== undefined) {
    const { id: claimId, jurisdiction, programme, stage, closed } = await claimFor(deps, actor, body.claimId);
    if (stage !== 'application-open' && stage !== 'returned')
      throw new Problem('wrong-stage', { act: 'drafts', stage: closed ? 'closed' : stage, accepted: 'nothing 无' });
    const act = stage === 'returned' ? 'resubmission' : 'application';
    return { id: idOf('DR', claimId), jurisdiction, programme, claimId, act };
  }
  if (!body.jurisdiction || !body.programme) {
    const path = body.jurisdiction ? 'programme' : 'jurisdiction';
    throw new Problem('invalid-input', {}, [fault('field-missing', { path })]);
  }
  const { jurisdiction, programme } = deps.registry.programme(body.jurisdiction, body.programme);
  if (programme.claimant !== actor.role)
    throw new Problem('role-not-allowed', { role: actor.role, allowed: programme.claimant });
  return {
    id: idOf('DR', actId),
    jurisdiction: jurisdiction.slug,
    programme: programme.slug,
    claimId: null,
    act: 'filing',
  };
}

export function draftView({ registry }: Pick<Deps, 'registry'>, draft: DraftHead): z.infer<typeof Draft> {
  const { begunAt, ...view } = draft;
  return { ...view, daysKept: fileableDays(registry, begunAt, Date.now()) };
}

/** Nothing of a form is checked before it is handed in: what is no day and no number is not told. */
export function listedDraftView(
  deps: Pick<Deps, 'registry'>,
  { form, onRoster, ...draft }: ListedDraft,
): z.infer<typeof Listed> {
  const { classOpensOn, plannedHeadCount } = form.training ?? {};
  const day = Day.safeParse(classOpensOn);
  const planned = z.int().min(0).safeParse(plannedHeadCount);
  return {
    ...draftView(deps, draft),
    classOpensOn: day.success ? day.data : null,
    trainees: onRoster ?? (planned.success ? planned.data : null),
  };
}
