import type { Instant } from './calendar/date.ts';
import { canonicalJson } from './canonical.ts';

/** One line of the audit log before it has its place in the chain. Who a person is stands nowhere in it. */
export interface AuditEntry {
  /** Real time. */
  at: Instant;
  /** Business time. */
  businessAt: Instant;
  /** Null: nobody that is known, for the token was refused. */
  actor: string | null;
  role: string | null;
  /** The one place that the actor sees. */
  jurisdiction: string | null;
  /** Number of the key by which an enterprise's own system called. */
  apiKey: string | null;
  act: string;
  /** The place that it is about. */
  place: string | null;
  claimId: string | null;
  /** What else it is about, by id. */
  concerns: string[];
  /** Ids of the persons who were shown one by one. */
  persons: string[];
  /** The task in hand, or `outside-task`. */
  purpose: string;
  requestId: string;
  /** `shown`, `asked`, `done`, or the code of the refusal. */
  outcome: string;
}

/** An entry in its place. */
export interface ChainedEntry extends AuditEntry {
  seq: number;
  previousHash: string;
  hash: string;
}

/** A head of the chain that was told to somebody outside. */
export interface Anchor {
  at: Instant;
  /** How many entries there were: the number of the last one. */
  seq: number;
  hash: string;
}

/** What the hash of an entry covers: all of it and its place in the chain. An instant counts by its moment, however it is written. */
export function canonicalEntry(entry: AuditEntry, seq: number, previousHash: string): string {
  const { at, businessAt, actor, role, jurisdiction, apiKey, act, place, claimId } = entry;
  const { concerns, persons, purpose, requestId, outcome } = entry;
  return canonicalJson({
    ...{ seq, previousHash, at: Date.parse(at), businessAt: Date.parse(businessAt) },
    ...{ actor, role, jurisdiction, apiKey, act, place, claimId, concerns, persons, purpose, requestId, outcome },
  });
}
