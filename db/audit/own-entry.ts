import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../domain/audit.ts';
import { realTime } from '../clock/clock.ts';

/** An entry behind which no call stands: what the system does by itself, or somebody at a terminal. What is left out concerns nobody. */
export function ownEntry(
  deed: Pick<AuditEntry, 'actor' | 'role' | 'act' | 'businessAt' | 'outcome'> & Partial<AuditEntry>,
): AuditEntry {
  return {
    ...{ at: realTime(), jurisdiction: null, apiKey: null, place: null, claimId: null, concerns: [], persons: [] },
    ...{ purpose: deed.act, requestId: randomUUID() },
    ...deed,
  };
}
