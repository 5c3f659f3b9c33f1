import type { Partner } from '../domain/exchange/agreements.ts';
import type { Concern } from './audit/audit.ts';
import { isClaimant } from './auth/claimant.ts';
import type { Actor } from './auth/tokens.ts';
import type { Deps } from './deps.ts';

/** Somebody is about to read personal data in clear, or in part. */
export interface Disclosure<T> {
  actor: Actor;
  what:
    | 'dossier'
    | 'certificates'
    | 'archive'
    | 'paper'
    | 'file'
    | 'reasons'
    | 'objections-and-findings'
    | 'payment-return'
    | 'recovery'
    | 'inspection'
    | 'bank-file'
    | 'payees'
    | 'register'
    | 'trace'
    | 'learning'
    | 'person'
    | 'training-file'
    | 'listing'
    | 'mails'
    | 'credits'
    | `exchange-${Partner}`;
  /** What it belongs to. */
  of: Concern;
  /** The task for which an official reads it, if one waits. */
  duty: string | undefined;
  /** Ids of the persons that are shown; left out where it is not about single persons. */
  persons?: (opened: T) => readonly string[];
  /** Whether what was read holds anything personal; left out where it always does. Nothing is written of what tells nobody anything. */
  holds?: (opened: T) => boolean;
  /** Reads it. Everything is decided by then: who may not read it has not come here. */
  open: () => Promise<T>;
}

/**
 * The one way in which a call of the API opens personal data for who asks. What an official is shown stands in the audit log before it leaves;
 * claimants read what is their own. @throws Problem `audit-log-unavailable`: then nothing is shown
 */
export async function disclose<T>(
  { audit }: Pick<Deps, 'audit'>,
  { actor, what, of, duty, persons, holds, open }: Disclosure<T>,
): Promise<T> {
  const opened = await open();
  if (!isClaimant(actor) && (holds?.(opened) ?? true)) {
    const deed = { actor, act: `read-${what}`, of, persons: persons?.(opened), task: duty, outcome: 'shown' };
    await audit.record(deed);
  }
  return opened;
}
