import { registerRecovery } from '../../../db/money/recoveries.ts';
import { localDateOf } from '../../../domain/calendar/date.ts';
import type { RecoveryMove } from '../../../domain/money/recovery.ts';
import { resolve } from '../../../domain/rules/param.ts';
import type { RecoveryContext } from './act.ts';
import { setDue } from './due.ts';
import { tell } from './mails.ts';

// What happens to a recovery by the clock.

export interface OpenRecovery extends RecoveryMove {
  workflowId: string;
  clockOffsetMs: number;
}

/** The figures that a recovery reads, by name. */
const figures = ['recovery-period', 'recovery-reminder'];

/** The demand goes out: the figures in force on this day hold for the recovery to its end. */
export async function openRecovery(c: RecoveryContext & { move: OpenRecovery }): Promise<Record<string, unknown>> {
  const { claim, recovery, move } = c;
  await registerRecovery(c.tx, recovery.id, move);
  const { parameters } = c.deps.registry.programme(claim.jurisdiction, claim.programme);
  const inForce = resolve(parameters, localDateOf(c.at));
  recovery.rules = Object.fromEntries(figures.flatMap((name) => (inForce[name] ? [[name, inForce[name]]] : [])));
  await setDue(c);
  await tell(c, 'openRecovery', 'claimant');
  return { amountFen: recovery.amount_fen, dueAt: recovery.due_at };
}

export async function remindOfRecovery(c: RecoveryContext): Promise<Record<string, unknown>> {
  const before = c.recovery.due_at;
  await setDue(c);
  // What was due may have come back by itself meanwhile: the next part has a reminder of its own.
  if (c.recovery.status === 'open' && c.recovery.due_at === before) await tell(c, 'remindOfRecovery', 'claimant');
  return { dueAt: c.recovery.due_at };
}

/** What was due was not repaid, unless it has come back by itself: claimant, supervisor and finance are told. Nobody is listed by the clock. */
export async function escalateRecovery(c: RecoveryContext): Promise<Record<string, unknown>> {
  await setDue(c);
  if (c.recovery.status === 'overdue') await tell(c, 'escalateRecovery', 'claimant', 'supervisor', 'finance');
  return { dueAt: c.recovery.due_at };
}

/** Asks again for a day that could not be computed: its calendar may have been published since. */
export async function computeRecoveryDue(c: RecoveryContext): Promise<Record<string, unknown>> {
  await setDue(c);
  return { dueAt: c.recovery.due_at };
}

/** Somebody sent a signal that means nothing here, or another workflow says that something has changed: noted, with where it stands. */
export async function noteRecoverySignal(c: RecoveryContext): Promise<Record<string, unknown>> {
  await setDue(c);
  return { signal: c.move.message?.reasonCode };
}
