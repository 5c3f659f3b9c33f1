import { stringify } from 'csv-stringify/sync';
import type { Cell } from './register.ts';

/** CSV for spreadsheets: UTF-8 with a mark that says so, and no text that they would take for a formula. Page by page. */
export async function* csvOf(pages: AsyncIterable<Cell[][]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let first = true;
  for await (const page of pages) {
    const plain = page.map((row) => row.map((cell) => (typeof cell === 'object' ? (cell?.yuan ?? null) : cell)));
    yield encoder.encode(stringify(plain, { bom: first, escape_formulas: true }));
    first = false;
  }
}
