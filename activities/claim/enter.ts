import { publishNotice, setNoticeEnd } from '../../db/claims/notices.ts';
import { type PinnedLaw, pin } from '../../db/claims/pins.ts';
import { noticeOf as lastNotice } from '../../db/claims/published.ts';
import { type Instant, type LocalDate, localDateOf } from '../../domain/calendar/date.ts';
import { deadlineOf } from '../../domain/calendar/deadlines.ts';
import type { Move } from '../../domain/claim/protocol.ts';
import { Problem } from '../../domain/problem.ts';
import { milestoneDay } from '../../domain/rules/milestones.ts';
import { type Milestone, resolve } from '../../domain/rules/param.ts';
import type { Step } from '../../domain/rules/steps.ts';
import type { Deps } from '../deps.ts';
import type { Context, Detail } from './context.ts';
import { createAdvance, makePayable } from './settlement.ts';

/** Enters the step that the workflow named: sets the stage and the period that runs in it, and does what the step begins with. */
export async function enterNext(c: Context): Promise<void> {
  const { next } = c.move;
  if (!next) throw new Error(`claim ${c.claim.id}: no step behind ${c.claim.stage}`);
  await enterAt(c, next);
}

/** The same of a step that is not the next one. */
export async function enterAt(c: Context, { step, no }: NonNullable<Move['next']>): Promise<void> {
  c.claim.step_no = no;
  c.claim.returned_from = null;
  c.claim.overdue = false;
  noPeriod(c);
  await enter(c, step);
}

async function enter(c: Context, step: Step): Promise<void> {
  const { claim } = c;
  switch (step.kind) {
    case 'review':
      claim.stage = `${step.of}-review`;
      return runPeriod(c, step.limit, c.at);
    case 'advance':
      await createAdvance(c, step.share);
      claim.stage = 'advance';
      return;
    case 'training':
      claim.stage = 'training';
      if (step.completionWithin) runPeriod(c, step.completionWithin, c.at);
      else claim.due_at = claim.application_due_at;
      return;
    case 'application':
      claim.stage = 'application-open';
      runPeriod(c, step.deadline, claim.class_ended_on ?? c.at);
      // A deadline that was put later before, by a re-pinning or a reopening, stays so.
      if (!claim.due_pending) claim.due_at = later(claim.application_due_at, claim.due_at);
      claim.application_due_at = claim.due_at;
      return;
    case 'verification':
      claim.stage = 'verification';
      return runPeriod(c, step.limit, c.at);
    case 'publicNotice':
      claim.stage = 'public-notice';
      runPeriod(c, step.period, c.at);
      return publishNotice(c.tx, await noticeOf(c));
    case 'disbursement':
      claim.stage = 'payable';
      return makePayable(c);
    case 'external':
      claim.stage = 'external';
      return;
    case 'filing':
      throw new Error('a claim is filed once');
  }
}

/** A claim that is decided anew is published anew. */
async function noticeOf({ tx, claim, at, move }: Context) {
  const id = (await lastNotice(tx, claim.id)) ? `N${claim.id}-${move.n}` : `N${claim.id}`;
  return { id, claim_id: claim.id, published_at: at, ends_at: claim.due_at };
}

function noPeriod({ claim }: Pick<Context, 'claim'>): void {
  claim.due_at = null;
  claim.due_pending = false;
  claim.due_rule = null;
  claim.due_event = null;
}

/** Lets the period of a pinned figure run from an event. One that reaches into a year without calendar stays pending. */
export function runPeriod(c: Pick<Context, 'deps' | 'law' | 'claim'>, rule: string, event: Instant | LocalDate): void {
  const end = endOf(c, rule, event);
  const due = end === 'pending' ? { due_at: null, due_pending: true } : { due_at: end, due_pending: false };
  Object.assign(c.claim, { ...due, due_rule: rule, due_event: event });
}

/** Asks again for the end of a period that could not be computed: its calendar may have been published since. */
export async function computeDeadline(c: Context): Promise<Detail> {
  const { claim } = c;
  if (!claim.due_pending || !claim.due_rule || !claim.due_event) return {};
  runPeriod(c, claim.due_rule, claim.due_event);
  if (claim.due_pending) return { dueAt: null };
  await spread(c);
  return { dueAt: claim.due_at };
}

/** What hangs on the end of the period that runs. */
export async function spread({ claim, tx }: Pick<Context, 'claim' | 'tx'>): Promise<void> {
  if (claim.stage === 'application-open') claim.application_due_at = claim.due_at;
  if (claim.stage === 'returned') claim.due_at = later(claim.application_due_at, claim.due_at);
  if (claim.stage === 'public-notice' && claim.due_at) await setNoticeEnd(tx, claim.id, claim.due_at);
}

export function later(a: Instant | null, b: Instant | null): Instant | null {
  if (!a || !b) return a ?? b;
  return Date.parse(a) > Date.parse(b) ? a : b;
}

/** End of the period that a pinned figure sets: null where the law sets none, 'pending' while its year has no calendar. */
export function endOf(
  c: { deps: Pick<Deps, 'calendar'>; law: Pick<PinnedLaw, 'params'> },
  rule: string,
  event: Instant | LocalDate,
): Instant | null | 'pending' {
  const figure = c.law.params[rule];
  if (!figure || figure.value === null) return null;
  try {
    return deadlineOf(figure, event, c.deps.calendar, rule).dueAt;
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unavailable') return 'pending';
    throw error;
  }
}

/** Pins what is in force on the day of a milestone, once; the claim reads the first pin ever after. */
export async function pinMilestone(c: Context, milestone: Milestone): Promise<void> {
  if (c.law.milestones.has(milestone)) return;
  const days = {
    filedOn: localDateOf(c.claim.filed_at),
    classOpenedOn: c.claim.class_opened_on ?? undefined,
    classEndedOn: c.claim.class_ended_on ?? undefined,
  };
  const on = milestoneDay(days, milestone)!;
  const { parameters } = c.deps.registry.programme(c.claim.jurisdiction, c.claim.programme);
  const params = resolve(parameters, on, [milestone]);
  await pin(c.tx, c.claim.id, { milestone, on_date: on, rules: null, params }, c.at);
  c.law = {
    rules: c.law.rules,
    params: { ...c.law.params, ...params },
    milestones: new Set([...c.law.milestones, milestone]),
  };
}
