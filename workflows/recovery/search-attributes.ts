import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { RecoveryStanding } from '../../domain/money/recovery.ts';

const stage = defineSearchAttributeKey('Stage', 'KEYWORD');
const dueAt = defineSearchAttributeKey('DueAt', 'DATETIME');
const overdue = defineSearchAttributeKey('Overdue', 'BOOL');
const amountFen = defineSearchAttributeKey('AmountFen', 'INT');

/** What admins search by, as far as it has changed: the amount is what is still to come. Jurisdiction and EnterpriseCode are set at the start. */
export function attributes(now: RecoveryStanding, before: RecoveryStanding | null): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (now.status !== before?.status) {
    changed.push({ key: stage, value: now.status });
    changed.push({ key: overdue, value: now.status === 'overdue' });
  }
  if (now.dueAt !== (before?.dueAt ?? null))
    changed.push({ key: dueAt, value: now.dueAt ? new Date(now.dueAt) : null });
  if (!before || restOf(now) !== restOf(before)) changed.push({ key: amountFen, value: restOf(now) });
  return changed;
}

const restOf = ({ amountFen, repaidFen }: RecoveryStanding) => Math.max(0, amountFen - repaidFen);
