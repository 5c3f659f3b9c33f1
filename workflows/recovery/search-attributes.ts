import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { RecoveryStanding } from '../../domain/money/recovery.ts';
import { amountFen, dueChanged, overdue, stage } from '../search-attributes.ts';

/** What admins search by, as far as it has changed: the amount is what is still to come. Jurisdiction and EnterpriseCode are set at the start. */
export function attributes(now: RecoveryStanding, before: RecoveryStanding | null): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (now.status !== before?.status) {
    changed.push({ key: stage, value: now.status });
    changed.push({ key: overdue, value: now.status === 'overdue' });
  }
  changed.push(...dueChanged(now, before));
  if (!before || restOf(now) !== restOf(before)) changed.push({ key: amountFen, value: restOf(now) });
  return changed;
}

const restOf = ({ amountFen, repaidFen }: RecoveryStanding) => Math.max(0, amountFen - repaidFen);
