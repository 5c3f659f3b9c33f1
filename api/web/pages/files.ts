import type { Site } from '../env.ts';

/** A document, for whom the API shows it: it is passed on as it was handed in, to be saved and not to be run. */
export function filePages(site: Site): void {
  site.get('/files/:id', async (c) => {
    const file = await c.var.remote.raw(`/v1/files/${encodeURIComponent(c.req.param('id'))}`);
    const headers = new Headers();
    for (const name of ['Content-Type', 'Content-Disposition']) headers.set(name, file.headers.get(name) ?? '');
    return new Response(file.body, { headers });
  });
}
