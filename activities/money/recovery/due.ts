import { instalmentsOf } from '../../../db/money/instalments.ts';
import { isEnded, openFen } from '../../../db/money/recoveries.ts';
import { openedAt } from '../../../db/money/recovery-acts.ts';
import { endOfDay, type Instant, instantToMs, msToInstant } from '../../../domain/calendar/date.ts';
import { deadlineOf } from '../../../domain/calendar/deadlines.ts';
import { toWorkingDay } from '../../../domain/calendar/workingDays.ts';
import { openInstalments } from '../../../domain/money/instalments.ts';
import type { RecoveryStanding } from '../../../domain/money/recovery.ts';
import { Problem } from '../../../domain/problem.ts';
import { numberOf } from '../../../domain/rules/figures.ts';
import type { RecoveryContext } from './act.ts';

type Knowing = Pick<RecoveryContext, 'tx' | 'deps' | 'at' | 'recovery'>;

const dayMs = 86_400_000;

/** What is due next of a recovery, fen, and until when; `pending`: in a year whose calendar is not published yet. */
interface DueNext {
  fen: number;
  at: Instant | null | 'pending';
  instalmentsOpen: number;
}

export async function dueNext(c: Knowing): Promise<DueNext> {
  const { recovery } = c;
  const sums = { amountFen: recovery.amount_fen, repaidFen: recovery.repaid_fen };
  const plan = await instalmentsOf(c.tx, recovery.id);
  const open = openInstalments(plan, sums);
  const [next] = open;
  if (!next) return { fen: openFen(recovery), at: await periodEnd(c), instalmentsOpen: 0 };
  const at = orPending(() => endOfDay(toWorkingDay(next.dueOn, c.deps.calendar).day));
  return { fen: next.openFen, at, instalmentsOpen: open.length };
}

/** Without instalments everything is due when the period of the demand ends; null where the place sets none. */
async function periodEnd(c: Knowing): Promise<Instant | null | 'pending'> {
  const figure = c.recovery.rules?.['recovery-period'];
  if (!figure || figure.value === null) return null;
  const from = (await openedAt(c.tx, c.recovery.id)) ?? c.at;
  return orPending(() => deadlineOf(figure, from, c.deps.calendar, 'recovery').dueAt);
}

function orPending(compute: () => Instant): Instant | 'pending' {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unavailable') return 'pending';
    throw error;
  }
}

/** After what is open or its plan has changed: until when the next part is due, and whether that has passed. Nothing is due of one that has ended. */
export async function setDue(c: Knowing): Promise<void> {
  if (isEnded(c.recovery)) return;
  const { at } = await dueNext(c);
  c.recovery.due_at = at === 'pending' ? null : at;
  const passed = c.recovery.due_at !== null && instantToMs(c.recovery.due_at) <= instantToMs(c.at);
  c.recovery.status = passed ? 'overdue' : 'open';
}

export async function standingOf(c: Knowing): Promise<RecoveryStanding> {
  const { status, closed, amount_fen, repaid_fen, cancelled_fen, due_at, listing } = c.recovery;
  const next = isEnded(c.recovery) ? null : await dueNext(c);
  return {
    status,
    closed,
    amountFen: amount_fen - cancelled_fen,
    repaidFen: repaid_fen,
    dueAt: due_at,
    duePending: due_at === null && next?.at === 'pending',
    remindAt: status === 'open' ? remindAt(c) : null,
    instalmentsOpen: next?.instalmentsOpen ?? 0,
    listing,
  };
}

/** Null when that moment has passed: who agreed on a nearer day was told of it then. */
function remindAt({ recovery, at }: Knowing): Instant | null {
  const before = recovery.rules?.['recovery-reminder'];
  if (!recovery.due_at || !before || before.value === null) return null;
  const ms = instantToMs(recovery.due_at) - numberOf(before) * dayMs;
  return ms > instantToMs(at) ? msToInstant(ms) : null;
}
