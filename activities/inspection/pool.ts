import type { Claimant } from '../../db/claims/lists.ts';
import {
  declareRecusal,
  findInspector,
  type InspectorRow,
  lockInspector,
  proposeInspector,
  setInspector,
} from '../../db/inspection/inspectors.ts';
import { type Db, transaction } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { demandRevision } from '../../domain/revision.ts';

// The pool of inspectors of a place. Nothing waits for it, so these are transactions that the API calls. Repeated they change nothing. Who comes
// into the pool or leaves it is proposed by one person and decided by another, neither of them the inspector.

interface Signed {
  by: string;
  /** Business time. */
  at: Instant;
}

/** @throws Problem `inspector-known`, `another-person-required` */
export function propose(
  db: Db,
  one: Pick<InspectorRow, 'id' | 'jurisdiction' | 'subject' | 'staff_number'> & Signed,
): Promise<void> {
  return transaction(db, async (tx) => {
    if (one.subject === one.by) throw new Problem('another-person-required');
    const stands = await proposeInspector(tx, { ...one, proposed_by: one.by, proposed_at: one.at });
    if (!stands) throw new Problem('inspector-known');
  });
}

/** @throws Problem `inspector-wrong-status`, `another-person-required` */
export function proposeRemoval(db: Db, { id, by, at }: Signed & { id: string }): Promise<void> {
  return transaction(db, async (tx) => {
    const inspector = (await lockInspector(tx, id))!;
    const { status, proposed_by } = inspector;
    if (status === 'removal-proposed' && proposed_by === by) return;
    if (status !== 'active') throw new Problem('inspector-wrong-status', { status });
    if (inspector.subject === by) throw new Problem('another-person-required');
    await setInspector(tx, {
      ...inspector,
      ...{ status: 'removal-proposed', proposed_by: by, proposed_at: at, decided_by: null, decided_at: null },
    });
  });
}

/** A proposal, or none: who decides reads one. */
export const inspectorRevision = ({ status, proposed_at }: InspectorRow): string => `${status} ${proposed_at}`;

const decided = {
  proposed: { approve: 'active', reject: 'refused' },
  'removal-proposed': { approve: 'removed', reject: 'active' },
} as const;

/** @throws Problem `inspector-wrong-status`, `another-person-required`, `changed-meanwhile` */
export function decide(
  db: Db,
  { id, decision, revision, by, at }: Signed & { id: string; decision: 'approve' | 'reject'; revision?: string },
): Promise<void> {
  return transaction(db, async (tx) => {
    const inspector = (await lockInspector(tx, id))!;
    const { status } = inspector;
    if (status !== 'proposed' && status !== 'removal-proposed') {
      if (inspector.decided_by === by) return;
      throw new Problem('inspector-wrong-status', { status });
    }
    demandRevision(revision, inspectorRevision(inspector));
    if (by === inspector.proposed_by || by === inspector.subject) throw new Problem('another-person-required');
    await setInspector(tx, { ...inspector, status: decided[status][decision], decided_by: by, decided_at: at });
  });
}

/** 回避: an inspector says whom they may not inspect, for themself only. It counts from the next draw on. @throws Problem `not-found` */
export function recuse(db: Db, { id, by, at, from }: Signed & { id: string; from: Claimant }): Promise<void> {
  return transaction(db, async (tx) => {
    const inspector = await findInspector(tx, id);
    if (inspector?.subject !== by) throw new Problem('not-found');
    await declareRecusal(tx, inspector, from, at);
  });
}
