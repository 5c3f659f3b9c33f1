import type { Anchor, ChainedEntry } from '../../domain/audit.ts';
import { firstHash } from '../../domain/money/ledger.ts';
import { type AuditHead, auditHash } from './append.ts';

/** What was found along the chain. */
export interface AuditVerification {
  entries: number;
  /** One sentence that names the first entry that is altered, missing or out of its order. */
  firstBroken: string | null;
}

/** Where the chain has to end, and what it has to go through, as far as that is known. */
export interface Known {
  /** Null: it is gone. */
  head?: AuditHead | null;
  anchors?: readonly Anchor[];
}

/** Walks along the chain entry by entry, in the order in which they stand. */
export async function checkAudit(entries: AsyncIterable<ChainedEntry>, known: Known): Promise<AuditVerification> {
  const anchors = new Map<number, Anchor[]>();
  for (const anchor of known.anchors ?? []) anchors.set(anchor.seq, [...(anchors.get(anchor.seq) ?? []), anchor]);
  let last: AuditHead = { seq: 0, hash: firstHash };
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    const fault = faultOf(entry, last) ?? anchorFault(entry, anchors.get(entry.seq) ?? []);
    if (fault) return { entries: count, firstBroken: fault };
    last = entry;
  }
  return { entries: count, firstBroken: endFault(last, known) };
}

function faultOf(entry: ChainedEntry, last: AuditHead): string | null {
  const { seq, previousHash, hash } = entry;
  const next = last.seq + 1;
  if (seq > next) return `entry ${next} is missing: ${seq} follows on ${last.seq}`;
  if (seq < next) return `entry ${seq} is out of its order: it follows on ${last.seq}`;
  if (auditHash(entry, seq, previousHash) !== hash)
    return `entry ${seq} is altered: its content does not match its hash`;
  // It fits its own hash, so it was written behind another one than stands there now.
  if (previousHash !== last.hash)
    return `entry ${Math.max(1, last.seq)} is altered: ${seq} was written behind another one`;
  return null;
}

function anchorFault({ seq, hash }: AuditHead, anchors: readonly Anchor[]): string | null {
  const other = anchors.find((anchor) => anchor.hash !== hash);
  return other ? `entry ${seq} or one before it is altered: the anchor of ${other.at} has another hash` : null;
}

function endFault(last: AuditHead, { head, anchors = [] }: Known): string | null {
  const later = anchors.find(({ seq }) => seq > last.seq);
  if (later)
    return `entry ${last.seq + 1} is missing: the log is cut off, the anchor of ${later.at} knew ${later.seq} entries`;
  if (head && head.seq > last.seq)
    return `entry ${last.seq + 1} is missing: the log is cut off, it had ${head.seq} entries`;
  if (head === null) return 'the head of the log is missing';
  if (head && (head.seq < last.seq || head.hash !== last.hash))
    return `entry ${head.seq + 1} or the head is altered: the head says that the log ends with entry ${head.seq}`;
  return null;
}
