import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expectAccessible, expectFits } from './browser.ts';

/** Looks at the page as everybody has to be able to use it; `SHOTS` names a folder for pictures. */
export async function expectGood(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) {
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  }
  await expectAccessible(page);
  await expectFits(page);
}
