import { createRoute, z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import { reasonOf } from '../../db/failures.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { callsPage, type OpenApi, problemsPage, style } from '../docs.ts';
import type { App } from '../env.ts';
import { jsonAnswer, openApiDocument } from '../openapi.ts';
import { troubles } from '../standing.ts';
import { toldBy } from '../watch/serve.ts';

const Alive = z.object({ status: z.literal('ok') }).openapi('Alive');
const Ready = z.object({ status: z.literal('ready') }).openapi('Ready');

/** What operators ask: is it alive, is it ready, how is it doing; and the documentation. */
export function healthRoutes(app: App, deps: Deps, figures: Registry): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/healthz',
      tags: ['operation'],
      summary: 'The process lives',
      responses: { 200: jsonAnswer(Alive, 'Alive') },
    }),
    (c) => c.json({ status: 'ok' as const }, 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/readyz',
      tags: ['operation'],
      summary: 'PostgreSQL and Temporal answer',
      description: 'The problem names the one that does not; the log says why.',
      responses: { 200: jsonAnswer(Ready, 'Ready') },
    }),
    async (c) => {
      const found = await troubles(deps);
      for (const { service, error } of found) deps.log.warn({ service, ...reasonOf(error) }, 'not ready');
      if (found.length > 0)
        throw new Problem('not-ready', { services: found.map(({ service }) => service).join(', ') });
      return c.json({ status: 'ready' as const }, 200);
    },
  );
  app.get('/', (c) => c.redirect('/docs'));
  app.get('/metrics', async () => {
    // Sums of open batches are in them: in production they are told on an address of their own (`serveFigures`).
    if (deps.mode !== 'rehearsal') throw new Problem('metrics-elsewhere');
    return toldBy(figures);
  });
  app.get('/openapi.json', (c) => c.json(openApiDocument(app)));
  app.get('/docs/style.css', (c) => c.text(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/docs', (c) => c.html(callsPage(openApiDocument(app) as OpenApi)));
  app.get('/docs/problems', (c) => c.html(problemsPage()));
}
