import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { individualsIn } from '../../db/money/register.ts';
import { keepScope } from '../../db/scope.ts';
import { funds } from '../../domain/money/types.ts';
import { attachment } from '../attachment.ts';
import { dutyOnBooks } from '../claims/duties.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { csvOf } from '../ledger/csv.ts';
import { placeFor } from '../ledger/place.ts';
import { type Cell, registerPages } from '../ledger/register.ts';
import { workbookOf } from '../ledger/xlsx.ts';
import { disclose } from '../privacy.ts';
import { xlsxType } from '../rosters/read.ts';
import { Month, Slug } from './fields.ts';

/** 发放台账: what went to the bank with a month's batch, for finance, supervisors and auditors. */
export function registerRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/ledger/register',
      tags: ['ledger'],
      summary: 'The disbursement register of a month, as CSV or XLSX',
      description:
        'One row per payment of the batch: what is paid, what came back, what is not answered yet, each with its totals below.',
      request: {
        query: z.object({
          jurisdiction: Slug,
          fund: z.enum(funds),
          period: Month.openapi({ description: 'Month of the batch' }),
          format: z.enum(['csv', 'xlsx']).default('csv'),
        }),
      },
      responses: {
        200: {
          description: 'The register, headers in Chinese and English',
          content: {
            'text/csv': { schema: z.string() },
            [xlsxType]: { schema: z.string().openapi({ format: 'binary' }) },
          },
        },
      },
    }),
    async (c) => {
      const { period, format, ...asked } = c.req.valid('query');
      const place = placeFor(deps, c.var.actor, asked);
      const { pages } = await disclose(deps, {
        ...{ actor: c.var.actor, what: 'register', duty: dutyOnBooks(c.var.actor) },
        of: { place: place.jurisdiction, ids: [`${place.jurisdiction}/${place.fund}/${period}`] },
        persons: ({ personIds }) => personIds,
        open: async () => ({
          pages: await begun(registerPages(deps, { ...place, period })),
          personIds: await individualsIn(deps.pool, { ...place, period }),
        }),
      });
      const headers = {
        'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
        'Content-Disposition': attachment(`register-${place.jurisdiction}-${place.fund}-${period}.${format}`),
      };
      if (format === 'xlsx') return c.body(await workbookOf('发放台账', pages), 200, headers);
      return c.body(Readable.toWeb(Readable.from(keepScope(csvOf(pages)))) as ReadableStream, 200, headers);
    },
  );
}

/** Waits for the first rows: what fails before them is still told as a problem, what fails behind them cuts the file off. */
async function begun(pages: AsyncGenerator<Cell[][]>): Promise<AsyncIterable<Cell[][]>> {
  const ahead = [await pages.next(), await pages.next()];
  return (async function* () {
    for (const { value } of ahead) if (value) yield value;
    yield* pages;
  })();
}
