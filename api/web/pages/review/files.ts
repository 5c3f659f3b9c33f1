import type { Site } from '../../env.ts';

/** A document as it was handed in: a download, and nothing that a page of ours shows. */
export function filePages(site: Site): void {
  site.get('/files/:id', async (c) => {
    const file = await c.var.remote.raw(`/v1/files/${encodeURIComponent(c.req.param('id'))}`);
    return c.body(await file.arrayBuffer(), 200, {
      'Content-Type': file.headers.get('Content-Type') ?? 'application/octet-stream',
      'Content-Disposition': file.headers.get('Content-Disposition') ?? 'attachment',
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
