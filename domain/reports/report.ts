import type { Instant, LocalDate } from '../calendar/date.ts';
import type { Bilingual } from '../messages/message.ts';

/** Workflow type of a biweekly report (双周调度表); the Schedule of a place starts one on each of its days. */
export const reportWorkflowType = 'biweeklyReport';

export function reportScheduleId(jurisdiction: string): string {
  return `report/${jurisdiction}`;
}

export function reportId(jurisdiction: string, day: LocalDate): string {
  return `${jurisdiction}.${day}`;
}

export interface ReportInput {
  jurisdiction: string;
}

/** What a run has made, as the Temporal UI shows it. */
export interface ReportStanding {
  reportId: string;
  version: number;
  registrations: number;
  trainingsStarted: number;
  /** Ids of earlier reports of which late data has made another version. */
  amended: string[];
}

/** Person-times, and the names of the platforms in use, in order. */
export interface ReportFigures {
  /** On rosters, registered by real name. */
  registrations: number;
  /** On rosters of classes that have opened, whether they have ended or not. */
  trainingsStarted: number;
  platformsForDistricts: string[];
  /** Of those that the ministry recommends. */
  platformsRecommended: string[];
}

export interface ReportRow extends ReportFigures {
  /** Null: the filings name none. */
  district: string | null;
  name: Bilingual;
}

/** Everything that the form shows. Kept with the report, so that its files say the same for ever, whatever the rules say later. */
export interface ReportContent {
  /** 填报单位 */
  authority: string;
  /** Of the annex, in its order. */
  columns: ReportColumn[];
  /** How many platforms the ministry recommends: part of a heading. */
  recommendedCount: number;
  rows: ReportRow[];
  /** A platform that several districts use counts once here. */
  total: ReportFigures;
}

export const reportColumns = [
  'district',
  'registrations',
  'trainings-started',
  'platforms-for-districts',
  'platforms-recommended',
] as const;
export type ReportColumn = (typeof reportColumns)[number];
export type CountedColumn = Exclude<ReportColumn, 'district'>;

/** What stands in a column of numbers. */
export function countOf(figures: ReportFigures, column: CountedColumn): number {
  switch (column) {
    case 'registrations':
      return figures.registrations;
    case 'trainings-started':
      return figures.trainingsStarted;
    case 'platforms-for-districts':
      return figures.platformsForDistricts.length;
    case 'platforms-recommended':
      return figures.platformsRecommended.length;
  }
}

/** One version of a report. */
export interface Report {
  id: string;
  /** 1: as it was formed on its day. */
  version: number;
  jurisdiction: string;
  day: LocalDate;
  content: ReportContent;
  /** Of id, version and content in canonical form. */
  sha256: string;
  /** What had happened until then is in it, business time. */
  knownAt: Instant;
  /** Who asked for it; null: the Schedule. */
  madeBy: string | null;
}
