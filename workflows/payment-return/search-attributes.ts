import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { PaymentReturnStanding } from '../../domain/money/payment-return.ts';

const stage = defineSearchAttributeKey('Stage', 'KEYWORD');
const dueAt = defineSearchAttributeKey('DueAt', 'DATETIME');
const overdue = defineSearchAttributeKey('Overdue', 'BOOL');
const amountFen = defineSearchAttributeKey('AmountFen', 'INT');

/** What admins search by, as far as it has changed. Jurisdiction is set at the start. */
export function attributes(
  now: PaymentReturnStanding,
  before: PaymentReturnStanding | null,
): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (!before) changed.push({ key: amountFen, value: now.amountFen });
  if (now.status !== before?.status) changed.push({ key: stage, value: now.status });
  if (now.dueAt !== (before?.dueAt ?? null))
    changed.push({ key: dueAt, value: now.dueAt ? new Date(now.dueAt) : null });
  if (isOverdue(now) !== (before && isOverdue(before))) changed.push({ key: overdue, value: isOverdue(now) });
  return changed;
}

/** Nobody waits for the account of what has fallen. */
const isOverdue = ({ overdue, closed }: PaymentReturnStanding) => overdue && !closed;
