import type { z } from '@hono/zod-openapi';
import { demandAdmissible, demandAges } from '../../activities/claim/admission.ts';
import { demandChangeable, lookedUpFor } from '../../activities/claim/changes.ts';
import { endOf } from '../../activities/claim/enter.ts';
import { changesOf, findChange, insertChange, waitingChanges } from '../../db/claims/changes.ts';
import { type ClaimRow, lockClaim } from '../../db/claims/claims.ts';
import { type PinnedLaw, pinnedLaw } from '../../db/claims/pins.ts';
import { hasHappened } from '../../db/claims/transitions.ts';
import { readDossier, storeDossier } from '../../db/intake/dossiers.ts';
import { keepRoster, lastNumber } from '../../db/intake/rosters.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { type Instant, localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { type ChangeForm, changedFiling, isChangeable } from '../../domain/claim/changes.ts';
import type { FilingDossier } from '../../domain/claim/forms.ts';
import { Problem } from '../../domain/problem.ts';
import { ownerOf } from '../auth/claimant.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { actOnClaim } from './act.ts';
import { unlessTooLate } from './came-first.ts';
import type { Change, ChangeBody, ChangeReviewBody } from './change-schemas.ts';
import { demandNotOwn } from './conflict.ts';
import { checkReasons } from './decision.ts';
import { readForm } from './forms.ts';
import { changeView } from './read-changes.ts';
import { rosterFor } from './roster.ts';
import { claimFor } from './scope.ts';
import { submit } from './submission.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;
type View = z.infer<typeof Change>;
type Body = z.infer<typeof ChangeBody>;

/** Who has more to change waits for some decisions first. */
const mostWaiting = 10;

/**
 * Hands a change in; a reviewer decides on it. Everything that can be refused now is.
 * @throws Problem `change-not-now`, `changes-waiting`, `change-too-late`, `change-empty`, `invalid-input`, and what the rules refuse
 */
export async function proposeChange(deps: Deps, { actor, attempt }: Call, claimId: string, body: Body): Promise<View> {
  const { id } = await claimFor(deps, actor, claimId);
  const at = msToInstant(await deps.clock.now());
  const { actId } = attempt;
  const changeId = idOf('CH', actId);
  return transaction(deps.pool, async (tx) => {
    // Nothing of the claim moves meanwhile. Its row is the workflow's, and a claimant only reads it.
    const claim = (await asSystemIn(tx, () => lockClaim(tx, id)))!;
    // Handed in at an earlier attempt, and only its answer was lost.
    const known = await findChange(tx, id, changeId);
    if (known) return changeView(known, at);
    if (!isChangeable(claim)) throw new Problem('change-not-now', { stage: claim.stage });
    const waiting = await waitingChanges(tx, id);
    if (waiting >= mostWaiting) throw new Problem('changes-waiting', { count: waiting });
    const law = await pinnedLaw(tx, id);
    const form = await formOf(deps, tx, claim, { actId, at, body });
    await demandChangeable(tx, claim, law, form, at);
    await demandAdmitted(deps, tx, { claim, law, at }, form);
    const rosterId = form.kind === 'trainee-joins' ? form.rosterId : null;
    // It goes with the claim from now on, whatever becomes of the change.
    if (rosterId) await asSystemIn(tx, () => keepRoster(tx, id, rosterId));
    const dossierId = idOf('D', actId);
    await storeDossier(tx, { id: dossierId, claimId: id, kind: 'change', body: form, bySubject: actor.subject });
    await insertChange(tx, {
      ...{ id: changeId, claim_id: id, kind: form.kind, dossier_id: dossierId, roster_id: rosterId },
      ...{ proposed_by: actor.subject, proposed_at: at, due_at: reviewEnd(deps, law, at) },
    });
    return changeView((await findChange(tx, id, changeId))!, at);
  });
}

/** A reviewer decides; the claim's workflow carries it out. @throws Problem `change-unknown`, `change-decided`, `own-filing-review` */
export async function reviewChange(
  deps: Deps,
  { actor, attempt }: Call,
  claimId: string,
  changeId: string,
  body: z.infer<typeof ChangeReviewBody>,
): Promise<View> {
  const claim = await claimFor(deps, actor, claimId, 'change-unknown');
  const change = await findChange(deps.pool, claim.id, changeId);
  if (!change) throw new Problem('change-unknown');
  const { actId } = attempt;
  const send = (dossierId: string) => {
    const message = { by: actor.subject, decision: body.decision, reasonCode: body.reasonCode, dossierId };
    return actOnClaim(deps, claim, 'change-review', message, actId);
  };
  const dossierId = idOf('D', actId);
  if (await hasHappened(deps.pool, claim.id, dossierId)) await send(dossierId);
  else {
    const kept = { changeId, ...body };
    const submission = { actId, of: claim.id, kind: 'change-review', bySubject: actor.subject };
    await unlessTooLate(
      deps,
      claim.id,
      ({ detail }) => detail.changeId === changeId,
      async () => {
        if (change.status !== 'waiting') throw new Problem('change-decided');
        await demandNotOwn(deps, actor, claim);
        checkReasons(body);
        await submit(deps, { ...submission, body: async () => kept }, send);
      },
    );
  }
  return changeView((await findChange(deps.pool, claim.id, changeId))!, msToInstant(await deps.clock.now()));
}

/** What is kept: the roster of who joins is stored like any other, and named by its id. */
async function formOf(
  deps: Deps,
  tx: Tx,
  claim: ClaimRow,
  { actId, at, body }: { actId: string; at: Instant; body: Body },
): Promise<ChangeForm> {
  if (body.kind !== 'trainee-joins') return body;
  const { roster, rosterId, ...form } = body;
  // Nobody is numbered like somebody of whom another change tells.
  const told = (await changesOf(tx, claim.id)).flatMap(({ roster_id }) => roster_id ?? []);
  const next = (await lastNumber(tx, [claim.roster_id, ...told])) + 1;
  const given = { rosterId, roster: roster?.map((row, i) => ({ ref: String(next + i), ...row })) };
  const { jurisdiction, programme } = claim;
  const owner = ownerOf({ kind: claim.claimant_kind, code: claim.claimant });
  const on = claim.class_opened_on ?? localDateOf(at);
  return { ...form, rosterId: await rosterFor(tx, { deps, jurisdiction, programme }, given, { owner, actId, on }) };
}

/** Asked now as far as it can be: who joins is on no roster of the claim yet but old enough, and that somebody has left is a fact. */
async function demandAdmitted(
  deps: Deps,
  tx: Tx,
  { claim, law, at }: { claim: ClaimRow; law: PinnedLaw; at: Instant },
  change: ChangeForm,
): Promise<void> {
  if (change.kind === 'trainee-leaves') return;
  const { jurisdiction, programme, roster_id: rosterId } = claim;
  const { filing } = (await readDossier<FilingDossier>(tx, claim.filing_dossier_id))!.body;
  const filedOn = localDateOf(claim.filed_at);
  if (change.kind === 'trainee-joins')
    return demandAges(tx, { form: filing, rosterId: change.rosterId, filedOn }, law.params);
  const { forms } = deps.registry.programme(jurisdiction, programme).programme;
  const form = readForm<FilingDossier['filing']>(forms.filing, changedFiling(filing, change), 'filing');
  await demandAdmissible(deps, tx, {
    ...{ jurisdiction, programme, form, rosterId, law, filedOn },
    lookedUp: lookedUpFor(change, form, at),
  });
}

/** A change is reviewed within the limit that holds for the filing; null while its year has no calendar. */
function reviewEnd(deps: Deps, law: PinnedLaw, at: Instant): Instant | null {
  const review = law.rules.steps.find((step) => step.kind === 'review');
  if (review?.kind !== 'review') return null;
  const end = endOf({ deps, law }, review.limit, at);
  return end === 'pending' ? null : end;
}
