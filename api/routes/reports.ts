import { createRoute, z } from '@hono/zod-openapi';
import { amendReport } from '../../activities/reports/amend.ts';
import { readReport, reportFile, reportFormats, reportTypes } from '../../activities/reports/files.ts';
import { appendEntries } from '../../db/audit/append.ts';
import { findReport, listReports, versionsOf } from '../../db/reports/reports.ts';
import { asSystem } from '../../db/scope.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { reportPaper } from '../../domain/papers/report.ts';
import { Problem } from '../../domain/problem.ts';
import type { Report } from '../../domain/reports/report.ts';
import { attachment } from '../attachment.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { jsonAnswer } from '../openapi.ts';
import { paperAnswer, pdfType } from '../papers/file.ts';
import { Amended, headView, ReportBody, ReportHead, reportView } from '../reports/schemas.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const Named = z.object({ id: Id.openapi({ example: 'chongqing.2020-06-12' }) });
const Version = z.coerce
  .number()
  .int()
  .min(1)
  .max(1_000_000)
  .optional()
  .openapi({ description: 'Default: the newest' });

/** 双周调度表: the biweekly reports of a place, for its officials. Nobody in them is named. */
export function reportRoutes(app: App, deps: Deps): void {
  const { pool, clock, audit, registry, authorityMailDomain } = deps;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/reports',
      tags: ['reports'],
      summary: 'Biweekly reports, the newest version of each, newest day first',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional() }) },
      responses: { 200: jsonAnswer(listOf(ReportHead).openapi('Reports'), 'With their totals') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction } = c.req.valid('query');
      const after = readCursor<{ day: string; id: string }>(cursor, { day: 'day', id: 'id' });
      const place = scopeOf(c.var.actor).jurisdiction ?? jurisdiction ?? null;
      const found = await listReports(pool, place, after, limit + 1);
      return c.json(
        page(found, limit, headView, ({ day, id }: Report) => ({ day, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/reports/{id}',
      tags: ['reports'],
      summary: 'A biweekly report: figures per district, and what an amended version has changed',
      request: { params: Named, query: z.object({ version: Version }) },
      responses: { 200: jsonAnswer(ReportBody, 'The version, and which others there are') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { report, changes } = await readReport(pool, id, c.req.valid('query').version);
      return c.json(reportView(report, changes, await versionsOf(pool, id)), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/reports/{id}/file',
      tags: ['reports'],
      summary: 'The report in the form of the annex, as CSV, XLSX or PDF',
      description:
        'Title, authority and day, the columns of the annex, one row per district and the total; the PDF is for printing. The workbook has the names of the platforms on a second sheet and, of an amended version, the difference on a third.',
      request: {
        params: Named,
        query: z.object({ version: Version, format: z.enum([...reportFormats, 'pdf']).default('csv') }),
      },
      responses: {
        200: {
          description: 'In Chinese, as the annex is',
          content: {
            'text/csv': { schema: z.string() },
            [reportTypes.xlsx]: { schema: z.string().openapi({ format: 'binary' }) },
            [pdfType]: { schema: z.string().openapi({ format: 'binary' }) },
          },
        },
      },
    }),
    async (c) => {
      const { version, format } = c.req.valid('query');
      const found = await readReport(pool, c.req.valid('param').id, version);
      const { id, version: no } = found.report;
      if (format === 'pdf')
        return c.body(
          ...(await paperAnswer(reportPaper(found.report), 'pdf', `report-${id}-v${no}`, c.req.raw.signal)),
        );
      const file = await reportFile(found, format);
      return c.body(file.content, 200, {
        'Content-Type': file.contentType,
        'Content-Disposition': attachment(file.name),
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/reports/{id}/amendment',
      tags: ['reports'],
      summary: 'Computes the report anew with what is known by now',
      description:
        'Where its figures have changed it gets another version, which is mailed to the department with the difference; all versions stay. The Schedule does the same on each later day of reporting.',
      request: { params: Named },
      responses: { 200: jsonAnswer(Amended, 'The newest version') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { actor, attempt } = c.var;
      const sha256 = await bodySha256(c);
      const seen = await findReport(pool, id);
      if (!seen) throw new Problem('report-unknown', { id });
      const of = { place: seen.jurisdiction, ids: [id] };
      const entry = await audit.entryOf({ actor, act: 'amend-report', of, outcome: 'done' });
      const asked = { id, knownAt: msToInstant(await clock.now()), by: actor.subject };
      // What is counted and mailed is the same, whichever official of the place asks.
      const { report, amended } = await asSystem(() =>
        amendReport({ db: pool, registry, authorityMailDomain }, asked, async (tx, { report, amended }) => {
          const body = { amended, report: headView(report) };
          await attempt.finish(tx, sha256, { status: 200, location: null, body });
          await appendEntries(tx, [entry]);
        }),
      );
      return c.json({ amended, report: headView(report) }, 200);
    },
  );
}
