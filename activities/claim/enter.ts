import { publishNotice } from '../../db/claims/notices.ts';
import { pin } from '../../db/claims/pins.ts';
import { type Instant, type LocalDate, localDateOf } from '../../domain/calendar/date.ts';
import { deadlineOf } from '../../domain/calendar/deadlines.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import { Problem } from '../../domain/problem.ts';
import { milestoneDay } from '../../domain/rules/milestones.ts';
import { type Milestone, resolve } from '../../domain/rules/param.ts';
import type { Step } from '../../domain/rules/steps.ts';
import type { Context } from './context.ts';
import { createAdvance, makePayable } from './settlement.ts';

/** Enters the step that the workflow named: sets the stage and the period that runs in it, and does what the step begins with. */
export async function enterNext(c: Context): Promise<void> {
  const { next } = c.move;
  if (!next) throw new Error(`claim ${c.claim.id}: no step behind ${c.claim.stage}`);
  c.claim.step_no = next.no;
  c.claim.returned_from = null;
  c.claim.overdue = false;
  c.claim.due_at = null;
  await enter(c, next.step);
}

async function enter(c: Context, step: Step): Promise<void> {
  const { claim } = c;
  switch (step.kind) {
    case 'review':
      return wait(c, `${step.of}-review`, dueAt(c, step.limit, c.at));
    case 'advance':
      await createAdvance(c, step.share);
      return wait(c, 'advance', null);
    case 'training':
      return wait(
        c,
        'training',
        step.completionWithin ? dueAt(c, step.completionWithin, c.at) : claim.application_due_at,
      );
    case 'application':
      claim.application_due_at = dueAt(c, step.deadline, claim.class_ended_on ?? c.at);
      return wait(c, 'application-open', claim.application_due_at);
    case 'verification':
      return wait(c, 'verification', dueAt(c, step.limit, c.at));
    case 'publicNotice': {
      const endsAt = dueAt(c, step.period, c.at);
      if (!endsAt) throw new Problem('calendar-unavailable', { year: c.at.slice(0, 4) });
      await publishNotice(c.tx, { id: `N${claim.id}`, claim_id: claim.id, published_at: c.at, ends_at: endsAt });
      return wait(c, 'public-notice', endsAt);
    }
    case 'disbursement':
      wait(c, 'payable', null);
      return makePayable(c);
    case 'external':
      return wait(c, 'external', null);
    case 'filing':
      throw new Error('a claim is filed once');
  }
}

function wait(c: Context, stage: Stage, due: Instant | null): void {
  c.claim.stage = stage;
  c.claim.due_at = due;
}

/** End of the period that a pinned parameter sets; null while its year has no calendar (not yet computable) or the law sets none. */
export function dueAt(c: Pick<Context, 'deps' | 'law'>, param: string, event: Instant | LocalDate): Instant | null {
  const figure = c.law.params[param];
  if (!figure || figure.value === null) return null;
  try {
    return deadlineOf(figure, event, c.deps.calendar, param).dueAt;
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unavailable') return null;
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
