import { type Queryable, transaction } from '../../db/pool.ts';
import { isErasedIn } from '../../db/reports/figures.ts';
import { findReport, insertReport } from '../../db/reports/reports.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { difference } from '../../domain/reports/difference.ts';
import type { Report } from '../../domain/reports/report.ts';
import type { Deps } from '../deps.ts';
import { tellDepartment } from './mail.ts';
import { computeReport, intact } from './report.ts';

export type AmendDeps = Pick<Deps, 'db' | 'registry' | 'authorityMailDomain'>;

export interface Amended {
  /** The newest version. */
  report: Report;
  /** False: the figures are what they were. */
  amended: boolean;
}

/**
 * Computes a report anew with what is known by now. Where its figures have changed it gets another version, which is mailed with the difference;
 * the versions before stay. `then` runs in the same transaction, also where nothing has changed.
 * @throws Problem `report-unknown`, `report-altered`, or `report-erased` where people of the place are erased and cannot be counted again
 */
export async function amendReport(
  deps: AmendDeps,
  of: { id: string; knownAt: Instant; by: string | null },
  then: (tx: Queryable, amended: Amended) => Promise<void> = async () => {},
): Promise<Amended> {
  const { db } = deps;
  const before = await findReport(db, of.id);
  if (!before) throw new Problem('report-unknown', { id: of.id });
  const { jurisdiction, day, version, content } = intact(before);
  if (await isErasedIn(db, jurisdiction)) throw new Problem('report-erased', { id: of.id });
  const { knownAt, by: madeBy } = of;
  const now = await computeReport(deps, { jurisdiction, day, knownAt, version: version + 1, madeBy });
  return transaction(db, async (tx) => {
    const changes = difference(content, now.content);
    // Two who amend at once make one version: what the other has made is the newest then.
    const amended = changes.length > 0 && (await insertReport(tx, now));
    if (amended) await tellDepartment(tx, deps, 'amendReport', now, changes);
    const outcome = { amended, report: amended ? now : (await findReport(tx, of.id))! };
    await then(tx, outcome);
    return outcome;
  });
}
