import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Filed, Moved } from '../../domain/claim/protocol.ts';

const stage = defineSearchAttributeKey('Stage', 'KEYWORD');
const dueAt = defineSearchAttributeKey('DueAt', 'DATETIME');
const overdue = defineSearchAttributeKey('Overdue', 'BOOL');
const amountFen = defineSearchAttributeKey('AmountFen', 'INT');
const rulesVersion = defineSearchAttributeKey('RulesVersion', 'KEYWORD');

/** What admins search by, as far as it has changed. Jurisdiction, Programme and EnterpriseCode are set at the start and never change. */
export function attributes(now: Moved, before: Moved | null, filed: Filed | null): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (!before && filed) changed.push({ key: rulesVersion, value: filed.rulesVersion });
  if (now.stage !== before?.stage) changed.push({ key: stage, value: now.stage });
  if (now.dueAt !== (before?.dueAt ?? null))
    changed.push({ key: dueAt, value: now.dueAt ? new Date(now.dueAt) : null });
  if (now.overdue !== before?.overdue) changed.push({ key: overdue, value: now.overdue });
  const amount = now.amountFen ?? now.estimateFen;
  const amountBefore = before && (before.amountFen ?? before.estimateFen);
  if (amount !== amountBefore) changed.push({ key: amountFen, value: amount });
  return changed;
}
