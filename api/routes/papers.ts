import { createRoute, z } from '@hono/zod-openapi';
import { individualsIn } from '../../db/money/register.ts';
import { dutyOnBatch } from '../claims/duties.ts';
import type { Deps } from '../deps.ts';
import { batchFor, demandForBank, ofBatch } from '../disbursements/act.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { ClaimPaper, claimPaper, papersOf } from '../papers/claim-papers.ts';
import { DraftPapers, draftPaper, papersOfDraft } from '../papers/draft-papers.ts';
import { openPaperAnswer, paperAnswer, paperFormats, pdfType } from '../papers/file.ts';
import { paperOfNotice } from '../papers/notice.ts';
import { batchPaper } from '../papers/register.ts';
import { disclose } from '../privacy.ts';
import { xlsxType } from '../rosters/read.ts';
import { Id, listOf } from './fields.ts';
import { noticeEnded, readNotice } from './notices.ts';

const params = z.object({ id: Id });
const query = z.object({ format: z.enum(paperFormats).default('pdf') });
const binary = { schema: z.string().openapi({ format: 'binary' }) };
const file = {
  200: {
    description: 'In Chinese, laid out as the notice’s annex; a PDF holds its font and 5,000 rows at most',
    content: { [pdfType]: binary, [xlsxType]: binary },
  },
};

/** 打印件: documents that people print, seal and sign. */
export function paperRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/papers',
      tags: ['papers'],
      summary: 'Which papers of a claim can be printed now',
      request: { params },
      responses: {
        200: jsonAnswer(listOf(ClaimPaper).openapi('ClaimPapers'), 'Its form and roster first, then each decision'),
      },
    }),
    async (c) => {
      const items = await papersOf(deps, c.var.actor, c.req.valid('param').id);
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/papers/{kind}',
      tags: ['papers'],
      summary: 'One of them as PDF or XLSX',
      description:
        'The filing form comes in as many copies as the notice asks for. Numbers are shown in full or in part as in the dossier.',
      request: { params: params.extend({ kind: Id.openapi({ example: 'filing-form' }) }), query },
      responses: file,
    }),
    async (c) => {
      const { id, kind } = c.req.valid('param');
      const paper = await claimPaper(deps, c.var.actor, id, kind);
      return c.body(
        ...(await paperAnswer(paper, c.req.valid('query').format, `${paper.title}-${id}`, c.req.raw.signal)),
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/drafts/{id}/papers',
      tags: ['papers'],
      summary: 'Which papers of a draft can be printed now, to be sealed and uploaded with it',
      request: { params },
      responses: { 200: jsonAnswer(DraftPapers, 'Its form, its roster once there is one, and what would be blank') },
    }),
    async (c) => c.json(await papersOfDraft(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/drafts/{id}/papers/{kind}',
      tags: ['papers'],
      summary: 'One of them as PDF or XLSX, marked as not yet filed',
      description:
        'The layout is that of the papers of a claim; what is missing in the draft, or wrong, is blank. Nothing is filed by it.',
      request: { params: params.extend({ kind: Id.openapi({ example: 'filing-form' }) }), query },
      responses: file,
    }),
    async (c) => {
      const { id, kind } = c.req.valid('param');
      const paper = await draftPaper(deps, c.var.actor, id, kind);
      return c.body(
        ...(await paperAnswer(paper, c.req.valid('query').format, `${paper.title}-未提交`, c.req.raw.signal)),
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/public-notices/{id}/paper',
      tags: ['papers'],
      summary: 'A notice while it runs, as PDF or XLSX',
      request: { params, query },
      responses: { ...file, 410: noticeEnded },
    }),
    async (c) => {
      const notice = await readNotice(deps, c.req.valid('param').id);
      const paper = paperOfNotice(deps, notice);
      return c.body(
        ...(await openPaperAnswer(paper, c.req.valid('query').format, `公示-${notice.id}`, c.req.raw.signal)),
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/disbursements/{id}/paper',
      tags: ['papers'],
      summary: 'The disbursement register of a batch as PDF or XLSX, once the batch is approved',
      request: { params, query },
      responses: file,
    }),
    async (c) => {
      const { actor } = c.var;
      const batch = await batchFor(deps, actor, c.req.valid('param').id);
      demandForBank(batch);
      const { paper } = await disclose(deps, {
        ...{ actor, what: 'register', of: ofBatch(batch), duty: dutyOnBatch(actor, batch.status) },
        persons: ({ personIds }) => personIds,
        open: async () => ({
          paper: await batchPaper(deps, batch),
          personIds: await individualsIn(deps.pool, batch),
        }),
      });
      return c.body(
        ...(await paperAnswer(paper, c.req.valid('query').format, `发放台账-${batch.id}`, c.req.raw.signal)),
      );
    },
  );
}
