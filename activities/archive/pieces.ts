import { stringify } from 'csv-stringify/sync';
import { canonicalJson } from '../../domain/canonical.ts';

/** A part of a file: bytes as they are, or data that is written down once its numbers are masked or not. */
export type Piece = { bytes: Uint8Array } | { data: unknown; write: (data: unknown) => string };

export async function* json(data: unknown): AsyncGenerator<Piece> {
  yield { data, write: (one) => `${JSON.stringify(JSON.parse(canonicalJson(one)), null, 2)}\n` };
}

/** One object a line. */
export async function* jsonLines(data: readonly unknown[]): AsyncGenerator<Piece> {
  yield { data, write: (all) => (all as unknown[]).map((one) => `${canonicalJson(one)}\n`).join('') };
}

/** For spreadsheets: UTF-8 with a mark that says so, and no text that they would take for a formula. */
export async function* csv(pages: AsyncIterable<readonly object[]>): AsyncGenerator<Piece> {
  let columns: string[] | undefined;
  for await (const page of pages) {
    const isFirst = columns === undefined;
    columns ??= Object.keys(page[0] ?? {});
    const options = {
      header: isFirst,
      bom: isFirst,
      columns,
      escape_formulas: true,
      cast: { object: canonicalJson, date: String },
    };
    yield { data: page, write: (rows) => stringify(rows as object[], options) };
  }
}

/** A table of one page. */
export async function* once<T>(page: T[]): AsyncGenerator<T[]> {
  yield page;
}
