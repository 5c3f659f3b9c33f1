import { registerInspection } from '../../db/inspection/inspections.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { InspectionMove } from '../../domain/inspection/inspection.ts';
import { resolve } from '../../domain/rules/param.ts';
import type { InspectionContext } from './act.ts';
import { enter, periods, setDue } from './due.ts';
import { tell } from './mails.ts';

// What happens to an inspection by the clock.

export interface OpenInspection extends InspectionMove {
  workflowId: string;
  clockOffsetMs: number;
}

/** The periods in force on this day hold for the inspection to its end. The claimant is not told: a visit is not announced. */
export async function openInspection(
  c: InspectionContext & { move: OpenInspection },
): Promise<Record<string, unknown>> {
  const { inspection, deps, move } = c;
  await registerInspection(c.tx, inspection.id, move);
  const inForce = resolve(deps.registry.find(inspection.jurisdiction).parameters, localDateOf(c.at));
  const names = new Set<string>(Object.values(periods));
  inspection.rules = Object.fromEntries(Object.entries(inForce).filter(([name]) => names.has(name)));
  enter(c, 'visit', inspection.opened_at);
  await tell(c, 'openInspection', 'inspector');
  return { inspectors: inspection.drawn, dueAt: inspection.due_at };
}

/** Visit, finding or result did not come in time: it stays open, and a supervisor is told. */
export async function escalateInspection(c: InspectionContext): Promise<Record<string, unknown>> {
  setDue(c);
  if (c.inspection.overdue) await tell(c, 'escalateInspection', 'supervisor');
  return { stage: c.inspection.stage, dueAt: c.inspection.due_at };
}

/** Who has not answered in time was heard: a supervisor decides. */
export async function endHearing(c: InspectionContext): Promise<Record<string, unknown>> {
  setDue(c);
  if (!c.inspection.overdue) return { dueAt: c.inspection.due_at };
  enter(c, 'result');
  await tell(c, 'endHearing', 'supervisor');
  return { dueAt: c.inspection.due_at };
}

/** Asks again for a day that could not be computed: its calendar may have been published since. */
export async function computeInspectionDue(c: InspectionContext): Promise<Record<string, unknown>> {
  setDue(c);
  return { dueAt: c.inspection.due_at };
}

/** Somebody sent a signal that means nothing here: noted, with where it stands. */
export async function noteInspectionSignal(c: InspectionContext): Promise<Record<string, unknown>> {
  setDue(c);
  return { signal: c.move.message?.reasonCode };
}
