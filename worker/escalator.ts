import type { Logger } from 'pino';
import { escalateChanges, escalateReviews } from '../activities/claim/escalation.ts';
import type { Deps } from '../activities/deps.ts';
import { reasonOf } from '../db/failures.ts';
import { type Loop, startLoop } from './loop.ts';

const minuteMs = 60_000;

/** Tells supervisors of what is overdue and has no workflow of its own that would wait for its limit. Several escalators share the work. */
export function startEscalator(deps: Deps, log: Pick<Logger, 'info' | 'warn'>, pauseMs = minuteMs): Loop {
  return startLoop(async () => {
    try {
      const changes = await escalateChanges(deps);
      if (changes > 0) log.info({ changes }, 'overdue reviews of changes were escalated');
      const reviews = await escalateReviews(deps);
      if (reviews > 0) log.info({ reviews }, 'overdue administrative reviews were escalated');
      return changes + reviews > 0;
    } catch (error) {
      // No message: PostgreSQL's quote what was written.
      log.warn(reasonOf(error), 'what is overdue could not be escalated');
      return false;
    }
  }, pauseMs);
}
