import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../domain/failure.ts';
import { openBrowser } from './browser.ts';
import { play } from './demo/run.ts';
import { demoSettings, untilWorkingDay } from './demo/told.ts';
import { openWorld } from './demo/world.ts';
import { startStack } from './stack.ts';
import { tourDocument } from './tour/document.ts';
import { visitWith } from './tour/visit.ts';
import { walk } from './tour/walk.ts';
import { weighAll } from './tour/weight.ts';

/**
 * `npm run tour`: lives a claim from filing to payment in a real browser on the demo's data, and writes `tour.md` with its pictures, to `docs` unless an
 * argument names another folder.
 */
const docs = process.argv[2] ?? fileURLToPath(new URL('../docs', import.meta.url));

const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => calledOff.abort());
const { signal } = calledOff;
const say = (line: string) => console.log(line);

try {
  const acts = untilWorkingDay();
  const stack = await startStack({ settings: await demoSettings(acts), name: 'next-rehearsal', signal, say });
  const browser = await openBrowser();
  try {
    const url = stack.urls.api!;
    await play(openWorld(url, { signal, note: () => undefined }), acts, { say, signal });
    const visit = visitWith(browser, url, join(docs, 'tour'));
    await walk(visit);
    writeFileSync(join(docs, 'tour.md'), tourDocument(visit.stops, await weighAll(visit)));
    say(`${visit.stops.length} pictures in ${join(docs, 'tour')}`);
  } finally {
    await browser.close();
    await stack.stop();
  }
} catch (error) {
  console.error(signal.aborted ? 'stopped before the end' : `The tour failed. ${messageOf(error)}`);
  process.exitCode = 1;
}
process.exit();
