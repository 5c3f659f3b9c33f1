import { createHash } from 'node:crypto';
import { recommendedPlatforms } from '../../db/directory/entries.ts';
import { type Db, snapshot } from '../../db/pool.ts';
import { claimFigures } from '../../db/reports/figures.ts';
import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { Problem } from '../../domain/problem.ts';
import { compileReport, valueOn } from '../../domain/reports/compile.ts';
import { type Report, reportId } from '../../domain/reports/report.ts';
import type { Registry } from '../../jurisdictions/registry.ts';

/** What a report is computed with. */
export interface ReportDesk {
  db: Db;
  registry: Registry;
}

/** A version of the report of a place for a day, as known at an instant: computed at one moment of the database, not kept yet. */
export async function computeReport(
  { db, registry }: ReportDesk,
  of: { jurisdiction: string; day: LocalDate; knownAt: Instant; version: number; madeBy: string | null },
): Promise<Report> {
  const { jurisdiction, day, knownAt } = of;
  const { authority, parameters } = registry.find(jurisdiction);
  const until = `${day}T${valueOn(parameters, 'report-time', day)}:00+08:00`;
  const { claims, recommended } = await snapshot(db, async (tx) => ({
    claims: await claimFigures(tx, [jurisdiction], { day, until, knownAt }),
    recommended: await recommendedPlatforms(tx, registry.lineage(jurisdiction), day),
  }));
  const content = compileReport({ authority: authority.names.zh, parameters, recommended }, day, claims);
  const report = { ...of, id: reportId(jurisdiction, day), content };
  return { ...report, sha256: hashOf(report) };
}

/** @throws Problem `report-altered` when a stored report is not what was stored: it is not shown, sent or compared */
export function intact<T extends Report>(report: T): T {
  if (hashOf(report) === report.sha256) return report;
  throw new Problem('report-altered', { id: report.id, version: report.version });
}

/** Of which report and version it is, and of what stands in it. */
const hashOf = ({ id, version, content }: Pick<Report, 'id' | 'version' | 'content'>) =>
  createHash('sha256').update(canonicalJson({ id, version, content })).digest('hex');
