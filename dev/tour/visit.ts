import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Bilingual } from '../../domain/messages/message.ts';

/** A picture of the tour with what is to be seen on it. */
export interface Stop {
  /** Of its file, without the extension. */
  name: string;
  /** Whose day it is a part of. */
  who: Bilingual;
  text: Bilingual;
}

/** People with a browser each, walking through the system; what they show is kept as pictures. */
export interface Visit {
  /** The browser of who signs in with one click as a role; the same one each time. */
  as(role: string): Promise<Page>;
  /** Somebody who has not signed in. */
  public(): Promise<Page>;
  /** Takes a picture of what the page shows from `from` on, or from its top. */
  show(page: Page, stop: Stop, from?: string): Promise<void>;
  readonly stops: readonly Stop[];
}

const size = { width: 1120, height: 780 };

export function visitWith(browser: Browser, baseURL: string, folder: string): Visit {
  mkdirSync(folder, { recursive: true });
  const pages = new Map<string, Promise<Page>>();
  const stops: Stop[] = [];
  const open = async () => {
    const context = await browser.newContext({ baseURL, locale: 'zh-CN', viewport: size, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };
  const once = (who: string, make: () => Promise<Page>) => {
    if (!pages.has(who)) pages.set(who, make());
    return pages.get(who)!;
  };
  return {
    stops,
    public: () => once('', open),
    as: (role) =>
      once(role, async () => {
        const page = await open();
        await page.goto('/sign-in');
        await page.locator(`form:has(input[value="${role}"]) button`).click();
        return page;
      }),
    async show(page, stop, from) {
      // Nobody's tour goes on from a page on which something was refused.
      const problem = page.locator('#problem');
      if ((await problem.count()) > 0) throw new Error(`${stop.name}: ${await problem.textContent()}`);
      if (from) await page.locator(from).first().evaluate('(found) => found.scrollIntoView()');
      else await page.evaluate('scrollTo(0, 0)');
      const picture = await page.screenshot();
      writeFileSync(join(folder, `${stop.name}.png`), picture);
      stops.push(stop);
    },
  };
}
