import { Worker } from 'node:worker_threads';
import { Problem } from '../../domain/problem.ts';
import { MiB, sizeText } from '../body.ts';

/** Memory that the reader of one workbook may take, bytes, and its time, milliseconds. */
const memoryLimit = 320 * MiB;
const timeLimit = 60_000;

/**
 * Cells of the first sheet, without what is empty at its end, and without long gaps. Its reader needs it whole in memory: a cell in row 4,000,000,000 or in the last column of every row makes it fill
 * in all that is before: a thread with limits of its own ends then, and the API goes on. Takes the file over: its bytes are gone afterwards.
 * @throws Problem `roster-unreadable`, `roster-unpacks-too-large`
 */
export async function sheetOf(file: Buffer): Promise<unknown[][]> {
  const bytes = new Uint8Array(file);
  const worker = new Worker(new URL('./sheet-worker.mjs', import.meta.url), {
    workerData: bytes,
    transferList: [bytes.buffer],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit / MiB },
  });
  const timer = setTimeout(() => void worker.terminate(), timeLimit);
  try {
    return await rowsFrom(worker);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function rowsFrom(worker: Worker): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    const rows: unknown[][] = [];
    const tooLarge = () => reject(new Problem('roster-unpacks-too-large', { limit: sizeText(memoryLimit) }));
    worker.on('message', (said: unknown[][] | 'end' | 'unreadable') => {
      if (said === 'end') resolve(rows);
      else if (said === 'unreadable') reject(new Problem('roster-unreadable', { reason: 'XLSX' }));
      else for (const row of said) rows.push(row);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') tooLarge();
      else reject(error);
    });
    // Before it has said that it is at its end: its time was over.
    worker.on('exit', tooLarge);
  });
}
