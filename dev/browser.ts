import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

/** A real Chromium that comes with npm. In one process, as its arguments have it, it would end with the first window that is closed. */
export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((one) => !['--single-process', '--no-zygote'].includes(one)),
    headless: true,
  });
