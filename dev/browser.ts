import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

// In one process it would end with the first window that is closed. A graphics processor that is only played draws half as fast as none.
const left =
  /^--(single-process|no-zygote|in-process-gpu|ignore-gpu-blocklist|use-gl|use-angle|enable-unsafe-swiftshader)\b/;

/** A real Chromium that comes with npm. */
export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((one) => !left.test(one)), '--disable-gpu'],
    headless: true,
  });
