import { expect, onTestFinished, test } from 'vitest';
import { dossierEntries } from '../../activities/archive/entries.ts';
import type { Entry } from '../../activities/archive/entry.ts';
import { writeEntry } from '../../activities/archive/write.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { openDesk } from '../claims/support/desk.ts';
import { wuxiFiling } from '../claims/support/filings.ts';

test('a roster of ten thousand leaves the database page by page, and no more than one page is in memory', async () => {
  const desk = await openDesk({ connections: 4 });
  onTestFinished(() => desk.close());
  const people = Array.from({ length: 10_000 }, (_, seed) => ({ seed: seed + 100_000 }));
  const id = await desk.file(wuxiFiling({ people, training: { plannedHeadCount: 10_000 } }));
  const claim = (await findClaim(desk.db, id))!;
  const entries = await dossierEntries({ db: desk.db, claim }, { erased: false });
  const roster = entries.find(({ path }) => path === 'roster.csv') as Entry;
  let largest = 0;
  let lines = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  for await (const chunk of writeEntry(
    roster,
    (data) => data,
    () => {},
  )) {
    const count = Buffer.from(chunk).toString().split('\n').length - 1;
    [largest, lines] = [Math.max(largest, count), lines + count];
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect([lines, largest]).toEqual([10_001, 501]);
  console.log(`roster.csv of 10,000 people: at most ${Math.round(most / 1024 / 1024)} MB more in memory`);
}, 60_000);
