import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Filed, Moved } from '../../domain/claim/protocol.ts';
import { amountFen, dueChanged, overdue, stage } from '../search-attributes.ts';

const rulesVersion = defineSearchAttributeKey('RulesVersion', 'KEYWORD');

/** What admins search by, as far as it has changed. Jurisdiction, Programme and EnterpriseCode are set at the start and never change. */
export function attributes(now: Moved, before: Moved | null, filed: Filed | null): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (!before && filed) changed.push({ key: rulesVersion, value: filed.rulesVersion });
  if (now.stage !== before?.stage) changed.push({ key: stage, value: now.stage });
  changed.push(...dueChanged(now, before));
  if (now.overdue !== before?.overdue) changed.push({ key: overdue, value: now.overdue });
  const amount = now.amountFen ?? now.estimateFen;
  const amountBefore = before && (before.amountFen ?? before.estimateFen);
  if (amount !== amountBefore) changed.push({ key: amountFen, value: amount });
  return changed;
}
