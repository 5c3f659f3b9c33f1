import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { entriesOfImport } from '../../db/directory/entries.ts';
import { directoryImports, findImport } from '../../db/directory/imports.ts';
import { keepScope } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import { attachment } from '../attachment.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { exportPages } from '../directory/export.ts';
import { decide, demandPlace, importView, proposeImport } from '../directory/imports.ts';
import { readDirectoryFile } from '../directory/intake.ts';
import { openDirectory } from '../directory/read.ts';
import { DecisionBody, DirectoryImport, DirectoryQuery, Entry, UploadedDirectory } from '../directory/schemas.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { csvOf } from '../ledger/csv.ts';
import { workbookOf } from '../ledger/xlsx.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { xlsxType } from '../rosters/read.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['directory'];
const Entries = listOf(Entry).openapi('DirectoryEntries');

const csvExample = [
  '类别,名称,统一社会信用代码,层级,资质,ICP备案号,网址,功能,职业,职业编码,等级,所在平台,免费开放地区,有效期起,有效期止',
  '培训平台,示例学习平台,,市级,,苏ICP备00000000号,learn.example,记录、授课、练习、评价,,,,,湖北,2020-03-01,2020-12-31',
  '培训机构,示例职业培训学校,52500000MJ00000020,市级,民办学校办学许可证,,,,,,,,,2020-03-01,',
].join('\n');

/** 两目录一系统: who may train and evaluate, on which platforms, for which projects. */
export function directoryRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/directory',
      tags,
      summary: 'Institutions, platforms, courses and training projects in force on a day, by name',
      request: { query: DirectoryQuery.extend(Paging) },
      responses: { 200: jsonAnswer(Entries, 'Entries') },
    }),
    async (c) => {
      const { cursor, limit, ...asked } = c.req.valid('query');
      const after = readCursor<{ name: string; id: string }>(cursor, { name: 'id', id: 'id' });
      const directory = await openDirectory(deps, asked);
      const found = await directory.page(after, limit + 1);
      return c.json(
        page(found, limit, directory.view, ({ name, id }) => ({ name, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/directory/export',
      tags,
      summary: 'The directory as CSV or XLSX, in the columns of an import',
      request: { query: DirectoryQuery.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }) },
      responses: {
        200: {
          description: 'The table',
          content: {
            'text/csv': { schema: z.string() },
            [xlsxType]: { schema: z.string().openapi({ format: 'binary' }) },
          },
        },
      },
    }),
    async (c) => {
      const { format, ...asked } = c.req.valid('query');
      const pages = exportPages(await openDirectory(deps, asked));
      const headers = {
        'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
        'Content-Disposition': attachment(`directory-${asked.jurisdiction ?? 'all'}.${format}`),
      };
      if (format === 'xlsx') return c.body(await workbookOf('目录', pages), 200, headers);
      return c.body(Readable.toWeb(Readable.from(keepScope(csvOf(pages)))) as ReadableStream, 200, headers);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/directory/imports',
      tags,
      summary: 'Uploads entries for the directory of a place',
      description: [
        'CSV (UTF-8 or GB18030) or XLSX (first sheet), at most 20,000 rows; columns by their Chinese or English names. Wrong rows are told and not taken.',
        'Nothing is in force before another person has decided. An entry takes the place of what the place lists under the same credit code, code of an occupation, or name, from its first day on.',
        "`curl --data-binary @directory.csv -H 'Content-Type: text/csv' -H 'Authorization: Bearer …' -H 'Idempotency-Key: …' '…/v1/directory/imports?jurisdiction=wuxi'`",
      ].join('\n\n'),
      request: {
        query: z.object({ jurisdiction: Slug.openapi({ description: 'Who lists' }) }),
        body: {
          required: true,
          content: {
            'text/csv': { schema: { type: 'string' }, example: csvExample },
            [xlsxType]: { schema: { type: 'string', format: 'binary' } },
          },
        },
      },
      responses: { 201: jsonAnswer(UploadedDirectory, 'Proposed, with what is wrong by row') },
    }),
    async (c) => {
      const place = demandPlace(deps, c.var.actor, c.req.valid('query').jurisdiction);
      const bytes = Buffer.from(await c.req.arrayBuffer());
      const sha256 = await bodySha256(c);
      const file = await readDirectoryFile(c.req.header('Content-Type'), bytes);
      return c.json(await proposeImport(deps, c.var, sha256, place, file), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/directory/imports',
      tags,
      summary: 'Files for the directory, the latest first',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional() }) },
      responses: { 200: jsonAnswer(listOf(DirectoryImport).openapi('DirectoryImports'), 'Files') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction } = c.req.valid('query');
      const after = readCursor<{ at: string; id: string }>(cursor, { at: 'instant', id: 'id' });
      const place = scopeOf(c.var.actor).jurisdiction ?? jurisdiction ?? null;
      const found = await directoryImports(deps.pool, place, after, limit + 1);
      return c.json(
        page(found, limit, importView, ({ at, id }) => ({ at, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/directory/imports/{id}/entries',
      tags,
      summary: 'What a file proposes, in the order of its rows',
      request: { params, query: z.object(Paging) },
      responses: { 200: jsonAnswer(Entries, 'Entries') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const { id } = c.req.valid('param');
      if (!(await findImport(deps.pool, id))) throw new Problem('directory-import-unknown');
      const after = readCursor<{ id: string }>(cursor, { id: 'id' });
      const found = await entriesOfImport(deps.pool, id, after?.id ?? null, limit + 1);
      const { view } = await openDirectory(deps, {});
      return c.json(
        page(found, limit, view, (entry) => ({ id: entry.id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/directory/imports/{id}/decision',
      tags,
      summary: 'Puts a file in force or refuses it; never who uploaded it',
      request: { params, body: jsonBody(DecisionBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(DirectoryImport, 'Decided') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await decide(deps, c.var, await bodySha256(c), id, c.req.valid('json')), 200);
    },
  );
}
