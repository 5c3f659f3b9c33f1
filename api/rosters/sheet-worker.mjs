import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';

// Reads a workbook in a thread of its own: see sheet.ts. Plain JavaScript, so that it starts at once.

const lot = 1_000;
/** A few empty rows keep their place, so that rows are told by their numbers. */
const longestGap = 1_000;

/** What lies between two cells far apart is filled in with rows of nothing: nobody who waits for the rows goes through a million of them. */
function withoutGaps(rows) {
  const kept = [];
  let gap = 0;
  for (const row of rows) {
    if (row.every((cell) => cell === null)) gap += 1;
    else {
      if (gap <= longestGap) for (; gap > 0; gap--) kept.push([]);
      gap = 0;
      kept.push(row);
    }
  }
  return kept;
}

try {
  const rows = withoutGaps(await readSheet(Buffer.from(workerData)));
  for (let from = 0; from < rows.length; from += lot) parentPort.postMessage(rows.slice(from, from + lot));
  parentPort.postMessage('end');
} catch {
  parentPort.postMessage('unreadable');
}
