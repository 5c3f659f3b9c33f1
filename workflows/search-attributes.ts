import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Instant } from '../domain/calendar/instant.ts';

// What admins search by, of claims, recoveries and returns alike. What is set at the start and never changes is not here.

export const stage = defineSearchAttributeKey('Stage', 'KEYWORD');
export const overdue = defineSearchAttributeKey('Overdue', 'BOOL');
export const amountFen = defineSearchAttributeKey('AmountFen', 'INT');
const dueAt = defineSearchAttributeKey('DueAt', 'DATETIME');

interface Due {
  dueAt: Instant | null;
}

/** Until when something is due, if that has changed. */
export function dueChanged(now: Due, before: Due | null): SearchAttributeUpdatePair[] {
  if (now.dueAt === (before?.dueAt ?? null)) return [];
  return [{ key: dueAt, value: now.dueAt ? new Date(now.dueAt) : null }];
}
