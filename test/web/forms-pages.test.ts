import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { App } from '../../api/env.ts';
import type { WebEnv } from '../../api/web/env.ts';
import { leadToForms } from '../../api/web/forms-pages.ts';
import { pages } from '../../api/web/pages/index.ts';
import { createSite, type SiteDeps } from '../../api/web/site.tsx';

const deps = { mode: 'rehearsal', sessionSecret: 'of-a-test' } as SiteDeps;
const site = createSite(deps, {} as App);

test('every address to which a form is sent has a page', () => {
  const pathsOf = (method: string) => new Set(site.routes.flatMap((one) => (one.method === method ? [one.path] : [])));
  const pages = pathsOf('GET');
  expect([...pathsOf('POST')].filter((path) => !pages.has(path))).toEqual([]);
});

test.each([
  ['/batches/B1/approval?lang=en', '/batches/B1?lang=en'],
  ['/batches/B1/bank-results/P1/confirmation', '/batches/B1/bank-results/P1'],
  ['/review/C0123/hold', '/review/C0123'],
  ['/inspectors/I1/recusals', '/inspectors'],
  ['/sign-out', '/'],
])('%s leads to the page with the form', async (act, page) => {
  // Without the doors in front: who has not signed in is led there first.
  const open = new Hono<WebEnv>();
  for (const part of pages) part(open, deps);
  leadToForms(open);
  const response = await open.request(act);
  expect([response.status, response.headers.get('location')]).toEqual([302, page]);
});
