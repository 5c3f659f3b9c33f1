import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import * as absences from '../../db/review/absences.ts';
import { lockReviewer } from '../../db/review/reviewers.ts';
import { type Instant, localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { idOf } from '../ids.ts';
import { demandReviewer } from './hold.ts';
import type { Absence, AbsenceBody } from './schemas.ts';

type View = z.infer<typeof Absence>;
type Call = { actor: Actor; attempt: { actId: string } };

/**
 * A reviewer says when they are away and who stands in, or a supervisor does for them.
 * @throws Problem `absence-of-another`, `absence-place-required`, `absence-days`, `absence-own-substitute`, `reviewer-unknown`, `absence-overlaps`,
 *   `absence-substitute-away`, `absence-relied-on`
 */
export async function enterAbsence(
  deps: Deps,
  { actor, attempt }: Call,
  body: z.infer<typeof AbsenceBody>,
): Promise<View> {
  const { substitute, firstDay, lastDay } = body;
  const subject = body.subject ?? actor.subject;
  if (actor.role === 'reviewer' && subject !== actor.subject) throw new Problem('absence-of-another');
  const jurisdiction = scopeOf(actor).jurisdiction ?? body.jurisdiction;
  if (!jurisdiction)
    throw new Problem('absence-place-required', {}, [fault('absence-place-required', { path: 'jurisdiction' })]);
  const at = msToInstant(await deps.clock.now());
  if (lastDay < firstDay || lastDay < localDateOf(at))
    throw new Problem('absence-days', {}, [fault('absence-days', { path: 'lastDay' })]);
  if (substitute === subject)
    throw new Problem('absence-own-substitute', {}, [fault('absence-own-substitute', { path: 'substitute' })]);
  const one = {
    ...{ id: idOf('RA', attempt.actId), jurisdiction, subject, substitute, first_day: firstDay, last_day: lastDay },
    ...{ entered_by: actor.subject, entered_at: at },
  };
  return transaction(deps.pool, async (tx) => {
    for (const one of [subject, substitute].sort()) await lockReviewer(tx, jurisdiction, one);
    await demandReviewer(tx, jurisdiction, subject, 'subject');
    await demandReviewer(tx, jurisdiction, substitute, 'substitute');
    await demandStandIn(tx, one);
    if (!(await absences.enterAbsence(tx, one))) throw new Problem('absence-overlaps', { subject });
    await enter(deps, tx, actor, one, 'enter-absence');
    return viewOf({ ...one, ended_by: null, ended_at: null });
  });
}

/** Of who is away and who stands in, one is there on each day: nobody is relied on who is away, or goes away while relied on. */
async function demandStandIn(tx: Tx, one: Parameters<typeof absences.enterAbsence>[1]): Promise<void> {
  const away = await absences.absenceOn(tx, 'subject', one.substitute, one);
  if (away) throw refusal('absence-substitute-away', 'substitute', { substitute: one.substitute, ...daysOf(away) });
  const relies = await absences.absenceOn(tx, 'substitute', one.subject, one);
  if (relies) throw refusal('absence-relied-on', 'firstDay', { subject: relies.subject, ...daysOf(relies) });
}

const daysOf = ({ first_day: firstDay, last_day: lastDay }: absences.ReviewAbsence) => ({ firstDay, lastDay });
const refusal = (code: 'absence-substitute-away' | 'absence-relied-on', path: string, params: Record<string, string>) =>
  new Problem(code, params, [fault(code, { path }, params)]);

/** @throws Problem `absence-unknown`, `absence-ended`, `absence-of-another` */
export async function endAbsence(deps: Deps, actor: Actor, id: string): Promise<View> {
  const at: Instant = msToInstant(await deps.clock.now());
  return transaction(deps.pool, async (tx) => {
    const one = await absences.lockAbsence(tx, id);
    if (!one) throw new Problem('absence-unknown');
    if (actor.role === 'reviewer' && one.subject !== actor.subject) throw new Problem('absence-of-another');
    if (one.ended_at) throw new Problem('absence-ended');
    await absences.endAbsence(tx, id, actor.subject, at);
    await enter(deps, tx, actor, one, 'end-absence');
    return viewOf({ ...one, ended_by: actor.subject, ended_at: at });
  });
}

export async function listAbsences({ pool, clock }: Deps, actor: Actor): Promise<View[]> {
  const today = localDateOf(msToInstant(await clock.now()));
  return (await absences.absencesFrom(pool, scopeOf(actor).jurisdiction ?? null, today)).map(viewOf);
}

async function enter(
  { audit }: Deps,
  tx: Tx,
  actor: Actor,
  {
    id,
    jurisdiction,
    subject,
    substitute,
  }: Pick<absences.ReviewAbsence, 'id' | 'jurisdiction' | 'subject' | 'substitute'>,
  act: string,
): Promise<void> {
  const of = { place: jurisdiction, ids: [id, subject, substitute] };
  await appendEntries(tx, [await audit.entryOf({ actor, act, of, outcome: 'done' })]);
}

const viewOf = (one: absences.ReviewAbsence): View => ({
  ...{ id: one.id, jurisdiction: one.jurisdiction, subject: one.subject, substitute: one.substitute },
  ...{ firstDay: one.first_day, lastDay: one.last_day, enteredBy: one.entered_by, enteredAt: one.entered_at },
  ...{ endedBy: one.ended_by, endedAt: one.ended_at },
});
