import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { figuresOf } from '../../db/performance/figures.ts';
import { snapshot } from '../../db/pool.ts';
import { asSystem, keepScope } from '../../db/scope.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { together, withoutSmallGroups } from '../../domain/performance/figures.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { resolve } from '../../domain/rules/param.ts';
import { attachment } from '../attachment.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { csvOf } from '../ledger/csv.ts';
import { placeAskedFor } from '../ledger/place.ts';
import { workbookOf } from '../ledger/xlsx.ts';
import { sheetOf } from '../performance/table.ts';
import { Performance, viewOf } from '../performance/view.ts';
import { xlsxType } from '../rosters/read.ts';
import { Month, Slug } from './fields.ts';

/** 资金使用和绩效评价: figures for finance and for third parties that evaluate by mandate. Nobody is in them. */
export function performanceRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/performance',
      tags: ['ledger'],
      summary: 'Use of funds and performance, by programme and month',
      description:
        'Money is that of the ledger, months are those of what happened. Rows about few persons are told together (`programme` null), so that the totals still agree with the ledger.',
      request: {
        query: z.object({
          jurisdiction: Slug,
          from: Month,
          to: Month.openapi({ description: 'Inclusive' }),
          format: z.enum(['json', 'csv', 'xlsx']).default('json'),
        }),
      },
      responses: {
        200: {
          description: 'The figures; as a sheet with headers in Chinese and English',
          content: {
            'application/json': { schema: Performance },
            'text/csv': { schema: z.string() },
            [xlsxType]: { schema: z.string().openapi({ format: 'binary' }) },
          },
        },
      },
    }),
    async (c) => {
      const { jurisdiction, from, to, format } = c.req.valid('query');
      const place = placeAskedFor(deps, c.var.actor, jurisdiction);
      if (from > to) throw new Problem('invalid-input', {}, [fault('period-order', { path: 'from' })]);
      // The place is settled; the policies would ask it again of every row.
      const all = await asSystem(() => snapshot(deps.pool, (tx) => figuresOf(tx, { jurisdiction: place, from, to })));
      const today = localDateOf(await deps.clock.now());
      const figure = resolve(deps.registry.find(place).parameters, today)['performance-smallest-group'];
      const smallestGroup = figure ? numberOf(figure) : 0;
      const rows = withoutSmallGroups(all, smallestGroup);
      const totals = rows && together(rows);
      if (format === 'json') {
        const told = { jurisdiction: place, from, to, smallestGroup, rows: (rows ?? []).map(viewOf) };
        return c.json({ ...told, totals: totals && viewOf(totals) }, 200);
      }
      const headers = {
        'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
        'Content-Disposition': attachment(`performance-${place}-${from}-${to}.${format}`),
      };
      const sheet = sheetOf(rows ?? [], totals);
      if (format === 'xlsx') return c.body(await workbookOf('绩效', sheet), 200, headers);
      return c.body(Readable.toWeb(Readable.from(keepScope(csvOf(sheet)))) as ReadableStream, 200, headers);
    },
  );
}
