import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { pieces } from '../pieces.ts';
import { unreadable } from '../unreadable.ts';
import { type Charset, charsetOf, decodedBy } from './charset.ts';

/** No order has more than a third of it, and each payment may be paid and come back. */
const mostRows = 300_000;

/**
 * Cells of a CSV file, row by row, empty rows too; blanks around a cell are cut. Rows are split before their text is decoded, which both
 * charsets permit: commas, quotes and line ends are never parts of other characters. The first row with more than ASCII then tells the charset,
 * unless the caller or a byte order mark has.
 * @throws Problem `bank-file-unreadable`
 */
export async function* csvCells(bytes: AsyncIterable<Uint8Array>, told?: Charset): AsyncGenerator<string[]> {
  // One character per byte.
  const parser = parse({ encoding: 'latin1', relax_column_count: true, max_record_size: 64 * 1024 });
  let charset = told;
  let rows = 0;
  const source = Readable.from(withoutMark(bytes, (mark) => (charset = mark)));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) {
      rows += 1;
      if (rows > mostRows) throw unreadable('bank-file-too-long', { most: mostRows });
      const foreign = cells.filter((cell) => /[^\0-\x7f]/.test(cell));
      if (foreign.length > 0) charset ??= charsetOf(Buffer.from(foreign.join(' '), 'latin1')) ?? undefined;
      yield cells.map((cell) => decoded(cell, charset).trim());
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable('bank-csv-malformed', { line: Number(error.lines ?? 1), reason: String(error.code) });
  } finally {
    source.destroy();
  }
}

function decoded(cell: string, charset: Charset | undefined): string {
  if (/^[\0-\x7f]*$/.test(cell)) return cell;
  const text = charset && decodedBy(charset, Buffer.from(cell, 'latin1'));
  if (typeof text === 'string') return text;
  throw unreadable('bank-file-charset');
}

/** A byte order mark belongs to no cell. That of UTF-16 is refused. */
async function* withoutMark(
  bytes: AsyncIterable<Uint8Array>,
  found: (charset: Charset) => void,
): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const piece of pieces(bytes, 3)) {
    const mark = first ? Buffer.from(piece.subarray(0, 3)).toString('hex') : '';
    first = false;
    if (/^(fffe|feff)/.test(mark)) throw unreadable('bank-file-charset');
    if (mark === 'efbbbf') found('utf-8');
    yield mark === 'efbbbf' ? piece.subarray(3) : piece;
  }
}
