import { transaction } from '../../db/pool.ts';
import { isErasedIn } from '../../db/reports/figures.ts';
import { findReport, insertReport, reportedDays } from '../../db/reports/reports.ts';
import { type Instant, localDateOf } from '../../domain/calendar/date.ts';
import { type ReportInput, type ReportStanding, reportId } from '../../domain/reports/report.ts';
import type { Deps } from '../deps.ts';
import { amendReport } from './amend.ts';
import { tellDepartment } from './mail.ts';
import { computeReport } from './report.ts';

/** `at`: the instant for which the Schedule has started the run. */
export type ReportOrder = ReportInput & { at: Instant };

export type ReportActivities = ReturnType<typeof createReportActivities>;

/** 双周调度表: formed on its day, and formed anew where later data belongs to it. Each may run twice and is written once. */
export function createReportActivities(deps: Deps) {
  return {
    /** The report of the day, as everything was known at the instant; one that is there stays. */
    async makeReport({ jurisdiction, at }: ReportOrder): Promise<Omit<ReportStanding, 'amended'>> {
      const day = localDateOf(at);
      const id = reportId(jurisdiction, day);
      if (!(await findReport(deps.db, id, 1))) {
        const report = await computeReport(deps, { jurisdiction, day, knownAt: at, version: 1, madeBy: null });
        await transaction(deps.db, async (tx) => {
          if (await insertReport(tx, report)) await tellDepartment(tx, deps, 'makeReport', report);
        });
      }
      const { version, content } = (await findReport(deps.db, id, 1))!;
      const { registrations, trainingsStarted } = content.total;
      return { reportId: id, version, registrations, trainingsStarted };
    },

    /** The place's earlier reports with what is known at the instant. @returns ids of those that got another version */
    async amendReports({ jurisdiction, at }: ReportOrder): Promise<string[]> {
      if (await isErasedIn(deps.db, jurisdiction)) return [];
      const amended: string[] = [];
      for (const day of await reportedDays(deps.db, jurisdiction, localDateOf(at))) {
        const id = reportId(jurisdiction, day);
        if ((await amendReport(deps, { id, knownAt: at, by: null })).amended) amended.push(id);
      }
      return amended;
    },
  };
}
