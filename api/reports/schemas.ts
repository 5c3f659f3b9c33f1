import { z } from '@hono/zod-openapi';
import type { Change } from '../../domain/reports/difference.ts';
import { type Report, reportColumns } from '../../domain/reports/report.ts';
import { Day, Sentence, When } from '../routes/fields.ts';

const Count = z.int().min(0);

const figures = {
  registrations: Count.openapi({ description: 'Person-times on rosters, registered by real name until the day' }),
  trainingsStarted: Count.openapi({ description: 'Person-times in classes that had opened, finished or not' }),
  platformsForDistricts: z.array(z.string()),
  platformsRecommended: z.array(z.string()).openapi({ description: 'Of those that the ministry recommends' }),
};

const Figures = z.object(figures);

const head = {
  id: z.string(),
  version: z.int().min(1).openapi({ description: '1: as it was formed on its day' }),
  jurisdiction: z.string(),
  day: Day,
  sha256: z.string().openapi({ description: 'Of id, version and content in canonical form' }),
  knownAt: When.openapi({ description: 'What had happened until then is in it' }),
  madeBy: z.string().nullable().openapi({ description: 'null: the Schedule' }),
};

export const ReportHead = z.object({ ...head, total: Figures }).openapi('ReportHead');

export const ReportBody = z
  .object({
    ...head,
    authority: z.string(),
    columns: z.array(z.enum(reportColumns)).openapi({ description: 'Of the annex, in its order' }),
    recommendedCount: z.int(),
    rows: z.array(
      z.object({
        district: z.string().nullable().openapi({ description: 'null: the filings name none' }),
        name: Sentence,
        ...figures,
      }),
    ),
    total: Figures.openapi({ description: 'A platform that several districts use counts once' }),
    changes: z
      .array(
        z.object({
          row: z.string().nullable().openapi({ description: 'Code of the district, `total`, or null' }),
          name: Sentence,
          column: z.enum(reportColumns),
          before: Count,
          after: Count,
          added: z.array(z.string()),
          removed: z.array(z.string()),
        }),
      )
      .openapi({ description: 'What this version has changed since the one before' }),
    versions: z.array(z.object({ version: z.int(), knownAt: When, madeBy: z.string().nullable(), sha256: z.string() })),
  })
  .openapi('BiweeklyReport');

export const Amended = z
  .object({
    amended: z.boolean().openapi({ description: 'false: the figures are what they were' }),
    report: ReportHead,
  })
  .openapi('AmendedReport');

export const Dashboard = z
  .object({
    jurisdiction: z.string(),
    on: Day,
    goals: z.array(
      z.object({
        name: z.string().openapi({ description: 'The figure of the place that sets it', example: 'goals-515' }),
        key: z.string().openapi({ description: 'Its entry there', example: 'registrations' }),
        goal: Count,
        reached: Count,
        source: z.string(),
        counts: Sentence.openapi({ description: 'What the number counts' }),
      }),
    ),
  })
  .openapi('Dashboard');

export function headView({ content, ...report }: Report): z.infer<typeof ReportHead> {
  return { ...report, total: content.total };
}

export function reportView(
  { content, ...report }: Report,
  changes: Change[],
  versions: readonly Report[],
): z.infer<typeof ReportBody> {
  return {
    ...report,
    ...content,
    changes,
    versions: versions.map(({ version, knownAt, madeBy, sha256 }) => ({ version, knownAt, madeBy, sha256 })),
  };
}
