import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Problem } from '../../domain/problem.ts';

/** Cells of a CSV file, row by row. */
export async function* csvTable(bytes: AsyncIterable<Uint8Array>, charset?: string): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 64 * 1024,
  });
  const source = Readable.from(decoded(bytes, charset));
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser) as AsyncIterable<string[]>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Problem('roster-unreadable', { reason: `${error.code}, line ${error.lines ?? '?'}` });
  } finally {
    source.destroy();
  }
}

const sniffBytes = 64 * 1024;

/** Text of a UTF-8, UTF-16 or GB18030 file: by the caller's charset, by its BOM, else whatever its beginning is valid in. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, charset?: string): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of bytes) {
      if (decoder) {
        yield decoder.decode(chunk, { stream: true });
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.byteLength < sniffBytes) continue;
      decoder = new TextDecoder(charset ?? charsetOf(head), { fatal: true });
      yield decoder.decode(head, { stream: true });
    }
    decoder ??= new TextDecoder(charset ?? charsetOf(head), { fatal: true });
    yield head.byteLength < sniffBytes ? decoder.decode(head) : decoder.decode();
  } catch (error) {
    // TypeError: bytes that the charset does not have. RangeError: a charset that nobody knows.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new Problem('roster-unreadable', { reason: 'charset' });
  }
}

function charsetOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
