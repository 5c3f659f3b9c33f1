import type { Page, Request } from 'playwright-core';
import type { Visit } from './visit.ts';

/** What a page costs. */
export interface Weight {
  path: string;
  /** Milliseconds until the first byte of the page, the median of several. */
  firstByteMs: number;
  /** Bytes of page, style and script as they come over the wire, without fonts and without what the browser has kept. */
  bytes: number;
}

const times = 7;

/** Opens a page as a browser that has seen nothing of us before, and then several times more for the clock. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const sizes: Promise<number>[] = [];
  const count = (request: Request) => {
    if (request.resourceType() !== 'font') sizes.push(request.sizes().then((size) => size.responseBodySize));
  };
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.clearBrowserCache');
  page.on('requestfinished', count);
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  page.off('requestfinished', count);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  const waits: number[] = [];
  for (let i = 0; i < times; i++) {
    const response = await page.goto(path);
    const { requestStart, responseStart } = response!.request().timing();
    waits.push(responseStart - requestStart);
  }
  waits.sort((a, b) => a - b);
  return { path, firstByteMs: Math.round(waits[Math.floor(times / 2)]!), bytes };
}

/** One page of each desk. */
export async function weighAll(visit: Visit): Promise<Weight[]> {
  const pages = {
    reviewer: ['/', '/rules/wuxi', '/notices', '/tasks', '/review'],
    enterprise: ['/claims', '/claims/new'],
  };
  const more = { 'finance-preparer': ['/batches', '/ledger'], supervisor: ['/supervision'], admin: ['/admin'] };
  const weights: Weight[] = [];
  for (const [role, paths] of Object.entries({ ...pages, ...more }))
    for (const path of paths) weights.push(await weigh(await visit.as(role), path));
  return weights;
}
