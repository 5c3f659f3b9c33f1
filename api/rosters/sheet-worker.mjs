import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';

// Reads a workbook in a thread of its own: see sheet.ts. Plain JavaScript, so that it starts at once.

const lot = 1_000;

try {
  // What lies between two cells far apart is filled in with rows of nothing: nobody who waits for the rows goes through a million of them.
  const rows = (await readSheet(Buffer.from(workerData))).filter((row) => row.some((cell) => cell !== null));
  for (let from = 0; from < rows.length; from += lot) parentPort.postMessage(rows.slice(from, from + lot));
  parentPort.postMessage('end');
} catch {
  parentPort.postMessage('unreadable');
}
