import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { openArchive } from '../archive/archive.ts';
import { attachment } from '../attachment.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { Id } from './fields.ts';

/** 申报档案: the dossier of a claim, made when it is asked for. */
export function archiveRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/archive',
      tags: ['claims'],
      summary: 'The whole dossier of a claim as one ZIP',
      description: [
        'Forms, roster, records, documents, decisions, notices, entitlements, ledger, law and mails, with the SHA-256 of each in `manifest.json`.',
        'Numbers are shown in full or in part as in the dossier. After its time what was not erased. `X-Dossier-SHA256` is the hash under',
        'which the dossier was put on record when the claim had closed.',
      ].join(' '),
      request: {
        params: z.object({ id: Id }),
        query: z.object({
          papers: z
            .enum(['true', 'false'])
            .default('false')
            .openapi({ description: '`true`: with its papers as PDF, which take a few seconds to be laid out' }),
        }),
      },
      responses: {
        200: {
          description: 'The archive; cut off when something fails on the way',
          headers: z.object({ 'X-Dossier-SHA256': z.string().optional() }),
          content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
    }),
    async (c) => {
      const id = c.req.valid('param').id;
      const withPapers = c.req.valid('query').papers === 'true';
      const { zip, kept } = await openArchive(deps, c.var.actor, id, withPapers);
      const headers = {
        'Content-Type': 'application/zip',
        'Content-Disposition': attachment(`claim-${id}.zip`),
        ...(kept && { 'X-Dossier-SHA256': kept }),
      };
      return c.body(Readable.toWeb(zip) as ReadableStream, 200, headers);
    },
  );
}
