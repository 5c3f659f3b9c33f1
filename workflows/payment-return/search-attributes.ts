import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { PaymentReturnStanding } from '../../domain/money/payment-return.ts';
import { amountFen, dueChanged, overdue, stage } from '../search-attributes.ts';

/** What admins search by, as far as it has changed. Jurisdiction is set at the start. */
export function attributes(
  now: PaymentReturnStanding,
  before: PaymentReturnStanding | null,
): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (!before) changed.push({ key: amountFen, value: now.amountFen });
  if (now.status !== before?.status) changed.push({ key: stage, value: now.status });
  changed.push(...dueChanged(now, before));
  if (isOverdue(now) !== (before && isOverdue(before))) changed.push({ key: overdue, value: isOverdue(now) });
  return changed;
}

/** Nobody waits for the account of what has fallen. */
const isOverdue = ({ overdue, closed }: PaymentReturnStanding) => overdue && !closed;
