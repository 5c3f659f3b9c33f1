import { type Queryable, transaction } from '../../db/pool.ts';
import { isErasedIn } from '../../db/reports/figures.ts';
import { findReport, insertReport } from '../../db/reports/reports.ts';
import { type Instant, instantToMs } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { difference } from '../../domain/reports/difference.ts';
import type { Report } from '../../domain/reports/report.ts';
import type { Deps } from '../deps.ts';
import { tellDepartment } from './mail.ts';
import { computeReport, intact } from './report.ts';

export type AmendDeps = Pick<Deps, 'db' | 'registry' | 'authorityMailDomain'>;

export interface Amendment {
  /** Of the report. */
  id: string;
  knownAt: Instant;
  /** Who asks; null: the Schedule. */
  by: string | null;
}

export interface Amended {
  /** The newest version. */
  report: Report;
  /** False: the figures are what they were. */
  amended: boolean;
}

type Then = (tx: Queryable, amended: Amended) => Promise<void>;

/**
 * Computes a report anew with what is known by now. Where its figures have changed it gets another version, which is mailed with the difference;
 * the versions before stay. `then` runs in the same transaction, also where nothing has changed.
 * @throws Problem `report-unknown`, `report-altered`, or `report-erased` where people of the place are erased and cannot be counted again
 */
export async function amendReport(deps: AmendDeps, of: Amendment, then: Then = async () => {}): Promise<Amended> {
  for (;;) {
    const outcome = await amendOnce(deps, of, then);
    if (outcome) return outcome;
  }
}

/** @returns null when somebody else was faster: what they have made is the one to compare with. */
async function amendOnce(deps: AmendDeps, { id, knownAt, by: madeBy }: Amendment, then: Then): Promise<Amended | null> {
  const { db } = deps;
  const before = await findReport(db, id);
  if (!before) throw new Problem('report-unknown', { id });
  const { jurisdiction, day, version, content } = intact(before);
  if (await isErasedIn(db, jurisdiction)) throw new Problem('report-erased', { id });
  const now = await computeReport(deps, { jurisdiction, day, knownAt, version: version + 1, madeBy });
  // A run of the Schedule that comes late knows less than who has asked meanwhile.
  const knowsLess = instantToMs(knownAt) < instantToMs(before.knownAt);
  const changes = knowsLess ? [] : difference(content, now.content);
  const amended = changes.length > 0;
  return transaction(db, async (tx) => {
    if (amended && !(await insertReport(tx, now))) return null;
    if (amended) await tellDepartment(tx, deps, 'amendReport', now, changes);
    const outcome = { amended, report: amended ? now : before };
    await then(tx, outcome);
    return outcome;
  });
}
