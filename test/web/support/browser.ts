import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFailed, TestRunner } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { createSite } from '../../../api/web/site.tsx';
import { openBrowser } from '../../../dev/browser.ts';
import { type Office, openOffice } from '../../api/support/office.ts';

/** A real browser in front of a real office: API, worker, database and namespace of its own. */
export interface Front {
  office: Office;
  /** Of the site. */
  url: string;
  browser: Browser;
  /** A person with a browser of their own, signed in as the role; `subject`: as whom, where it is not the role's first. */
  as(role: string, subject?: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openFront(): Promise<Front> {
  const office = await openOffice();
  const { deps } = office.api;
  const site = createSite(
    { tokens: deps.tokens, mode: 'rehearsal', log: deps.log, sessionSecret: 'of-a-test' },
    createApp(deps),
  );
  const server = createServer(getRequestListener(site.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await openBrowser();
  return {
    ...{ office, url, browser },
    async as(role, subject) {
      const context = await browser.newContext({
        baseURL: url,
        locale: 'zh-CN',
        viewport: { width: 1280, height: 900 },
      });
      const page = await context.newPage();
      if (TestRunner.getCurrentTest()) onTestFailed(() => tell(page));
      await page.goto('/sign-in');
      const form = page.locator(`form:has(input[value="${role}"])`);
      if (subject)
        await form.evaluate(
          (one, name) => one.insertAdjacentHTML('beforeend', `<input type="hidden" name="subject" value="${name}">`),
          subject,
        );
      await form.locator('button').click();
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      await office.close();
    },
  };
}

/** What stands on the page of a test that failed. */
async function tell(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const text = await page.locator('body').innerText({ timeout: 5_000 });
  console.error(`The page at the end, ${page.url()}:\n${text.slice(0, 4_000)}`);
}

const asked = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // What is good need not be described: on a long page that is most of the work. Only videos are loaded for a rule.
  resultTypes: ['violations'],
  preload: { assets: ['media'] },
};

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (options) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe stands in the page
    return (await (globalThis as any).axe.run(options)).violations;
  }, asked);
  const told = (violations as { id: string; nodes: { html: string; failureSummary: string }[] }[]).map(
    ({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => [html, failureSummary]),
    }),
  );
  expect(told, page.url()).toEqual([]);
}

/** Nothing stands out of a narrow screen, nor of one at 200 %. What does is kept as a picture. */
export async function expectFits(page: Page): Promise<void> {
  const before = page.viewportSize()!;
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 900 });
    const standsOut = (await page.evaluate(`(() => {
      const wide = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth === wide) return [];
      const out = [...document.querySelectorAll('body *')];
      const outside = out.filter((one) => one.getBoundingClientRect().right > wide && !one.parentElement.closest('.wide'));
      return ['page', ...outside.map((one) => one.outerHTML.slice(0, 120))];
    })()`)) as string[];
    if (standsOut.length > 0) await picture(page, `${width}`);
    expect([page.url(), width, ...standsOut]).toEqual([page.url(), width]);
  }
  await page.setViewportSize(before);
}

let pictures = 0;

/** `.artifacts/<test>/<number>-<page>-<of what>.png`: a whole page takes as long to be drawn as to be checked. */
async function picture(page: Page, ofWhat: string): Promise<void> {
  const test = basename(expect.getState().testPath ?? 'unknown', '.test.ts');
  pictures += 1;
  const path = new URL(page.url()).pathname.replace(/\W+/g, '-');
  const name = `${String(pictures).padStart(3, '0')}${path}-${ofWhat}.png`;
  await page.screenshot({ path: join('.artifacts', test, name), fullPage: true });
}
