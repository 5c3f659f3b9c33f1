import type { Logger } from 'pino';
import type { Actor } from '../auth/tokens.ts';

/** That somebody has read what Temporal keeps; never what. */
export interface Reading {
  actor: Actor;
  namespace: string;
  /** Number of payloads that were opened. */
  count: number;
  /** Whose payloads they were, as far as they say. */
  workflows: string[];
}

export function recordReading(log: Logger, { actor, ...reading }: Reading): void {
  log.info({ subject: actor.subject, role: actor.role, ...reading }, 'payloads were read');
}
