import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Cell } from './register.ts';

/**
 * A workbook of one sheet. Its library builds all of it in one go, seconds for a hundred thousand rows, so it does so in a thread of
 * its own while this one answers others.
 */
export async function workbookOf(sheet: string, pages: AsyncIterable<Cell[][]>): Promise<Uint8Array<ArrayBuffer>> {
  const thread = new Worker(new URL('./xlsx-thread.mjs', import.meta.url), { execArgv: [] });
  try {
    const made = once(thread, 'message');
    // It is awaited below; a thread that fails before is told there.
    made.catch(() => undefined);
    for await (const page of pages) thread.postMessage({ page });
    thread.postMessage({ sheet });
    return (await made)[0] as Uint8Array<ArrayBuffer>;
  } finally {
    await thread.terminate();
  }
}
